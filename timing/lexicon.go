package timing

import (
	_ "embed" // for hoursLexicon
	"slices"
	"strings"
	"sync"
	"unicode"
)

//go:embed lexicon/hours.txt
var hoursLexicon string

// A token is a word, a number or a sign of the text of some opening hours.
type token struct {
	text       string // folded
	number     bool
	glued      bool // no space before it
	start, end int  // its place in the text
}

// A phrase is an entry of the lexicon: the tokens that follow the one under
// which it is filed, and what it means.
type phrase struct {
	rest    []string
	meaning symbol
}

// lexicon maps a first token to its phrases, longest first.
var lexicon = sync.OnceValue(func() map[string][]phrase {
	entries := make(map[string][]phrase)
	for line := range strings.Lines(hoursLexicon) {
		kind, words, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(kind, "#") {
			continue
		}
		for word := range strings.SplitSeq(words, ",") {
			var texts []string
			for _, t := range tokenize(word) {
				texts = append(texts, t.text)
			}
			entries[texts[0]] = append(entries[texts[0]], phrase{texts[1:], symbolOf(kind)})
		}
	}
	for _, phrases := range entries {
		slices.SortStableFunc(phrases, func(a, b phrase) int { return len(b.rest) - len(a.rest) })
	}
	return entries
})

// lookup finds the longest phrase at the start of tokens and how many of them
// it takes; none if the tokens mean nothing.
func lookup(tokens []token) (symbol, int) {
	for _, p := range lexicon()[tokens[0].text] {
		if len(p.rest) < len(tokens) && slices.EqualFunc(p.rest, tokens[1:len(p.rest)+1], func(s string, t token) bool { return s == t.text }) {
			return p.meaning, len(p.rest) + 1
		}
	}
	return symbol{}, 0
}

// tokenize cuts a text into words, numbers and single signs.
func tokenize(text string) []token {
	var tokens []token
	class := func(r rune) int {
		switch {
		case unicode.IsDigit(r):
			return 1
		case unicode.IsLetter(r), unicode.IsMark(r), r == '\'', r == '’':
			return 2
		case unicode.IsSpace(r) && r != '\n':
			return 3
		}
		return 0
	}
	last := 3
	for at, r := range text {
		now := class(r)
		if now == 0 || now != last {
			tokens = closeToken(tokens, text, at)
			if now != 3 {
				tokens = append(tokens, token{start: at, number: now == 1, glued: last != 3})
			}
		}
		last = now
	}
	return closeToken(tokens, text, len(text))
}

// closeToken ends the last token, if it is still open, at the given place.
func closeToken(tokens []token, text string, at int) []token {
	if n := len(tokens); n > 0 && tokens[n-1].end == 0 {
		tokens[n-1].end = at
		tokens[n-1].text = fold(text[tokens[n-1].start:at])
	}
	return tokens
}

// fold takes away what makes no difference between two spellings of a word.
func fold(word string) string {
	return strings.Map(func(r rune) rune {
		switch r = unicode.ToLower(r); r {
		case 'ă', 'â', 'á', 'à':
			return 'a'
		case 'î', 'í':
			return 'i'
		case 'ș', 'ş':
			return 's'
		case 'ț', 'ţ':
			return 't'
		case 'ё':
			return 'е'
		case 'й':
			return 'и'
		case '’':
			return '\''
		}
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, word)
}
