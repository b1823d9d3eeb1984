package lang

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/internal/scan"
)

func scanned(s string) *scan.Text {
	var t scan.Text
	t.Scan(s, 4096)
	return &t
}

// toyTable knows the words of three short lists by heart, as a whole.
func toyTable() *Table {
	table := new(Table)
	for tag, words := range [NumTags]string{
		Ru:    "где мой заказ посылка когда приедет курьер gde zakaz kogda posylka",
		Ro:    "unde este comanda mea coletul cand vine curierul",
		Other: "where parcel order please",
	} {
		text := scanned(words)
		for i := range text.Tokens {
			for _, b := range AppendGrams(nil, text.Word(&text.Tokens[i])) {
				for t := range table[b] {
					step := -8
					if t == tag {
						step = 16
					}
					table[b][t] = int8(max(-100, min(100, int(table[b][t])+step)))
				}
			}
		}
	}
	return table
}

func TestScoreIsTheSumOverTheGroups(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	table := new(Table)
	for i := range table {
		for tag := range table[i] {
			table[i][tag] = int8(random.IntN(255) - 127)
		}
	}
	for n := range 100 {
		word := make([]byte, n)
		for i := range word {
			word[i] = byte(random.IntN(256))
		}
		var want Score
		for _, b := range AppendGrams(nil, word) {
			for tag := range want {
				want[tag] += int32(table[b][tag])
			}
		}
		got, whole := table.Score(word)
		require.Equal(t, want, got, "%d letters", n)
		require.Contains(t, AppendGrams(nil, word), whole)
	}
}

func TestGroups(t *testing.T) {
	t.Parallel()
	require.Len(t, AppendGrams(nil, []byte("da")), 3+2+1+1, "pairs, threes, one of four, and the whole")
	require.Equal(t, []uint32{7}, AppendGrams([]uint32{7}, nil)[:1], "it appends")
	long := []byte(strings.Repeat("ab", 500))
	require.Equal(t, AppendGrams(nil, long[:maxLetters]), AppendGrams(nil, long), "the first letters count")
}

func tags(t *testing.T, text string, prior Tag) []Tag {
	t.Helper()
	var l Labeller
	l.Label(toyTable(), scanned(text), prior)
	return l.Tags
}

func TestWordsAreLabelledTogether(t *testing.T) {
	t.Parallel()
	require.Equal(t, []Tag{Ru, Ru, Ru}, tags(t, "где мой заказ", None))
	require.Equal(t, []Tag{Ro, Ro, Ro}, tags(t, "unde este comanda", None))
	require.Equal(t, []Tag{Ru, Ru, None, Ro, Ro, Ro}, tags(t, "gde zakaz, unde este coletul", None))
	require.Equal(t, []Tag{Other, Other, Other}, tags(t, "where parcel please", None))
	require.Equal(t, []Tag{Ru, Ru, Ru, Ru}, tags(t, "где мой parcel заказ", None), "a stray word is labelled like its neighbours")
	require.Equal(t, []Tag{None, None}, tags(t, "350 !", None))
	require.Empty(t, tags(t, "", None))
}

func TestThePriorBreaksTies(t *testing.T) {
	t.Parallel()
	require.Equal(t, []Tag{Ro}, tags(t, "xq", Ro))
	require.Equal(t, []Tag{Ru}, tags(t, "xq", Ru))
}

func verdict(text string) Verdict {
	var l Labeller
	s := scanned(text)
	l.Label(toyTable(), s, None)
	return l.Verdict(s)
}

func TestVerdict(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Verdict{
		"":              {Tag: None},
		"ok 👍 350":      {Tag: None},
		"sms viber":     {Tag: None},
		"RB2048 IMG_55": {Tag: None},
		"где мой заказ": {Tag: Ru, Content: 1},
		"где заказ, когда приедет курьер": {Tag: Ru, Content: 4},
		"unde este comanda mea":            {Tag: Ro, Content: 3},
		"где мой заказ unde este comanda":  {Tag: Ro, Content: 3, Mixed: true},
		"где мой заказ Comanda":            {Tag: Ru, Content: 1},
		"where order please":               {Tag: Other, Content: 3},
		"unde este comanda, спасибо":       {Tag: Ro, Content: 3},
		"Curierul":                         {Tag: Ro, Content: 1},
		"unde este Curierul Comanda Colet": {Tag: Ro, Content: 2},
	} {
		got := verdict(text)
		require.Equal(t, want, got, "%q", text)
	}
}

func TestListsHoldWords(t *testing.T) {
	t.Parallel()
	count := make(map[list]int)
	for word, in := range listed.words {
		count[in]++
		_, bucket := new(Table).Score([]byte(word))
		require.Equal(t, in, listed.of([]byte(word), bucket), word)
	}
	require.Greater(t, count[formulas], 50)
	require.Greater(t, count[shared], 50)
	require.Equal(t, unlisted, listed.of([]byte("zakaz"), 77))
	others := Others()
	require.Greater(t, len(others), 700)
	for _, w := range others {
		require.True(t, strings.ContainsFunc(w, unicode.IsLetter), "%q", w)
	}
}

func FuzzLabel(f *testing.F) {
	table := toyTable()
	f.Add("где мой заказ, unde este comanda", uint8(1))
	f.Add("\xff\x00", uint8(9))
	f.Fuzz(func(t *testing.T, text string, prior uint8) {
		s := scanned(text)
		var l Labeller
		l.Label(table, s, Tag(min(prior, uint8(None))))
		require.Len(t, l.Tags, len(s.Tokens))
		for i, tag := range l.Tags {
			kind := s.Tokens[i].Kind
			require.Equal(t, kind == scan.Word || kind == scan.Alien, tag != None)
		}
		v := l.Verdict(s)
		require.LessOrEqual(t, v.Tag, None)
		require.GreaterOrEqual(t, v.Content, 0)
	})
}

func BenchmarkLabel(b *testing.B) {
	table, text := toyTable(), scanned("Ну и где мой заказ? Обещали ещё вчера, и опять никто не звонит")
	var l Labeller
	b.ReportAllocs()
	for b.Loop() {
		l.Label(table, text, None)
	}
}
