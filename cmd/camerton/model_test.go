package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// trained fits a model to the small corpus of the tests.
func trained(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "small.model")
	got := runs(t, "", "train", "-o", file, "testdata/corpus")
	require.Zero(t, got.status, got.err)
	require.Empty(t, got.out)
	require.Contains(t, got.err, "100 %")
	require.Contains(t, got.err, "wrote "+file)
	return file
}

// TestTrain: the same corpus gives the same bytes, and they are a model.
func TestTrain(t *testing.T) {
	t.Parallel()
	first, second := trained(t), trained(t)
	a, err := os.ReadFile(first)
	require.NoError(t, err)
	b, err := os.ReadFile(second)
	require.NoError(t, err)
	require.Equal(t, a, b)

	got := runs(t, "", "classify", "--format", "json", "--model", first, "спасибо огромное, просто сказка!")
	require.Zero(t, got.status, got.err)
	require.Equal(t, "enthusiastic", parseLine(t, got.out).State)
}

func TestTrainNeedsTwoSplits(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	one, err := os.ReadFile("testdata/corpus/a-train.txt")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "only.txt"), one, 0o600))
	got := runs(t, "", "train", "-o", filepath.Join(dir, "m"), dir)
	require.Equal(t, exitUsage, got.status)
	require.Contains(t, got.err, "dev")
	require.NoFileExists(t, filepath.Join(dir, "m"))
}

func TestTrainSaysThatItCannotWrite(t *testing.T) {
	t.Parallel()
	got := runs(t, "", "train", "-o", filepath.Join(t.TempDir(), "nowhere", "m"), "testdata/corpus")
	require.Equal(t, exitFailed, got.status)
	require.Contains(t, got.err, "no such file or directory")
}

func TestProgress(t *testing.T) {
	t.Parallel()
	now := monday
	var said strings.Builder
	p := newProgress(&said, func() time.Time { return now })
	p.report("weights", 0, 10)
	p.report("weights", 5, 10) // less than a second later
	now = now.Add(1500 * time.Millisecond)
	p.report("weights", 7, 10)
	p.report("weights", 10, 10)
	require.Equal(t, "   0.0 s  weights   0 %\n   1.5 s  weights  70 %\n   1.5 s  weights 100 %\n", said.String())
}
