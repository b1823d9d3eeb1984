package entity

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/corpus/respell"
	"github.com/camerton/camerton/tone/internal/lang"
)

// things are the entities of an example without their spans.
func things(e *example, text string, tag lang.Tag) (all []string) {
	found := find(text, tag, e.now)
	for i := range found {
		all = append(all, said(&found[i]))
	}
	return all
}

// A habit is a way of writing, and the least share of the examples, in per cent,
// whose entities are found in it all the same.
type habit struct {
	name  string
	of    lang.Tag // the language that it is for
	read  lang.Tag // the language that the words are taken for
	least int
	write func(string) string
}

func habits() []habit {
	same := func(s string) string { return s }
	all := []habit{
		{"capitals ru", lang.Ru, lang.Ru, 97, strings.ToUpper},
		{"capitals ro", lang.Ro, lang.Ro, 97, strings.ToUpper},
		{"small letters", lang.Ru, lang.Ru, 97, strings.ToLower},
		{"yo", lang.Ru, lang.Ru, 100, func(s string) string { return strings.NewReplacer("ё", "е", "Ё", "Е").Replace(s) }},
		{"wide blanks", lang.Ru, lang.Ru, 97, func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }},
		{"no diacritics", lang.Ro, lang.Ro, 100, respell.StripDiacritics},
		{"cedilla", lang.Ro, lang.Ro, 100, respell.Cedilla},
		{"old spelling", lang.Ro, lang.Ro, 98, respell.OldSpelling},
		{"Moldovan Cyrillic", lang.Ro, lang.Ro, 90, respell.MoldovanCyrillic},
		{"ru, language unknown", lang.Ru, lang.None, 92, same},
		{"ro, language unknown", lang.Ro, lang.None, 90, same},
		{"ru, taken for ro", lang.Ru, lang.Ro, 65, same},
		{"ro, taken for ru", lang.Ro, lang.Ru, 35, same},
	}
	for _, s := range respell.Schemes() {
		all = append(all, habit{"Latin letters, " + s.Name, lang.Ru, lang.Ru, 88, s.Romanise})
	}
	return all
}

func TestSpellings(t *testing.T) {
	t.Parallel()
	all := examples(t)
	for _, h := range habits() {
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			n, same := 0, 0
			var lost []string
			for _, e := range all {
				if e.tag != h.of || strings.ContainsFunc(e.text, unicode.IsUpper) && strings.Contains(e.text, "@") {
					continue
				}
				n++
				if want, got := things(&e, e.text, e.tag), things(&e, h.write(e.text), h.read); slices.Equal(want, got) {
					same++
				} else {
					lost = append(lost, fmt.Sprintf("%s: %q: %v", e.where, h.write(e.text), got))
				}
			}
			t.Logf("%d of %d: %s", same, n, strings.Join(lost, "\n"))
			require.GreaterOrEqual(t, 100*same, h.least*n, "%d of %d", same, n)
		})
	}
}
