package timing

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestLexicon is the editor of lexicon/hours.txt.
func TestLexicon(t *testing.T) {
	t.Parallel()
	entry := regexp.MustCompile(`^[a-z0-9ăâîșțа-яё][a-z0-9ăâîșțа-яё '/.-]*$`)
	kinds := make(map[string]bool)
	places := make(map[string]string)
	for line := range strings.Lines(hoursLexicon) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		kind, words, ok := strings.Cut(line, ": ")
		require.True(t, ok, "no kind in %q", line)
		require.NotEqual(t, symEnd, symbolOf(kind).kind, "unknown kind %q", kind)
		require.False(t, kinds[kind], "kind %q twice", kind)
		kinds[kind] = true
		for word := range strings.SplitSeq(words, ", ") {
			require.Regexp(t, entry, word, "in %q", kind)
			require.Empty(t, places[fold(word)], "%q and %q differ in nothing but marks", word, places[fold(word)])
			places[fold(word)] = word
			require.False(t, mixesScripts(word), "%q mixes alphabets", word)
			meaning, used := lookup(tokenize(word))
			require.Equal(t, symbolOf(kind), meaning, word)
			require.Equal(t, len(tokenize(word)), used, word)
		}
	}
	for _, kind := range []string{"mon", "sun", "daily", "closed", "break", "to"} {
		require.True(t, kinds[kind], kind)
	}
}

func mixesScripts(word string) bool {
	latin := func(r rune) bool { return r >= 'a' && r <= 'z' || strings.ContainsRune("ăâîșț", r) }
	cyrillic := func(r rune) bool { return r >= 'а' && r <= 'я' || r == 'ё' }
	return strings.ContainsFunc(word, latin) && strings.ContainsFunc(word, cyrillic)
}

func TestTokenize(t *testing.T) {
	t.Parallel()
	var texts []string
	for _, tok := range tokenize("Пн.–Пт 09:00,\n\xffЁжик's 24/7") {
		texts = append(texts, tok.text)
	}
	require.Equal(t, []string{"пн", ".", "–", "пт", "09", ":", "00", ",", "\n", "\uFFFD", "ежик's", "24", "/", "7"}, texts)
	require.Empty(t, tokenize(" \t "))
	tokens := tokenize("9 :00")
	require.False(t, tokens[1].glued)
	require.True(t, tokens[2].glued)
}

func TestDaySet(t *testing.T) {
	t.Parallel()
	friday, monday := symbolOf("fri").days, symbolOf("mon").days
	require.Equal(t, "Mon,Fri-Sun", friday.through(monday).String())
	require.Equal(t, monday, monday.through(monday))
	require.Equal(t, everyDay, monday.through(symbolOf("sun").days))
	require.True(t, friday.single())
	require.False(t, (friday | monday).single())
	require.False(t, daySet(0).single())
	require.True(t, slices.Contains(strings.Split(everyDay.String(), "-"), "Sun"))
}
