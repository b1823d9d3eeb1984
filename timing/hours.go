package timing

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Hours are the weekly opening hours of a business. The zero value is never
// open. Hours are never changed after they are made and may be shared.
type Hours struct {
	days [7][]Interval // by time.Weekday; each sorted, disjoint, touching ones joined
}

// MakeHours returns the hours with the given open intervals on each weekday;
// days that are missing are closed. Two intervals of one day that overlap are
// an error; a night shift may run into the next day's hours.
func MakeHours(days map[time.Weekday][]Interval) (Hours, error) {
	for day := range days {
		if day < time.Sunday || day > time.Saturday {
			return Hours{}, fmt.Errorf("timing: weekday %d is not one of time.Sunday to time.Saturday", day)
		}
	}
	var h Hours
	for _, day := range week {
		tidied, err := tidy(days[day])
		if err != nil {
			return Hours{}, fmt.Errorf("timing: %s: %w", day, err)
		}
		h.days[day] = tidied
	}
	return h, nil
}

// On returns the open intervals that begin on the weekday, in order; nil if
// none does.
func (h Hours) On(day time.Weekday) []Interval { return slices.Clone(h.days[day]) }

// IsZero reports whether the hours are those of a business that never opens.
func (h Hours) IsZero() bool {
	for _, intervals := range h.days {
		if len(intervals) > 0 {
			return false
		}
	}
	return true
}

// Equal reports whether two businesses with these hours are open at the same
// times, as far as they are said in the same intervals.
func (h Hours) Equal(other Hours) bool {
	return slices.EqualFunc(h.days[:], other.days[:], slices.Equal[[]Interval])
}

// A DayGroup is a set of weekdays that share their intervals.
type DayGroup struct {
	Days      []time.Weekday // in the order of the week, which begins on Monday
	Intervals []Interval     // nil if the days are closed
}

// Groups returns the week as people write it: the days that share their
// intervals together, in the order of each group's first day, Monday first;
// days that are closed make a group of their own.
func (h Hours) Groups() []DayGroup {
	var groups []DayGroup
	for _, day := range week {
		same := func(g DayGroup) bool { return slices.Equal(g.Intervals, h.days[day]) }
		if at := slices.IndexFunc(groups, same); at >= 0 {
			groups[at].Days = append(groups[at].Days, day)
			continue
		}
		groups = append(groups, DayGroup{Days: []time.Weekday{day}, Intervals: slices.Clone(h.days[day])})
	}
	return groups
}

// String returns the canonical form, which ParseHours reads back to the same
// hours: "Mon-Fri 09:00-18:00; Sat 10:00-14:00", "24/7", "closed".
func (h Hours) String() string {
	var parts []string
	for _, g := range h.Groups() {
		switch {
		case len(g.Intervals) == 0:
			continue
		case len(g.Days) < len(week):
			parts = append(parts, joinDays(g.Days)+" "+joinIntervals(g.Intervals))
		case slices.Equal(g.Intervals, allDay):
			return alwaysWord
		default:
			parts = append(parts, dailyWord+" "+joinIntervals(g.Intervals))
		}
	}
	if len(parts) == 0 {
		return closedWord
	}
	return strings.Join(parts, "; ")
}

// MarshalText returns what String does.
func (h Hours) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText accepts what ParseHours does.
func (h *Hours) UnmarshalText(text []byte) (err error) {
	*h, err = ParseHours(string(text))
	return err
}

// The words of the canonical form.
const (
	alwaysWord = "24/7"
	dailyWord  = "daily"
	closedWord = "closed"
)

// allDay is a day without closing.
var allDay = []Interval{{0, EndOfDay}}

// week lists the days in the order in which a week goes here.
var week = [7]time.Weekday{
	time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday,
}

// joinDays returns "Mon-Wed,Fri": runs of two days or more are said as a range.
func joinDays(days []time.Weekday) string {
	var parts []string
	for i := 0; i < len(days); {
		last := i
		for last+1 < len(days) && days[last+1] == (days[last]+1)%7 {
			last++
		}
		part := shortName(days[i])
		if last > i {
			part += "-" + shortName(days[last])
		}
		parts = append(parts, part)
		i = last + 1
	}
	return strings.Join(parts, ",")
}

func shortName(day time.Weekday) string { return day.String()[:3] }
