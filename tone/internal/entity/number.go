package entity

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/camerton/camerton/tone/internal/entity/vocab"
	"github.com/camerton/camerton/tone/internal/scan"
)

// hundredths is the unit in which numbers are read, so that "1,5" and "99.90"
// need no fractions.
const hundredths = 100

// A quantum is the number that was read last.
type quantum struct {
	number int32 // of the unit behind its first one, 0 if none was read
	end    int
	v      int64
	ok     bool
}

// quantity reads the number at unit i, in figures or in words, with "thousand"
// behind it, in hundredths. It returns the unit behind it.
func (f *finder) quantity(i int) (v int64, end int, ok bool) {
	q := &f.counted
	if number := int32(i + 1); q.number != number { //nolint:gosec // units are at most scan's limit
		q.number = number
		q.v, q.end, q.ok = f.readQuantity(i)
	}
	return q.v, q.end, q.ok
}

func (f *finder) readQuantity(i int) (v int64, end int, ok bool) {
	if f.kind(i) == scan.Word {
		v, end, ok = f.spoken(i)
	} else {
		v, end, ok = f.figures(i)
	}
	if !ok {
		return 0, i, false
	}
	if by, after, is := f.has(end+2, scale); is && f.isA(end, plus) && f.isA(end+1, half) {
		return product(v+hundredths/2, int64(by)), after, true // "две с половиной тысячи"
	}
	if by, after, is := f.has(end, scale); is && by >= 1000 {
		return product(v, int64(by)), after, true
	}
	if f.glued(end) && isThousand(f.raw(end)) {
		return product(v, 1000), end + 1, true
	}
	return v, end, ok
}

// product returns v times by, 0 if it is too large a number.
func product(v, by int64) int64 {
	if v > math.MaxInt64/by {
		return 0
	}
	return v * by
}

// isThousand reports whether s is the letter that stands for "thousand" behind a
// figure, in either alphabet.
func isThousand(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return size == len(s) && (r == 'k' || r == 'K' || r == 'к' || r == 'К')
}

