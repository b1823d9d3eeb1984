package entity

import "strings"

// A phone number is found by its digits: Moldovan ones have 8 behind a 0 or
// +373, Romanian ones 9 behind a 0 or +40, Russian ones 10 behind an 8 or +7.
// Others need the +, and 8 to 15 digits.
const (
	minPhone = 8
	maxPhone = 15
)

// phone adds the phone number that begins at unit i, a figure or the plus before
// one.
func (f *finder) phone(i int) {
	from := f.start(i)
	s := f.text[from:f.end(len(f.msg.Units)-1)]
	if raw := f.raw(i); raw[len(raw)-1] == '+' {
		s = s[len(raw)-1:]
		from += len(raw) - 1
	} else if before := f.raw(i - 1); before != "" && (before[len(before)-1] == '+' || strings.HasSuffix(before, "(") && f.glued(i)) && from == f.end(i-1) {
		if before[len(before)-1] == '+' {
			return // begun at the plus
		}
		from--
		s = f.text[from:f.end(len(f.msg.Units)-1)]
	}
	if letterBefore(f.text, from) {
		return
	}
	if size := phoneSize(s); size > 0 && !letterBehind(f.text, from+size) {
		f.add(Entity{Kind: Phone, Start: from, End: from + size})
	}
}

// phoneSize returns how many bytes of s the phone number takes that s begins
// with, 0 if none. Its digits may stand in groups, apart by a blank, a hyphen, a
// point or brackets.
func phoneSize(s string) (size int) {
	var number [maxPhone]byte
	n, groups, i := 0, 0, 0
	plus := strings.HasPrefix(s, "+")
	if plus {
		i = 1
	}
	for i < len(s) {
		gap := gapSize(s[i:], n == 0)
		d := digits(s[i+gap:])
		if d == 0 || n+d > maxPhone || n > 0 && gap == 0 {
			break
		}
		copy(number[n:], s[i+gap:i+gap+d])
		n += d
		i += gap + d
		groups++
		hour := i+1 < len(s) && s[i] == ':' && isDigit(s[i+1]) // the last group is one
		if n >= minPhone && !hour && isPhone(string(number[:n]), plus, groups) {
			size = i
		}
	}
	return size
}

// gapSize returns how many bytes stand between two groups of digits, or before
// the first one.
func gapSize(s string, first bool) int {
	n := 0
	for n < len(s) && n < 3 && strings.IndexByte(" -.()/", s[n]) >= 0 {
		n++
	}
	if n == 0 && strings.HasPrefix(s, "\u00a0") {
		n = len("\u00a0")
	}
	if first && n > 0 && s[0] != '(' && s[0] != ' ' {
		return 0
	}
	return n
}

// isPhone reports whether digits, written in so many groups, are a whole phone
// number.
func isPhone(number string, plus bool, groups int) bool {
	if !plus {
		plus = strings.HasPrefix(number, "00")
		number = strings.TrimPrefix(number, "00")
	}
	n := len(number)
	switch {
	case strings.HasPrefix(number, "373"):
		return n == 11 && number[3] != '0' || n == 12 && number[3] == '0' && plus
	case plus && strings.HasPrefix(number, "40"):
		return n == 11
	case plus && number != "" && (number[0] == '7' || strings.HasPrefix(number, "1")):
		return n == 11
	case plus:
		return n >= minPhone && number[0] != '0'
	case n == 0:
		return false
	case number[0] == '0':
		return n == 9 && strings.IndexByte("25678", number[1]) >= 0 || n == 10 && strings.IndexByte("237", number[1]) >= 0
	case number[0] == '8':
		return n == 11 && strings.IndexByte("3489", number[1]) >= 0
	}
	return n == minPhone && groups >= 3 && (number[0] == '6' || number[0] == '7')
}
