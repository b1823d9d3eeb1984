package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTrainAdapts to messages of one's own, of which only the state is known, and
// says what it did.
func TestTrainAdapts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	own, model := filepath.Join(dir, "own.jsonl"), filepath.Join(dir, "own.model")
	var lines strings.Builder
	for i, thing := range strings.Fields("лампа дверь окно стол стул полка рама замок ручка петля шкаф диван ковер штора кран труба плита печь") {
		fmt.Fprintf(&lines, "{\"text\":\"%s кукумбер бамбарбия %d\",\"state\":\"tired\"}\n", thing, i)
		fmt.Fprintf(&lines, "{\"text\":\"%s шурум бурум %d\",\"state\":\"enthusiastic\"}\n", thing, i)
	}
	require.NoError(t, os.WriteFile(own, []byte(lines.String()), 0o600))
	got := runs(t, "", "train", "--adapt", own, "-o", model, "testdata/corpus")
	require.Zero(t, got.status, got.err)
	require.Regexp(t, `In a trial that learned \d+ of your messages, each as much as [14] of the corpus,\nand kept \d+ back:`, got.out)
	require.Regexp(t, `(?m)^  your messages kept back: state accuracy +0\.\d{3} +[01]\.\d{3}  \+[01]\.\d{3}$`, got.out)
	require.Regexp(t, `(?m)^  dev split of the corpus: state macro-F1 +[01]\.\d{3} +[01]\.\d{3}  [+-]\d\.\d{3}$`, got.out)
	require.NotContains(t, got.out, "topic accuracy", "no message tells its topic")
	require.Contains(t, got.err, "the corpus alone 100 %")
	require.Contains(t, got.err, "with yours, weight 4 100 %")

	read := runs(t, "", "classify", "--format", "json", "--model", model, "шурум бурум")
	require.Equal(t, "enthusiastic", parseLine(t, read.out).State)
}

func TestTrainSaysWhatIsWrongWithOnesOwn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	few, bad := filepath.Join(dir, "few.jsonl"), filepath.Join(dir, "bad.jsonl")
	require.NoError(t, os.WriteFile(few, []byte(`{"text":"шурум бурум","state":"tired"}`), 0o600))
	require.NoError(t, os.WriteFile(bad, []byte(`{"text":"шурум бурум"}`), 0o600))
	for file, want := range map[string]string{
		few:                        "1 messages to adapt to; want 30 at least",
		bad:                        `bad.jsonl:1: no label; want at least one of "state", "topic" and "lang"`,
		filepath.Join(dir, "none"): "no such file",
	} {
		out := filepath.Join(dir, "m")
		got := runs(t, "", "train", "--adapt", file, "-o", out, "testdata/corpus")
		require.Equal(t, exitUsage, got.status, file)
		require.Contains(t, got.err, want)
		require.NoFileExists(t, out)
	}
}
