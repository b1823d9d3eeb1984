package corpus

import (
	"hash/fnv"
	"math/bits"
	"strings"
	"unicode"
)

// Twins finds messages that are nearly the same: they share more than
// [NearlyTheSame] of their words and pairs of neighbouring words. The zero value
// holds no message. It is not safe for concurrent use.
//
// Only messages that agree in one of their MinHash bands (Broder, 1997) are
// compared, so that the whole corpus takes less than a second; of two messages
// that share 0.6, one pair in two hundred is missed.
type Twins struct {
	bands map[[2]uint64][]int
	texts []string
	grams []map[uint64]bool
}

// NearlyTheSame is the share of words and pairs in common above which two
// messages are twins. Messages with fewer than five words and pairs, such as "ok
// mersi", are nobody's twins.
const NearlyTheSame = 0.6

const (
	fewestGrams = 5
	bands       = 12
)

// Add remembers a message.
func (t *Twins) Add(text string) {
	grams := gramsOf(text)
	if len(grams) < fewestGrams {
		return
	}
	if t.bands == nil {
		t.bands = make(map[[2]uint64][]int)
	}
	for band := range uint64(bands) {
		key := [2]uint64{band, minhash(grams, band)}
		t.bands[key] = append(t.bands[key], len(t.texts))
	}
	t.texts, t.grams = append(t.texts, text), append(t.grams, grams)
}

// Find returns a remembered message that is nearly the same as text, or "".
func (t *Twins) Find(text string) string {
	grams := gramsOf(text)
	if len(grams) < fewestGrams {
		return ""
	}
	for band := range uint64(bands) {
		for _, i := range t.bands[[2]uint64{band, minhash(grams, band)}] {
			if jaccard(grams, t.grams[i]) > NearlyTheSame {
				return t.texts[i]
			}
		}
	}
	return ""
}

// gramsOf returns the hashes of the words and pairs of neighbouring words.
func gramsOf(s string) map[uint64]bool {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	set := make(map[uint64]bool, 2*len(words))
	for i, w := range words {
		set[hashOf(w)] = true
		if i > 0 {
			set[hashOf(words[i-1]+" "+w)] = true
		}
	}
	return set
}

func hashOf(s string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s)) // a hash takes anything
	return h.Sum64()
}

// minhash is a value that two sets share with the probability of their overlap
// squared.
func minhash(set map[uint64]bool, band uint64) uint64 {
	var out uint64
	for i := range uint64(2) {
		seed := (2*band + i + 1) * 0x9E3779B97F4A7C15
		low := ^uint64(0)
		for h := range set {
			low = min(low, bits.RotateLeft64((h^seed)*0xBF58476D1CE4E5B9, 31)*0x94D049BB133111EB)
		}
		out = out*31 + low
	}
	return out
}

func jaccard(a, b map[uint64]bool) float64 {
	both := 0
	for h := range a {
		if b[h] {
			both++
		}
	}
	return float64(both) / float64(len(a)+len(b)-both)
}
