package timing

import (
	"time"

	"github.com/camerton/camerton/tone"
)

// None says that there is no such wait, promise or clock, like any other duration
// below zero. It is for policies that go through [Policy.WithDefaults], which
// takes a zero for a default.
const None time.Duration = -1

// A Policy says when a business answers: one row for each state of a customer,
// and what holds for all of them. It is a plain value that may be compared,
// copied and shared. The zero Policy answers at once and promises nothing.
//
// To read a policy from a file, start from [DefaultPolicy] and decode over it, so
// that a key that is missing keeps its default and a zero in the file is a zero;
// in TOML durations are strings such as "8s". To write one in Go, set what
// differs and call WithDefaults. In both cases call Validate.
type Policy struct {
	// Calendar is when the business is open. Nil is always open, in the location
	// of the time that a plan is asked for.
	Calendar *Calendar `toml:"-" json:"-"`

	// The rows of the six states.
	Neutral      Row `toml:"neutral"`
	Rushed       Row `toml:"rushed"`
	Irritated    Row `toml:"irritated"`
	Confused     Row `toml:"confused"`
	Tired        Row `toml:"tired"`
	Enthusiastic Row `toml:"enthusiastic"`

	// UnfinishedWindow takes the place of a row's shorter merge window after a
	// line that looks unfinished. MergeCap is how long after the customer's first
	// line every window ends. Default to 25 s and 45 s.
	UnfinishedWindow time.Duration `toml:"unfinished_window"`
	MergeCap         time.Duration `toml:"merge_cap"`

	// TypingSpeed is how many characters a second we seem to type. Defaults to 40.
	TypingSpeed int `toml:"typing_speed"`

	// Clocks are how long a customer may wait at most.
	Clocks Clocks `toml:"clocks"`

	// Quiet are the local hours in which we start nothing. Defaults to
	// 21:00-08:00; NoQuietHours for none.
	Quiet QuietHours `toml:"quiet_hours"`

	// Morning is the earliest time of a follow-up on a business morning, and
	// FollowUpGap how far from the question it is at least: a nearer morning is
	// passed over. Default to 09:00 and 4 h.
	Morning     Clock         `toml:"morning"`
	FollowUpGap time.Duration `toml:"follow_up_gap"`

	// DeadlineNotice is how much business time must be left before a deadline that
	// the customer named for us to promise an answer by it. Defaults to 10 min.
	DeadlineNotice time.Duration `toml:"deadline_notice"`

	// Rounding says how promised times are rounded, Call when a call is better
	// than a message.
	Rounding Rounding   `toml:"rounding"`
	Call     CallPolicy `toml:"call"`

	// DailyTexts is how many automatic texts one customer gets on one day at most.
	// Defaults to 12; below zero for no limit.
	DailyTexts int `toml:"daily_texts"`
}

// A Row is how customers in one state are answered.
type Row struct {
	// MergeWindow is how long after the customer's last line more lines are
	// waited for, so that a burst gets one answer.
	MergeWindow time.Duration `toml:"merge_window"`

	// Delay is the pause between the end of the window and our typing.
	Delay time.Duration `toml:"delay"`

	// TypingMin and TypingMax bound how long we seem to type before the answer
	// is sent. Both zero is not at all.
	TypingMin time.Duration `toml:"typing_min"`
	TypingMax time.Duration `toml:"typing_max"`

	// AnswerBy is the business time from the customer's last line within which a
	// person answers, if an automatic text cannot. It is what promises are made
	// of.
	AnswerBy time.Duration `toml:"answer_by"`

	// FollowUp is when to write once more if the customer does not answer our
	// question.
	FollowUp FollowUp `toml:"follow_up"`
}

// Clocks are the limits that are watched for every customer.
type Clocks struct {
	// FirstReply and NextReply are the business time within which a person, or a
	// text that does answer, replies to a customer for the first time and later
	// on. Default to 15 min and 1 h.
	FirstReply time.Duration `toml:"first_reply"`
	NextReply  time.Duration `toml:"next_reply"`

	// ResolutionDays is the number of business days within which the matter is
	// settled. Defaults to 1; below zero for no such clock.
	ResolutionDays int `toml:"resolution_days"`

	// Warnings are the shares of a clock's time, in per cent, after which we are
	// warned. Default to 50 and 80; below zero for none.
	Warnings [2]int `toml:"warnings"`

	// Guard is the wall time without an answer of any kind after which something
	// is badly wrong. Defaults to 12 h.
	Guard time.Duration `toml:"guard"`
}

// Rounding says how exact a promised time is. See the package comment for how
// the figures work together. The steps divide an hour.
type Rounding struct {
	// Promises up to FineWithin ahead are rounded up to Fine, those up to
	// MiddleWithin to Middle, later ones on the same day to Coarse and those on
	// another day to OtherDay. Default to 5 min within 1 h, 15 min within 3 h,
	// 30 min and 1 h.
	FineWithin   time.Duration `toml:"fine_within"`
	Fine         time.Duration `toml:"fine"`
	MiddleWithin time.Duration `toml:"middle_within"`
	Middle       time.Duration `toml:"middle"`
	Coarse       time.Duration `toml:"coarse"`
	OtherDay     time.Duration `toml:"other_day"`

	// Settle is the business time after an opening that a promise leaves us when
	// rounding has carried it over a closing. Defaults to 30 min.
	Settle time.Duration `toml:"settle"`

	// PartOfDayFrom is how many days ahead a promise is told as a part of the day
	// ("on Monday morning"). Defaults to 2; below zero for never.
	PartOfDayFrom int `toml:"part_of_day_from"`
}

