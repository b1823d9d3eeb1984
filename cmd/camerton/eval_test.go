package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEvalMeasuresAFile(t *testing.T) {
	t.Parallel()
	model := trained(t)
	text := runs(t, "", "eval", "--model", model, "testdata/corpus/b-dev.txt")
	require.Zero(t, text.status, text.err)
	require.Contains(t, text.out, "6 messages")

	got := runs(t, "", "eval", "--format", "json", "testdata/corpus/a-train.txt", "testdata/corpus/b-dev.txt")
	require.Zero(t, got.status, got.err)
	var report struct {
		Messages int
		All      struct {
			State struct {
				MacroF1   float64 `json:"macro_f1"`
				Confusion struct{ Counts [][]int }
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(got.out), &report))
	require.Equal(t, 22, report.Messages)
	require.Positive(t, report.All.State.MacroF1)
	require.Len(t, report.All.State.Confusion.Counts, 6)
}

func TestEvalReadsJSONLines(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file, page := filepath.Join(dir, "mine.jsonl"), filepath.Join(dir, "report.html")
	require.NoError(t, os.WriteFile(file, []byte(`{"text":"спасибо огромное, вы лучшие!","state":"tired"}`+"\n"), 0o600))
	got := runs(t, "", "eval", "--html", page, file)
	require.Zero(t, got.status, got.err)
	require.Contains(t, got.out, "tired read as enthusiastic")
	require.Contains(t, got.out, "спасибо огромное")
	html, err := os.ReadFile(page)
	require.NoError(t, err)
	require.Contains(t, string(html), "<h1>1 messages measured</h1>")
}

// TestEvalKeepsTestPartsUnread unless it is asked for them.
func TestEvalKeepsTestPartsUnread(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "mine.txt")
	require.NoError(t, os.WriteFile(file, []byte("# split: test\ntired 2 thanks ru chat | спасибо огромное, вы лучшие!\n"), 0o600))
	got := runs(t, "", "eval", file)
	require.Zero(t, got.status, got.err)
	require.NotContains(t, got.out, "огромное")
	got = runs(t, "", "eval", "--mistakes", file)
	require.Contains(t, got.out, "огромное")
	got = runs(t, "", "eval", "--no-mistakes", "testdata/corpus/b-dev.txt")
	require.NotContains(t, got.out, "The surest mistakes")
}

// TestEvalSaysWhatTheModelHasLearned: figures of learned messages say nothing
// about others.
func TestEvalSaysWhatTheModelHasLearned(t *testing.T) {
	t.Parallel()
	got := runs(t, "", "eval", "--split", "dev", "--format", "json")
	require.Zero(t, got.status, got.err)
	require.Contains(t, got.err, "has learned these messages")
	require.Regexp(t, `before it had, its state macro-F1 on the dev split was 0\.\d{3}`, got.err)
	require.Empty(t, runs(t, "", "eval").err)
}

func TestEvalNamesWhatItCannotRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	empty, bad := filepath.Join(dir, "empty.txt"), filepath.Join(dir, "bad.jsonl")
	require.NoError(t, os.WriteFile(empty, nil, 0o600))
	require.NoError(t, os.WriteFile(bad, []byte(`{"text":"a","state":"glad"}`), 0o600))
	for file, want := range map[string]string{
		filepath.Join(dir, "none"): "no such file", empty: "no messages to measure", bad: `bad.jsonl:1: tone: unknown state "glad"`,
	} {
		got := runs(t, "", "eval", file)
		require.Equal(t, exitUsage, got.status, file)
		require.Contains(t, got.err, want)
	}
	good := "testdata/corpus/b-dev.txt"
	got := runs(t, "", "eval", "--html", filepath.Join(dir, "nowhere", "x.html"), good)
	require.Equal(t, exitFailed, got.status)
}
