package main

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/postgres"
	"github.com/camerton/camerton/bot/sqlite"
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
		require.Regexp(t, "Examples?:", got.out, name)
		require.Contains(t, got.out, "camerton "+name, name)
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
	got := runs(t, "", "version", "--format", "json")
	require.Zero(t, got.status, got.err)
	require.Equal(t, []string{"version", "model", "corpus", "cues", "schema"}, members(t, json.RawMessage(got.out)))
	require.Regexp(t, `"model":"[0-9a-f]{16}","corpus":"[0-9a-f]{16}"`, got.out)
	require.Regexp(t, `"schema":[1-9]`, got.out)
	require.Regexp(t, `^camerton \S+\nmodel    [0-9a-f]{16}, `, runs(t, "", "version").out)
}

// Both stores have the same tables, so one number names them.
func TestStoresHaveOneSchema(t *testing.T) {
	t.Parallel()
	file, err := sqlite.SchemaVersion()
	require.NoError(t, err)
	server, err := postgres.SchemaVersion()
	require.NoError(t, err)
	require.Equal(t, file, server)
}