// integer returns the number of at most n digits that unit i is.
func (f *finder) integer(i, n int) (v int, ok bool) {
	raw := f.raw(i)
	if f.kind(i) != scan.Number || len(raw) > n {
		return 0, false
	}
	for k := range len(raw) {
		if !isDigit(raw[k]) {
			return 0, false
		}
		v = 10*v + int(raw[k]-'0')
	}
	return v, true
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func digits(s string) int {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}

// maxDigits is how many digits before the point a number may have at most.
const maxDigits = 15

// figures reads a number with its groups of thousands and its decimals: "350",
// "1 200,50", "1.200", "99.9".
func (f *finder) figures(i int) (v int64, end int, ok bool) {
	if kind := f.kind(i); kind != scan.Number && kind != scan.Clock {
		return 0, i, false
	}
	s := f.text[f.start(i):f.end(len(f.msg.Units)-1)]
	n := digits(s)
	if n == 0 || n > maxDigits {
		return 0, i, false
	}
	for k := range n {
		v = 10*v + int64(s[k]-'0')
	}
	n, v = groups(s, n, v)
	v *= hundredths
	if n+1 < len(s) && (s[n] == '.' || s[n] == ',') && isDigit(s[n+1]) {
		cents, size := decimals(s[n+1:])
		if size == 0 {
			return 0, i, false
		}
		v += cents
		n += 1 + size
	}
	for end = i + 1; end < len(f.msg.Units) && f.start(end) < f.start(i)+n; end++ {
	}
	return v, end, f.end(end-1) == f.start(i)+n
}

// groups goes on reading a number of which the first n digits, worth v, are
// read, as long as groups of three digits follow.
func groups(s string, n int, v int64) (int, int64) {
	if n > 3 || s[0] == '0' {
		return n, v
	}
	separator := separatorOf(s[n:])
	size := len(separator)
	for count := n; size > 0 && strings.HasPrefix(s[n:], separator) && digits(s[n+size:]) == 3 && count+3 <= maxDigits; count += 3 {
		for k := range 3 {
			v = 10*v + int64(s[n+size+k]-'0')
		}
		n += size + 3
	}
	return n, v
}

// separatorOf returns what stands between the groups of thousands, if s begins
// with it: a blank of any kind, a point, a comma or an apostrophe.
func separatorOf(s string) string {
	for _, separator := range [...]string{" ", ".", ",", "'", "’", "\u00a0", "\u202f", "\u2009"} {
		if strings.HasPrefix(s, separator) {
			return separator
		}
	}
	return ""
}

// decimals reads one or two digits that no further ones follow.
func decimals(s string) (cents int64, size int) {
	size = digits(s)
	if size > 2 || len(s) > size+1 && (s[size] == '.' || s[size] == ',') && isDigit(s[size+1]) {
		return 0, 0
	}
	cents = int64(s[0]-'0') * 10
	if size == 2 {
		cents += int64(s[1] - '0')
	}
	return cents, size
}

// maxSpoken is how many words of a number are read.
const maxSpoken = 12

// spoken reads a number in words: "two hundred and fifty", "one and a half
// thousand". Half is a number only before "thousand".
func (f *finder) spoken(i int) (v int64, end int, ok bool) {
	if _, after, is := f.has(i, andHalf); is {
		return f.multiplied(150, after)
	}
	if _, after, is := f.has(i, half); is {
		if _, behind, of := f.has(after, of); of {
			after = behind
		}
		v, end, _ = f.multiplied(50, after)
		return v, end, end > after
	}
	if f.around(i).Has(many) {
		return 0, i, false
	}
	total, section := int64(0), int64(0) // section is what stands since the last "thousand"
	end = i
	for range maxSpoken {
		next, after, is := f.summand(end, section)
		if !is {
			break
		}
		end = after
		if next < 0 { // a multiplier
			section = max(section, 1) * -next
			if -next >= 1000 {
				total += section
				section = 0
			}
			continue
		}
		section += next
	}
	return (total + section) * hundredths, end, end > i
}

// multiplied multiplies v by the "thousand" at unit i, if there is one.
func (f *finder) multiplied(v int64, i int) (product int64, end int, ok bool) {
	if by, end, is := f.has(i, scale); is {
		return v * int64(by), end, true
	}
	return v, i, true
}

// summand reads the next word of a number whose last section is worth so much
// already. It returns a multiplier as its negative.
func (f *finder) summand(i int, section int64) (v int64, end int, ok bool) {
	if by, after, is := f.has(i, scale); is {
		return int64(-by), after, section < 100 || by > 100
	}
	if w, n := f.core(i); w.Has(plus) && section%100 >= 20 && section%10 == 0 && section > 0 {
		i += n
	}
	value, after, is := f.has(i, number)
	v = int64(value)
	switch {
	case !is:
		return 0, i, false
	case section == 0:
		return v, after, true
	case v == 0:
		return 0, i, false
	case v >= 100:
		return 0, i, false
	case section%100 == 0, v < 10 && section%10 == 0 && section%100 >= 20:
		return v, after, true
	}
	return 0, i, false
}

// rankAt reads a rank at unit i: "third", "3-й", "3-a", "al 3-lea". A feminine
// Romanian one that is also a number needs its article, which is in bits.
func (f *finder) rankAt(i int, bits vocab.Set) (n, end int, ok bool) {
	if n, end, ok = f.has(i, ordinal); ok {
		return n, end, !f.isA(i, number) || bits.Has(article)
	}
	n, ok = f.integer(i, 3)
	if !ok {
		return 0, i, false
	}
	end = f.suffix(i+1, rank)
	return n, end, end > i+1
}

// suffix returns the unit behind the ending that is attached to a figure before
// unit i, with or without a hyphen, or i if there is none.
func (f *finder) suffix(i int, c vocab.Class) int {
	k := i
	if f.glued(k) && f.dash(k) {
		k++
	}
	if f.glued(k) && f.isA(k, c) {
		return k + 1
	}
	return i
}
