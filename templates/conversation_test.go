package templates_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

// randomQuery asks for anything, with anything known.
func randomQuery(t *testing.T, random *rand.Rand) templates.Query {
	t.Helper()
	keys := []string{"", "", "", "", templates.KeyHold, templates.KeyClosed, templates.KeyHoliday, templates.KeyHandover, templates.KeyCall}
	q := templates.Query{
		Topic: tone.Topic(random.IntN(tone.NumTopics)).String(), Key: keys[random.IntN(len(keys))],
		State: tone.State(random.IntN(tone.NumStates)), Language: []tone.Language{russian, romanian}[random.IntN(2)],
		Channel: tone.Channel(random.IntN(tone.NumChannels)), Seed: strconv.Itoa(random.IntN(1000)),
		Vars: templates.Vars{}, Facts: templates.Vars{}, First: random.IntN(4) == 0,
	}
	for _, source := range []string{"customer", "plan", "business"} {
		for _, name := range catalog(t).Variables(source) {
			if random.IntN(2) == 0 && name != "Count" {
				q.Vars[name] = "‹" + name + "›"
			}
		}
	}
	if random.IntN(3) == 0 {
		q.Refuse = []string{"call"}
	}
	return q
}

// What holds for every query, whatever is asked.
func TestDraftProperties(t *testing.T) {
	t.Parallel()
	c, random := catalog(t), rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		q := randomQuery(t, random)
		draft, err := c.Draft(q)
		if errors.Is(err, templates.ErrPerson) {
			require.Equal(t, []string{"call"}, q.Refuse)
			continue
		}
		require.NoError(t, err)
		text, ok := c.Text(draft.ID, q.Language)
		require.True(t, ok)
		for _, name := range text.Required {
			require.Contains(t, q.Vars, name)
		}
		for _, kind := range draft.Promises {
			require.Contains(t, text.Promises, kind)
			require.NotContains(t, q.Refuse, kind)
		}
		for _, kind := range c.PromisesIn(draft.Text, q.Language) {
			require.Contains(t, draft.Promises, kind, "%s: %s", draft.ID, draft.Text)
		}
		require.Equal(t, draft.SaysWhen, strings.Contains(draft.Text, "‹PromiseBy›"), draft.Text)
		require.Equal(t, q.Channel == tone.Email, draft.Subject != "")
		requireWithinLimit(t, q.Channel, draft.Text)

		again, err := c.Draft(q)
		require.NoError(t, err)
		require.Equal(t, draft, again)
	}
}

// A conversation in which the customer asks the same again and again: no text
// and no opening comes twice, the rungs only go down, and then comes a person.
func TestDraftThroughAConversation(t *testing.T) {
	t.Parallel()
	for _, lang := range []tone.Language{russian, romanian} {
		for _, state := range tone.States() {
			q := templates.Query{Topic: "order_status", State: state, Language: lang, Seed: "client"}
			var openings []string
			last := templates.RungExact
			for {
				draft, err := catalog(t).Draft(q)
				if errors.Is(err, templates.ErrPerson) {
					break
				}
				require.NoError(t, err)
				require.NotContains(t, q.Recent, draft.ID)
				require.NotContains(t, openings, draft.Opening)
				require.GreaterOrEqual(t, draft.Rung, last)
				last, openings, q.Recent = draft.Rung, append(openings, draft.Opening), append(q.Recent, draft.ID)
			}
			require.GreaterOrEqual(t, len(q.Recent), 6)
			require.Equal(t, templates.RungGeneral, last)
		}
	}
}

// Only the last texts are looked at, so a long conversation comes back to its
// first ones rather than to nothing.
func TestDraftForgetsWhatIsLongAgo(t *testing.T) {
	t.Parallel()
	q := templates.Query{Topic: "price", Language: russian}
	first, err := catalog(t).Draft(q)
	require.NoError(t, err)
	q.Recent = append([]string{first.ID}, slices.Repeat([]string{"thanks.tired.a"}, 32)...)
	again, err := catalog(t).Draft(q)
	require.NoError(t, err)
	require.Equal(t, first.ID, again.ID)
}

func TestPromisesIn(t *testing.T) {
	t.Parallel()
	c := catalog(t)
	require.Equal(t, []string{"answer", "check"}, c.PromisesIn("Проверим склад и ответим вечером.", russian))
	require.Equal(t, []string{"call"}, c.PromisesIn("Vă sunăm mâine.", romanian))
	require.Nil(t, c.PromisesIn("Спасибо!", russian))
	require.Nil(t, c.PromisesIn("Перезвоним", romanian))
	require.Nil(t, c.PromisesIn("Перезвоним", tone.Mixed))
}
