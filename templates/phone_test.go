package templates

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPhone(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]string{
		"+373 22 123 456":    {"+37322123456", "+373~22~123~456"},
		"(022) 123-456":      {"+37322123456", "+373~22~123~456"},
		"069 123 456":        {"+37369123456", "+373~69~123~456"},
		"0037369123456":      {"+37369123456", "+373~69~123~456"},
		"0721.234.567":       {"+40721234567", "+40~721~234~567"},
		"+40 21 312 34 56":   {"+40213123456", "+40~213~123~456"},
		"+39 06 1234 5678":   {"+390612345678", "+390612345678"},
		"+373\u00a022123456": {"+37322123456", "+373~22~123~456"},
	} {
		phone, err := ParsePhone(text)
		require.NoError(t, err, text)
		require.Equal(t, Phone(want[0]), phone)
		require.Equal(t, strings.ReplaceAll(want[1], "~", "\u00a0"), phone.String())

		marshalled, err := phone.MarshalText()
		require.NoError(t, err)
		var back Phone
		require.NoError(t, back.UnmarshalText(marshalled))
		require.Equal(t, phone, back)
	}
}

func TestParsePhoneRefuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "+", "12", "123456", "+373 22 12345", "+373 22 1234567", "+40 21", "call me", "022 123 45٣", "+1234567890123456", "02212345",
	} {
		_, err := ParsePhone(text)
		require.EqualError(t, err, `"`+text+`" is no telephone number — write it as +373 22 123 456`)
	}
}

func FuzzParsePhone(f *testing.F) {
	f.Add("+373 22 123 456")
	f.Add("0721 234 567")
	f.Fuzz(func(t *testing.T, text string) {
		phone, err := ParsePhone(text)
		if err != nil {
			return
		}
		again, err := ParsePhone(string(phone))
		require.NoError(t, err)
		require.Equal(t, phone, again)
		shown, err := ParsePhone(phone.String())
		require.NoError(t, err)
		require.Equal(t, phone, shown)
	})
}
