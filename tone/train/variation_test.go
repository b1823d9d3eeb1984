package train

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
)

func entry(t *testing.T, line string) corpus.Entry {
	t.Helper()
	b, err := corpus.Parse("test.txt", strings.NewReader(line))
	require.NoError(t, err)
	require.Len(t, b.Entries, 1)
	return b.Entries[0]
}

func TestVariationsKeepLabelsAndAreTheSameEachTime(t *testing.T) {
	t.Parallel()
	var entries []corpus.Entry
	for range 3 * len(variations) {
		entries = append(entries,
			entry(t, "irritated 2 order_status ru chat | Где мой заказ, жду третий день?"),
			entry(t, "tired 1 delivery ro chat | iar aștept curierul, ca de obicei."))
	}
	first, again := varied(entries), varied(entries)
	require.Equal(t, first, again)
	require.Greater(t, len(first), len(entries)/2)
	require.Equal(t, varied(entries[:20]), first[:len(varied(entries[:20]))], "whatever comes behind them")
	for _, e := range first {
		if e.Language == tone.Russian {
			require.Equal(t, tone.Irritated, e.State, e.Text)
			require.NotEqual(t, "Где мой заказ, жду третий день?", e.Text)
			continue
		}
		require.Equal(t, tone.Tired, e.State, e.Text)
		require.Equal(t, 1, e.Intensity)
	}
}

func TestVariations(t *testing.T) {
	t.Parallel()
	r := newOrder(0, 3)
	ru := entry(t, "neutral 0 price ru chat | Сколько стоит доставка, если завтра?")
	vary := func(i int, e corpus.Entry) corpus.Entry {
		variations[i](&e, r)
		return e
	}
	for _, c := range vary(0, ru).Text {
		require.Less(t, c, rune(0x400), "Latin letters")
	}
	require.NotEqual(t, ru.Text, vary(1, ru).Text)
	require.Equal(t, "Сколько стоит доставка, если завтра!!!", vary(2, ru).Text)
	require.True(t, strings.HasSuffix(vary(3, ru).Text, " "+ru.Text))
	require.True(t, strings.HasPrefix(vary(4, ru).Text, "Сколько стоит доставка, если завтра. "))
	require.Equal(t, strings.ToUpper(ru.Text), vary(5, ru).Text)
	require.Equal(t, "Сколько стоит доставка\nесли завтра?", vary(6, ru).Text)
	require.Equal(t, "сколько стоит доставка если завтра", vary(7, ru).Text)

	urgent := vary(8, ru)
	require.Equal(t, tone.Rushed, urgent.State)
	require.Equal(t, 2, urgent.Intensity)
	require.NotEqual(t, ru.Text, urgent.Text)

	calm := entry(t, "neutral 0 price ru chat,negation | Не срочно, посчитайте доставку.")
	require.Equal(t, calm, vary(8, calm), "who says it is not urgent is not made to say so")
	angry := entry(t, "irritated 2 price ro chat | cât mai aștept?")
	require.Equal(t, angry, vary(8, angry))
}

// TestHasteAndCapitalsAreLearnedMoreOften: besides their turns.
func TestHasteAndCapitalsAreLearnedMoreOften(t *testing.T) {
	t.Parallel()
	entries := make([]corpus.Entry, 8*len(variations))
	for i := range entries {
		entries[i] = entry(t, "neutral 0 price ru chat | Сколько стоит доставка, если завтра?")
	}
	rushed, upper := 0, 0
	for _, e := range varied(entries) {
		if e.State == tone.Rushed {
			rushed++
		}
		if e.Text == strings.ToUpper(e.Text) {
			upper++
		}
	}
	require.Equal(t, 8+len(variations), rushed)
	require.Equal(t, 8+len(variations), upper)
}

// TestMessagesAreLearnedWithoutTheirEnds: besides what is their turn.
func TestMessagesAreLearnedWithoutTheirEnds(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"cât mai aștept?":      "",
		"mersi...":             "mersi",
		"Все хорошо. Спасибо!": "Все хорошо. Спасибо",
		"да":                   "",
		"!!!":                  "",
	} {
		e := entry(t, "enthusiastic 2 thanks ru chat,latin | "+text)
		var got []string
		for _, v := range varied([]corpus.Entry{e}) {
			if v.Text != "" && strings.HasPrefix(text, v.Text) {
				got = append(got, v.Text)
				require.Equal(t, e.State, v.State)
			}
		}
		if want == "" {
			require.Empty(t, got, text)
			continue
		}
		require.Equal(t, []string{want}, got)
	}
}

func TestASlipOfTheFingerChangesOnePlace(t *testing.T) {
	t.Parallel()
	r := newOrder(0, 5)
	for range 200 {
		got := []rune(mistype("заказ не пришёл", r))
		require.InDelta(t, len([]rune("заказ не пришёл")), len(got), 1, string(got))
	}
	require.Equal(t, "?", mistype("?", r))
}
