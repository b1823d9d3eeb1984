package templates

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A wordRule is a list of words and phrases a language. A word that ends with *
// stands for every word that begins so.
type wordRule struct {
	RU []string `toml:"ru"`
	RO []string `toml:"ro"`
}

func (w wordRule) in(lang int) []string {
	if lang == 0 {
		return w.RU
	}
	return w.RO
}

// A wordMatcher counts the hits of several named word lists in one pass.
type wordMatcher struct {
	exact map[string][]phrase // by the first word
	stems map[string][]phrase // by the first word without its *
}

// A phrase is what must follow the first word, and the list it belongs to.
type phrase struct {
	list string
	rest []string
}

// newWordMatcher makes a matcher of the named lists of one language.
func newWordMatcher(lists map[string]wordRule, lang int) *wordMatcher {
	m := &wordMatcher{exact: map[string][]phrase{}, stems: map[string][]phrase{}}
	for _, name := range sortedKeys(lists) {
		for _, entry := range lists[name].in(lang) {
			words := strings.Fields(foldText(entry))
			if len(words) == 0 {
				continue
			}
			p := phrase{name, words[1:]}
			if stem, ok := strings.CutSuffix(words[0], "*"); ok {
				m.stems[stem] = append(m.stems[stem], p)
			} else {
				m.exact[words[0]] = append(m.exact[words[0]], p)
			}
		}
	}
	return m
}

// hits returns how many times each list was met; nil if none was.
func (m *wordMatcher) hits(words []string) map[string]int {
	var found map[string]int
	for i, word := range words {
		for _, p := range m.startingWith(word) {
			if p.follows(words[i+1:]) {
				if found == nil {
					found = map[string]int{}
				}
				found[p.list]++
			}
		}
	}
	return found
}

// startingWith returns the phrases whose first word this is.
func (m *wordMatcher) startingWith(word string) []phrase {
	phrases := slices.Clip(m.exact[word])
	for i := range len(word) {
		phrases = append(phrases, m.stems[word[:i+1]]...)
	}
	return phrases
}

func (p phrase) follows(words []string) bool {
	if len(words) < len(p.rest) {
		return false
	}
	for i, want := range p.rest {
		stem, open := strings.CutSuffix(want, "*")
		if words[i] != want && (!open || !strings.HasPrefix(words[i], stem)) {
			return false
		}
	}
	return true
}

// splitWords returns the words of a text in small letters, ё as е. A hyphen
// joins: "într-un" is one word.
func splitWords(text string) []string {
	folded := foldText(text)
	words := make([]string, 0, len(folded)/8+1)
	start := -1
	for i, r := range folded {
		switch inside := isSmallLetter(r) || r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r); {
		case inside && start < 0:
			start = i
		case !inside && start >= 0:
			words, start = append(words, folded[start:i]), -1
		}
	}
	if start >= 0 {
		words = append(words, folded[start:])
	}
	return words
}

// foldText lowers the letters, writes ё as е and drops invalid bytes.
func foldText(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case isSmallLetter(r) || r == ' ':
			return r
		case r == utf8.RuneError:
			return -1
		}
		if r = unicode.ToLower(r); r == 'ё' {
			return 'е'
		}
		return r
	}, s)
}

// isSmallLetter knows most of the letters in a text without a table.
func isSmallLetter(r rune) bool { return r >= 'а' && r <= 'я' || r >= 'a' && r <= 'z' }
