package locales_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

// The copywriter's guides show each state by pairs: a text that breaks its rules
// and one that keeps them.
func TestGuidesShowWhatTheRulesSay(t *testing.T) {
	t.Parallel()
	for _, lang := range languages {
		data, err := os.ReadFile("README." + lang.String() + ".md")
		require.NoError(t, err)
		pairs := map[tone.State]int{}
		for line := range strings.Lines(string(data)) {
			cells := strings.Split(strings.Trim(strings.TrimSpace(line), "| "), " | ")
			state, err := tone.ParseState(cells[0])
			if err != nil || len(cells) != 4 {
				continue
			}
			pairs[state]++
			require.NotEmpty(t, catalog(t).Breaks(cells[2], state, lang), "%s: %s", lang, cells[2])
			require.Empty(t, catalog(t).Breaks(cells[3], state, lang), "%s: %s", lang, cells[3])
		}
		for _, state := range tone.States() {
			require.GreaterOrEqual(t, pairs[state], 2, "%s: %s", lang, state)
		}
	}
}
