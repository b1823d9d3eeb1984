// Package grammytest drives apitest with npm's grammY, a client library that
// has nothing in common with the one that our own bot uses.
package grammytest

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// TestGrammY installs grammY from the npm registry into a temporary folder
// and runs grammy.test.mjs. Without node and npm it is skipped, in CI it fails.
func TestGrammY(t *testing.T) {
	t.Parallel()
	node, npm := find(t, "node"), find(t, "npm")
	dir := t.TempDir()
	for _, name := range []string{"package.json", "package-lock.json", "grammy.test.mjs"} {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), data, 0o600))
	}
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	run(ctx, t, dir, nil, npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts")

	srv := apitest.New(apitest.Options{})
	require.NoError(t, srv.Start())
	defer func() { require.NoError(t, srv.Close()) }()
	out := run(ctx, t, dir, []string{"APITEST_URL=" + srv.URL()}, node, "--test", "--test-reporter=tap", "grammy.test.mjs")
	require.Contains(t, out, "# fail 0")
	require.Contains(t, out, "# pass 10")
}

// find looks for a program; a skip in CI is a failure.
func find(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	if os.Getenv("CI") == "true" {
		require.NoError(t, err, "CI needs node 18 or later and npm for the second client of apitest")
	}
	t.Skipf("no %s on this machine: the second client of apitest is not run", name)
	return ""
}

func run(ctx context.Context, t *testing.T, dir string, env []string, name string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s %v:\n%s", filepath.Base(name), args, out)
	return string(out)
}
