package bot

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

// Ways of typing the same word have the same key.
func TestKeysBringSpellingsTogether(t *testing.T) {
	t.Parallel()
	for _, row := range []string{
		"пожалуйста pojaluista pozhaluista pozhalujsta",
		"менеджер menedjer menedzher",
		"перезвоните perezvonite",
		"хочу hochu xochu khochu",
		"человека cheloveka 4eloveka",
		"спасибо spasibo spasiibo",
		"данные dannye dannie",
		"ещё еще eshche esche",
	} {
		words := strings.Fields(row)
		for _, w := range words[1:] {
			require.Equal(t, string(appendRussian(nil, words[0])), string(appendRussian(nil, w)), "%s and %s", words[0], w)
		}
	}
	for _, row := range []string{
		"mulțumesc multumesc mulţumesc multzumesc",
		"vreau вряу",
		"sunați sunati sunaţi sunatzi",
		"om ом",
		"stergeți ștergeti şterGeţi",
	} {
		words := strings.Fields(strings.ToLower(row))
		for _, w := range words[1:] {
			require.Equal(t, string(appendRomanian(nil, words[0])), string(appendRomanian(nil, w)), "%s and %s", words[0], w)
		}
	}
	require.NotEqual(t, string(appendRussian(nil, "звонить")), string(appendRussian(nil, "вонять")))
}

func TestSplitWords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		words       int
		asks        bool
		comma, dots bool
	}{
		"":                        {},
		"Здравствуйте, и ещё,":    {3, false, true, false},
		"сейчас посмотрю...":      {2, false, false, true},
		"сейчас посмотрю…":        {2, false, false, true},
		"205/55 R16 есть?":        {3, true, false, false},
		"жду до 10:30.":           {3, false, false, false},
		"???":                     {0, true, false, false},
		"👍👍":                      {},
		"n-am primit, dar aștept": {5, false, false, false},
		"ок, 👍":                   {1, false, true, false},
	} {
		w := splitWords(text)
		require.Equal(t, want.words, w.count, text)
		require.Equal(t, want.asks, w.asks(), text)
		require.Equal(t, want.comma, w.comma, text)
		require.Equal(t, want.dots, w.dots, text)
	}
}

// A hostile text costs no more than a long one.
func TestSplitWordsIsBounded(t *testing.T) {
	t.Parallel()
	w := splitWords(strings.Repeat("а ", 1<<20))
	require.LessOrEqual(t, len(w.tokens), maxTokens)
	w = splitWords(strings.Repeat("а", 1<<20))
	require.Len(t, w.tokens, 1)
	require.LessOrEqual(t, w.tokens[0].end, 2*tone.MaxRunes)
	require.Equal(t, "аб", firstRunes("абв", 2))
	require.Equal(t, "абв", firstRunes("абв", 3))
	require.Empty(t, firstRunes("абв", 0))
}

func TestLexiconFaults(t *testing.T) {
	t.Parallel()
	fsys := fstest.MapFS{"lexicon/bad.txt": {Data: []byte(strings.Join([]string{
		"ru: раньше всех",
		"[closing]",
		"[nonsense] a cue that is not there",
		"[closing] closes",
		"ru: (открыто",
		"ru: закрыто)",
		"en: bye",
		"ru: <gap> потом",
		"ru: [может быть]",
		"ru: (а|б|в|г|д|е|ж|з) (а|б|в|г|д|е|ж|з) (а|б|в|г|д|е|ж|з) (а|б|в|г|д|е|ж|з) (а|б|в|г|д|е|ж|з)",
		"ru: к-то",
		"ru: а*",
	}, "\n"))}}
	_, err := loadLexicon(fsys)
	for _, want := range []string{
		"bad.txt:1: a phrase before the first [cue]", "bad.txt:2", `bad.txt:3: there is no cue "nonsense"`, "bad.txt:5: '(' is not closed",
		"bad.txt:6: ')' without its opening bracket", `bad.txt:7: want a phrase after its language`, "bad.txt:8: a phrase may not begin",
		"bad.txt:9: a phrase that may be empty", "bad.txt:10: stands for more than 4096 phrases", `bad.txt:11: "к-то" is not one word`,
		`bad.txt:12: "а*" is too short`, "cue danger has no phrase in ro",
	} {
		require.ErrorContains(t, err, want)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("Здравствуйте, n-am înțeles 🙏 pojaluista 10:30?", true)
	f.Add("\xff\xfe\u0301\u0301 а́", false)
	f.Fuzz(func(t *testing.T, text string, russian bool) {
		language := tone.Romanian
		if russian {
			language = tone.Russian
		}
		found := embeddedLexicon().find(text, language)
		for _, h := range found.hits {
			require.True(t, 0 <= h.from && h.from < h.to && h.to <= len(found.words.tokens))
		}
		require.LessOrEqual(t, found.uncovered(closingCue), found.words.count)
	})
}