// A CallPolicy says when a call is better than a message.
type CallPolicy struct {
	// Exchange is the exchange about the same thing at which a call is offered to
	// a confused or irritated customer. Defaults to 2, the second; below zero for
	// never.
	Exchange int `toml:"exchange"`

	// Currency is the currency of an amount that comes without one. Defaults to
	// MDL.
	Currency string `toml:"currency"`

	// Amounts are the amounts, in whole units of each currency, from which on
	// money is better spoken about. Default to 5,000 lei and what is about as
	// much; below zero for never.
	Amounts Amounts `toml:"amounts"`
}

// Amounts holds an amount in each currency.
type Amounts struct {
	MDL int64 `toml:"mdl"`
	RON int64 `toml:"ron"`
	EUR int64 `toml:"eur"`
	USD int64 `toml:"usd"`
	RUB int64 `toml:"rub"`
	UAH int64 `toml:"uah"`
}

// DefaultPolicy returns the policy of the table in the package comment, with a
// nil Calendar.
func DefaultPolicy() Policy {
	return Policy{
		Neutral:      newRow(12, 1, 2, 4, 30*time.Minute, FollowUp{Kind: NextBusinessDay}),
		Rushed:       newRow(8, 0, 0, 0, 15*time.Minute, FollowUp{Kind: FollowUpAfter, After: time.Hour}),
		Irritated:    newRow(10, 0, 0, 2, 15*time.Minute, FollowUp{Kind: NextBusinessMorning}),
		Confused:     newRow(15, 2, 3, 6, 30*time.Minute, FollowUp{Kind: FollowUpAfter, After: 4 * time.Hour}),
		Tired:        newRow(15, 2, 2, 4, 30*time.Minute, FollowUp{Kind: NextBusinessDay}),
		Enthusiastic: newRow(12, 0, 1, 3, time.Hour, FollowUp{Kind: NextBusinessDay}),

		UnfinishedWindow: 25 * time.Second,
		MergeCap:         45 * time.Second,
		TypingSpeed:      40,
		Clocks: Clocks{
			FirstReply:     15 * time.Minute,
			NextReply:      time.Hour,
			ResolutionDays: 1,
			Warnings:       [2]int{50, 80},
			Guard:          12 * time.Hour,
		},
		Quiet:          QuietHours{From: NewClock(21, 0), To: NewClock(8, 0)},
		Morning:        NewClock(9, 0),
		FollowUpGap:    4 * time.Hour,
		DeadlineNotice: 10 * time.Minute,
		Rounding: Rounding{
			FineWithin:    time.Hour,
			Fine:          5 * time.Minute,
			MiddleWithin:  3 * time.Hour,
			Middle:        15 * time.Minute,
			Coarse:        30 * time.Minute,
			OtherDay:      time.Hour,
			Settle:        30 * time.Minute,
			PartOfDayFrom: 2,
		},
		Call: CallPolicy{
			Exchange: 2,
			Currency: "MDL",
			Amounts:  Amounts{MDL: 5000, RON: 1250, EUR: 250, USD: 300, RUB: 25000, UAH: 12000},
		},
		DailyTexts: 12,
	}
}

// newRow is a line of the table; its first figures are seconds.
func newRow(window, delay, typingMin, typingMax int, answerBy time.Duration, followUp FollowUp) Row {
	return Row{
		MergeWindow: time.Duration(window) * time.Second,
		Delay:       time.Duration(delay) * time.Second,
		TypingMin:   time.Duration(typingMin) * time.Second,
		TypingMax:   time.Duration(typingMax) * time.Second,
		AnswerBy:    answerBy,
		FollowUp:    followUp,
	}
}

// Row returns the row of a state; for a value that is no state, the neutral one.
func (p Policy) Row(state tone.State) Row { return *rowOf(&p, state) }

func rowOf(p *Policy, state tone.State) *Row {
	switch state {
	case tone.Rushed:
		return &p.Rushed
	case tone.Irritated:
		return &p.Irritated
	case tone.Confused:
		return &p.Confused
	case tone.Tired:
		return &p.Tired
	case tone.Enthusiastic:
		return &p.Enthusiastic
	case tone.Neutral:
	}
	return &p.Neutral
}

// in returns the amount in a currency; 0 for one that is not listed.
func (a *Amounts) in(currency string) int64 {
	switch currency {
	case "MDL":
		return a.MDL
	case "RON":
		return a.RON
	case "EUR":
		return a.EUR
	case "USD":
		return a.USD
	case "RUB":
		return a.RUB
	case "UAH":
		return a.UAH
	}
	return 0
}
