package tone_test

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
)

// leastTrue is the share of the shown spans without which the state's score must
// be lower.
const leastTrue = 0.99

func TestEvidenceHoldsUpTheState(t *testing.T) {
	t.Parallel()
	batches, err := corpus.Embedded()
	require.NoError(t, err)
	c := tone.Default()
	shown, lower := 0, 0
	for _, b := range corpus.Of(batches, corpus.Dev) {
		for _, e := range b.Entries {
			r := c.Classify(tone.Message{Text: e.Text}, tone.Context{})
			for _, ev := range r.Evidence {
				shown++
				without := c.Scores(e.Text[:ev.Start] + e.Text[ev.End:])
				if without[ev.State] < r.Scores[ev.State] {
					lower++
					continue
				}
				t.Logf("%q is no evidence for %s in %q", ev.Text, ev.State, e.Text)
			}
		}
	}
	require.Greater(t, shown, 500)
	require.GreaterOrEqual(t, float64(lower)/float64(shown), leastTrue, "of %d spans", shown)
}

func TestEvidenceIsWellFormed(t *testing.T) {
	t.Parallel()
	batches, err := corpus.Embedded()
	require.NoError(t, err)
	ctx := tone.Context{Unanswered: 2, Waiting: 26 * time.Hour, FailedSolutions: 1}
	words, spans := 0, 0
	for _, b := range corpus.Of(batches, corpus.Dev) {
		for _, e := range b.Entries {
			r := tone.Default().Classify(tone.Message{Text: e.Text}, ctx)
			texts := checkEvidence(t, e.Text, &r)
			spans += len(texts)
			for _, text := range texts {
				words += len(strings.Fields(text))
			}
		}
	}
	require.Less(t, float64(words)/float64(spans), 5.0, "words in a span")
}

// checkEvidence checks what every reading's evidence promises, and returns the
// spans.
func checkEvidence(t *testing.T, text string, r *tone.Reading) (spans []string) {
	t.Helper()
	last := 1.0
	for i, e := range r.Evidence {
		require.Equal(t, r.Leading(), e.State, "%q", text)
		require.Positive(t, e.Weight, "%q", text)
		require.LessOrEqual(t, e.Weight, last, "strongest first: %q", text)
		last = e.Weight
		require.NotEmpty(t, e.Cue)
		if e.Source == tone.FromContext {
			require.Zero(t, e.Start+e.End)
			require.Empty(t, e.Text)
			continue
		}
		spans = append(spans, e.Text)
		require.Equal(t, text[e.Start:e.End], e.Text)
		require.LessOrEqual(t, len(strings.Fields(e.Text)), 16, "%q of %q", e.Text, text)
		before, _ := utf8.DecodeLastRuneInString(text[:e.Start])
		first, _ := utf8.DecodeRuneInString(e.Text)
		require.False(t, unicode.IsLetter(before) && unicode.IsLetter(first), "%q begins inside a word of %q", e.Text, text)
		for _, o := range r.Evidence[:i] {
			require.True(t, o.Source == tone.FromContext || o.End <= e.Start || e.End <= o.Start, "%q and %q overlap", o.Text, e.Text)
		}
	}
	require.LessOrEqual(t, len(spans), 3)
	if r.Leading() == tone.Neutral {
		require.Empty(t, r.Evidence)
	}
	return spans
}

func TestEvidenceIsDescribed(t *testing.T) {
	t.Parallel()
	ctx := tone.Context{Unanswered: 2, Waiting: 26 * time.Hour, FailedSolutions: 1}
	for _, text := range []string{"Где мой заказ?! Третий день жду", "va rog, e urgent, plec la 5", "сил уже нет, делайте что хотите"} {
		r := tone.Default().Classify(tone.Message{Text: text}, ctx)
		require.NotEmpty(t, r.Evidence, text)
		for _, e := range r.Evidence {
			require.Equal(t, e.Cue, e.Describe(tone.LanguageNone))
			russian, romanian := e.Describe(tone.Russian), e.Describe(tone.Romanian)
			require.True(t, strings.ContainsFunc(russian, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }), "%q", russian)
			require.False(t, strings.ContainsFunc(romanian, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }), "%q", romanian)
			require.NotEqual(t, e.Cue, romanian)
		}
	}
}

func TestEveryStateHasAWording(t *testing.T) {
	t.Parallel()
	for _, s := range tone.States() {
		e := tone.Evidence{Cue: "wording", State: s}
		require.NotEqual(t, "wording", e.Describe(tone.Russian))
		require.NotEqual(t, "wording", e.Describe(tone.Romanian))
	}
	foreign := tone.Evidence{Cue: "somebody's own", State: tone.State(9)}
	require.Equal(t, "somebody's own", foreign.Describe(tone.Russian))
	require.Equal(t, "wording", tone.Evidence{Cue: "wording", State: tone.State(9)}.Describe(tone.Romanian))
}

func TestContextEvidenceGrowsWithTheWait(t *testing.T) {
	t.Parallel()
	weight := func(wait time.Duration) float64 {
		r := tone.Default().Classify(tone.Message{Text: "Где мой заказ?! Третий день жду"}, tone.Context{Waiting: wait})
		for _, e := range r.Evidence {
			if e.Source == tone.FromContext {
				return e.Weight
			}
		}
		return 0
	}
	require.Zero(t, weight(0))
	require.GreaterOrEqual(t, weight(26*time.Hour), weight(2*time.Hour))
}
