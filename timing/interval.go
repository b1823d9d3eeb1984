package timing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// An Interval is a stretch of open time that begins on one day: open at From,
// closed again at To. If To is not after From, it ends on the next day:
// 22:00-06:00 is a night shift. From is before 24:00 and differs from To.
type Interval struct {
	From, To Clock
}

// ParseIntervals reads one day's open time, "09:00-13:00, 14:00-18:00", in any
// of the ways in which [ParseHours] accepts it but without days. "closed" gives
// nil.
func ParseIntervals(text string) ([]Interval, error) {
	intervals, err := parseIntervals(text)
	if err != nil {
		return nil, fmt.Errorf("timing: %w", err)
	}
	return intervals, nil
}

func parseIntervals(text string) ([]Interval, error) {
	hours, days, err := parseHours(text)
	if err != nil {
		return nil, err
	}
	if days {
		return nil, fmt.Errorf("%q names days; only times are wanted here, as in %q", text, "09:00-13:00, 14:00-18:00")
	}
	return hours.days[0], nil
}

// String returns "09:00-18:00".
func (i Interval) String() string { return i.From.String() + "-" + i.To.String() }

// MarshalText returns what String does; an interval that is none is an error.
func (i Interval) MarshalText() ([]byte, error) {
	if err := i.validate(); err != nil {
		return nil, fmt.Errorf("timing: %w", err)
	}
	return []byte(i.String()), nil
}

// UnmarshalText accepts one interval in any of the ways in which ParseIntervals
// does.
func (i *Interval) UnmarshalText(text []byte) error {
	intervals, err := ParseIntervals(string(text))
	if err != nil {
		return err
	}
	if len(intervals) != 1 {
		return fmt.Errorf("timing: %q is not one interval; write it as 09:00-18:00", text)
	}
	*i = intervals[0]
	return nil
}

// PastMidnight reports whether the interval ends on the day after it began,
// later than at midnight.
func (i Interval) PastMidnight() bool { return i.To <= i.From && i.To > 0 }

// span returns the interval in seconds since the midnight at which its day
// begins; the end may be up to 48 hours.
func (i Interval) span() span {
	s := span{from: int64(i.From) * 60, to: int64(i.To) * 60}
	if i.To <= i.From {
		s.to += daySeconds
	}
	return s
}

func (i Interval) validate() error {
	switch {
	case i.From >= EndOfDay || i.To > EndOfDay:
		return fmt.Errorf("%s is outside the day; times go from 00:00 to 24:00", i)
	case i.From == i.To:
		return fmt.Errorf("%s opens and closes at the same time; a whole day is 00:00-24:00", i)
	}
	return nil
}

// tidy returns the intervals of one day sorted, with midnight as an end written
// 24:00 and touching neighbours joined, or an error if one is invalid or two
// overlap.
func tidy(intervals []Interval) ([]Interval, error) {
	sorted := slices.Clone(intervals)
	for i := range sorted {
		if sorted[i].To == 0 {
			sorted[i].To = EndOfDay
		}
		if err := sorted[i].validate(); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(sorted, func(a, b Interval) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	var out []Interval
	for _, next := range sorted {
		if len(out) == 0 {
			out = append(out, next)
			continue
		}
		last := &out[len(out)-1]
		switch a, b := last.span(), next.span(); {
		case b.from < a.to:
			return nil, fmt.Errorf("%s and %s overlap; write them as one", last, next)
		case b.from == a.to && joinable(a.from, b.to):
			last.To = next.To
		default:
			out = append(out, next)
		}
	}
	return out, nil
}

// joinable reports whether one Interval can say what goes from one second of
// the day to another: a full day can only be said from midnight.
func joinable(from, to int64) bool {
	return to-from < daySeconds || from == 0 && to == daySeconds
}

// without returns the intervals with a break taken out of the one that holds
// it, and whether there was one. A break must end before midnight: what follows
// it would otherwise begin on another day.
func without(intervals []Interval, pause Interval) ([]Interval, bool) {
	hole := pause.span()
	for n, i := range intervals {
		whole := i.span()
		if hole.from <= whole.from || hole.to >= whole.to || hole.to >= daySeconds {
			continue
		}
		before, after := Interval{i.From, pause.From}, Interval{pause.To, i.To}
		return slices.Concat(intervals[:n], []Interval{before, after}, intervals[n+1:]), true
	}
	return intervals, false
}

func joinIntervals(intervals []Interval) string {
	parts := make([]string, len(intervals))
	for n, i := range intervals {
		parts[n] = i.String()
	}
	return strings.Join(parts, ", ")
}
