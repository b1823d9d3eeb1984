package templates

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

// smallContract knows one topic and a few keys.
func smallContract() *contract {
	return &contract{
		Topics:  map[string]topicRule{"price": {}, "hours": {}},
		Special: map[string]specialRule{"hold": {}, "hours.closed": {}, "system.call": {}},
		Phrases: map[string]phraseRule{"system.time.today": {}},
	}
}

func TestParseID(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]messageID{
		"price.neutral.a":          {cell{"price", tone.Neutral}, Chat, 'a'},
		"price.irritated.email_b":  {cell{"price", tone.Irritated}, EmailForm, 'b'},
		"price.tired.sms_z":        {cell{"price", tone.Tired}, SMSForm, 'z'},
		"hold.rushed.c":            {cell{"hold", tone.Rushed}, Chat, 'c'},
		"hold.general.a":           {cell{"hold", anyState}, Chat, 'a'},
		"hours.closed.a":           {cell{"hours.closed", anyState}, Chat, 'a'},
		"hours.closed.confused.a":  {cell{"hours.closed", tone.Confused}, Chat, 'a'},
		"hours.confused.a":         {cell{"hours", tone.Confused}, Chat, 'a'},
		"system.call.sms_a":        {cell{"system.call", anyState}, SMSForm, 'a'},
		"hours.enthusiastic.sms_q": {cell{"hours", tone.Enthusiastic}, SMSForm, 'q'},
	} {
		got, wrong := smallContract().parseID(id)
		require.Nil(t, wrong, id)
		require.Equal(t, want, got, id)
	}
}

func TestParseIDRefuses(t *testing.T) {
	t.Parallel()
	for _, id := range []string{
		"", "a", ".a", "..a", "price.a", "price", "price.neutral", "price.neutral.ab", "price.neutral.A", "price.neutral.chat_a",
		"price.neutral.email_", "price.general.a", "price.hold.a", "prices.neutral.a", "hours.closed.closed.a", "system.time.today",
		"price.neutral.rushed.a", "hold.general.general.a", "hold.a", "system.call.general.a",
	} {
		_, wrong := smallContract().parseID(id)
		require.NotNil(t, wrong, id)
		require.NotEmpty(t, wrong.problem)
	}
}

func TestCellString(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]cell{
		"price.tired": {"price", tone.Tired}, "hold.general": {"hold", anyState}, "hours.closed": {"hours.closed", anyState},
	} {
		require.Equal(t, want, c.String())
		back, wrong := smallContract().parseCell(want)
		require.Nil(t, wrong)
		require.Equal(t, c, back)
	}
}

func TestFormText(t *testing.T) {
	t.Parallel()
	for _, form := range []Form{Chat, EmailForm, SMSForm} {
		text, err := form.MarshalText()
		require.NoError(t, err)
		var back Form
		require.NoError(t, back.UnmarshalText(text))
		require.Equal(t, form, back)
	}
	var f Form
	require.EqualError(t, f.UnmarshalText([]byte("sns")), `there is no form "sns" — did you mean sms?`)
	require.Equal(t, "form?", Form(9).String())
}

func TestRungText(t *testing.T) {
	t.Parallel()
	for rung := range Rung(numRungs) {
		text, err := rung.MarshalText()
		require.NoError(t, err)
		require.Equal(t, rung.String(), string(text))
		var back Rung
		require.NoError(t, back.UnmarshalText(text))
		require.Equal(t, rung, back)
	}
	_, err := Rung(9).MarshalText()
	require.EqualError(t, err, "templates: 9 is not a rung")
	require.Equal(t, "Rung(9)", Rung(9).String())
	var r Rung
	require.ErrorContains(t, r.UnmarshalText([]byte("x")), `unknown rung "x"`)
}

func TestContractRuleTakesTheLongestKey(t *testing.T) {
	t.Parallel()
	zero, two := 0, 2
	c := &contract{Keys: map[string]keyRule{
		"price":           {Promises: []string{"answer"}, Weight: &two},
		"price.neutral":   {Promises: []string{}},
		"price.neutral.b": {Weight: &zero},
		"price.neutral.":  {Weight: &zero},
	}}
	for id, want := range map[string]struct {
		promises []string
		weight   int
	}{
		"price.rushed.a":  {[]string{"answer"}, 2},
		"price.neutral.a": {[]string{}, 2},
		"price.neutral.b": {[]string{}, 0},
		"prices.x.a":      {nil, 1},
	} {
		promises, weight, _ := c.rule(id)
		require.Equal(t, want.promises, promises, id)
		require.Equal(t, want.weight, weight, id)
	}
}

func FuzzParseID(f *testing.F) {
	f.Add("price.neutral.email_a")
	f.Add("hours.closed.tired.a")
	f.Add("....")
	c := smallContract()
	f.Fuzz(func(t *testing.T, id string) {
		m, wrong := c.parseID(id)
		if wrong != nil {
			require.NotEmpty(t, wrong.problem)
			return
		}
		require.LessOrEqual(t, int(m.state), anyState)
		require.Contains(t, "abcdefghijklmnopqrstuvwxyz", string(m.variant))
	})
}
