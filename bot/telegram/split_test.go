package telegram

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func TestSplitText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"":         {},
		" \n\t":    {},
		"коротко":  {"коротко"},
		" края \n": {"края"},
		"Раз два. Три четыре пять":        {"Раз два.", "Три четыре", "пять"},
		"Раз два три!\nЧетыре пять шесть": {"Раз два три!", "Четыре пять", "шесть"},
		"Абзац один\n\nДва. Три. Четыре":  {"Абзац один", "Два. Три.", "Четыре"},
		"длинноеслововкоторомнетпробелов": {"длинноеслово", "вкоторомнетп", "робелов"},
		"10 000 лей 20 000 лей":           {"10 000 лей", "20 000 лей"},
		"👍👍👍👍👍👍👍":                         {"👍👍👍👍👍👍", "👍"},
		"Он сказал «да». Ещё слова":       {"Он сказал", "«да». Ещё", "слова"},
	} {
		got := splitText(text, 12)
		require.Equal(t, len(want), len(got), "%q", got)
		for i := range want {
			require.Equal(t, want[i], got[i])
		}
	}
}

// TestSplitKeepsWhatBelongsTogether: a letter and its marks, a family of emoji.
func TestSplitKeepsWhatBelongsTogether(t *testing.T) {
	t.Parallel()
	family := "👨‍👩‍👧‍👦" // eleven units
	for _, part := range splitText(strings.Repeat(family, 5), 20) {
		require.Zero(t, len(part)%len(family), "%q", part)
	}
	for _, part := range splitText(strings.Repeat("и\u0306", 50), 21) {
		require.Zero(t, len(part)%len("и\u0306"), "%q", part)
	}
}

func FuzzSplitText(f *testing.F) {
	for _, text := range []string{"Раз два. Три", "👨‍👩‍👧‍👦👍", "a\n\nb", "\xff\xfe", "000000000000\xd0                     \xb900", strings.Repeat("й", 50), "🇲🇩🇷🇴🇲🇩"} {
		f.Add(text, uint8(12))
	}
	f.Fuzz(func(t *testing.T, text string, most uint8) {
		limit := int(most)%200 + 2
		parts := splitText(text, limit)
		for _, part := range parts {
			require.NotEmpty(t, part)
			require.Equal(t, strings.TrimSpace(part), part)
			if utf8.ValidString(text) {
				require.True(t, utf8.ValidString(part))
				require.LessOrEqual(t, len(utf16.Encode([]rune(part))), limit)
			}
		}
		require.Equal(t, withoutSpace(text), withoutSpace(strings.Join(parts, " ")), "nothing is lost")
	})
}

func withoutSpace(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
