package templates_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

func TestCoverage(t *testing.T) {
	t.Parallel()
	cells := catalog(t).Coverage(tone.Telegram)
	require.Len(t, cells, 16*6*2)
	require.Equal(t, "other", cells[0].Topic)
	for _, cell := range cells {
		require.Equal(t, templates.RungExact, cell.Rung, "%+v", cell)
		require.GreaterOrEqual(t, len(cell.IDs), 2, "%+v", cell)
		for _, id := range append(cell.IDs, cell.FactIDs...) {
			_, ok := catalog(t).Text(id, cell.Language)
			require.True(t, ok)
		}
	}
}

func TestCoverageOfFactsSharesAndOwnTopics(t *testing.T) {
	t.Parallel()
	c, err := loadOwn(map[string]string{
		"tyres.ru.toml": "[tyres.neutral]\na = \"Шины. Есть. Любые.\"\nb = \"Адрес: {{.Address}}\"\n",
		"contract.toml": "version = 1\n[topics.tyres]\nabout = \"Tyres.\"\n" +
			"[share.\"tyres.tired\"]\nwith = \"tyres.neutral\"\nbecause = \"the same words\"\n",
	})
	require.NoError(t, err)
	found := map[tone.State]templates.Coverage{}
	for _, cell := range c.Coverage(tone.Telegram) {
		if cell.Topic == "tyres" && cell.Language == russian {
			found[cell.State] = cell
		}
		if cell.Topic == "tyres" && cell.Language == romanian {
			require.Equal(t, templates.RungHold, cell.Rung, "never in another language")
		}
	}
	require.Len(t, found, 6)
	require.Equal(t, templates.Coverage{
		Topic: "tyres", State: tone.Neutral, Language: russian, IDs: []string{"tyres.neutral.a"}, FactIDs: []string{"tyres.neutral.b"},
	}, found[tone.Neutral])
	require.Equal(t, templates.RungExact, found[tone.Tired].Rung)
	require.Equal(t, []string{"tyres.neutral.a"}, found[tone.Tired].IDs)
	require.Equal(t, templates.RungHold, found[tone.Rushed].Rung, "three sentences are too many")
	require.Equal(t, templates.RungNeutral, found[tone.Irritated].Rung)

	draft, err := c.Draft(templates.Query{Topic: "tyres", State: tone.Tired, Language: russian})
	require.NoError(t, err)
	require.Equal(t, templates.RungExact, draft.Rung)
}

// A short message has two segments; chat texts that need more are not counted.
func TestCoverageMindsTheLimit(t *testing.T) {
	t.Parallel()
	for _, cell := range catalog(t).Coverage(tone.SMS) {
		require.NotEqual(t, templates.RungPerson, cell.Rung)
		require.NotEmpty(t, cell.IDs)
	}
}
