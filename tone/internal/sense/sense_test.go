package sense

import (
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/internal/scan"
	"github.com/camerton/camerton/tone/internal/spell"
)

const (
	russianWords  = "# what one does at a stop\nwait wait: жд* ждать\nvehicle train: поезд*\n\nfamily child: ребен* дит*\n"
	romanianWords = "wait wait: astept*\nvehicle train: tren trenul*\n"
)

func loaded(tb testing.TB) *Dictionary {
	tb.Helper()
	d, err := Load(russianWords, romanianWords)
	require.NoError(tb, err)
	return d
}

func (d *Dictionary) ofWord(word string, key func(dst, word []byte) []byte) Sense {
	var text scan.Text
	text.Scan(word, len(word))
	return d.Of(key(nil, text.Word(&text.Tokens[0])))
}

func TestFormsAndLanguagesShareASense(t *testing.T) {
	t.Parallel()
	d := loaded(t)
	wait := d.ofWord("жду", spell.Russian)
	require.NotZero(t, wait)
	for _, w := range []string{"ждём", "ЖДАТЬ", "zhdu", "ждали"} {
		require.Equal(t, wait, d.ofWord(w, spell.Russian), w)
	}
	for _, w := range []string{"aștept", "asteptam", "aşteptând"} {
		require.Equal(t, wait, d.ofWord(w, spell.Romanian), w)
	}
	require.Zero(t, d.ofWord("гулять", spell.Russian))
	require.Zero(t, d.ofWord("tra", spell.Romanian), "shorter than the beginning")
	require.Zero(t, d.Of(nil))
	require.NotEqual(t, wait.Class, d.ofWord("поезда", spell.Russian).Class)
}

func TestTheWholeWordAndTheLongestBeginningWin(t *testing.T) {
	t.Parallel()
	d, err := Load("a short: по*\nb long: поезд*\nc whole: поезд\n", "a short: zz*\n")
	require.NoError(t, err)
	require.Equal(t, hashName("short"), d.ofWord("пойдём", spell.Russian).Concept)
	require.Equal(t, hashName("long"), d.ofWord("поезда", spell.Russian).Concept)
	require.Equal(t, hashName("whole"), d.ofWord("поезд", spell.Russian).Concept)
}

func TestFaultsNameFileAndLine(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"wait wait жду":      "senses.ru.txt:1: want class concept: word beginning*",
		"\n# x\nwait: жду":   "senses.ru.txt:3: want class concept",
		"wait wait:":         "senses.ru.txt:1: want class concept",
		"wait wait: жду 18":  `senses.ru.txt:1: "18" is not one word`,
		"wait wait: жду-! ?": "is not one word",
	} {
		_, err := Load(text, romanianWords)
		require.ErrorContains(t, err, want, "%q", text)
	}
	_, err := Load("x", "y")
	require.ErrorContains(t, err, "senses.ru.txt:1")
	require.ErrorContains(t, err, "senses.ro.txt:1", "all faults at once")
}

func TestEmbedded(t *testing.T) {
	t.Parallel()
	d := Embedded()
	require.Len(t, d.Hash, 16)
	require.Greater(t, len(d.senses), 500)
	require.Equal(t, d.ofWord("жду", spell.Russian), d.ofWord("aștept", spell.Romanian))
	for _, name := range []string{"senses.ru.txt", "senses.ro.txt"} {
		text, err := files.ReadFile(name)
		require.NoError(t, err)
		alphabet := unicode.Cyrillic
		if name == "senses.ro.txt" {
			alphabet = unicode.Latin
		}
		for line := range strings.Lines(string(text)) {
			_, words, ok := strings.Cut(line, ":")
			if !ok || line[0] == '#' {
				continue
			}
			for _, r := range words {
				require.True(t, !unicode.IsLetter(r) || unicode.Is(alphabet, r) || unicode.Is(unicode.Latin, r), "%s: %q in %s", name, r, line)
			}
		}
	}
}

// Every word of the files is found, whatever the filter in front of the table
// holds.
func TestEveryWordIsFound(t *testing.T) {
	t.Parallel()
	d := Embedded()
	for name, key := range map[string]func(dst, word []byte) []byte{"senses.ru.txt": spell.Russian, "senses.ro.txt": spell.Romanian} {
		text, err := files.ReadFile(name)
		require.NoError(t, err)
		for line := range strings.Lines(string(text)) {
			_, words, ok := strings.Cut(line, ":")
			if !ok || line[0] == '#' {
				continue
			}
			for word := range strings.FieldsSeq(words) {
				if strings.Trim(word, word[:1]+"*") == "" || strings.Trim(word, word[:2]+"*") == "" {
					continue // one letter drawn out is folded to one, which begins too many words
				}
				require.NotZero(t, d.ofWord(strings.TrimSuffix(word, "*"), key), "%s of %s", word, name)
			}
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(russianWords, romanianWords)
	f.Add("a b: \xff*", "::")
	f.Fuzz(func(t *testing.T, ru, ro string) {
		d, err := Load(ru, ro)
		require.Equal(t, err != nil, d == nil)
		if d != nil {
			d.Of([]byte("zhdu"))
		}
	})
}

func BenchmarkOf(b *testing.B) {
	d := Embedded()
	key := spell.Russian(nil, []byte("ozhidaniya"))
	b.ReportAllocs()
	for b.Loop() {
		d.Of(key)
	}
}

// BenchmarkLoad reads the embedded files, which every process does once.
func BenchmarkLoad(b *testing.B) {
	ru, err := files.ReadFile("senses.ru.txt")
	require.NoError(b, err)
	ro, err := files.ReadFile("senses.ro.txt")
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(string(ru), string(ro)); err != nil {
			b.Fatal(err)
		}
	}
}

// TestCommonWordsKeepTheirSense holds words that spellings of rarer ones meet.
func TestCommonWordsKeepTheirSense(t *testing.T) {
	t.Parallel()
	d := Embedded()
	for word, class := range map[string]string{"не": "not", "есть": "have", "лет": "time-unit", "рады": "great", "почти": "only"} {
		require.Equal(t, hashName("class "+class), d.ofWord(word, spell.Russian).Class, word)
	}
	for word, class := range map[string]string{"nu": "not", "cum": "how", "am": "aux", "ceva": "some"} {
		require.Equal(t, hashName("class "+class), d.ofWord(word, spell.Romanian).Class, word)
	}
}
