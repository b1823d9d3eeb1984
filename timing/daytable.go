package timing

import "time"

// The years that calendars are made for. In others they are right too, but
// slower.
const (
	firstYear = 2015
	lastYear  = 2060
)

// The days of these years, the last one excluded.
var (
	firstDay = Date{firstYear, time.January, 1}.number()
	lastDay  = Date{lastYear, time.January, 1}.number()
)

// A dayTable holds the plans of all the days that are not ordinary ones, for a
// quick look. The zero table covers no days.
type dayTable struct {
	index []uint16 // by day since firstDay: 0 is an ordinary day, n is plans[n-1]
	plans []*dayPlan
}

func newDayTable(rules *ruleSet, special map[int64]*dayPlan) dayTable {
	t := dayTable{index: make([]uint16, lastDay-firstDay)}
	for i, rule := range rules.rules {
		t.plans = append(t.plans, rules.plans[i])
		for year := firstYear; year < lastYear; year++ {
			if date, ok := rule.In(year); ok {
				t.set(date.number(), len(t.plans))
			}
		}
	}
	for day, plan := range special {
		if t.covers(day) {
			t.plans = append(t.plans, plan)
			t.set(day, len(t.plans))
		}
	}
	return t
}

func (t *dayTable) covers(day int64) bool {
	return day >= firstDay && day-firstDay < int64(len(t.index))
}

func (t *dayTable) set(day int64, n int) { t.index[day-firstDay] = uint16(n) } //nolint:gosec // fewer than maxRules and the days covered

// find returns the plan of a day that the table covers, or nil for an ordinary
// one.
func (t *dayTable) find(day int64) *dayPlan {
	if n := t.index[day-firstDay]; n > 0 {
		return t.plans[n-1]
	}
	return nil
}
