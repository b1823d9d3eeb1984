package corpus_test

import (
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
			if !strings.ContainsFunc(e.Text, unicode.IsLetter) {
				continue
			}
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

// TestNoTwoMessagesAreAlike keeps twins out of the corpus, within a batch and
// between batches: no message of the test part has one that was learned from.
func TestNoTwoMessagesAreAlike(t *testing.T) {
	t.Parallel()
	var seen corpus.Twins
	var found []string
	for _, b := range embedded(t) {
		for _, e := range b.Entries {
			if twin := seen.Find(e.Text); twin != "" {
				found = append(found, b.Name+": "+e.Text+" = "+twin)
			}
			seen.Add(e.Text)
		}
	}
	require.Empty(t, found, "drop or reword them")
}

func TestTwins(t *testing.T) {
	t.Parallel()
	var seen corpus.Twins
	require.Empty(t, seen.Find("где мой заказ, жду третий день"))
	seen.Add("где мой заказ, жду третий день")
	seen.Add("ok mersi")
	require.NotEmpty(t, seen.Find("Где мой заказ? жду третий день!!"), "signs and case don't count")
	require.NotEmpty(t, seen.Find("ну где мой заказ, жду третий день"))
	require.Empty(t, seen.Find("где мой ключ, жду второй час"))
	require.Empty(t, seen.Find("ok mersi"), "short messages are nobody's twins")
}
