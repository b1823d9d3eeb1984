package vocab_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/internal/entity/vocab"
	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/lang"
	"github.com/camerton/camerton/tone/internal/scan"
)

const (
	until vocab.Class = iota
	day
	counted
)

var classes = []string{"until", "day", "counted"}

const words = `# a comment
[until]
до не_позже не_позднее | pana cel_tarziu

[day]
1: завтра | maine
-1: вчера | ieri
eve: вечером | seara
2: послезавтра после_завтра | poimaine
[counted]
метр* *ами до | buc* *oane
`

func names(name string) (int, bool) { return 7, name == "eve" }

func loaded(tb testing.TB) *vocab.Vocabulary {
	tb.Helper()
	v, err := vocab.Load(classes, names, vocab.File{Name: "w.txt", Text: words})
	require.NoError(tb, err)
	return v
}

func made(text string, tag lang.Tag) *feature.Message {
	var scanned scan.Text
	scanned.Scan(text, 4096)
	tags := make([]lang.Tag, len(scanned.Tokens))
	for i := range tags {
		tags[i] = tag
	}
	m := new(feature.Message)
	m.Extract(&scanned, tags)
	return m
}

func TestAtFindsAWordInEverySpelling(t *testing.T) {
	t.Parallel()
	v := loaded(t)
	for _, c := range []struct {
		text  string
		tag   lang.Tag
		value int
		units int
	}{
		{"завтра", lang.Ru, 1, 1},
		{"ЗАВТРА", lang.Ru, 1, 1},
		{"завтрааааа", lang.Ru, 1, 1},
		{"zavtra", lang.Ru, 1, 1},
		{"зaвтра", lang.Ru, 1, 1}, // a Latin a
		{"завтра", lang.None, 1, 1},
		{"завтра", lang.Ro, 1, 1},
		{"vchera", lang.Ru, -1, 1},
		{"v4era", lang.Ru, -1, 1},
		{"vcera", lang.Ru, -1, 1},
		{"maine", lang.Ro, 1, 1},
		{"mâine", lang.Ro, 1, 1},
		{"mîine", lang.Ro, 1, 1},
		{"мыйне", lang.Ro, 1, 1},
		{"maine", lang.None, 1, 1},
		{"maine", lang.Ru, 1, 1},
		{"вечером", lang.Ru, 7, 1},
		{"после завтра", lang.Ru, 2, 2},
		{"после-завтра", lang.Ru, 2, 1},
		{"послезавтра", lang.Ru, 2, 1},
	} {
		w, n := v.At(made(c.text, c.tag), 0)
		value, ok := w.Value(day)
		require.True(t, ok, "%s", c.text)
		require.Equal(t, c.value, value, "%s", c.text)
		require.Equal(t, c.units, n, "%s", c.text)
	}
}

func TestAtTakesTheLongestWords(t *testing.T) {
	t.Parallel()
	v := loaded(t)
	m := made("не позже завтра, не будет cel", lang.Ru)
	w, n := v.At(m, 0)
	require.Equal(t, 2, n)
	require.True(t, w.Has(until))
	require.Equal(t, vocab.Of(until), w.Classes())

	w, n = v.At(m, 1) // no word begins so
	require.Nil(t, w)
	require.Zero(t, n)
	w, _ = v.At(m, 4) // "не" leads nowhere here
	require.Nil(t, w)
}

func TestAtOutsideTheMessage(t *testing.T) {
	t.Parallel()
	v := loaded(t)
	m := made("завтра 5", lang.Ru)
	for _, i := range []int{-1, 1, 2, 100} {
		w, n := v.At(m, i)
		require.Nil(t, w)
		require.Zero(t, n)
		require.Zero(t, v.Pattern(m, i))
	}
}

func TestAWordOfSeveralClasses(t *testing.T) {
	t.Parallel()
	v := loaded(t)
	m := made("до", lang.Ru)
	w, _ := v.At(m, 0)
	require.Equal(t, vocab.Of(until, counted), w.Classes())
	value, ok := w.Value(counted)
	require.True(t, ok)
	require.Zero(t, value)
	_, ok = w.Value(day)
	require.False(t, ok)
}

func TestANilWordIsOfNoClass(t *testing.T) {
	t.Parallel()
	var w *vocab.Word
	require.Zero(t, w.Classes())
	require.False(t, w.Has(until))
	_, ok := w.Value(day)
	require.False(t, ok)
}

