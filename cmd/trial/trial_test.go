package main

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/storetest/pgtest"
)

// TestMain lets the test's program be the bot that echoes.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "echo" {
		main()
		return
	}
	os.Exit(m.Run())
}

// try runs the command, and skips the test if it needs PostgreSQL and there is
// none, unless CI=true.
func try(t *testing.T, args ...string) string {
	t.Helper()
	var out strings.Builder
	err := run(t.Context(), args, &out)
	if errors.Is(err, pgtest.ErrNone) && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	require.NoError(t, err, out.String())
	return out.String()
}

func TestCrash(t *testing.T) {
	t.Parallel()
	for _, store := range []string{sqliteStore, postgresStore} {
		t.Run(store, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "kept")
			said := try(t, "crash", "-store", store, "-kills", "4", "-every", "500ms", "-messages", "120", "-customers", "15",
				"-follow-ups=false", "-keep", dir)
			require.Contains(t, said, "no faults")
			require.Regexp(t, `customer messages +120\n`, said)
			require.Regexp(t, `bot killed:\d`, said)
			for _, name := range []string{"record.jsonl", "bot0.log", "bot0.toml"} {
				require.FileExists(t, filepath.Join(dir, name))
			}
			require.ErrorContains(t, run(t.Context(), []string{"crash", "-store", store, "-keep", dir}, &strings.Builder{}), "-keep")
		})
	}
}

func TestLoad(t *testing.T) {
	t.Parallel()
	said := try(t, "load", "-messages", "100", "-customers", "20", "-in-flight", "5")
	require.Equal(t, 2, strings.Count(said, "without an answer: 0"), said)
	require.Regexp(t, `(?s)bare echo.*100 done.*camerton, sqlite.*100 done .*MiB.*two processors.*p99`, said)
	said = try(t, "load", "-messages", "40", "-customers", "10", "-rate", "50", "-echo=false")
	require.Contains(t, said, "without an answer: 0")
	require.NotContains(t, said, "two processors", "which says nothing when customers are few")
}

func TestUsageOfProcesses(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("only Linux tells about processes in /proc")
	}
	require.Positive(t, memory(os.Getpid()))
	require.Positive(t, ownCPU())
	require.NotEmpty(t, statOf(os.Getpid()))
	own := cpu(os.Getpid())
	require.GreaterOrEqual(t, cpuOfAll(os.Getpid()), own)
	require.Zero(t, cpu(-1))
	require.Zero(t, memory(-1))
	require.Positive(t, spent(os.Getpid(), func() time.Duration { return 0 }).own)
}

func TestUsageOfAMessage(t *testing.T) {
	t.Parallel()
	used := usage{bot: 50, database: 30, own: 21}.since(usage{bot: 10, database: 10, own: 1})
	require.Equal(t, usage{bot: 4, database: 2, own: 2}, used.each(10))
	require.InDelta(t, 8, used.each(10).all(), 1e-9)
	require.Equal(t, used, used.each(0), "before the first message")
}
