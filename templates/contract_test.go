package templates

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/feature/plural"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/tone"
)

// contractOf reads a contract laid over ours.
func contractOf(t *testing.T, own string) (*contract, Faults) {
	t.Helper()
	var faults Faults
	layers := []layer{makeLayer(locales.FS), makeLayer(Named("own", fstest.MapFS{ContractFile: {Data: []byte(own)}}))}
	c := readContract(layers, &faults)
	_ = faults.err() // sorts them
	return c, faults
}

func TestContractAddsAndReplaces(t *testing.T) {
	t.Parallel()
	c, faults := contractOf(t, `version = 1
[vars.Masseur]
type = "name"
source = "plan"
example = "Ion"
[channels.sms]
form = "sms"
limit = 3
unit = "segments"
[topics.massage]
about = "Massage."
[keys]
"hold".weight = 2
`)
	require.Empty(t, faults)
	require.Equal(t, "name", c.Vars["Masseur"].Type)
	require.Equal(t, "name", c.Vars["Name"].Type, "ours are still there")
	require.Equal(t, 3, c.channel(tone.SMS).Limit)
	require.Equal(t, SMSForm, c.channel(tone.SMS).Form)
	require.Equal(t, 4096, c.channel(tone.Telegram).Limit)
	promises, weight, own := c.rule("hold.tired.a")
	require.False(t, own, "the promises are still ours")
	require.Equal(t, []string{"answer", "check", "arrange"}, promises)
	require.Equal(t, 2, weight)
	require.Equal(t, stateRule{}, c.stateRule(anyState))
	require.NotZero(t, c.stateRule(tone.Rushed).Sentences)
}

// A contract of one's own from nothing: what it must have is said.
func TestContractNeedsItsParts(t *testing.T) {
	t.Parallel()
	var faults Faults
	readContract([]layer{makeLayer(fstest.MapFS{ContractFile: {Data: []byte("version = 1\n")}})}, &faults)
	said := faults.err().Error()
	for _, want := range []string{
		"contract.toml: channels.telegram: this channel is not declared — add [channels.telegram]",
		"contract.toml: special.hold: this key is not declared; the holding texts need it — add [special.hold]",
		"contract.toml: states.rushed: this state has no rules — add [states.rushed]",
		"contract.toml: topics.order_status: this topic is not declared — add [topics.order_status]",
	} {
		require.Contains(t, said, want)
	}
	require.Equal(t, tone.NumTopics, strings.Count(said, "this topic "))
	require.Equal(t, tone.NumChannels, strings.Count(said, "this channel "))
	require.Equal(t, tone.NumStates, strings.Count(said, "this state "))
}

func TestContractThatCannotBeRead(t *testing.T) {
	t.Parallel()
	_, faults := contractOf(t, "version = \n")
	require.Len(t, faults, 1)
	require.Contains(t, faults.Error(), "own/contract.toml:1: ")
	_, err := Load(fstest.MapFS{ContractFile: {Data: []byte("version = ")}})
	require.ErrorContains(t, err, "contract.toml:1: ")
}

// Every rule that the contract declares is used by some text, phrase or state.
func TestContractHasNothingUnused(t *testing.T) {
	t.Parallel()
	c, err := Load(locales.FS)
	require.NoError(t, err)
	var forbidden []string
	for _, rule := range c.contract.States {
		forbidden = append(forbidden, rule.Never...)
	}
	for list := range c.contract.Words {
		if list != apologyWords {
			require.Contains(t, forbidden, list)
		}
	}
	for key := range c.contract.Special {
		met := false
		for t := range c.each(0) {
			met = met || t.head == key
		}
		require.True(t, met, key)
	}
	for id := range c.contract.Phrases {
		require.NotNil(t, c.family(0, id).phrases[id], id)
		require.NotNil(t, c.family(1, id).phrases[id], id)
	}
}

func TestPhrasesAreChecked(t *testing.T) {
	t.Parallel()
	own := fstest.MapFS{"system.ro.toml": {Data: []byte("[system.time]\ntoday = \"{{.Clock\"\ntomorrow = \"\"\n")}}
	_, err := Load(locales.FS, Named("own", own))
	require.EqualError(t, err, `own/system.ro.toml:2: system.time.today: the brackets are wrong: unclosed action — as in {{.Name}} or {{if .Name}}…{{else}}…{{end}}
own/system.ro.toml:3: system.time.tomorrow: the text is empty — write it, or take the key out; weight = 0 in contract.toml switches a text off`)
}

func TestLayerNamesItsFiles(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{"a.toml": {Data: []byte("x")}, "folder.toml/x": {}}
	var faults Faults
	l := makeLayer(Named("texts/mine", files))
	require.Equal(t, "texts/mine/a.toml", l.path("a.toml"))
	data, ok := l.read("a.toml", &faults)
	require.True(t, ok)
	require.Equal(t, "x", string(data))
	_, ok = l.read("b.toml", &faults)
	require.False(t, ok)
	require.Empty(t, faults, "a file that is not there is no fault by itself")
	_, ok = l.read("folder.toml", &faults)
	require.False(t, ok)
	require.Contains(t, faults.Error(), "texts/mine/folder.toml: can't be read: ")
	require.Equal(t, "a.toml", makeLayer(files).path("a.toml"))
}

func TestTextGates(t *testing.T) {
	t.Parallel()
	c := &contract{Promises: map[string]promiseRule{"call": {Needs: "CanCall"}, "answer": {}}}
	gated := &text{Text: Text{Promises: []string{"answer", "call"}, Optional: []string{"CanCall"}}}
	gated.gate(c)
	require.Equal(t, []string{"answer"}, gated.promises(values{}))
	require.Equal(t, []string{"answer", "call"}, gated.promises(values{vars: Vars{"CanCall": "+"}}))

	only := &text{Text: Text{Promises: []string{"call"}, Optional: []string{"CanCall"}}}
	only.gate(c)
	require.Nil(t, only.promises(values{}))

	always := &text{Text: Text{Promises: []string{"call"}}}
	always.gate(c)
	require.Equal(t, []string{"call"}, always.promises(values{}), "a text that does not ask always says it")
}

func TestTextRenditionsAreAllCombinations(t *testing.T) {
	t.Parallel()
	c := &contract{Vars: map[string]varRule{"A": {}, "B": {}, "C": {}, "Count": {}}}
	src := source{"f", nil}
	var faults Faults
	id := messageID{cell: cell{"price", tone.Neutral}}
	made := c.makeText(message{
		id: "price.neutral.a", source: src, lang: 1,
		forms: map[plural.Form]string{plural.Other: "{{.A}}{{with .B}}[{{.}}]{{end}}{{if .C}}{{if .B}}!{{end}}{{end}}"},
	}, id, &faults)
	require.Empty(t, faults)
	require.Equal(t, []string{"A"}, made.Required)
	require.Equal(t, []string{"B", "C"}, made.Optional)
	got := map[string]int{}
	for vars, rendered := range made.renditions(Vars{"A": "a", "B": "b", "C": "c"}) {
		got[rendered] = len(vars)
	}
	require.Equal(t, map[string]int{"a": 1, "a[b]": 2, "a[b]!": 3}, got, "what looks alike comes once")
}
