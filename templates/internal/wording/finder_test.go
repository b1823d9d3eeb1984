package wording_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/templates/internal/wording"
)

func TestFinderMindsWhatIsSaidAgainst(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang int
		text string
		want map[string]int
	}{
		{0, "Перезвоним сегодня.", map[string]int{"promise-call": 1}},
		{0, "Не перезвоним.", nil},
		{0, "Не будем ждать, перезвоним.", map[string]int{"promise-call": 1}},
		{0, "Заполните анкету.", map[string]int{"homework": 2}},
		{0, "Анкету заполнять не нужно.", nil},
		{0, "Звоните в банк.", map[string]int{"homework": 1}},
		{0, "Если вам плохо, звоните 112.", nil},
		{0, "Если вам плохо, позвоните сразу по номеру 112.", nil},
		{0, "Звоните 1123.", map[string]int{"homework": 1}},
		{0, "Рады вам.", map[string]int{"joy": 1}},
		{0, "Мы не рады.", nil},
		{1, "Vă sunăm.", map[string]int{"promise-call": 1}},
		{1, "Nu vă sunăm.", nil},
		{1, "Completați formularul.", map[string]int{"homework": 2}},
		{1, "Nu completați nimic.", nil},
		{1, "Sunați la bancă.", map[string]int{"homework": 1}},
		{1, "Dacă vă e rău, sunați la 112.", nil},
		{1, "Apelați 112.", nil},
	} {
		f := wording.Known(c.lang, "homework", "joy", wording.PromiseList+"call")
		require.Equal(t, c.want, f.Count(wording.Words(c.text)), c.text)
	}
	require.Same(t, wording.Known(0, "joy"), wording.Known(0, "joy"), "made once")
	require.Panics(t, func() { wording.Known(0, "no-such-list") })
}

// Entries name what to write instead.
func TestFinderTellsWhatToWriteInstead(t *testing.T) {
	t.Parallel()
	f := wording.Known(0, "cliche")
	hits := f.Find(wording.Words("Ответим в кратчайшие сроки."))
	require.Len(t, hits, 1)
	require.Equal(t, "{{.PromiseBy}}", hits[0].Entry.Instead)
}
