package templates

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
)

func TestSegments(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want int
	}{
		{"", 0},
		{"Ok", 1},
		{strings.Repeat("a", 160), 1},
		{strings.Repeat("a", 161), 2},
		{strings.Repeat("a", 306), 2},
		{strings.Repeat("a", 307), 3},
		{strings.Repeat("€", 80), 1},
		{strings.Repeat("€", 81), 2},
		{strings.Repeat("ж", 70), 1},
		{strings.Repeat("ж", 71), 2},
		{strings.Repeat("ж", 134), 2},
		{strings.Repeat("ж", 135), 3},
		{strings.Repeat("a", 70) + "ș", 2},
		{strings.Repeat("🙂", 35), 1},
		{strings.Repeat("🙂", 36), 2},
		{strings.Repeat("🙂", 66), 2}, // 33 a part: an emoji is not cut
		{strings.Repeat("🙂", 67), 3},
		{"é\n{}", 1},
		{"ă", 1},
	} {
		require.Equal(t, c.want, Segments(c.text), "%d runes of %.4q", len([]rune(c.text)), c.text)
	}
}

func FuzzUnits(f *testing.F) {
	f.Add("Ана 🙂")
	f.Add("\xff")
	f.Fuzz(func(t *testing.T, text string) {
		require.Len(t, utf16.Encode([]rune(text)), UTF16Len(text))
		for unit, count := range measures {
			if unit != segmentUnit {
				require.LessOrEqual(t, count(text), max(len(text), UTF16Len(text)), unit)
			}
		}
		require.Equal(t, text == "", Segments(text) == 0)
		require.LessOrEqual(t, Segments(text), 1+UTF16Len(text)/66)
	})
}
