// Package scan cuts a message into tokens in one pass over its bytes and folds
// every letter to one byte, so that spelling habits (capitals, diacritics,
// stretched letters, look-alikes) don't hide a word from what reads it.
package scan

import (
	"unicode/utf8"
)

// A Kind is the kind of a token.
type Kind uint8

// The kinds of tokens.
const (
	Word   Kind = iota // letters, perhaps with digits inside
	Number             // digits: "350", "39,2"
	Clock              // a time of day: "18:00", "9.30"
	Punct              // a run of punctuation, smileys included
	Emoji              // one emoji, or a run of the same
	Break              // one or more line breaks
	Alien              // letters of another alphabet
)

// A Shape is a set of facts about how a token is written.
type Shape uint16

// The facts.
const (
	Upper     Shape = 1 << iota // every letter is a capital (two letters at least)
	Title                       // the first letter is a capital
	HasCyr                      // has Cyrillic letters
	HasLat                      // has Latin letters
	Diacritic                   // has letters with marks
	Cedilla                     // has ş or ţ
	Stretched                   // a letter three times or more in a row: "оооочень"
	Disguised                   // had look-alike letters of the other alphabet
	Digits                      // a word with digits in it: "4to"
)

// A Token is a word or another unit of a message.
type Token struct {
	Start, End int32 // byte offsets in the message
	Fold, Stop int32 // its folded letters are Text.Folded[Fold:Stop]
	Kind       Kind
	Sign       Sign // what a Punct or Emoji token expresses
	Shape      Shape
}

// Text is a scanned message. The zero value is ready for Scan; scanning again
// reuses its memory.
type Text struct {
	Tokens []Token
	Folded []byte

	Runes     int  // how many runes were read
	Letters   int  // letters in words
	Uppers    int  // capitals among them
	Valid     bool // the bytes read and the rest are valid UTF-8
	Truncated bool // the message has more runes than were read
}

// Word returns the folded letters of a token.
func (t *Text) Word(tok *Token) []byte { return t.Folded[tok.Fold:tok.Stop] }

// Scan reads at most limit runes of s.
func (t *Text) Scan(s string, limit int) {
	t.Tokens, t.Folded = t.Tokens[:0], t.Folded[:0]
	t.Runes, t.Letters, t.Uppers = 0, 0, 0
	t.Valid, t.Truncated = true, false
	i := 0
	for i < len(s) {
		if t.Runes >= limit {
			t.Truncated = true
			t.Valid = t.Valid && utf8.ValidString(s[i:])
			break
		}
		r, size := decode(s, i)
		if r == utf8.RuneError && size == 1 {
			t.Valid = false
			t.Runes++
			i++
			continue
		}
		c := classOf(r)
		switch {
		case c&(isSpace|isJoiner) != 0:
			t.Runes++
			i += size
		case c&isDigit != 0:
			i = t.number(s, i, limit)
		case c.letter() != 0:
			i = t.word(s, i, limit)
		case r == '\n' || r == 0x2028 || r == 0x2029:
			t.lineBreak(i, i+size)
			t.Runes++
			i += size
		default:
			i = t.sign(s, i, r, size, limit)
		}
	}
}

// decode is utf8.DecodeRuneInString, made quick for what most letters are: one or
// two bytes.
func decode(s string, i int) (rune, int) {
	if r, size := decodeShort(s, i); size > 0 {
		return r, size
	}
	return utf8.DecodeRuneInString(s[i:])
}

// decodeShort returns the rune at i if it has one or two bytes; otherwise the size
// is 0. It is short enough to be inlined.
func decodeShort(s string, i int) (r rune, size int) {
	c := s[i]
	if c < utf8.RuneSelf {
		return rune(c), 1
	}
	if c >= 0xC2 && c < 0xE0 && i+1 < len(s) && s[i+1]&0xC0 == 0x80 {
		return rune(c&0x1F)<<6 | rune(s[i+1]&0x3F), 2
	}
	return 0, 0
}

