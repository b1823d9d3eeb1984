package templates_test

import (
	"maps"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

func TestCatalogTexts(t *testing.T) {
	t.Parallel()
	var ids []string
	count := map[tone.Language]int{}
	for text := range catalog(t).Texts() {
		count[text.Language]++
		ids = append(ids, text.Language.String()+" "+text.ID)
		require.NotEmpty(t, text.File)
		require.Positive(t, text.Line)
		again, ok := catalog(t).Text(text.ID, text.Language)
		require.True(t, ok)
		require.Equal(t, text, again)
	}
	require.Equal(t, count[russian], count[romanian])
	require.Greater(t, count[russian], 180)
	require.Len(t, slices.Compact(ids), len(ids))
	for range catalog(t).Texts() {
		break // stopping early is fine
	}
	_, ok := catalog(t).Text("price.neutral.a", tone.Mixed)
	require.False(t, ok)
	_, ok = catalog(t).Text("price.neutral.z", russian)
	require.False(t, ok)
}

func TestCatalogExamples(t *testing.T) {
	t.Parallel()
	c, err := loadOwn(map[string]string{"price.ru.toml": "[price.neutral.d]\n" +
		"one = \"{{.Count}} лей{{with .Name}}, {{.}}{{end}}\"\nfew = \"{{.Count}} лея\"\nmany = \"{{.Count}} лей\"\nother = \"{{.Count}} лея\"\n"})
	require.NoError(t, err)
	got := map[string]templates.Vars{}
	for vars, text := range c.Examples("price.neutral.d", russian) {
		got[text] = vars
	}
	require.Equal(t, map[string]templates.Vars{
		"1 лей": {"Count": "1"}, "1 лей, Ана": {"Count": "1", "Name": "Ана"},
		"2 лея": {"Count": "2"}, "5 лей": {"Count": "5"}, "1,5 лея": {"Count": "1,5"},
	}, got)
	for range c.Examples("price.neutral.z", russian) {
		require.Fail(t, "there is no such text")
	}
	for range c.Examples("price.neutral.a", russian) {
		break
	}
}

func TestCatalogOverlay(t *testing.T) {
	t.Parallel()
	c, err := loadOwn(map[string]string{
		"price.ru.toml": "# mine\n[price.neutral]\na = \"Моё.\"\n",
		"notes.md":      "not read",
	})
	require.NoError(t, err)
	text, ok := c.Text("price.neutral.a", russian)
	require.True(t, ok)
	require.Equal(t, "own/price.ru.toml", text.File)
	require.Equal(t, 3, text.Line)
	kept, ok := c.Text("price.neutral.b", russian)
	require.True(t, ok)
	require.Equal(t, "price.ru.toml", kept.File)
	other, ok := c.Text("price.neutral.a", romanian)
	require.True(t, ok)
	require.Equal(t, "price.ro.toml", other.File)
}

// What a business's own texts promise is watched, declared or not.
func TestCatalogFindsThePromisesOfOwnTexts(t *testing.T) {
	t.Parallel()
	c, err := loadOwn(map[string]string{
		"price.ru.toml": "[price.neutral]\na = \"Спросите у входа.\"\nb = \"Проверим{{if .CanCall}} и позвоним{{end}}.\"\n[price.rushed]\na = \"Ответим.\"\n",
		"contract.toml": "version = 1\n[keys]\n\"price.rushed.a\".promises = [\"call\"]\n\"price.neutral.a\".weight = 2\n",
	})
	require.NoError(t, err)
	for id, want := range map[string][]string{
		"price.neutral.a": nil, "price.neutral.b": {"call", "check"}, "price.rushed.a": {"call"}, "price.rushed.b": {"answer", "check"},
	} {
		text, ok := c.Text(id, russian)
		require.True(t, ok)
		require.Equal(t, want, text.Promises, id)
	}
	text, ok := c.Text("price.neutral.a", romanian)
	require.True(t, ok)
	require.Equal(t, []string{"answer", "check"}, text.Promises, "the other language is still ours")

	q := templates.Query{Topic: "price", Language: russian, Recent: []string{"price.neutral.a"}}
	draft, err := c.Draft(q)
	require.NoError(t, err)
	require.Equal(t, []string{"check"}, draft.Promises, "and what is only offered is not promised")
}

func TestCatalogBreaches(t *testing.T) {
	t.Parallel()
	require.Empty(t, catalog(t).Breaches())
	c, err := loadOwn(map[string]string{
		"order.ru.toml": "[order.irritated]\na = \"Ура! 🙂\"\n[order.rushed]\nb = \"Раз. {{with .Name}}Два, {{.}}.{{end}} Три.\"\n",
	})
	require.NoError(t, err)
	require.EqualError(t, c.Breaches(),
		`own/order.ru.toml:2: order.irritated.a: not for this state: 1 exclamation marks, at most 0; 1 emoji, at most 0; words of the list "joy" — see states.irritated in contract.toml`+"\n"+
			`own/order.ru.toml:4: order.rushed.b: not for this state: 3 sentences, at most 2 — see states.rushed in contract.toml`)
}

func TestCatalogRender(t *testing.T) {
	t.Parallel()
	text, err := catalog(t).Render("greeting.neutral.a", romanian, templates.Vars{"Name": "Ana"})
	require.NoError(t, err)
	require.Equal(t, "Bună ziua, Ana! Cu ce vă putem ajuta?", text)
	_, err = catalog(t).Render("hours.closed.a", russian, nil)
	require.EqualError(t, err, "templates: hours.closed.a: no value for PromiseBy")
	_, err = catalog(t).Render("greeting.neutral.a", tone.LanguageOther, nil)
	require.ErrorContains(t, err, "there is no text")
}

func TestCatalogVariables(t *testing.T) {
	t.Parallel()
	require.Subset(t, catalog(t).Variables("customer"), []string{"HasPhone", "HasPhoto", "Name", "OrderNumber"})
	require.NotContains(t, catalog(t).Variables("customer"), "Phone")
	require.Empty(t, catalog(t).Variables("nobody"))
}

// One catalogue serves any number of goroutines.
func TestCatalogIsSharedSafely(t *testing.T) {
	t.Parallel()
	facts := templates.Vars{"PriceList": "a.example"}
	before := maps.Clone(facts)
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			for _, topic := range tone.Topics() {
				draft, err := catalog(t).Draft(templates.Query{
					Topic: topic.String(), State: tone.State(n % tone.NumStates), Language: russian, Facts: facts, First: true,
				})
				if err != nil || draft.Text == "" {
					t.Error(topic, err)
				}
			}
			catalog(t).Coverage(tone.SMS)
		})
	}
	all.Wait()
	require.Equal(t, before, facts)
}
