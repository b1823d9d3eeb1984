package sqlstore

import (
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxName is how long an id may be in the form in which it is written. Indexes
// of PostgreSQL take 2,700 bytes of all columns together.
const maxName = 600

// The characters that stand before the two hexadecimal digits of a byte that an
// id can't have as it is. The first sorts before, the second after all others.
const (
	lowMark  = '!'
	highMark = '~'
)

// name writes an id in printable ASCII without spaces, so that written ids sort
// as the ids do.
func name(id string) string {
	if strings.IndexFunc(id, func(r rune) bool { return r <= lowMark || r >= highMark }) < 0 {
		return id
	}
	var b strings.Builder
	for i := range len(id) {
		switch c := id[i]; {
		case c <= lowMark:
			fmt.Fprintf(&b, "%c%02X", lowMark, c)
		case c >= highMark:
			fmt.Fprintf(&b, "%c%02X", highMark, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// unname reads what name wrote.
func unname(s string) (string, error) {
	if !strings.ContainsAny(s, string([]rune{lowMark, highMark})) {
		return s, nil
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != lowMark && s[i] != highMark {
			b = append(b, s[i])
			continue
		}
		c, err := hex.DecodeString(s[min(i+1, len(s)):min(i+3, len(s))])
		if err != nil || len(c) != 1 {
			return "", fmt.Errorf("id %q: a byte after %q must have two hexadecimal digits", s, s[i])
		}
		b = append(b, c[0])
		i += 2
	}
	return string(b), nil
}

// firstByte is the rune that stands for a byte 0 in a written text; the 255
// after it, the last of a range for private use, stand for the other bytes.
const firstByte = utf8.MaxRune - 0xFF

// prose writes a text as valid UTF-8 without zero bytes.
func prose(text string) string {
	if !strings.ContainsFunc(text, odd) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if odd(r) && (r != utf8.RuneError || size == 1) {
			for _, c := range []byte(text[i : i+size]) {
				b.WriteRune(firstByte + rune(c))
			}
		} else {
			b.WriteString(text[i : i+size])
		}
		i += size
	}
	return b.String()
}

// odd reports whether a rune may have to be written otherwise.
func odd(r rune) bool { return r == 0 || r == utf8.RuneError || r >= firstByte }

// unprose reads what prose wrote.
func unprose(text string) string {
	if !strings.ContainsFunc(text, isByte) {
		return text
	}
	b := make([]byte, 0, len(text))
	for _, r := range text {
		if isByte(r) {
			b = append(b, byte(r-firstByte)) //nolint:gosec // isByte says that it fits
		} else {
			b = utf8.AppendRune(b, r)
		}
	}
	return string(b)
}

// isByte reports whether a rune of a written text stands for a byte.
func isByte(r rune) bool { return r >= firstByte }
