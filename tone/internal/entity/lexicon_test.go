package entity

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/internal/entity/vocab"
	"github.com/camerton/camerton/tone/internal/lang"
)

// A listed word is a word as it stands in a file.
type listed struct {
	where string
	class string
	word  string
	tag   lang.Tag
}

// listedWords reads the files without the loader.
func listedWords(t *testing.T) (all []listed) {
	t.Helper()
	for _, name := range append(coreFiles, aroundFiles...) {
		text, err := files.ReadFile(name)
		require.NoError(t, err)
		class, n := "", 0
		for line := range strings.Lines(string(text)) {
			n++
			line = strings.TrimSpace(line)
			if line == "" || line[0] == '#' {
				continue
			}
			if line[0] == '[' {
				class = strings.Trim(line, "[]")
				continue
			}
			if _, behind, ok := strings.Cut(line, ":"); ok {
				line = behind
			}
			russian, romanian, ok := strings.Cut(line, "|")
			require.True(t, ok, "%s:%d", name, n)
			for tag, words := range map[lang.Tag]string{lang.Ru: russian, lang.Ro: romanian} {
				for word := range strings.FieldsSeq(words) {
					all = append(all, listed{fmt.Sprintf("%s:%d", name, n), class, word, tag})
				}
			}
		}
	}
	return all
}

func TestTheFilesLoad(t *testing.T) {
	t.Parallel()
	require.NotPanics(t, func() { embedded() })
	require.Greater(t, len(listedWords(t)), 2000)
}

// The editor of the files: letters of one alphabet, small, without diacritics,
// and no word in a column that is not its own.
func TestWordsAreSpelledAsAgreed(t *testing.T) {
	t.Parallel()
	for _, w := range listedWords(t) {
		cyrillic, latin := false, false
		for _, r := range strings.Trim(w.word, "*") {
			cyrillic = cyrillic || unicode.Is(unicode.Cyrillic, r)
			latin = latin || r >= 'a' && r <= 'z'
			require.True(t, r == '_' || r == '-' || r >= 'a' && r <= 'z' || r >= 'а' && r <= 'я',
				"%s: %q: the letter %q; want small ones, е for ё, no diacritics", w.where, w.word, r)
		}
		require.False(t, cyrillic && latin, "%s: %q mixes alphabets", w.where, w.word)
		require.False(t, w.tag == lang.Ro && cyrillic, "%s: %q: Romanian is written with Latin letters", w.where, w.word)
	}
}

// Words that were tried and did harm.
func TestRejectedWordsStayOut(t *testing.T) {
	t.Parallel()
	rejected := map[string]string{
		"maini":   "day",      // "mâini" are hands
		"той":     "last",     // "на той неделе" is the last week or the next
		"по":      "for",      // "по три часа"
		"zi":      "partform", // "la zi"
		"noapte":  "partform", // "tura de noapte"
		"день":    "partform", // "на день"
		"la":      "auxiliary",
		"de":      "own", // "comanda de 350"; it is of class "of"
		"лев":     "currency",
		"factura": "order", // its number is mostly a sum
	}
	for _, w := range listedWords(t) {
		require.False(t, rejected[w.word] == w.class, "%s: %q in [%s]", w.where, w.word, w.class)
	}
}

// Every word is found in its class, however its language is taken.
func TestEveryWordIsFound(t *testing.T) {
	t.Parallel()
	classOf := make(map[string]vocab.Class)
	for i, name := range coreNames {
		classOf[name] = vocab.Class(i)
	}
	for i, name := range aroundNames {
		classOf[name] = vocab.Class(i)
	}
	for _, w := range listedWords(t) {
		v := embedded().core
		if strings.HasPrefix(w.where, "around") {
			v = embedded().around
		}
		if strings.Contains(w.word, "*") {
			continue
		}
		for _, tag := range []lang.Tag{w.tag, lang.None} {
			_, m := made(strings.ReplaceAll(w.word, "_", " "), tag)
			found, n := v.At(m, 0)
			if tag == lang.None && found == nil {
				continue // an irregular spelling, which needs its language
			}
			require.True(t, found.Has(classOf[w.class]), "%s: %q is not found as %s", w.where, w.word, w.class)
			require.Equal(t, len(m.Units), n, "%s: %q", w.where, w.word)
		}
	}
}

// The classes are few enough for a set, the signs of orders counted.
func TestClassesFitTheirSet(t *testing.T) {
	t.Parallel()
	require.Len(t, coreNames, int(message)+1)
	require.Len(t, aroundNames, int(price)+1)
	require.Less(t, int(apart), 64)
	for i, name := range map[vocab.Class]string{
		number: "number", day: "day", unit: "unit", currency: "currency", until: "until", order: "order", message: "message",
	} {
		require.Equal(t, name, coreNames[i])
	}
	for i, name := range map[vocab.Class]string{wait: "wait", leave: "leave", small: "small", counted: "counted", price: "price"} {
		require.Equal(t, name, aroundNames[i])
	}
}

func TestValues(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]int{
		"minute": minutes, "hour": hours, "day": days, "week": weeks, "month": months, "year": years,
		"morning": int(morning), "midday": int(midday), "night": int(night), "MDL": 1, "UAH": 6,
	} {
		got, ok := valueOf(name)
		require.True(t, ok, name)
		require.Equal(t, want, got, name)
	}
	_, ok := valueOf("")
	require.False(t, ok)
	_, ok = valueOf("XXX")
	require.False(t, ok)
}

// The forms of a number, a month, a weekday agree with each other: what stands
// for a value stands for one.
func TestNoWordStandsForTwoValues(t *testing.T) {
	t.Parallel()
	seen := make(map[string]string)
	for _, w := range listedWords(t) {
		key := fmt.Sprint(w.class, w.tag, w.word)
		require.Empty(t, seen[key], "%s: %q", w.where, w.word)
		seen[key] = w.where
	}
}
