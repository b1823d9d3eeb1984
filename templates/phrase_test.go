package templates_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

func TestWordsPhrase(t *testing.T) {
	t.Parallel()
	w, err := catalog(t).Words(russian)
	require.NoError(t, err)
	require.Equal(t, nbsp("в~понедельник"), w.Phrase("system.weekday.monday", nil))
	require.Empty(t, w.Phrase("system.no_such_phrase", nil))
}

func TestWordsAddress(t *testing.T) {
	t.Parallel()
	c, err := loadOwn(map[string]string{
		"contract.toml":  "version = 1\n[phrases.\"system.address.madam\"]\nabout = \"x\"\nvars = [\"Name\"]\n",
		"system.ru.toml": "[system.address]\nmadam = \"{{.Name}}\"\n",
		"system.ro.toml": "[system.address]\nmadam = \"doamnă {{.Name}}\"\n",
		"price.ro.toml":  "[price.neutral]\nz = \"{{with .Name}}{{.}}, v{{else}}V{{end}}erificăm prețul.\"\n",
	})
	require.NoError(t, err)
	w, err := c.Words(romanian)
	require.NoError(t, err)
	require.Equal(t, "doamnă Rusu", w.Address("madam", "Rusu"))
	require.Equal(t, "Rusu", w.Address("", "Rusu"))
	require.Equal(t, "Rusu", w.Address("captain", "Rusu"))
	require.Empty(t, w.Address("madam", ""))

	text, err := c.Render("price.neutral.z", romanian, templates.Vars{"Name": w.Address("madam", "Rusu")})
	require.NoError(t, err)
	require.Equal(t, "Doamnă Rusu, verificăm prețul.", text, "a text begins with a capital")
}

func TestQueryKnowsTimeAndRegister(t *testing.T) {
	t.Parallel()
	d, now := desk(t, nil), time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	ask := func(r tone.Reading) templates.Vars {
		return d.QueryIn(russian, r, timing.Plan{}, now).Vars
	}
	require.Empty(t, ask(tone.Reading{Register: tone.RegisterVy}))
	require.Contains(t, ask(tone.Reading{Entities: []tone.Entity{{Kind: tone.Moment}}}), templates.VarHasTime)
	require.Contains(t, ask(tone.Reading{Entities: []tone.Entity{{Kind: tone.Deadline}}}), templates.VarHasTime)
	require.Contains(t, ask(tone.Reading{Register: tone.RegisterTy}), templates.VarWarm)
	require.Contains(t, ask(tone.Reading{Register: tone.RegisterTu}), templates.VarWarm)
}
