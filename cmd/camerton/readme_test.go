package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// figuresPattern finds what the README says of the embedded model.
var figuresPattern = regexp.MustCompile(`finds the state of \d+ % and the topic of \d+ %`)

// TestReadmeTellsTheAccuracy that camerton eval finds on the test split.
func TestReadmeTellsTheAccuracy(t *testing.T) {
	t.Parallel()
	got := runs(t, "", "eval", "--format", "json")
	require.Zero(t, got.status, got.err)
	var report struct {
		All struct{ State, Topic struct{ Accuracy float64 } }
	}
	require.NoError(t, json.Unmarshal([]byte(got.out), &report))
	require.Positive(t, report.All.State.Accuracy)
	require.Positive(t, report.All.Topic.Accuracy)
	want := fmt.Sprintf("finds the state of %.0f %% and the topic of %.0f %%", 100*report.All.State.Accuracy, 100*report.All.Topic.Accuracy)
	readme, err := os.ReadFile(root + "/README.md")
	require.NoError(t, err)
	if *update {
		readme = figuresPattern.ReplaceAll(readme, []byte(want))
		require.NoError(t, os.WriteFile(root+"/README.md", readme, 0o600))
	}
	require.Equal(t, want, string(figuresPattern.Find(readme)), "go test ./cmd/camerton -update")
}
