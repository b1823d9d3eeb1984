package entity

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPhoneSize(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"069123456", "069 123 456", "069-123-456", "069.123.456", "0 69 123 456", "022123456", "(022) 123-456", "(022)123456",
		"+37369123456", "+373 69 123 456", "+373 (69) 123-456", "373 69 123 456", "0037369123456", "+373069123456",
		"0722123456", "0722 123 456", "+40722123456", "+40 722 123 456", "0040722123456", "0232 123 456",
		"+7 916 123-45-67", "8 (916) 123-45-67", "89161234567", "+380 44 123 45 67", "+39 333 1234567", "+1 212 555 0100",
		"69 123 456", "79-123-456",
	} {
		require.Equal(t, len(text), phoneSize(text), "%q", text)
		require.Equal(t, len(text), phoneSize(text+" в 5"), "%q", text)
		require.Equal(t, len(text), phoneSize(text+", 18:00"), "%q", text)
	}
	for _, text := range []string{
		"", "+", "0", "069", "06912345", "69123456", "12345678", "123456789", "1234567890", "0123456789", "482 119 530",
		"1012600034455", "4111 1111 1111 1111", "+12", "00", "+0 69 123 456", "2026-11-18", "05.05.2026 14:30", "0,5", "12:30",
	} {
		require.Zero(t, phoneSize(text), "%q", text)
	}
}

// The hour behind a number is not taken for its last digits.
func TestPhoneBeforeAnHour(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"069123456", "0722123456", "+37369123456"} {
		require.Equal(t, len(text), phoneSize(text+" 18:00"))
		require.Equal(t, len(text), phoneSize(text+" 18"))
	}
}

func FuzzPhoneSize(f *testing.F) {
	for _, text := range []string{"069 123 456", "+373 (69) 123-456", "8 (916) 123-45-67", "((((", "+ + +", "0 0 0 0 0 0 0 0 0"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n := phoneSize(text)
		require.GreaterOrEqual(t, n, 0)
		require.LessOrEqual(t, n, len(text))
		if n == 0 {
			return
		}
		count := 0
		for k := range n {
			if isDigit(text[k]) {
				count++
			}
		}
		require.True(t, isDigit(text[n-1]), "%q", text)
		require.GreaterOrEqual(t, count, minPhone, "%q", text)
		require.LessOrEqual(t, count, maxPhone, "%q", text)
		require.Empty(t, strings.Trim(text[:n], "0123456789+-.()/ \u00a0"), "%q", text)
	})
}
