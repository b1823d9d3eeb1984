package wording

// Emoji returns the bytes at which emoji begin, as people see them: a family
// joined by zero-width joiners, a flag, a skin tone, a digit in a box or a heart
// with its variation selector is one.
func Emoji(text string) []int {
	var found []int
	joined, flag := false, false
	last := rune(0)
	for i, r := range text {
		switch {
		case r == '\u200d':
			joined = true
			continue
		case r >= 0x1F3FB && r <= 0x1F3FF || r == '\ufe0f':
			continue
		case r >= 0x1F1E6 && r <= 0x1F1FF && flag:
			flag = false
			continue
		case r == '\u20e3' && (last >= '0' && last <= '9' || last == '#' || last == '*'):
			found = append(found, i)
		case IsEmoji(r) && !joined:
			found = append(found, i)
		}
		joined, flag, last = false, r >= 0x1F1E6 && r <= 0x1F1FF, r
	}
	return found
}

// IsEmoji reports whether a rune is drawn as a picture. The arrows and signs
// that copywriters use as text (→, №, ©) are not.
func IsEmoji(r rune) bool {
	return r >= 0x1F000 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF ||
		r >= 0x2B00 && r <= 0x2BFF || r == 0x231A || r == 0x231B || r == 0x23F0 || r == 0x23F3
}

// isJoiner reports whether a rune only changes the emoji before it.
func isJoiner(r rune) bool { return r == '\u200d' || r == '\ufe0f' || r == '\u20e3' }
