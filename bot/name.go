package bot

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// name returns what the customer may be called; empty if that is better left
// out. Channels let people call themselves anything, so only one plain word that
// begins with a capital is taken, and only where one person writes.
func (s *step) name() string {
	if s.b.settings.NoNames || s.h.Group {
		return ""
	}
	first, _, _ := strings.Cut(strings.TrimSpace(s.h.Customer.Name), " ")
	n := utf8.RuneCountInString(first)
	if n < 2 || n > 16 || !startsAsName(first) {
		return ""
	}
	return first
}

// startsAsName reports whether a word is a capital and small letters, as in Ana
// or Анна-Мария.
func startsAsName(word string) bool {
	up := true
	for _, r := range word {
		switch {
		case up && !unicode.IsUpper(r), !up && r != '-' && !unicode.IsLower(r):
			return false
		}
		up = r == '-'
	}
	return !up
}
