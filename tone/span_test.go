package tone_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
)

func TestSpansKeepNegations(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"nu inteleg", "Nu înțeleg nimic", "не понимаю", "я не могу разобраться", "ne ponimayu"} {
		r := tone.Classify(text)
		require.Equal(t, tone.Confused, r.Leading(), text)
		require.NotEmpty(t, r.Evidence, text)
		first := strings.ToLower(strings.Fields(text[r.Evidence[0].Start:])[0])
		require.Contains(t, []string{"nu", "не", "я", "ne"}, first, "%q of %q", r.Evidence[0].Text, text)
	}
}

// mostSpanWords is how many words a span has at most.
const mostSpanWords = 8

func TestSpansLeaveNoNegationOut(t *testing.T) {
	t.Parallel()
	batches, err := corpus.Embedded()
	require.NoError(t, err)
	negated := 0
	for _, b := range corpus.Of(batches, corpus.Dev) {
		for _, e := range b.Entries {
			r := tone.Classify(e.Text)
			for _, ev := range r.Evidence {
				words := strings.Fields(ev.Text)
				if slices.ContainsFunc(words, negation) {
					negated++
				}
				if len(words) >= mostSpanWords {
					continue
				}
				before, spaced := strings.CutSuffix(e.Text[:ev.Start], " ")
				last := before[strings.LastIndexAny(before, " \n")+1:]
				if spaced && negation(last) {
					require.True(t, shown(&r, ev.Start-len(" ")), "%q is left out before %q in %q", last, ev.Text, e.Text)
				}
			}
		}
	}
	require.Greater(t, negated, 50)
}

func negation(word string) bool {
	return slices.Contains([]string{"не", "ни", "nu", "nici"}, strings.ToLower(word))
}

// shown reports whether a span ends at the byte.
func shown(r *tone.Reading, end int) bool {
	return slices.ContainsFunc(r.Evidence, func(e tone.Evidence) bool { return e.End == end })
}
