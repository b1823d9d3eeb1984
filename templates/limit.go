package templates

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// measures are the units in which channels bound the length of a text.
var measures = map[string]func(string) int{
	"utf16":     UTF16Len,
	"runes":     utf8.RuneCountInString,
	"bytes":     func(s string) int { return len(s) },
	segmentUnit: Segments,
}

const segmentUnit = "segments"

func countUnits(n int, unit string) string {
	names := map[string]string{"utf16": "UTF-16 units", "runes": "characters", "bytes": "bytes", segmentUnit: "SMS segments"}
	return strconv.Itoa(n) + " " + names[unit]
}

// UTF16Len returns how long a text is in UTF-16 units, in which Telegram counts:
// letters are 1, most emoji 2 and more.
func UTF16Len(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// What fits into one SMS and into each part of a longer one: septets of the GSM
// alphabet, or UTF-16 units as soon as one character is outside it.
const (
	gsmSingle, gsmPart = 160, 153
	ucsSingle, ucsPart = 70, 67
)

// The GSM 03.38 alphabet, and the characters that take two septets in it.
const (
	gsmBasic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
		"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmDouble = "\f^{}\\[~]|€"
)

// Segments returns how many SMS segments a text takes; 0 for an empty one.
// Cyrillic and the Romanian letters ă â î ș ț make the whole text UCS-2.
func Segments(s string) int {
	if septets, ok := gsmSeptets(s); ok {
		return parts(septets, gsmSingle, gsmPart)
	}
	return ucsSegments(s)
}

func gsmSeptets(s string) (n int, ok bool) {
	for _, r := range s {
		switch {
		case strings.ContainsRune(gsmBasic, r):
			n++
		case strings.ContainsRune(gsmDouble, r):
			n += 2
		default:
			return 0, false
		}
	}
	return n, true
}

// ucsSegments counts parts of UTF-16 units; an emoji is not cut in two.
func ucsSegments(s string) int {
	if UTF16Len(s) <= ucsSingle {
		return 1
	}
	segments, used := 1, 0
	for _, r := range s {
		size := UTF16Len(string(r))
		if used+size > ucsPart {
			segments, used = segments+1, 0
		}
		used += size
	}
	return segments
}

func parts(n, single, part int) int {
	switch {
	case n == 0:
		return 0
	case n <= single:
		return 1
	default:
		return (n + part - 1) / part
	}
}
