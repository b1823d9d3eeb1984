package tone_test

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

// A spoken is a line of testdata/languages.txt.
type spoken struct {
	line     int
	language tone.Language
	script   tone.Script
	text     string
}

func readLanguages(t *testing.T) (all []spoken) {
	t.Helper()
	f, err := os.Open("testdata/languages.txt")
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		head, text, ok := strings.Cut(line, "|")
		names := strings.Fields(head)
		require.True(t, ok && len(names) == 2, "line %d: want: language script | message", n)
		language, err := tone.ParseLanguage(strings.TrimPrefix(names[0], "none"))
		require.NoError(t, err, "line %d", n)
		script := tone.ScriptNone
		if names[1] != "none" {
			script, err = tone.ParseScript(names[1])
			require.NoError(t, err, "line %d", n)
		}
		all = append(all, spoken{n, language, script, strings.ReplaceAll(strings.TrimSpace(text), `\n`, "\n")})
	}
	return all
}

// The shares of the messages in testdata/languages.txt that must be read right.
const (
	leastLanguage = 0.99
	leastScript   = 0.97
)

func TestLanguages(t *testing.T) {
	t.Parallel()
	all := readLanguages(t)
	require.GreaterOrEqual(t, len(all), 300)
	language, script, mixed := 0, 0, 0
	for _, s := range all {
		r := tone.Classify(s.text)
		if r.Language == s.language {
			language++
		} else {
			t.Logf("line %d: %q is %q, read as %q", s.line, s.text, s.language, r.Language)
		}
		if r.Script == s.script {
			script++
		} else {
			t.Logf("line %d: %q is in %q, read as %q", s.line, s.text, s.script, r.Script)
		}
		if r.Mixed == (s.language == tone.Mixed) {
			mixed++
		}
		require.Equal(t, r.Language == tone.Mixed, r.Mixed)
	}
	n := float64(len(all))
	require.GreaterOrEqual(t, float64(language)/n, leastLanguage)
	require.GreaterOrEqual(t, float64(script)/n, leastScript)
	require.GreaterOrEqual(t, float64(mixed)/n, leastScript)
}
