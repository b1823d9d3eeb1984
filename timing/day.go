package timing

// A DayKind says why a day has the hours that it has.
type DayKind uint8

// The kinds of days.
const (
	Workday    DayKind = iota // its weekly hours, and there are some
	DayOff                    // closed on this weekday
	Holiday                   // closed by a rule of every year
	Closing                   // closed this once
	OtherHours                // open at its own times: a half-day, a longer day
)

var dayKindNames = [...]string{"workday", "day_off", "holiday", "closing", "other_hours"}

// String returns the kind's name.
func (k DayKind) String() string { return nameOf("DayKind", dayKindNames[:], k) }

// MarshalText returns the name; a value outside the list is an error.
func (k DayKind) MarshalText() ([]byte, error) { return marshalName("day kind", dayKindNames[:], k) }

// UnmarshalText accepts what MarshalText returns.
func (k *DayKind) UnmarshalText(text []byte) (err error) {
	*k, err = parseName[DayKind]("day kind", dayKindNames[:], string(text))
	return err
}

// A Day is what a calendar says of a date.
type Day struct {
	Date  Date
	Kind  DayKind
	Label Label      // of a holiday, a closing or other hours; may be zero
	Open  []Interval // what begins on this day, in order; nil if nothing does
}

// Day returns what the calendar says of a date.
func (c *Calendar) Day(date Date) Day {
	number := date.number()
	day := Day{Date: dateOf(number)}
	plan := c.plan(number)
	if plan != nil {
		day.Label = plan.label
	}
	if plan != nil && !plan.ordinary {
		day.Kind = plan.kind
		day.Open = append(day.Open, plan.open...)
		return day
	}
	for _, s := range c.week[weekdayOf(number)] {
		day.Open = append(day.Open, s.interval())
	}
	if len(day.Open) == 0 {
		day.Kind = DayOff
	}
	return day
}

// Exceptions returns those of n days from a date on that do not have their weekly
// hours: holidays, closings and days with other hours. A holiday on a day that is
// closed every week is none.
func (c *Calendar) Exceptions(from Date, n int) []Day {
	var days []Day
	for number := from.number(); number < from.number()+int64(n); number++ {
		plan := c.plan(number)
		if plan != nil && !plan.ordinary && len(plan.open)+len(c.week[weekdayOf(number)]) > 0 {
			days = append(days, c.Day(dateOf(number)))
		}
	}
	return days
}

// IsBusinessDay reports whether the business opens on the date.
func (c *Calendar) IsBusinessDay(date Date) bool { return len(c.spans(date.number())) > 0 }

// plan returns what is settled about a day, or nil for an ordinary one.
func (c *Calendar) plan(number int64) *dayPlan {
	if c.table.covers(number) {
		return c.table.find(number)
	}
	if plan := c.special[number]; plan != nil {
		return plan
	}
	return c.rules.find(number)
}

// spans returns when the business is open on a day.
func (c *Calendar) spans(number int64) []span {
	if plan := c.plan(number); plan != nil && !plan.ordinary {
		return plan.spans
	}
	return c.week[weekdayOf(number)]
}

// interval is the other way round from Interval.span.
func (s span) interval() Interval {
	to := s.to
	if to > daySeconds {
		to -= daySeconds
	}
	return Interval{Clock(s.from / 60), Clock(to / 60)} //nolint:gosec // both within a day
}
