package telegram

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText is how long a message may be, in UTF-16 units.
const maxText = 4096

// splitText cuts a text into parts of at most limit UTF-16 units, each as long
// as can be: between paragraphs if that leaves no part short, else between
// lines, sentences or words, and in the middle of a word only if there is no
// other place. Nothing but white space is lost between the parts. It returns
// none for a text of white space.
func splitText(text string, limit int) []string {
	var parts []string
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		n := prefix(text, limit)
		if n < len(text) {
			n = breakBefore(text, n)
		}
		parts = append(parts, strings.TrimRightFunc(text[:n], unicode.IsSpace))
		text = text[n:]
	}
	return parts
}

// prefix returns how many bytes of a text take at most limit UTF-16 units, and
// at least one character.
func prefix(text string, limit int) int {
	units := 0
	for i, r := range text {
		units += utf16Len(r)
		if units > limit && i > 0 {
			return i
		}
	}
	return len(text)
}

// utf16Len returns how many UTF-16 units a character takes.
func utf16Len(r rune) int {
	if r >= 0x10000 {
		return 2
	}
	return 1
}

// breakBefore returns the best place to cut a text at or before byte n.
func breakBefore(text string, n int) int {
	best, rank := 0, 0
	for i := n; i > n/2; i-- {
		if r := breakRank(text, i); r > rank {
			best, rank = i, r
		}
	}
	if rank > 0 {
		return best
	}
	for i := n; i > n/2; i-- {
		if loose(text, i) {
			return i
		}
	}
	return n
}

// breakRank says how good a place byte i is to cut a text: 4 after a paragraph,
// 3 after a line, 2 after a sentence, 1 after a word, 0 not at all.
func breakRank(text string, i int) int {
	before, after := text[:i], text[i:]
	if r, _ := utf8.DecodeRuneInString(after); !unicode.IsSpace(r) || r == '\u00a0' || r == '\u202f' {
		return 0
	}
	switch last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, "»”\")’")); {
	case strings.HasPrefix(after, "\n\n"):
		return 4
	case after[0] == '\n':
		return 3
	case strings.ContainsRune(".!?…", last):
		return 2
	}
	return 1
}

// loose reports whether a text may be cut at byte i if it must be cut within a
// word: between two characters that people see as two.
func loose(text string, i int) bool {
	if !utf8.RuneStart(text[i]) {
		return false
	}
	const joiner = '\u200d'
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i:])
	modifies := unicode.IsMark(after) || after == joiner || after >= 0x1f3fb && after <= 0x1f3ff
	flag := after >= 0x1f1e6 && after <= 0x1f1ff
	return before != joiner && !modifies && !flag
}
