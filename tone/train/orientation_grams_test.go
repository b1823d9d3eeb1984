package train

import (
	"hash/fnv"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/internal/feature"
)

// plainGrams are the features of the baseline: words and signs as they stand, in
// lower case, and their pairs; groups of 3 to 5 letters of a word. They are
// hashed into as many buckets as ours.
func plainGrams(text string) (buckets [feature.NumGroups][]uint32) {
	before := "^"
	for _, word := range plainWords(text) {
		buckets[feature.Words] = append(buckets[feature.Words], plainBucket("1 "+word), plainBucket("2 "+before+" "+word))
		before = word
		padded := []rune("^" + word + "$")
		for size := 3; size <= 5; size++ {
			for i := 0; i+size <= len(padded); i++ {
				buckets[feature.Letters] = append(buckets[feature.Letters], plainBucket("3 "+string(padded[i:i+size])))
			}
		}
	}
	return buckets
}

// plainWords parts a text into runs of letters and digits, and single signs.
func plainWords(text string) (words []string) {
	inside := false
	for _, r := range strings.ToLower(text) {
		within := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
		switch {
		case unicode.IsSpace(r):
		case within && inside:
			words[len(words)-1] += string(r)
		default:
			words = append(words, string(r))
		}
		inside = within
	}
	return words
}

func plainBucket(gram string) uint32 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(gram)) // a hash takes anything
	return uint32(h.Sum64() * 0x9E3779B97F4A7C15 >> (64 - 17))
}

func TestOrientationPlainGrams(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"ужас", ",", "а", "не", "приём2", "!", "!"}, plainWords(" Ужас, а не\nПриём2!!"))
	require.Empty(t, plainWords(" \n"))
	got := plainGrams("Da!")
	require.Len(t, got[feature.Words], 4, "two units, each with a pair")
	require.Equal(t, got[feature.Words], plainGrams("da !")[feature.Words])
	require.NotEqual(t, got[feature.Words], plainGrams("! da")[feature.Words])
	require.Len(t, got[feature.Letters], 3+1, "^da da$ ^da$ and ^!$")
	for _, g := range []feature.Group{feature.Whole, feature.Senses, feature.Cues} {
		require.Empty(t, got[g])
	}
	for i := range 1000 {
		require.Less(t, plainBucket(strconv.Itoa(i)), uint32(feature.Hashed))
	}
}
