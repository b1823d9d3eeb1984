package sqlstore

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func FuzzName(f *testing.F) {
	for _, id := range []string{"", "-100200", "ana@example.com", "a b", "a!20b", "~", "\x00\xff", "я", "Ă/%2F", "!", "~7"} {
		f.Add(id, id+"x")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, id := range []string{a, b} {
			again, err := unname(name(id))
			require.NoError(t, err)
			require.Equal(t, id, again)
			for _, c := range []byte(name(id)) {
				require.True(t, c > ' ' && c < 0x7f, "%q", name(id))
			}
		}
		require.Equal(t, strings.Compare(a, b), strings.Compare(name(a), name(b)), "%q and %q", name(a), name(b))
	})
}

func TestUnnameRefuses(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"!", "a!2", "~x0", "!!!"} {
		_, err := unname(s)
		require.ErrorContains(t, err, "hexadecimal", s)
	}
}

func FuzzProse(f *testing.F) {
	for _, text := range []string{"", "plain", "ș ț ă", "a\x00b", "caf\xe9", "\U0010FF41", "\uFFFD", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc3"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		written := prose(text)
		require.True(t, utf8.ValidString(written), "%q", written)
		require.NotContains(t, written, "\x00")
		require.Equal(t, text, unprose(written))
	})
}

func TestProseLeavesTextsAlone(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"Unde e comanda mea?", "Где заказ?!", "👨‍👩‍👧", "\uFFFD", "\U000FFFFF"} {
		require.Equal(t, text, prose(text))
	}
}
