package timing

import "time"

// A PromiseKind says what a promised time comes from.
type PromiseKind uint8

// The kinds of promises.
const (
	NoPromise       PromiseKind = iota // nothing may be promised
	ByPolicy                           // the state's answer-by time
	ByDeadline                         // the customer's deadline, which is sooner
	StandingPromise                    // what was promised before and is sooner
)

var promiseKindNames = [...]string{noneWord, "policy", "deadline", "standing"}

// String returns the kind's name.
func (k PromiseKind) String() string { return nameOf("PromiseKind", promiseKindNames[:], k) }

// MarshalText returns the name; a value outside the list is an error.
func (k PromiseKind) MarshalText() ([]byte, error) {
	return marshalName("promise kind", promiseKindNames[:], k)
}

// UnmarshalText accepts what MarshalText returns.
func (k *PromiseKind) UnmarshalText(text []byte) (err error) {
	*k, err = parseName[PromiseKind]("promise kind", promiseKindNames[:], string(text))
	return err
}

// A Precision is how exactly a promised time should be told.
type Precision uint8

// The precisions.
const (
	ToTheMinute Precision = iota // as it is
	ByTheClock                   // a rounded time: "by 14:30"
	PartsOfDay                   // "on Monday morning"
)

var precisionNames = [...]string{"minute", "clock", "part_of_day"}

// String returns the precision's name.
func (p Precision) String() string { return nameOf("Precision", precisionNames[:], p) }

// MarshalText returns the name; a value outside the list is an error.
func (p Precision) MarshalText() ([]byte, error) {
	return marshalName("precision", precisionNames[:], p)
}

// UnmarshalText accepts what MarshalText returns.
func (p *Precision) UnmarshalText(text []byte) (err error) {
	*p, err = parseName[Precision]("precision", precisionNames[:], string(text))
	return err
}

// A Promise is the time by which a person answers, as it may be told to a
// customer. The zero value promises nothing.
type Promise struct {
	Kind PromiseKind

	// At is the time, rounded. It is after the plan's SendAt, and in business time
	// unless it is a standing promise: while the business is open or at the very
	// moment at which it closes.
	At        time.Time
	Precision Precision

	// Due is the same before rounding: when the policy wants the answer.
	Due time.Time

	// Warnings are when we are to be warned that the promise is not kept yet, as
	// Clocks.Warnings says; zero for none.
	Warnings [2]time.Time
}

// Moment says how At lies seen from the given time, for the words.
func (p Promise) Moment(now time.Time) Moment { return MomentOf(p.At, now) }

// promise sets what may be promised in a text that is sent when the plan says,
// and what the customer's deadline has to do with it.
func (pl *planner) promise() {
	pl.plan.AnswerBy = pl.fresh()
	pl.stand()
	pl.plan.Deadline = pl.meet(pl.deadline())
}

// warn sets when we are warned of the promise.
func (pl *planner) warn() {
	by := &pl.plan.AnswerBy
	if by.Kind == NoPromise {
		return
	}
	_, by.Warnings, _ = pl.watch(pl.plan.SendAt, pl.calendar.Between(pl.plan.SendAt, by.At))
	for i, warning := range by.Warnings {
		by.Warnings[i] = earliest(warning, by.At) // a standing promise may be in closed time
	}
}

// fresh returns the promise that the policy makes by itself. Its time counts
// from the customer's last line, unless the text goes out so late that less than
// half of it is left.
func (pl *planner) fresh() Promise {
	c, sendAt, wait := pl.calendar, pl.plan.SendAt, pl.row.AnswerBy
	if wait <= 0 {
		return Promise{}
	}
	from := pl.moments.last
	if sendAt.Sub(from) > wait/2 && c.Between(from, sendAt) > wait/2 {
		from = sendAt
	}
	due, ok := c.Add(from, wait)
	if !ok {
		return Promise{}
	}
	at, precision := pl.Rounding.round(c, sendAt, due)
	return Promise{Kind: ByPolicy, At: at, Precision: precision, Due: due}
}

// stand keeps an earlier promise that is sooner than the new one.
func (pl *planner) stand() {
	by, promised := &pl.plan.AnswerBy, pl.history.Promised
	if promised.After(pl.plan.SendAt) && (by.Kind == NoPromise || promised.Before(by.At)) {
		at := pl.calendar.zone.place(promised)
		*by = Promise{Kind: StandingPromise, At: at, Due: at, Precision: ToTheMinute}
	}
}
