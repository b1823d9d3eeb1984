package templates

import "strings"

// A Phone is a telephone number in the international form without spaces:
// "+37322123456". In a file it may be written with spaces, hyphens and brackets;
// numbers that begin with 0 are of Moldova if they have nine digits and of
// Romania if they have ten.
type Phone string

// ParsePhone reads a number as people write it.
func ParsePhone(text string) (Phone, error) {
	wrong := &valueError{"", "\"" + text + "\" is no telephone number", "write it as +373 22 123 456"}
	digits := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -()./\u00a0", r) {
			return -1
		}
		return r
	}, text)
	international := strings.HasPrefix(digits, "+")
	digits = strings.TrimPrefix(digits, "+")
	switch {
	case digits == "" || !isDigits(digits):
		return "", wrong
	case international:
	case strings.HasPrefix(digits, "00"):
		digits = digits[2:]
	case strings.HasPrefix(digits, "0") && len(digits) == 9:
		digits = "373" + digits[1:]
	case strings.HasPrefix(digits, "0") && len(digits) == 10:
		digits = "40" + digits[1:]
	default:
		return "", wrong
	}
	if len(digits) < 8 || len(digits) > 15 || !rightLength(digits) {
		return "", wrong
	}
	return Phone("+" + digits), nil
}

// rightLength checks the numbers whose length we know.
func rightLength(digits string) bool {
	for code, length := range map[string]int{"373": 8, "40": 9} {
		if rest, ok := strings.CutPrefix(digits, code); ok {
			return len(rest) == length
		}
	}
	return true
}

// UnmarshalText accepts what ParsePhone does.
func (p *Phone) UnmarshalText(text []byte) (err error) {
	*p, err = ParsePhone(string(text))
	return err
}

// MarshalText returns the number without spaces.
func (p Phone) MarshalText() ([]byte, error) { return []byte(p), nil }

// String returns the number in groups, set apart by non-breaking spaces: "+373
// 22 123 456", "+40 721 234 567". Other countries' numbers stay in one piece.
func (p Phone) String() string {
	digits := strings.TrimPrefix(string(p), "+")
	for code, groups := range map[string][]int{"373": {2, 3, 3}, "40": {3, 3, 3}} {
		rest, ok := strings.CutPrefix(digits, code)
		if !ok || !rightLength(digits) {
			continue
		}
		parts := []string{"+" + code}
		for _, n := range groups {
			parts, rest = append(parts, rest[:n]), rest[n:]
		}
		return strings.Join(parts, string(nbsp))
	}
	return string(p)
}
