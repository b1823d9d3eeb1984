package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestEveryCommandHasHelp with an example, and answers -h with status 0.
func TestEveryCommandHasHelp(t *testing.T) {
	t.Parallel()
	top := runs(t, "")
	require.Zero(t, top.status)
	require.Empty(t, top.err)
	names := []string{"draft", "classify", "lint", "coverage", "replay", "train", "eval", "version"}
	for _, name := range names {
		require.Contains(t, top.out, name)
		got := runs(t, "", name, "-h")
		require.Zero(t, got.status, name)
		require.Contains(t, got.out, "Usage: camerton "+name)
		if name != "version" {
			require.Regexp(t, "Examples?:", got.out, name)
			require.Contains(t, got.out, "camerton "+name, name)
		}
		for line := range strings.Lines(got.out) {
			require.LessOrEqual(t, len([]rune(line)), 161, "%s: %s", name, line)
		}
	}
}

func TestStatusError(t *testing.T) {
	t.Parallel()
	fault := errors.New("a fault")
	require.ErrorIs(t, usage(fault), fault)
	require.Equal(t, "a fault", usage(fault).Error())
	require.Equal(t, "status 1", errWrong.Error())
}

func TestVersion(t *testing.T) {
	t.Parallel()
	got := runs(t, "", "version")
	require.Zero(t, got.status)
	require.Regexp(t, `^camerton \S+\n`, got.out)
	require.Regexp(t, `corpus [0-9a-f]{16}`, got.out)
}
