package templates_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/templates"
)

func TestLintFindsWhatCopywritersDo(t *testing.T) {
	t.Parallel()
	n := 0
	for line := range strings.Lines(readFile(t, "testdata/lint/more.txt")) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		rule, example, ok := strings.Cut(line, " ")
		require.True(t, ok, line)
		found := lintExample(t, example)
		require.True(t, slices.ContainsFunc(found, func(f templates.Finding) bool { return f.Rule == rule }), "%s: %v", line, found)
		n++
	}
	require.Greater(t, n, 100)
}
