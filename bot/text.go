package bot

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/camerton/camerton/tone"
)

// decodeRune is utf8.DecodeRuneInString under a shorter name.
func decodeRune(s string) (rune, int) { return utf8.DecodeRuneInString(s) }

// A token is a word, a number or a sign of a message.
type token struct {
	kind tokenKind

	// ru and ro are the keys of a word in each language; a number has itself
	// in both.
	ru, ro []byte

	latin bool // a word without Cyrillic letters

	start, end int // of a word or number in the text in small letters
}

type tokenKind uint8

const (
	wordToken     tokenKind = iota
	numberToken             // digits, also 205/55, 10:30, 1/5
	questionToken           // a question mark or a run with one
	stopToken               // the end of a sentence or line
	emojiToken
)

// A words is a message cut into tokens, for the phrases of the lexicon.
type words struct {
	tokens []token
	count  int // of words and numbers

	// What the message ends with, spaces and emoji left out.
	comma, dots bool
}

// maxTokens bounds what is looked at: the phrases are short, and a longer
// message has said all it has to.
const maxTokens = 600

// splitWords cuts a message into tokens. At most the first tone.MaxRunes runes
// are looked at.
func splitWords(text string) *words {
	w := &words{}
	text = strings.ToLower(firstRunes(text, tone.MaxRunes))
	keys := make([]byte, 0, 2*len(text)+16)
	for i := 0; i < len(text) && len(w.tokens) < maxTokens; {
		r, n := decodeRune(text[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			end := endOfWord(text, i)
			keys = w.word(text[i:end], keys)
			last := &w.tokens[len(w.tokens)-1]
			last.start, last.end = i, end
			i = end
			continue
		}
		w.sign(r)
		i += n
	}
	return w
}

// firstRunes returns the first n runes of a text.
func firstRunes(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}

// endOfWord returns where the word or number that begins at i ends. Marks over
// letters and apostrophes belong to a word, and separators between digits to a
// number.
func endOfWord(text string, i int) int {
	last := rune(0)
	for i < len(text) {
		r, n := decodeRune(text[i:])
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		case r == '\'' || r == '’':
			if next, _ := decodeRune(text[i+n:]); !unicode.IsLetter(next) {
				return i
			}
		case strings.ContainsRune("/.,:", r) && unicode.IsDigit(last):
			if next, _ := decodeRune(text[i+n:]); !unicode.IsDigit(next) {
				return i
			}
		default:
			return i
		}
		last = r
		i += n
	}
	return i
}

// word adds a word or number; its keys are put into the buffer.
func (w *words) word(s string, keys []byte) []byte {
	w.count++
	w.comma, w.dots = false, false
	if first, _ := decodeRune(s); unicode.IsDigit(first) && !strings.ContainsFunc(s, unicode.IsLetter) {
		from := len(keys)
		keys = append(keys, s...)
		w.tokens = append(w.tokens, token{kind: numberToken, ru: keys[from:], ro: keys[from:]})
		return keys
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsMark(r) || r == '\'' || r == '’' {
			return -1
		}
		return r
	}, s)
	t := token{latin: !hasCyrillic(s)}
	from := len(keys)
	keys = appendRussian(keys, s)
	t.ru = keys[from:len(keys):len(keys)]
	from = len(keys)
	keys = appendRomanian(keys, s)
	t.ro = keys[from:len(keys):len(keys)]
	w.tokens = append(w.tokens, t)
	return keys
}

// sign adds what a character that is no letter and no digit means.
func (w *words) sign(r rune) {
	kind := stopToken
	switch {
	case r == '?' || r == '？' || r == '⁉' || r == '❓' || r == '❔':
		kind = questionToken
	case r == '.' || r == '!' || r == '…' || r == '\n' || r == ';':
		if n := len(w.tokens); r == '…' || r == '.' && n > 0 && w.tokens[n-1].kind == stopToken {
			w.dots = true
		}
	case r == ',':
		w.comma = true
		return
	case unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) && r > unicode.MaxLatin1:
		kind = emojiToken
	default:
		return
	}
	if kind == questionToken {
		w.comma, w.dots = false, false
	}
	if n := len(w.tokens); n > 0 && w.tokens[n-1].kind == kind {
		return
	}
	w.tokens = append(w.tokens, token{kind: kind})
}

// asks reports whether there is a question mark.
func (w *words) asks() bool {
	for i := range w.tokens {
		if w.tokens[i].kind == questionToken {
			return true
		}
	}
	return false
}

// without returns the text in small letters without what phrases of the cue
// cover.
func (w *words) without(text string, hits []hit, c cue) string {
	text = strings.ToLower(text)
	rest := []byte(text)
	for _, h := range hits {
		if h.cue != c {
			continue
		}
		for i := h.from; i < h.to; i++ {
			for j := w.tokens[i].start; j < w.tokens[i].end; j++ {
				rest[j] = ' '
			}
		}
	}
	return string(rest)
}
