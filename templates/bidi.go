package templates

import (
	"slices"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// The controls that keep the direction of a value from turning the text around
// it.
const (
	isolate         = '\u2068'
	endOfIsolate    = '\u2069'
	endOfEmbedding  = '\u202c'
	firstRightRune  = '\u0590' // no rune before it is written from right to left
	maxOpenControls = 125      // as many as the algorithm itself nests
)

// appendIsolated appends a value. One with right-to-left letters or direction
// controls comes between isolates, and what it leaves open is closed, so that
// the words around it stay where they are. Its own characters are all kept.
func appendIsolated(b []byte, value string) []byte {
	if !turnsText(value) {
		return append(b, value...)
	}
	b = utf8.AppendRune(b, isolate)
	b = append(b, value...)
	for _, end := range openControls(value) {
		b = utf8.AppendRune(b, end)
	}
	return utf8.AppendRune(b, endOfIsolate)
}

// turning are the classes of runes that can change the direction of others, and
// opening and closing those of the controls that do so until they are closed.
var (
	turning = []bidi.Class{
		bidi.R, bidi.AL, bidi.AN, bidi.RLO, bidi.LRO, bidi.RLE, bidi.LRE, bidi.PDF,
		bidi.RLI, bidi.LRI, bidi.FSI, bidi.PDI, bidi.Control,
	}
	closing = map[bidi.Class]rune{
		bidi.RLO: endOfEmbedding, bidi.LRO: endOfEmbedding, bidi.RLE: endOfEmbedding, bidi.LRE: endOfEmbedding,
		bidi.RLI: endOfIsolate, bidi.LRI: endOfIsolate, bidi.FSI: endOfIsolate,
	}
)

func classOf(r rune) bidi.Class {
	properties, _ := bidi.LookupRune(r)
	return properties.Class()
}

// turnsText reports whether a value could change the direction of other text.
func turnsText(value string) bool {
	for _, r := range value {
		if r >= firstRightRune && slices.Contains(turning, classOf(r)) {
			return true
		}
	}
	return false
}

// openControls returns what closes the direction controls that a value leaves
// open, innermost first.
func openControls(value string) []rune {
	var open []rune
	for _, r := range value {
		if end, opens := closing[classOf(r)]; opens {
			open = append(open, end)
		} else if n := len(open); n > 0 && open[n-1] == r {
			open = open[:n-1]
		}
	}
	slices.Reverse(open)
	return open[:min(len(open), maxOpenControls)]
}
