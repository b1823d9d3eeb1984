package corpus_test

import (
	"hash/fnv"
	"math/bits"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
)

func embedded(t *testing.T) []corpus.Batch {
	t.Helper()
	batches, err := corpus.Embedded()
	require.NoError(t, err)
	return batches
}

func TestBatchesAreWhole(t *testing.T) {
	t.Parallel()
	for _, b := range embedded(t) {
		require.NotEmpty(t, b.Writer, "%s: say who wrote it, in a header", b.Name)
		require.NotEmpty(t, b.Entries, b.Name)
		for _, e := range b.Entries {
			at := b.Name + ": " + e.Text
			require.Equal(t, strings.TrimSpace(e.Text), e.Text, at)
			require.LessOrEqual(t, len(strings.Fields(e.Text)), 130, at)
			require.Equal(t, e.Tags.Has(corpus.LatinLetters), e.Language == tone.Russian && mostlyLatin(e.Text), at)
			require.Equal(t, e.Tags.Has(corpus.CyrillicRo), e.Language == tone.Romanian && !mostlyLatin(e.Text), at)
		}
	}
}

func mostlyLatin(s string) bool {
	latin, cyrillic := 0, 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		}
	}
	return latin >= cyrillic
}

// TestNoTwoMessagesAreAlike compares all messages with each other by the sets
// of their words and pairs of words, through MinHash bands, so that no message
// of the test part has a twin that was learned from.
func TestNoTwoMessagesAreAlike(t *testing.T) {
	t.Parallel()
	const most = 0.6 // share of words and pairs in common
	type place struct {
		text  string
		grams map[uint64]bool
	}
	seen := make(map[[2]uint64][]place)
	for _, b := range embedded(t) {
		for _, e := range b.Entries {
			p := place{b.Name + ": " + e.Text, grams(e.Text)}
			if len(p.grams) < 5 {
				continue
			}
			for band := range uint64(12) {
				key := [2]uint64{band, minhash(p.grams, band)}
				for _, other := range seen[key] {
					require.LessOrEqual(t, jaccard(p.grams, other.grams), most, "%s\n%s", p.text, other.text)
				}
				seen[key] = append(seen[key], p)
			}
		}
	}
}

func grams(s string) map[uint64]bool {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	set := make(map[uint64]bool)
	for i, w := range words {
		set[hash(w)] = true
		if i > 0 {
			set[hash(words[i-1]+" "+w)] = true
		}
	}
	return set
}

func hash(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
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