func TestPatterns(t *testing.T) {
	t.Parallel()
	v := loaded(t)
	for text, want := range map[string]vocab.Set{
		"метров": vocab.Of(counted), "метр": vocab.Of(counted), "мет": 0, "руками": vocab.Of(counted), "рука": 0,
		"ами": vocab.Of(counted), "завтра": 0, "5": 0, "metrov": vocab.Of(counted),
	} {
		require.Equal(t, want, v.Pattern(made(text, lang.Ru), 0), "%s", text)
	}
	require.Equal(t, vocab.Of(counted), v.Pattern(made("persoane", lang.Ro), 0))
	require.Equal(t, vocab.Of(counted), v.Pattern(made("bucăți", lang.Ro), 0))
	w, _ := v.At(made("метр", lang.Ru), 0)
	require.Nil(t, w, "patterns are not words")
}

func TestShortWordsAreNotMistaken(t *testing.T) {
	t.Parallel()
	v, err := vocab.Load([]string{"a"}, nil, vocab.File{Name: "w", Text: "[a]\n| te opt maine"})
	require.NoError(t, err)
	for _, text := range []string{"те", "опт"} {
		w, _ := v.At(made(text, lang.Ru), 0)
		require.Nil(t, w, "%s", text)
	}
}

func TestSets(t *testing.T) {
	t.Parallel()
	s := vocab.Of(until, counted)
	require.True(t, s.Has(until))
	require.False(t, s.Has(day))
	require.True(t, s.Any(vocab.Of(day, counted)))
	require.False(t, s.Any(vocab.Of(day)))
	require.Zero(t, vocab.Of())
}

func TestFaults(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"завтра | maine":                         "w.txt:1: words before the first [class]",
		"[days]\nа | b":                          `w.txt:1: unknown class "days"; one of until, day, counted`,
		"[day":                                   "w.txt:1: want [class]",
		"[day]\n[day]":                           "w.txt:2: class [day] begins a second time",
		"[day]\nзавтра":                          "w.txt:2: want Russian words | Romanian words",
		"[day]\nа | b | c":                       "w.txt:2: want Russian words | Romanian words",
		"[day]\nnoon: завтра |":                  `w.txt:2: unknown value "noon"`,
		"[day]\n99999999999: завтра |":           `w.txt:2: unknown value "99999999999"`,
		"[day]\nзавтра zavtra |":                 `w.txt:2: "zavtra" stands in [day] already, in this or another spelling`,
		"[day]\n| maine mâine":                   `w.txt:2: "mâine" stands in [day] already, in this or another spelling`,
		"[day]\nне_позже |\n\nне_позже |":        `w.txt:4: "не_позже" stands in [day] already, in this or another spelling`,
		"[day]\n5 |":                             `w.txt:2: "5" is no word of letters`,
		"[day]\nа_ |":                            `w.txt:2: "а_" is no word of letters`,
		"[day]\nа.б |":                           `w.txt:2: "а.б" is no word of letters`,
		"[day]\nм*р |":                           `w.txt:2: "м*р" has its star inside`,
		"[day]\n*м* |":                           `w.txt:2: "*м*" has its star inside`,
		"[day]\nм* |":                            `w.txt:2: "м*" is no useful part of a word`,
		"[day]\nме* |\nме* |":                    `w.txt:3: "ме*" stands in [day] already`,
		"[until]\nдо |\n[counted]\nраз |":        "class [day] has no words in any file",
		"[day]\nа\n[until]\nб\n[counted]\nв | г": "w.txt:4: want Russian words | Romanian words",
	} {
		v, err := vocab.Load(classes, names, vocab.File{Name: "w.txt", Text: text})
		require.ErrorContains(t, err, want, "%q", text)
		require.Nil(t, v)
	}
}

func TestAllFaultsAreToldAtOnce(t *testing.T) {
	t.Parallel()
	_, err := vocab.Load(classes, names,
		vocab.File{Name: "a.txt", Text: "[day]\nx: завтра |"}, vocab.File{Name: "b.txt", Text: "[until]\n\n5 | 6"})
	require.ErrorContains(t, err, "a.txt:2:")
	require.ErrorContains(t, err, `b.txt:3: "5"`)
	require.ErrorContains(t, err, `"6"`)
	require.ErrorContains(t, err, "class [counted]")
}

func FuzzLoad(f *testing.F) {
	f.Add(words)
	f.Add("[day]\n1: а_б | c*\n")
	f.Add("[day]\n | \n: |\n|")
	f.Fuzz(func(t *testing.T, text string) {
		v, err := vocab.Load(classes[1:2], nil, vocab.File{Name: "w.txt", Text: text})
		if err != nil {
			require.Nil(t, v)
			require.True(t, strings.Contains(err.Error(), "w.txt:") || strings.Contains(err.Error(), "class ["), err)
			return
		}
		for _, tag := range []lang.Tag{lang.Ru, lang.Ro, lang.None} {
			m := made(text, tag)
			for i := range m.Units {
				w, n := v.At(m, i)
				require.Equal(t, w != nil, n > 0)
				require.LessOrEqual(t, i+n, len(m.Units))
				v.Pattern(m, i)
			}
		}
	})
}
