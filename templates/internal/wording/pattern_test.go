package wording_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/templates/internal/wording"
)

// found returns the phrases that a pattern finds in a text.
func found(t *testing.T, text string, patterns ...string) []string {
	t.Helper()
	list := wording.List{Name: "list"}
	for _, pattern := range patterns {
		entry := wording.Entry{Pattern: pattern}
		if rest, ok := cutExcept(pattern); ok {
			entry = wording.Entry{Pattern: rest, Except: true}
		}
		list.Entries = append(list.Entries, entry)
	}
	m, err := wording.NewMatcher(wording.Set(0, "numeral"), list)
	require.NoError(t, err)
	words := wording.Read(text, []string{"Name", "Phone"}).Words
	var all []string
	for _, h := range m.Find(words) {
		all = append(all, text[words[h.First].Start:words[h.Last-1].End])
	}
	return all
}

func cutExcept(pattern string) (string, bool) {
	if len(pattern) > 2 && pattern[:2] == "- " {
		return pattern[2:], true
	}
	return pattern, false
}

func TestPatterns(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pattern, text string
		want          []string
	}{
		{"к сожалению", "К сожалению, нет.", []string{"К сожалению"}},
		{"к сожалению", "К. Сожалению нет", nil}, // two sentences
		{"рад(ы|а|)", "Рады, рад, рада, радар", []string{"Рады", "рад", "рада"}},
		{"(быстро|очень) (да|нет)", "быстро нет и очень да", []string{"быстро нет", "очень да"}},
		{"извин*", "Извините! ИЗВИНЕНИЯ", []string{"Извините", "ИЗВИНЕНИЯ"}},
		{"*ешь", "хочешь ешь", []string{"хочешь"}},
		{"[очень] рад", "очень рад рад", []string{"очень рад", "рад"}},
		{"мы .. рады", "Мы рады. Мы все рады. Мы все тут вам рады. Мы а б в г рады", []string{"Мы рады", "Мы все рады", "Мы все тут вам рады"}},
		{"через N минут", "через 5 минут, через пять минут, через сто минут, через много минут", []string{"через 5 минут", "через пять минут", "через сто минут"}},
		{"из-за нас", "из за нас, из-за нас", []string{"из за нас", "из-за нас"}},
		{"все", "Всё", []string{"Всё"}},
		{"vă (sunăm|scriem)", "Vă sunăm şi vă scriem", []string{"Vă sunăm", "vă scriem"}},
		{"(о|об) (том|этом [самом])", "об этом, об этом самом, о том", []string{"об этом", "об этом самом", "о том"}},
		{"звоните <Phone>", "звоните \ue001, звоните \ue000", []string{"звоните \ue001"}},
	} {
		require.Equal(t, c.want, found(t, c.text, c.pattern), "%s in %s", c.pattern, c.text)
	}
}

func TestExceptions(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"рады"}, found(t, "рады; не очень рады", "рады", "- не очень рады"))
	require.Empty(t, found(t, "не рады вам", "рады вам", "- не рады"), "an exception that overlaps is enough")
	require.Equal(t, []string{"очень рады вам"}, found(t, "очень рады вам", "рады", "очень рады вам"), "the longest of those that overlap")
}

func TestPatternsThatAreNone(t *testing.T) {
	t.Parallel()
	for _, pattern := range []string{"", "(а", "а)", "[а|", "..", ".. а", "а**", "*", "а (б"} {
		_, err := wording.NewMatcher(nil, wording.List{Name: "x", Entries: []wording.Entry{{Pattern: pattern}}})
		require.Error(t, err, "%q", pattern)
	}
}

func FuzzPattern(f *testing.F) {
	f.Add("(а|б) [в] .. г*", "а г")
	f.Add("а(б|в)[г]", "абг")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		if len(pattern) > 60 || len(text) > 500 {
			return
		}
		m, err := wording.NewMatcher(nil, wording.List{Name: "x", Entries: []wording.Entry{{Pattern: pattern}}})
		if err != nil {
			return
		}
		words := wording.Words(text)
		for _, h := range m.Find(words) {
			require.Less(t, h.First, h.Last)
			require.LessOrEqual(t, h.Last, len(words))
			require.Equal(t, words[h.First].Sentence, words[h.Last-1].Sentence)
		}
	})
}
