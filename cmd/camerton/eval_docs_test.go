package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// voice is where the messages are that may be measured on but not kept here; see
// docs/accuracy.md.
var voice = flag.String("voice", "", "with -update, measure ru.jsonl and ro.jsonl of this folder for docs/accuracy.md")

// TestAccuracyIsCurrent compares the reports in docs/accuracy.md with what the
// embedded model does. Reports on files that are not in the repository are
// written with -update -voice only.
func TestAccuracyIsCurrent(t *testing.T) {
	t.Parallel()
	file := filepath.Join(root, "docs", "accuracy.md")
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	shown := 0
	written := consolePattern.ReplaceAllStringFunc(string(data), func(block string) string {
		m := consolePattern.FindStringSubmatch(block)
		command := m[1]
		if strings.Contains(command, " voice/") {
			if !*update || *voice == "" {
				return block
			}
			command = strings.ReplaceAll(command, " voice/", " "+*voice+"/")
		}
		shown++
		got := shownOutput(t, runs(t, "", args(t, command)...))
		if !*update {
			require.Equal(t, m[2], got, "%s: go test ./cmd/camerton -update", m[1])
		}
		return "```console\n$ " + m[1] + "\n" + got + "```"
	})
	require.Positive(t, shown)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(written), 0o600))
	}
}
