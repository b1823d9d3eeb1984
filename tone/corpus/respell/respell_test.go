package respell_test

import (
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/corpus/respell"
)

func TestSchemes(t *testing.T) {
	t.Parallel()
	schemes := respell.Schemes()
	require.GreaterOrEqual(t, len(schemes), 3)
	names := map[string]bool{}
	for _, s := range schemes {
		require.NotEmpty(t, s.Name)
		require.False(t, names[s.Name], "two schemes are called %s", s.Name)
		names[s.Name] = true
		got := s.Romanise("Съешь ещё этих мягких французских булок, да выпей чаю ЖЁСТКО: 5 лей")
		require.Contains(t, got, ": 5 le", s.Name)
		for _, r := range got {
			require.False(t, unicode.Is(unicode.Cyrillic, r), "%s: %s", s.Name, got)
		}
		require.Regexp(t, "^S", got, "capitals stay capitals")
		require.Equal(t, "bună ok", s.Romanise("bună ok"), "other letters stay")
	}
}

func TestRomanian(t *testing.T) {
	t.Parallel()
	const text = "Șase țărani sunt pâine și în Țara, ŞI Î"
	require.Equal(t, "Sase tarani sunt paine si in Tara, SI I", respell.StripDiacritics(text))
	require.Equal(t, "Şase ţărani sunt pâine şi în Ţara, ŞI Î", respell.Cedilla(text))
	require.Equal(t, "Șase țărani sînt pîine și în Țara, ŞI Î", respell.OldSpelling(text))
	require.Equal(t, respell.StripDiacritics(text), respell.StripDiacritics(respell.Cedilla(text)))
}

// TestMoldovanCyrillic: groups of letters come before single ones.
func TestMoldovanCyrillic(t *testing.T) {
	t.Parallel()
	for latin, want := range map[string]string{
		"Bună":        "бунэ",
		"ghid, unghi": "гид, унги",
		"gem și gară": "ӂем ши гарэ",
	} {
		got := respell.MoldovanCyrillic(latin)
		require.Equal(t, want, got)
		for _, r := range got {
			require.False(t, unicode.Is(unicode.Latin, r), got)
		}
	}
}
