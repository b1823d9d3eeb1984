package bot

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

func TestEmbeddedLexicon(t *testing.T) {
	t.Parallel()
	_, err := loadLexicon(lexiconFiles)
	require.NoError(t, err)
}

func BenchmarkLoadLexicon(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := loadLexicon(lexiconFiles); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	l := embeddedLexicon()
	b.ReportAllocs()
	for b.Loop() {
		l.find("Здравствуйте, подскажите пожалуйста что с заказом 48213, второй день жду и никто не отвечает", tone.Russian)
	}
}

// TestCues reads testdata/cues.txt: phrases that were collected apart from the
// lexicon.
func TestCues(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/cues.txt")
	require.NoError(t, err)
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, text, ok := strings.Cut(line, " | ")
		require.True(t, ok, "line %d", n)
		name, absent := strings.CutPrefix(name, "!")
		c := slices.Index(cueNames[:], name)
		require.GreaterOrEqual(t, c, 0, "line %d: there is no cue %q", n, name)
		t.Run(fmt.Sprint("line ", n), func(t *testing.T) {
			t.Parallel()
			text := strings.ReplaceAll(text, `\n`, "\n")
			f := embeddedLexicon().find(text, tone.Classify(text).Language)
			has := f.has(cue(c))
			switch {
			case cue(c) == closingCue:
				has = has && f.uncovered(closingCue, thanksCue, fillerCue, yesCue, noCue, greetingCue) == 0
			case cue(c) == unfinishedCue:
				has = f.ends(unfinishedCue)
			case cue(c) == automaticStartCue || cue(c) == operatorFirstCue:
				has = f.begins(cue(c))
			}
			require.Equal(t, !absent, has, "%s in %q: %v", name, text, f.hits)
		})
	}
}