func (t *Text) lineBreak(start, end int) {
	if n := len(t.Tokens); n > 0 && t.Tokens[n-1].Kind == Break {
		t.Tokens[n-1].End = int32(end)
		return
	}
	at := int32(len(t.Folded))
	t.Tokens = append(t.Tokens, Token{Start: int32(start), End: int32(end), Fold: at, Stop: at, Kind: Break})
}

// word reads the word that starts at i. An apostrophe or hyphen between two
// letters stays inside ("mi-ati", "s'a") but is not folded into it.
func (t *Text) word(s string, i, limit int) int {
	start, end := i, i
	fold := len(t.Folded)
	var seen class
	letters, uppers, repeats := 0, 0, 0
	shape := Shape(0)
	folded, runes := t.Folded, t.Runes // not in t, which would not be kept in registers
	for i < len(s) && runes < limit {
		r, size := decodeShort(s, i)
		if size == 0 {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		c := classOf(r)
		if b := c.letter(); b != 0 {
			if c&isDigit != 0 {
				if shape&Digits == 0 && leadsToNumber(folded[fold:]) {
					break
				}
				shape |= Digits
			} else {
				if c&isUpper != 0 {
					if letters == 0 {
						shape |= Title
					}
					uppers++
				}
				letters++
			}
			seen |= c
			if n := len(folded); n == fold || folded[n-1] != b {
				folded, repeats = append(folded, b), 1
			} else if folded, repeats = appendStretch(folded, repeats); repeats >= 3 && c&isDigit == 0 {
				shape |= Stretched
			}
			end = i + size
		} else if c&isJoiner == 0 {
			if (r != '-' && r != '\'' && r != '’') || !letterAt(s, i+size) || i != end {
				break
			}
		}
		runes++
		i += size
	}
	t.Folded, t.Runes = folded, runes
	if uppers == letters && letters >= 2 {
		shape |= Upper
	}
	shape |= shapeOf(seen)
	if shape&(HasCyr|HasLat) == HasCyr|HasLat {
		shape = t.unmask(fold, shape)
	}
	t.Letters += letters
	t.Uppers += uppers
	t.Tokens = append(t.Tokens, Token{
		Start: int32(start), End: int32(end), Fold: int32(fold), Stop: int32(len(t.Folded)), Kind: Word, Shape: shape,
	})
	return i
}

// appendStretch appends the last letter once more unless it is the third or later
// of its kind in a row; then the whole run becomes a single letter, as in the
// unstretched word.
func appendStretch(folded []byte, repeats int) ([]byte, int) {
	n := len(folded)
	switch repeats++; repeats {
	case 2:
		return append(folded, folded[n-1]), repeats
	case 3:
		return folded[:n-1], repeats
	}
	return folded, repeats
}

func letterAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	r, _ := decode(s, i)
	c := classOf(r)
	return c.letter() != 0 && c&isDigit == 0
}

func shapeOf(seen class) (shape Shape) {
	if seen&isCyrillic != 0 {
		shape |= HasCyr
	}
	if seen&isLatin != 0 {
		shape |= HasLat
	}
	if seen&isDiacritic != 0 {
		shape |= Diacritic
	}
	if seen&isCedilla != 0 {
		shape |= Cedilla
	}
	return shape
}

// unmask rewrites a word that mixes alphabets into the one most of its letters
// belong to, if the others all have a look-alike there.
func (t *Text) unmask(fold int, shape Shape) Shape {
	word := t.Folded[fold:]
	cyr := 0
	for _, b := range word {
		if b >= cyrA {
			cyr++
		}
	}
	table, drop := cyrillicToLatin, HasCyr
	toCyrillic := cyr*2 >= len(word)
	if toCyrillic {
		table, drop = latinToCyrillic, HasLat
	}
	for _, b := range word {
		if b >= 'a' && (b >= cyrA) != toCyrillic && table[b] == 0 {
			return shape
		}
	}
	for i, b := range word {
		if b >= 'a' && (b >= cyrA) != toCyrillic {
			word[i] = table[b]
		}
	}
	return shape&^drop | Disguised
}
