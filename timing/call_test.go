package timing

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

func TestCallAdvice(t *testing.T) {
	t.Parallel()
	p := shopPolicy(t)
	now := at(t, "2026-03-02 10:00")
	amount := func(topic tone.Topic, number int64, currency string) tone.Reading {
		return tone.Reading{Topic: topic, Entities: []tone.Entity{{Kind: tone.Amount, Number: number, Currency: currency}}}
	}
	for name, test := range map[string]struct {
		r       tone.Reading
		h       History
		reasons []Reason
	}{
		"nothing special":                 {reading(tone.Neutral), History{}, nil},
		"confused, the first time":        {reading(tone.Confused), History{}, nil},
		"confused, the second time":       {reading(tone.Confused), History{Exchanges: 1}, []Reason{AskedAgain, OpenNow}},
		"irritated, the third time":       {reading(tone.Irritated), History{Exchanges: 2}, []Reason{AskedAgain, OpenNow}},
		"tired, the second time":          {reading(tone.Tired), History{Exchanges: 1}, nil},
		"much money":                      {amount(tone.TopicRefund, 500_000, "MDL"), History{}, []Reason{MoneyAtStake, OpenNow}},
		"not so much money":               {amount(tone.TopicRefund, 499_900, "MDL"), History{}, nil},
		"no currency":                     {amount(tone.TopicPayment, 500_000, ""), History{}, []Reason{MoneyAtStake, OpenNow}},
		"euros":                           {amount(tone.TopicQuality, 25_000, "EUR"), History{}, []Reason{MoneyAtStake, OpenNow}},
		"a currency without a limit":      {amount(tone.TopicQuality, 9_000_000, "GBP"), History{}, nil},
		"a dear thing to be bought":       {amount(tone.TopicPrice, 9_000_000, "MDL"), History{}, nil},
		"the order is dear":               {reading(tone.Neutral), History{AmountAtStake: 125_000, Currency: "RON"}, []Reason{MoneyAtStake, OpenNow}},
		"medical":                         {reading(tone.Neutral), History{BetterAloud: true}, []Reason{SpokenMatter, OpenNow}},
		"long":                            {reading(tone.Neutral), History{LongAnswer: true}, []Reason{LongExplanation, OpenNow}},
		"a bad past alone is not enough":  {reading(tone.Neutral), History{FailedSolutions: 1, BadExperiences: 1, BrokenPromises: 1, PhoneGiven: true}, nil},
		"great anger alone is not enough": {tone.Reading{State: tone.Irritated, Intensity: 3}, History{}, nil},
		"everything at once": {
			tone.Reading{State: tone.Irritated, Intensity: 3, Topic: tone.TopicRefund, Entities: amount(0, 500_000, "").Entities},
			History{
				Exchanges: 1, BetterAloud: true, LongAnswer: true, FailedSolutions: 1, BadExperiences: 1, BrokenPromises: 1,
				PhoneGiven: true, Deadline: at(t, "2026-03-02 10:05"),
			},
			[]Reason{
				AskedAgain, MoneyAtStake, SpokenMatter, LongExplanation, SolutionFailed, BadExperience, PromiseBroken,
				StrongIrritation, DeadlineNear, PhoneKnown, OpenNow,
			},
		},
		"on the phone already": {reading(tone.Confused), History{Exchanges: 1, Channel: tone.Phone}, nil},
		"wants no calls":       {reading(tone.Confused), History{Exchanges: 1, NoCalls: true}, nil},
	} {
		plan := p.Plan(test.r, test.h, now)
		require.Equal(t, test.reasons, plan.Call.Reasons, name)
		require.Equal(t, test.reasons != nil, plan.Call.Advise, name)
		if plan.Call.Advise {
			require.Equal(t, plan.SendAt, plan.Call.From, name)
		} else {
			require.Zero(t, plan.Call, name)
		}
	}
}

// At night a call is advised for the morning.
func TestCallAdviceClosed(t *testing.T) {
	t.Parallel()
	plan := shopPolicy(t).Plan(reading(tone.Confused), History{Exchanges: 1}, at(t, "2026-04-11 20:00"))
	require.Equal(t, CallAdvice{true, []Reason{AskedAgain}, at(t, "2026-04-14 09:00")}, plan.Call)
}

func TestCallAdviceCanBeOff(t *testing.T) {
	t.Parallel()
	p := shopPolicy(t)
	p.Call = CallPolicy{Exchange: -1, Currency: "MDL", Amounts: Amounts{MDL: -1}}
	plan := p.Plan(reading(tone.Confused), History{Exchanges: 5, AmountAtStake: 1 << 60}, at(t, "2026-03-02 10:00"))
	require.False(t, plan.Call.Advise)
}

func TestAmountsKnowEveryCurrency(t *testing.T) {
	t.Parallel()
	amounts := DefaultPolicy().Call.Amounts
	for _, currency := range currencies {
		require.Positive(t, amounts.in(currency), currency)
	}
	require.Zero(t, amounts.in("XXX"))
}
