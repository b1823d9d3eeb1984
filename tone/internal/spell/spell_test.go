package spell_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/internal/scan"
	"github.com/camerton/camerton/tone/internal/spell"
)

func key(t *testing.T, word string, f func(dst, word []byte) []byte) string {
	t.Helper()
	var text scan.Text
	text.Scan(word, 100)
	require.Len(t, text.Tokens, 1, "%q", word)
	return string(f(nil, text.Word(&text.Tokens[0])))
}

func TestRussianSpellingsMeet(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{"заказ", "zakaz", "ЗАКАЗ", "Zakaz"},
		{"спасибо", "spasibo"},
		{"хорошо", "horosho", "khorosho", "xorosho", "horowo", "horo6o"},
		{"что", "chto", "4to"},
		{"получил", "poluchil", "polu4il"},
		{"ещё", "еще", "eshe", "esche", "eshche"},
		{"тоже", "tozhe", "toje"},
		{"мой", "moj", "moy", "moi"},
		{"деньги", "dengi", "den'gi"},
		{"яблоко", "yabloko", "iabloko", "jabloko"},
		{"люблю", "lyublyu", "liubliu"},
		{"цена", "cena", "tsena"},
		{"привет", "privet"},
		{"щас", "shas", "schas", "shchas"},
		{"подъезд", "podezd"},
		{"классно", "klassno", "klasno"},
		{"когда", "kogda", "cogda"},
		{"мягкий", "myagkiy", "miagkii", "myagkij"},
		{"что", "cto", "4to"},
		{"очень", "ocen", "ochen", "o4en"},
		{"меня", "menja", "menya", "menia"},
		{"мою", "moju", "moyu", "moiu"},
		{"сегодня", "segodnja", "segodnya"},
		{"нравятся", "nravjatsja", "nravyatsya"},
		{"пожалуйста", "pojaluysta", "pozhaluista"},
		{"вижу", "viju", "vizhu"},
		{"жалоба", "jaloba", "zhaloba"},
	} {
		want := key(t, same[0], spell.Russian)
		for _, w := range same[1:] {
			require.Equal(t, want, key(t, w, spell.Russian), "%s and %s", same[0], w)
		}
	}
}

func TestRomanianSpellingsMeet(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{"mulțumesc", "multumesc", "mulţumesc", "multzumesc"},
		{"și", "si", "shi", "şi"},
		{"când", "cand", "cînd", "cind"},
		{"sunt", "sînt", "sint"},
		{"mâine", "maine", "miine", "mîine"},
		{"cât", "cât", "cit", "cat", "кыт"},
		{"pentru", "pt", "ptr"},
		{"nu", "ну"},
		{"livrarea", "ливраря"},
		{"bună", "buna", "бунэ", "буна"},
		{"când", "кынд"},
		{"acum", "acu", "акум"},
		{"chiar", "киар"},
		{"dacă", "daca", "dac", "dak"},
		{"nu", "nus"},
	} {
		want := key(t, same[0], spell.Romanian)
		for _, w := range same[1:] {
			require.Equal(t, want, key(t, w, spell.Romanian), "%s and %s", same[0], w)
		}
	}
}

func TestDifferentWordsStayApart(t *testing.T) {
	t.Parallel()
	require.NotEqual(t, key(t, "жду", spell.Russian), key(t, "иду", spell.Russian))
	require.NotEqual(t, key(t, "шар", spell.Russian), key(t, "жар", spell.Russian))
	require.NotEqual(t, key(t, "cal", spell.Romanian), key(t, "cel", spell.Romanian))
}

// FuzzKeys checks that any letters give a key that is not longer than twice the
// word, and that making it does not touch what stands before it.
func FuzzKeys(f *testing.F) {
	f.Add([]byte("zakaz"))
	f.Add([]byte{0x80, 0x9E, 0x9F, 'x'})
	f.Fuzz(func(t *testing.T, word []byte) {
		for _, key := range []func(dst, word []byte) []byte{spell.Russian, spell.Romanian} {
			out := key([]byte("before"), word)
			require.Equal(t, "before", string(out[:6]))
			require.LessOrEqual(t, len(out)-6, 2*len(word)+16)
		}
	})
}
