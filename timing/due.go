package timing

import "time"

// A ClockKind is a limit that runs for a customer.
type ClockKind uint8

// The clocks.
const (
	NoClock    ClockKind = iota // none runs
	FirstReply                  // the first answer to a new customer
	NextReply                   // a later answer
	Resolution                  // until the matter is settled
)

var clockKindNames = [...]string{noneWord, "first_reply", "next_reply", "resolution"}

// String returns the clock's name.
func (k ClockKind) String() string { return nameOf("ClockKind", clockKindNames[:], k) }

// MarshalText returns the name; a value outside the list is an error.
func (k ClockKind) MarshalText() ([]byte, error) {
	return marshalName("clock kind", clockKindNames[:], k)
}

// UnmarshalText accepts what MarshalText returns.
func (k *ClockKind) UnmarshalText(text []byte) (err error) {
	*k, err = parseName[ClockKind]("clock kind", clockKindNames[:], string(text))
	return err
}

// A Due is a clock that runs for a customer: when it runs out, and when we are to
// be warned. It may have run out already. The zero value is no clock.
type Due struct {
	Clock    ClockKind
	At       time.Time
	Warnings [2]time.Time // as Clocks.Warnings says; zero for none
}

// replyDue returns the clock of the customer's earliest unanswered line.
func (pl *planner) replyDue() Due {
	kind, limit := FirstReply, pl.Clocks.FirstReply
	if pl.history.Answered {
		kind, limit = NextReply, pl.Clocks.NextReply
	}
	if limit <= 0 {
		return Due{}
	}
	at, warnings, ok := pl.watch(pl.moments.waiting, limit)
	if !ok {
		return Due{}
	}
	return Due{Clock: kind, At: at, Warnings: warnings}
}

// resolutionDue returns the clock of the whole matter.
func (pl *planner) resolutionDue() Due {
	if pl.Clocks.ResolutionDays <= 0 {
		return Due{}
	}
	at, ok := pl.calendar.AddDays(pl.moments.opened, pl.Clocks.ResolutionDays)
	if !ok {
		return Due{}
	}
	_, warnings, _ := pl.watch(pl.moments.opened, pl.calendar.Between(pl.moments.opened, at))
	return Due{Clock: Resolution, At: at, Warnings: warnings}
}

// watch returns when a stretch of business time is over, and its warnings.
func (pl *planner) watch(from time.Time, total time.Duration) (at time.Time, warnings [2]time.Time, ok bool) {
	m := pl.calendar.meter(from)
	passed := time.Duration(0)
	for i, percent := range pl.Clocks.Warnings {
		if percent <= 0 {
			continue
		}
		share := total / 100 * time.Duration(percent)
		if warnings[i], ok = m.advance(share - passed); !ok {
			return at, warnings, false
		}
		passed = share
	}
	at, ok = m.advance(total - passed)
	return at, warnings, ok
}
