package timing

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// SearchDays is how many days ahead a calendar looks for open time before it
// says that there is none: five years.
const SearchDays = 5 * 366

// A Config is what a [Calendar] is made of.
type Config struct {
	// Hours are the weekly opening hours. The zero Hours are never open, which
	// is right for a business that opens on special days only.
	Hours Hours

	// Zone is the time zone of the business, for example from LoadZone. It must
	// be set.
	Zone *time.Location

	// Holidays are what happens every year, for example from Holidays("md"). Of
	// several rules for one day the last wins, so that the business's own rules
	// stand after those of its country.
	Holidays []Rule

	// Special are the days, or rows of days, that differ once: closings, shorter
	// and longer days. They go before the holidays and the weekly hours. No two
	// may name the same day.
	Special []SpecialDay
}

// A SpecialDay is one day, or a row of days, on which a business has other
// hours than usual.
type SpecialDay struct {
	First, Last Date       // Last is zero for a single day; at most a year apart
	Open        []Interval // nil if the business is closed
	Label       Label      // may be zero
}

// A Calendar knows when a business is open. It never changes after it is made
// and may be used by any number of goroutines at once. All its answers about
// time are in the zone of the business, and none depends on the location of the
// times it is asked about. The zero Calendar is never open.
//
// An interval belongs to the day on which it begins: a shift from 22:00 to 06:00
// that began before a holiday goes on into it, and one that would begin on the
// holiday does not take place. The business is open from the first moment at
// which the clock on the wall shows the opening time, and closed from the first
// moment at which it shows the closing time; when a change of the clocks skips
// one of these, the moment of the change takes its place.
type Calendar struct {
	zone    zone
	week    [7][]span          // by time.Weekday
	rules   ruleSet            // the days of every year
	special map[int64]*dayPlan // by day number
	table   dayTable           // both, for the years that matter
	opens   bool               // it has open time at all
}

// A span is an interval in seconds since the start of its day.
type span struct{ from, to int64 }

// A dayPlan is what is settled about a day that is not an ordinary one.
type dayPlan struct {
	kind     DayKind
	label    Label
	open     []Interval
	spans    []span
	ordinary bool // the weekly hours hold
}

// NewCalendar returns the calendar of a business. Every fault of the config is
// named in the error.
func NewCalendar(config Config) (*Calendar, error) {
	if config.Zone == nil {
		return nil, errors.New("timing: the calendar has no time zone; set one, as in LoadZone(\"Europe/Chisinau\")")
	}
	c := &Calendar{zone: newZone(config.Zone), special: make(map[int64]*dayPlan)}
	for day, intervals := range config.Hours.days {
		c.week[day] = spansOf(intervals)
	}
	faults := c.addSpecial(config.Special)
	var err error
	if c.rules, err = newRuleSet(config.Holidays); err != nil {
		faults = append(faults, err)
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	c.table = newDayTable(&c.rules, c.special)
	c.opens = !config.Hours.IsZero() || c.rules.opens() || c.opensSpecially()
	return c, nil
}

// Location returns the time zone of the business; UTC for the zero Calendar.
func (c *Calendar) Location() *time.Location { return c.zone.in() }

// DateOf returns the date at t where the business is.
func (c *Calendar) DateOf(t time.Time) Date { return DateOf(t.In(c.Location())) }

// At returns the moment at which the clock of the business shows a time of day:
// the first one if it does so twice, the moment of the change if a change of the
// clocks skips it. 24:00 is the start of the next day.
func (c *Calendar) At(date Date, clock Clock) time.Time {
	return c.zone.time(c.zone.unix(date.number()*daySeconds + int64(clock)*60))
}

func (c *Calendar) addSpecial(days []SpecialDay) (faults []error) {
	for _, day := range days {
		plan, err := day.plan()
		if err != nil {
			faults = append(faults, fmt.Errorf("timing: special day %s: %w", day.First, err))
			continue
		}
		for n := day.First.number(); n <= day.last().number(); n++ {
			if c.special[n] != nil {
				faults = append(faults, fmt.Errorf("timing: special day %s is given twice; leave one of them", dateOf(n)))
				break
			}
			c.special[n] = plan
		}
	}
	return faults
}

func (c *Calendar) opensSpecially() bool {
	for _, plan := range c.special {
		if len(plan.spans) > 0 {
			return true
		}
	}
	return false
}

func (d *SpecialDay) last() Date {
	if d.Last.IsZero() {
		return d.First
	}
	return d.Last
}

func (d *SpecialDay) plan() (*dayPlan, error) {
	first, last := d.First.number(), d.last().number()
	switch {
	case dateOf(first) != d.First || dateOf(last) != d.last():
		return nil, errors.New("there is no such date")
	case last < first:
		return nil, fmt.Errorf("it ends on %s, before it begins", d.Last)
	case last-first > 366:
		return nil, fmt.Errorf("it goes on until %s; at most a year", d.Last)
	}
	plan, err := newDayPlan(d.Open, d.Label)
	if err == nil && len(plan.open) == 0 {
		plan.kind = Closing
	}
	return plan, err
}

// newDayPlan returns the plan of a holiday, or of a day with other hours.
func newDayPlan(intervals []Interval, label Label) (*dayPlan, error) {
	open, err := tidy(intervals)
	if err != nil {
		return nil, err
	}
	kind := Holiday
	if len(open) > 0 {
		kind = OtherHours
	}
	return &dayPlan{kind: kind, label: label, open: slices.Clip(open), spans: spansOf(open)}, nil
}

func spansOf(intervals []Interval) []span {
	var spans []span
	for _, i := range intervals {
		spans = append(spans, i.span())
	}
	return spans
}
