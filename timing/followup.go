package timing

import (
	"fmt"
	"time"

	"github.com/camerton/camerton/tone"
)

// A FollowUpKind says how the time of a follow-up is found.
type FollowUpKind uint8

// The kinds of follow-ups.
const (
	NoFollowUp          FollowUpKind = iota // none
	FollowUpAfter                           // some time after the question
	NextBusinessMorning                     // when the next business day begins
	NextBusinessDay                         // the same time of day, a business day later
)

var followUpNames = [...]string{noneWord, "after", "next business morning", "next business day"}

// String returns the kind's name.
func (k FollowUpKind) String() string { return nameOf("FollowUpKind", followUpNames[:], k) }

// MarshalText returns the name; a value outside the list is an error.
func (k FollowUpKind) MarshalText() ([]byte, error) {
	return marshalName("follow-up kind", followUpNames[:], k)
}

// UnmarshalText accepts what MarshalText returns.
func (k *FollowUpKind) UnmarshalText(text []byte) (err error) {
	*k, err = parseName[FollowUpKind]("follow-up kind", followUpNames[:], string(text))
	return err
}

// A FollowUp says when to write once more to a customer who does not answer our
// question. It is done once for a question. The zero value is never.
type FollowUp struct {
	Kind  FollowUpKind
	After time.Duration // with FollowUpAfter: how long after the question
}

// ParseFollowUp reads "1h", "next business morning", "next business day" or
// "none".
func ParseFollowUp(text string) (FollowUp, error) {
	switch text {
	case noneWord:
		return FollowUp{After: None}, nil
	case NextBusinessMorning.String():
		return FollowUp{Kind: NextBusinessMorning}, nil
	case NextBusinessDay.String():
		return FollowUp{Kind: NextBusinessDay}, nil
	}
	after, err := time.ParseDuration(text)
	if err != nil || after <= 0 {
		return FollowUp{}, fmt.Errorf("timing: %q is no follow-up; write a time such as 4h, or %q, %q, %q",
			text, NextBusinessMorning, NextBusinessDay, NoFollowUp)
	}
	return FollowUp{Kind: FollowUpAfter, After: after}, nil
}

// String returns what ParseFollowUp reads.
func (f FollowUp) String() string {
	if f.Kind == FollowUpAfter {
		return durationText(f.After)
	}
	return f.Kind.String()
}

// MarshalText returns what String does.
func (f FollowUp) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText accepts what ParseFollowUp does.
func (f *FollowUp) UnmarshalText(text []byte) (err error) {
	*f, err = ParseFollowUp(string(text))
	return err
}

// FollowUpAt returns when to write once more to a customer in the given state
// who has not answered what we asked at the given time; lastLine is
// when the customer wrote last. It is the time that [Policy.Plan] gives, for a
// caller who learns only later that a text asked something. It returns false if
// there is to be no follow-up: the policy wants none, no business day comes, or
// the channel lets us write for a day only (see [ReplyWindow]) and no fitting time
// is left in it.
func (p Policy) FollowUpAt(state tone.State, channel tone.Channel, asked, lastLine time.Time) (time.Time, bool) {
	q := question{at: asked, lastLine: lastLine, window: ReplyWindow(channel)}
	return q.followUp(&p, p.calendarAt(asked), p.Row(state).FollowUp)
}

// A question is something that we asked and that may be followed up.
type question struct {
	at       time.Time
	lastLine time.Time     // when the customer wrote last
	window   time.Duration // how long after that we may write; 0 is without end
}

func (q question) followUp(p *Policy, c *Calendar, f FollowUp) (at time.Time, ok bool) {
	switch f.Kind {
	case NoFollowUp:
	case FollowUpAfter:
		at, ok = c.zone.place(q.at.Add(f.After)), true
	case NextBusinessMorning:
		at, ok = c.NextMorning(q.at.Add(max(p.FollowUpGap, 0)), p.Morning)
	case NextBusinessDay:
		at, ok = c.SameTimeNextDay(q.at)
	}
	if !ok {
		return time.Time{}, false
	}
	at = p.Quiet.wake(&c.zone, at)
	if q.window <= 0 || at.Before(q.lastLine.Add(q.window)) {
		return at, true
	}
	return q.squeeze(p, c)
}

// squeezeMargin is how long before the end of the channel's window a follow-up
// goes out that would come too late.
const squeezeMargin = 15 * time.Minute

// squeeze moves a follow-up to just before the end of the channel's window, if
// the business is open then and it is far enough from the question.
func (q question) squeeze(p *Policy, c *Calendar) (time.Time, bool) {
	at := c.zone.place(q.lastLine.Add(q.window - squeezeMargin))
	if at.Sub(q.at) < p.FollowUpGap || !c.Open(at) || p.Quiet.wake(&c.zone, at).After(at) {
		return time.Time{}, false
	}
	return at, true
}
