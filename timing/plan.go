package timing

import (
	"time"

	"github.com/camerton/camerton/tone"
)

// A Plan says when a customer is answered, what may be promised and what has to
// be watched. Its times are in the location of the policy's calendar.
type Plan struct {
	// MergeUntil is when the window for more lines of the burst ends. The answer
	// is sent at SendAt; for the last Typing before that we seem to type. SendAt
	// is never before the time for which the plan was made.
	MergeUntil time.Time
	SendAt     time.Time
	Typing     time.Duration

	// OutOfHours says that the business is closed at SendAt. Hold says that the
	// text can only hold, because of that or because the answer needs work: it is
	// to tell AnswerBy.
	OutOfHours bool
	Hold       bool

	// AnswerBy is what may be promised about a person's answer. It binds nobody
	// until a text tells it.
	AnswerBy Promise

	// Deadline is what the customer's own deadline does to the plan.
	Deadline DeadlineEffect

	// FollowUps are the messages to be sent if the customer stays silent; nil if
	// there are none. They are in no quiet hours.
	FollowUps []PlannedFollowUp

	// Call says whether a call is better than a message.
	Call CallAdvice

	// Reply and Resolution are the clocks that run for the customer. Guard is when
	// the customer must have had an answer of any kind; zero if there is no guard.
	Reply      Due
	Resolution Due
	Guard      time.Time

	// WindowEnds is when the channel stops letting us write, unless the customer
	// writes again; zero if it does not stop.
	WindowEnds time.Time

	// OverBudget says that the customer has had all the automatic texts of a day.
	OverBudget bool
}

// A PlannedFollowUp is a message that we send if the customer stays silent.
type PlannedFollowUp struct {
	At   time.Time
	Kind FollowUpKind
	Once bool // there is no second one for the same question
}

// Plan returns when and how the customer of the reading is to be answered. It
// may be asked for again at any later time: what still lies ahead stays as it
// was, and what is overdue is due now.
//
// The policy should be valid. With one that is not, Plan still returns; what it
// then says is of no use.
func (p Policy) Plan(r tone.Reading, h History, now time.Time) Plan {
	c := p.calendarAt(now)
	pl := planner{Policy: p, calendar: c, reading: r, history: h, moments: h.moments(c, now), row: p.Row(r.State)}
	pl.schedule()
	pl.promise()
	if pl.plan.Deadline.hurries() {
		pl.row.hurry(&p.Rushed)
		pl.schedule()
	}
	pl.warn()
	pl.plan.OutOfHours = !c.Open(pl.plan.SendAt)
	pl.plan.Hold = pl.plan.OutOfHours || h.NeedsWork
	pl.plan.Call = pl.callAdvice()
	pl.plan.FollowUps = pl.followUps()
	pl.plan.Reply = pl.replyDue()
	pl.plan.Resolution = pl.resolutionDue()
	if p.Clocks.Guard > 0 {
		pl.plan.Guard = pl.moments.waiting.Add(p.Clocks.Guard)
	}
	if window := ReplyWindow(h.Channel); window > 0 {
		pl.plan.WindowEnds = pl.moments.last.Add(window)
	}
	pl.plan.OverBudget = p.DailyTexts > 0 && h.TextsToday >= p.DailyTexts
	return pl.plan
}

// A planner is one plan in the making. It holds values and not pointers, so that
// making a plan leaves them on the stack.
type planner struct {
	Policy
	calendar *Calendar
	reading  tone.Reading
	history  History
	moments  moments
	row      Row // of the state; shortened for a customer in a hurry
	plan     Plan
}

// schedule sets when the burst is answered.
func (pl *planner) schedule() {
	window := max(pl.row.MergeWindow, 0)
	if pl.history.Unfinished {
		window = max(window, pl.UnfinishedWindow)
	}
	m := &pl.moments
	pl.plan.MergeUntil = m.last.Add(window)
	if limit := m.first.Add(pl.MergeCap); limit.Before(pl.plan.MergeUntil) {
		pl.plan.MergeUntil = latest(limit, m.last)
	}
	typing := pl.typing()
	pl.plan.SendAt = latest(pl.plan.MergeUntil.Add(max(pl.row.Delay, 0)+typing), m.now)
	pl.plan.Typing = min(typing, pl.plan.SendAt.Sub(m.now))
}

// longestText is the length past which a text takes no longer to type.
const longestText = 10_000

// typing returns how long we seem to type the text: by its length, or the middle
// of the row's bounds if that is not known.
func (pl *planner) typing() time.Duration {
	least := max(pl.row.TypingMin, 0)
	most := max(pl.row.TypingMax, least)
	length := min(pl.history.TextLength, longestText)
	switch {
	case !showsTyping(pl.history.Channel):
		return 0
	case length <= 0 || pl.TypingSpeed <= 0:
		return (least + most) / 2
	}
	d := time.Duration(length) * time.Second / time.Duration(pl.TypingSpeed)
	return min(max(d, least), most)
}

// hurry shortens the row's pauses to those of a customer in a hurry.
func (r *Row) hurry(rushed *Row) {
	r.MergeWindow = min(r.MergeWindow, rushed.MergeWindow)
	r.Delay = min(r.Delay, rushed.Delay)
	r.TypingMin = min(r.TypingMin, rushed.TypingMin)
	r.TypingMax = min(r.TypingMax, rushed.TypingMax)
}

func (pl *planner) followUps() []PlannedFollowUp {
	if !pl.history.Asks || pl.history.FollowedUp {
		return nil
	}
	q := question{at: pl.plan.SendAt, lastLine: pl.moments.last, window: ReplyWindow(pl.history.Channel)}
	at, ok := q.followUp(&pl.Policy, pl.calendar, pl.row.FollowUp)
	if !ok {
		return nil
	}
	return []PlannedFollowUp{{At: at, Kind: pl.row.FollowUp.Kind, Once: true}}
}

// calendarAt returns the policy's calendar or, if it has none, one that is always
// open.
func (p Policy) calendarAt(now time.Time) *Calendar {
	if p.Calendar != nil {
		return p.Calendar
	}
	c := &Calendar{zone: zone{location: now.Location()}, opens: true}
	for day := range c.week {
		c.week[day] = allDaySpans
	}
	return c
}

// allDaySpans is allDay as a calendar has it; it is never written to.
var allDaySpans = spansOf(allDay)

func earliest(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
