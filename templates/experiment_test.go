package templates_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

const experimentLaw = `version = 1
[topics.tyres]
about = "Tyres."
[experiments.hello]
about = "Does a question sell more?"
arms = {a = 25, b = 75}
[experiments.other]
about = "Something else."
arms = {a = 1, b = 1}
[keys]
"tyres.neutral.a".arm = "hello.a"
"tyres.neutral.b".arm = "hello.b"
"tyres.tired.a".arm = "other.a"
`

func experiment(t *testing.T) *templates.Catalog {
	t.Helper()
	c, err := loadOwn(map[string]string{
		"contract.toml": experimentLaw,
		"tyres.ru.toml": "[tyres.neutral]\na = \"Шины есть.\"\nb = \"Какие шины?\"\n[tyres.tired]\na = \"Можно не искать.\"\nb = \"Спокойно.\"\n",
	})
	require.NoError(t, err)
	return c
}

func TestExperimentIsStableAndFair(t *testing.T) {
	t.Parallel()
	c := experiment(t)
	count := map[string]int{}
	both := map[string]int{}
	for n := range 4000 {
		q := templates.Query{Topic: "tyres", Language: russian, Seed: strconv.Itoa(n)}
		first, err := c.Draft(q)
		require.NoError(t, err)
		again, err := c.Draft(q)
		require.NoError(t, err)
		require.Equal(t, first, again)
		count[first.Arm]++
		q.State = tone.Tired // the other experiment, and a text for everybody
		second, err := c.Draft(q)
		require.NoError(t, err)
		both[first.Arm+" "+second.Arm]++
	}
	require.Len(t, count, 2)
	require.InDelta(t, 1000, count["hello.a"], 120)
	require.InDelta(t, 0.25, float64(both["hello.a other.a"])/float64(both["hello.a other.a"]+both["hello.b other.a"]), 0.05,
		"the experiments are independent")
}

func TestExperimentKeepsItsTextsFromOthers(t *testing.T) {
	t.Parallel()
	c := experiment(t)
	for n := range 100 {
		q := templates.Query{Topic: "tyres", Language: russian, Seed: strconv.Itoa(n)}
		first, err := c.Draft(q)
		require.NoError(t, err)
		q.Recent = []string{first.ID}
		next, err := c.Draft(q)
		require.NoError(t, err)
		require.NotEqual(t, "tyres", next.ID[:5], "the other arm's text is not for this customer: %s", next.ID)
	}
}

func TestExperimentFaults(t *testing.T) {
	t.Parallel()
	_, err := loadOwn(map[string]string{"contract.toml": `version = 1
[experiments.one]
about = "x"
arms = {a = 0}
[keys]
"price.neutral.a".arm = "one.c"
`})
	require.ErrorContains(t, err, "own/contract.toml:4: experiments.one.arms: an experiment has two arms or more")
	require.ErrorContains(t, err, `own/contract.toml:6: keys.price.neutral.a.arm: there is no arm "one.c"`)

	_, err = loadOwn(map[string]string{
		"contract.toml": experimentLaw,
		"tyres.ru.toml": "[tyres.neutral]\na = \"Шины есть.\"\nb = \"Какие шины?\"\n[tyres.tired]\na = \"Можно не искать.\"\n",
	})
	require.ErrorContains(t, err, "customers of the arm other.b would find no text here")
}
