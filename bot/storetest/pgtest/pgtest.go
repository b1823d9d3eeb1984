//go:build unix

// Package pgtest starts PostgreSQL for tests: a cluster of its own in a
// temporary folder, reached by a socket there, without a network port.
//
//	cluster := pgtest.Start(t, pgtest.Options{})
//	store, err := postgres.Open(ctx, cluster.NewSchema(t), postgres.Options{})
//
// The binaries are looked for in the folder that pg_config names, in
// /usr/lib/postgresql and in PATH. PostgreSQL does not run as root: a test that
// does starts it as the user postgres or nobody.
package pgtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// ErrNone says that there is no PostgreSQL on this machine.
var ErrNone = errors.New("pgtest: no PostgreSQL was found by pg_config, in /usr/lib/postgresql/*/bin or in PATH; " +
	"install postgresql from the distribution")

// Options are how a cluster is made. The zero value is a cluster that keeps what
// it has committed.
type Options struct {
	// Careless leaves out waiting for the disk, for tests that do not ask
	// whether anything is kept.
	Careless bool

	// Settings are further lines for postgresql.conf.
	Settings []string
}

// Start starts a cluster that lasts as long as the test. Without PostgreSQL the
// test is skipped, and fails if the environment has CI=true.
func Start(tb testing.TB, o Options) *Cluster {
	tb.Helper()
	c, err := New(o)
	demand(tb, err)
	tb.Cleanup(func() {
		if err := c.Remove(); err != nil {
			tb.Error(err)
		}
	})
	return c
}

// demand ends a test that has no cluster.
func demand(tb testing.TB, err error) {
	tb.Helper()
	switch {
	case errors.Is(err, ErrNone) && os.Getenv("CI") != "true":
		tb.Skip(err)
	case err != nil:
		tb.Fatal(err)
	}
}

// NewSchema makes an empty schema and returns the URL of a database in which it
// is the only one.
func (c *Cluster) NewSchema(tb testing.TB) string {
	tb.Helper()
	url, err := c.Schema("t" + strconv.FormatInt(c.schemas.Add(1), 10))
	if err != nil {
		tb.Fatal(err)
	}
	return url
}

// binaries returns the folder that holds PostgreSQL's programs.
func binaries() (string, error) {
	var folders []string
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil { //nolint:noctx // it ends at once
		folders = append(folders, strings.TrimSpace(string(out)))
	}
	versions, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil {
		return "", err
	}
	slices.SortFunc(versions, func(a, b string) int { return version(b) - version(a) })
	folders = append(folders, versions...)
	folders = append(folders, filepath.SplitList(os.Getenv("PATH"))...)
	for _, folder := range folders {
		if complete(folder) {
			return folder, nil
		}
	}
	return "", ErrNone
}

// version returns the version in a path like /usr/lib/postgresql/15/bin.
func version(folder string) int {
	n, err := strconv.Atoi(filepath.Base(filepath.Dir(folder)))
	if err != nil {
		return 0
	}
	return n
}

// complete reports whether a folder has all programs that are needed.
func complete(folder string) bool {
	for _, program := range []string{"initdb", "postgres", "psql"} {
		info, err := os.Stat(filepath.Join(folder, program)) //nolint:gosec // PATH is trusted
		if err != nil || info.IsDir() || info.Mode()&0o111 == 0 {
			return false
		}
	}
	return true
}

// describe adds to an error what a program has said.
func describe(what string, err error, said []byte) error {
	return fmt.Errorf("pgtest: %s: %w\n%s", what, err, said)
}
