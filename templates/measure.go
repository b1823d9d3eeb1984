package templates

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A measure is what can be counted in a finished text.
type measure struct {
	Sentences    int // "1." at the beginning of a line ends none
	Questions    int // sentences that end with a question mark
	Exclamations int // exclamation marks
	Emoji        int // as people see them: a family or a flag is one
}

// measureText counts.
func measureText(text string) measure {
	var m measure
	for line := range strings.Lines(text) {
		m.line(strings.TrimSpace(line))
	}
	m.Exclamations = strings.Count(text, "!")
	m.Emoji = countEmoji(text)
	return m
}

// line counts the sentences of one line; the end of a line ends a sentence.
func (m *measure) line(line string) {
	open := false // a letter or digit was seen since the last sentence ended
	line = afterStepNumber(line)
	for i, r := range line {
		switch {
		case isSmallLetter(r) || unicode.IsLetter(r) || unicode.IsDigit(r):
			open = true
		case isStop(r) && open && endsHere(line[i+utf8.RuneLen(r):]):
			open = false
			m.Sentences++
			if r == '?' || i > 0 && line[i-1] == '?' {
				m.Questions++
			}
		}
	}
	if open {
		m.Sentences++
	}
}

// afterStepNumber drops the number of a numbered step: "1. ", "2) ".
func afterStepNumber(line string) string {
	rest := strings.TrimLeft(line, "0123456789")
	if rest != line && (strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, ") ")) {
		return rest[2:]
	}
	return line
}

func isStop(r rune) bool { return r == '.' || r == '!' || r == '?' || r == '…' }

// endsHere reports whether a sentence ends before rest: at the end of the line
// or where a new one begins, with a capital or a quote. "9.30" and "nr. 48213"
// end none.
func endsHere(rest string) bool {
	for i, r := range rest {
		switch {
		case isStop(r) || unicode.In(r, unicode.Pe, unicode.Pf) || isEmoji(r):
		case unicode.IsSpace(r):
		case unicode.IsLetter(r):
			return i > 0 && unicode.IsUpper(r)
		default:
			return i > 0 && !unicode.IsDigit(r)
		}
	}
	return true
}

// countEmoji counts emoji as people see them. It is for our own texts: a family
// joined by zero-width joiners, a flag, a skin tone or a heart with its
// variation selector is one.
func countEmoji(text string) int {
	n, joined, flag := 0, false, false
	for _, r := range text {
		switch {
		case r == '\u200d':
			joined = true
			continue
		case r >= 0x1F3FB && r <= 0x1F3FF || r == '\ufe0f':
			continue
		case r >= 0x1F1E6 && r <= 0x1F1FF && flag:
			flag = false
			continue
		case isEmoji(r) && !joined:
			n++
		}
		joined, flag = false, r >= 0x1F1E6 && r <= 0x1F1FF
	}
	return n
}

// isEmoji reports whether r is drawn as a picture. The arrows and signs that
// copywriters use as text (→, №, ©) are not.
func isEmoji(r rune) bool {
	return r >= 0x1F000 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF ||
		r >= 0x2B00 && r <= 0x2BFF || r == 0x231A || r == 0x231B || r == 0x23F0 || r == 0x23F3
}
