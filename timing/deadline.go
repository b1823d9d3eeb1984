package timing

import (
	"time"

	"github.com/camerton/camerton/tone"
)

// A DeadlineEffect is what a deadline that the customer named does to a plan.
type DeadlineEffect uint8

// The effects.
const (
	NoDeadline       DeadlineEffect = iota // none was named
	DeadlineKept                           // the promise is in time for it
	DeadlineShortens                       // it is sooner than the policy and is promised instead
	DeadlineTooClose                       // it is so soon that it cannot be promised
	DeadlinePassed                         // it was over when the answer was sent
)

var deadlineEffectNames = [...]string{noneWord, "kept", "shortens", "too_close", "passed"}

// String returns the effect's name.
func (e DeadlineEffect) String() string {
	return nameOf("DeadlineEffect", deadlineEffectNames[:], e)
}

// MarshalText returns the name; a value outside the list is an error.
func (e DeadlineEffect) MarshalText() ([]byte, error) {
	return marshalName("deadline effect", deadlineEffectNames[:], e)
}

// UnmarshalText accepts what MarshalText returns.
func (e *DeadlineEffect) UnmarshalText(text []byte) (err error) {
	*e, err = parseName[DeadlineEffect]("deadline effect", deadlineEffectNames[:], string(text))
	return err
}

// hurries reports whether the customer is to be answered as one in a hurry.
func (e DeadlineEffect) hurries() bool { return e == DeadlineShortens || e == DeadlineTooClose }

// A deadline is when the customer needs something. For a deadline that is only a
// day it is the end of that day.
type deadline struct {
	at       time.Time // zero if there is none
	wholeDay bool
}

// deadline returns the nearest deadline that is not over when the answer is sent,
// or else one that is.
func (pl *planner) deadline() deadline {
	sendAt := pl.plan.SendAt
	best := deadline{at: pl.history.Deadline}
	for i := range pl.reading.Entities {
		e := &pl.reading.Entities[i]
		if e.Kind != tone.Deadline || e.At.IsZero() {
			continue
		}
		next := deadline{at: e.At}
		if !e.HasClock {
			next = deadline{at: pl.calendar.At(DateOf(e.At), EndOfDay), wholeDay: true}
		}
		if best.at.IsZero() || !best.at.After(sendAt) || next.at.After(sendAt) && next.at.Before(best.at) {
			best = next
		}
	}
	return best
}

// meet fits the promise to the deadline, if it can.
func (pl *planner) meet(d deadline) DeadlineEffect {
	by := &pl.plan.AnswerBy
	switch {
	case d.at.IsZero():
		return NoDeadline
	case !d.at.After(pl.plan.SendAt):
		return DeadlinePassed
	case by.Kind == NoPromise:
		return DeadlineTooClose
	case !d.at.Before(by.At):
		return DeadlineKept
	case d.wholeDay:
		return DeadlineTooClose
	}
	at, ok := pl.lastChance(d.at)
	if !ok {
		return DeadlineTooClose
	}
	*by = Promise{Kind: ByDeadline, At: at, Due: at, Precision: ByTheClock}
	return DeadlineShortens
}

// lastChance returns the last time that can be promised before a deadline,
// rounded down, and whether there is enough business time before it.
func (pl *planner) lastChance(deadline time.Time) (time.Time, bool) {
	c, sendAt := pl.calendar, pl.plan.SendAt
	left := c.Between(sendAt, deadline)
	if left <= 0 || left < pl.DeadlineNotice {
		return time.Time{}, false
	}
	at, ok := c.Add(sendAt, left)
	if !ok {
		return time.Time{}, false
	}
	down := c.roundDown(at, pl.Rounding.Fine)
	if down.After(sendAt) && c.closesAfter(down) && c.Between(sendAt, down) >= pl.DeadlineNotice {
		at = down
	}
	return at, true
}
