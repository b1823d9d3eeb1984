package templates

import (
	"regexp"
	"strconv"
	"strings"
)

// priceSigns are amounts with a sign instead of a word.
var priceSigns = regexp.MustCompile(`\d[\s\x{a0}\x{202f}]*[%€$£₽₴]|[€$£]\s*\d`)

// isClock reports whether a number is a time of day: 14:30. With a full stop it
// may be anything.
func isClock(number string) bool {
	hour, minute, ok := strings.Cut(number, ":")
	if !ok || len(minute) != 2 {
		return false
	}
	h, err := strconv.Atoi(hour)
	m, err2 := strconv.Atoi(minute)
	return err == nil && err2 == nil && h <= 24 && m < 60
}
