package timing

import (
	"cmp"
	"slices"
	"time"

	"github.com/camerton/camerton/tone"
)

// A Reason speaks for calling the customer.
type Reason uint8

// The reasons. The first four are each enough to advise a call; the others tell
// whoever calls what to expect.
const (
	AskedAgain       Reason = iota // confused or irritated, and not for the first time about this
	MoneyAtStake                   // the matter is about much money
	SpokenMatter                   // a medical or another matter better said aloud
	LongExplanation                // the answer is too long to read
	SolutionFailed                 // an answer of ours did not help
	BadExperience                  // the customer was let down before
	PromiseBroken                  // a promised time passed without an answer
	StrongIrritation               // the customer is very angry
	DeadlineNear                   // the customer's deadline is sooner than our plan
	PhoneKnown                     // we have the number
	OpenNow                        // the call can be made at once
)

var reasonNames = [...]string{
	"asked_again", "money_at_stake", "spoken_matter", "long_explanation", "solution_failed", "bad_experience",
	"promise_broken", "strong_irritation", "deadline_near", "phone_known", "open_now",
}

// String returns the reason's name.
func (r Reason) String() string { return nameOf("Reason", reasonNames[:], r) }

// MarshalText returns the name; a value outside the list is an error.
func (r Reason) MarshalText() ([]byte, error) { return marshalName("reason", reasonNames[:], r) }

// UnmarshalText accepts what MarshalText returns.
func (r *Reason) UnmarshalText(text []byte) (err error) {
	*r, err = parseName[Reason]("reason", reasonNames[:], string(text))
	return err
}

// decides reports whether the reason is enough by itself.
func (r Reason) decides() bool { return r <= LongExplanation }

// A CallAdvice says whether to offer the customer a call instead of writing. It
// is advice to people: nobody is called by a machine.
type CallAdvice struct {
	Advise bool

	// Reasons are what speaks for it, in the order of the list of reasons; nil if
	// a call is not advised.
	Reasons []Reason

	// From is the earliest time for the call: the plan's SendAt in business hours,
	// else the next opening. It is zero if a call is not advised, or if the
	// business does not open again.
	From time.Time
}

// callAdvice returns the advice for a plan whose SendAt, OutOfHours and Deadline
// are set.
func (pl *planner) callAdvice() CallAdvice {
	h := &pl.history
	if h.Channel == tone.Phone || h.NoCalls {
		return CallAdvice{}
	}
	holds := [len(reasonNames)]bool{
		AskedAgain:       pl.Call.Exchange > 0 && isUneasy(pl.reading.State) && h.Exchanges+1 >= pl.Call.Exchange,
		MoneyAtStake:     pl.muchMoney(),
		SpokenMatter:     h.BetterAloud,
		LongExplanation:  h.LongAnswer,
		SolutionFailed:   h.FailedSolutions > 0,
		BadExperience:    h.BadExperiences > 0,
		PromiseBroken:    h.BrokenPromises > 0,
		StrongIrritation: pl.reading.State == tone.Irritated && pl.reading.Intensity >= 3,
		DeadlineNear:     pl.plan.Deadline.hurries(),
		PhoneKnown:       h.PhoneGiven,
		OpenNow:          !pl.plan.OutOfHours,
	}
	var all [len(reasonNames)]Reason
	reasons := all[:0]
	for r := range Reason(len(reasonNames)) {
		if holds[r] {
			reasons = append(reasons, r)
		}
	}
	if len(reasons) == 0 || !reasons[0].decides() {
		return CallAdvice{}
	}
	from, _ := pl.calendar.NextOpen(pl.plan.SendAt)
	return CallAdvice{Advise: true, Reasons: slices.Clone(reasons), From: from}
}

// isUneasy reports whether the state is one in which a second exchange about the
// same thing should be a talk.
func isUneasy(s tone.State) bool { return s == tone.Confused || s == tone.Irritated }

// muchMoney reports whether the matter is about more money than is written
// about. An amount in the message counts when the topic is money that the
// customer has paid or is owed; the price of something to be bought does not.
func (pl *planner) muchMoney() bool {
	if pl.Call.isMuch(pl.history.AmountAtStake, pl.history.Currency) {
		return true
	}
	switch pl.reading.Topic {
	case tone.TopicPayment, tone.TopicRefund, tone.TopicQuality, tone.TopicCancel, tone.TopicOrderStatus:
	case tone.TopicOther, tone.TopicGreeting, tone.TopicPrice, tone.TopicAvailability, tone.TopicOrder,
		tone.TopicDelivery, tone.TopicBooking, tone.TopicHours, tone.TopicTechnical, tone.TopicHuman, tone.TopicThanks:
		return false
	}
	return slices.ContainsFunc(pl.reading.Entities, func(e tone.Entity) bool {
		return e.Kind == tone.Amount && pl.Call.isMuch(e.Number, e.Currency)
	})
}

// isMuch compares an amount in hundredths with the limit of its currency.
func (p *CallPolicy) isMuch(hundredths int64, currency string) bool {
	limit := p.Amounts.in(cmp.Or(currency, p.Currency))
	return limit > 0 && hundredths/100 >= limit
}
