package locales_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

// dataLines returns the lines of a data file as their first words and the text
// after the bar.
func dataLines(t *testing.T, file string, words int) (lines [][]string) {
	t.Helper()
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		head, text, ok := strings.Cut(line, " | ")
		fields := strings.Fields(head)
		require.True(t, ok, line)
		require.Len(t, fields, words, line)
		lines = append(lines, append(fields, strings.ReplaceAll(text, `\n`, "\n")))
	}
	return lines
}

func TestToneRules(t *testing.T) {
	t.Parallel()
	judged := map[string]int{}
	for _, line := range dataLines(t, "testdata/rules.txt", 3) {
		state, err := tone.ParseState(line[0])
		require.NoError(t, err)
		lang, err := tone.ParseLanguage(line[1])
		require.NoError(t, err)
		broken := catalog(t).Breaks(line[3], state, lang)
		if judged[line[1]+" "+line[2]]++; line[2] == "good" {
			require.Empty(t, broken, "%s: %s", state, line[3])
			continue
		}
		require.Contains(t, strings.Join(broken, "; "), line[2], "%s: %s", state, line[3])
	}
	for _, lang := range []string{"ru", "ro"} {
		require.GreaterOrEqual(t, judged[lang+" good"], 6)
	}
	require.Nil(t, catalog(t).Breaks("Ура!", tone.Irritated, tone.Mixed))
}

func TestPromiseCues(t *testing.T) {
	t.Parallel()
	for _, line := range dataLines(t, "testdata/promises.txt", 2) {
		lang, err := tone.ParseLanguage(line[0])
		require.NoError(t, err)
		kinds := strings.Join(catalog(t).PromisesIn(line[2], lang), ",")
		if kinds == "" {
			kinds = "-"
		}
		require.Equal(t, line[1], kinds, line[2])
	}
}
