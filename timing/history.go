package timing

import (
	"time"

	"github.com/camerton/camerton/tone"
)

// A History is what a plan needs to know of the conversation so far. The zero
// value is a customer's first line, written now, on Telegram.
type History struct {
	// FirstLine and LastLine are when the first and the last line of the burst
	// that is to be answered came. Zero is now, or the other one if that is set.
	FirstLine, LastLine time.Time

	// WaitingSince is when the customer wrote the earliest line that nobody has
	// answered; zero is FirstLine. Opened is when the customer first wrote about
	// the matter; zero is WaitingSince.
	WaitingSince, Opened time.Time

	// Unfinished says that the last line looks as if more will come.
	Unfinished bool

	// Answered says that a person, or a text that did answer, has replied in this
	// conversation before. A text that only asked for patience does not count.
	Answered bool

	// Channel is where the conversation takes place.
	Channel tone.Channel

	// Exchanges is how many times we have answered about the same thing before.
	Exchanges int

	// FailedSolutions is how often our answer did not help, BadExperiences how
	// often the customer was let down, BrokenPromises how often a promised time
	// passed without an answer; all three in living memory of the customer.
	FailedSolutions, BadExperiences, BrokenPromises int

	// Promised is the time of a promise to this customer that still stands; zero
	// if there is none.
	Promised time.Time

	// Deadline is a deadline that the customer named in an earlier message, to the
	// minute; zero if there is none. Those of the message itself are in the
	// reading.
	Deadline time.Time

	// AmountAtStake is the money that the matter is about, in hundredths of
	// Currency; 0 if unknown. An empty Currency is the policy's.
	AmountAtStake int64
	Currency      string

	// BetterAloud says that the matter is one to speak about, such as a medical
	// one; LongAnswer that the answer is a long explanation.
	BetterAloud, LongAnswer bool

	// PhoneGiven says that we have the customer's phone number; NoCalls that the
	// customer does not want to be called.
	PhoneGiven, NoCalls bool

	// NeedsWork says that no text can answer without somebody's work or look.
	NeedsWork bool

	// Asks says that the text about to be sent asks the customer something, so
	// that a silence can be followed up. FollowedUp says that this has been done
	// for this question already.
	Asks, FollowedUp bool

	// TextLength is the length in characters of the text about to be sent, if it
	// is known; it decides how long we seem to type.
	TextLength int

	// TextsToday is how many automatic texts the customer has had today.
	TextsToday int
}

// moments are the times of a history in the zone of the business, each of the
// first four no later than the next.
type moments struct {
	opened, waiting, first, last time.Time
	now                          time.Time
}

// moments returns the times of the history with their zeros filled in.
func (h History) moments(c *Calendar, now time.Time) moments {
	last := h.LastLine
	if last.IsZero() {
		last = h.FirstLine
	}
	if last.IsZero() {
		last = now
	}
	first := notAfter(h.FirstLine, last)
	waiting := notAfter(h.WaitingSince, first)
	return moments{
		opened:  c.zone.place(notAfter(h.Opened, waiting)),
		waiting: c.zone.place(waiting),
		first:   c.zone.place(first),
		last:    c.zone.place(last),
		now:     c.zone.place(now),
	}
}

// notAfter returns t, or the limit if t is zero or after it.
func notAfter(t, limit time.Time) time.Time {
	if t.IsZero() || t.After(limit) {
		return limit
	}
	return t
}
