package vocab

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/camerton/camerton/tone/internal/spell"
)

//go:embed latin.txt
var latinText string

// letters is how many letters the Russian alphabet has in folded words, and
// firstLetter the first of them.
const (
	letters     = 32
	firstLetter = 0x80
)

// A habit is what is typed for each Russian letter.
type habit [letters]string

// habits are the habits of latin.txt.
var habits = sync.OnceValue(func() (all []habit) {
	for line := range strings.Lines(latinText) {
		fields := strings.Fields(line)
		if len(fields) != 2*letters {
			continue // a comment
		}
		var h habit
		for i := range h {
			h[i] = strings.TrimPrefix(fields[2*i+1], "-")
		}
		all = append(all, h)
	}
	return all
})

// leastLatin is how many letters a word has at least that is looked for in every
// habit. Shorter ones would often look like another word.
const leastLatin = 5

// appendKey appends the key that a Russian word gets when it is typed so, or its
// own key where the habit is not for it.
func (h *habit) appendKey(dst []byte, column int, folded []byte) []byte {
	if column != russian || len(folded) < leastLatin || folded[0] < firstLetter {
		return appendKey(dst, column, folded)
	}
	var room [64]byte
	typed := room[:0]
	for _, b := range folded {
		if b < firstLetter {
			return appendKey(dst, column, folded)
		}
		typed = append(typed, h[b-firstLetter]...)
	}
	return spell.Russian(dst, typed)
}
