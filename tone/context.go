package tone

import (
	"time"

	"github.com/camerton/camerton/tone/internal/fact"
)

// appendFacts adds what the context says about the customer to facts.
func (c *Context) appendFacts(facts []*fact.Fact) []*fact.Fact {
	add := func(name string) { facts = append(facts, fact.Named(name)) }
	switch {
	case c.Unanswered >= 3:
		add("unanswered-4")
	case c.Unanswered == 2:
		add("unanswered-3")
	case c.Unanswered == 1:
		add("unanswered-2")
	}
	if name := waitingFact(c.Waiting); name != "" {
		add(name)
	}
	switch {
	case c.FailedSolutions >= 2:
		add("failed-2")
	case c.FailedSolutions == 1:
		add("failed-1")
	}
	if hour := c.At.Hour(); !c.At.IsZero() && hour < nightEnds {
		add("night")
	}
	switch c.Channel {
	case Email:
		add("by-email")
	case SMS:
		add("by-sms")
	case Telegram, TelegramBusiness, Web, Instagram, WhatsApp, Viber, Phone:
	}
	return c.appendMood(facts)
}

// nightEnds is the hour at which a message is no longer "written at night".
const nightEnds = 5

// waits are the lengths of waiting that are told apart, longest first.
var waits = []struct {
	atLeast time.Duration
	fact    string
}{
	{3 * 24 * time.Hour, "waiting-3d"},
	{24 * time.Hour, "waiting-1d"},
	{4 * time.Hour, "waiting-4h"},
	{time.Hour, "waiting-1h"},
	{15 * time.Minute, "waiting-15m"},
}

func waitingFact(d time.Duration) string {
	for _, w := range waits {
		if d >= w.atLeast {
			return w.fact
		}
	}
	return ""
}

// souring is the trend below which a mood is said to get worse.
const souring = -0.2

// appendMood adds what the readings before this message say.
func (c *Context) appendMood(facts []*fact.Fact) []*fact.Fact {
	n := len(c.Previous)
	if n == 0 {
		return facts
	}
	last := &c.Previous[n-1]
	switch last.State {
	case Irritated:
		name := "was-irritated"
		if last.Intensity >= 3 {
			name = "was-strongly-irritated"
		}
		facts = append(facts, fact.Named(name))
	case Rushed, Confused, Tired, Enthusiastic:
		facts = append(facts, fact.Named("was-"+last.State.String()))
	case Neutral:
	}
	if n >= 2 && trendOf(c.Previous) < souring {
		facts = append(facts, fact.Named("souring"))
	}
	return facts
}
