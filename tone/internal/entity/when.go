package entity

import "time"

// A when is a time as a text says it. The zero value says nothing.
type when struct {
	day    dayKind
	offset int // days from today, weeks or months from this one
	week   int // the weekday, 1 to 7 from Monday, 0 if not said
	dom    int // the day of the month, 0 if not said
	month  int // 1 to 12, 0 if not said
	year   int // 0 if not said
	years  int // from this one, if not 0

	shift   time.Duration // from now on
	shifted bool

	clock        bool // an hour is said
	hour, minute int  // hour is up to 24
	exact        bool // hour is one of 24, not perhaps one of 12

	part    partOfDay // 0 if not said
	past    bool      // it was, rather than will be
	nearest bool      // it was or will be, whichever is nearer
}

// A dayKind is how a day is said.
type dayKind uint8

const (
	noDay       dayKind = iota
	dayOffset           // in so many days
	dayWeekday          // the next such weekday
	dayThis             // the same, today being one of them
	dayNextWeek         // that weekday of next week
	dayDate             // a day of a month
	dayOfMonth          // a day of this or another month
	dayWeek             // the Monday that begins a week, offset weeks from this one
	dayMonth            // the first of a month, offset months from this one
	dayMonths           // the same day, offset months from this one
	dayEndWeek          // the Sunday that ends this week
	dayEndMonth         // the last day of this month
)

// A partOfDay is a part of the day. When no hour is said, it stands for the hour
// at which it begins.
type partOfDay uint8

const (
	morning partOfDay = iota + 1
	midday
	noon
	lunch
	afternoon
	evening
	night
)

// partNames are the names of the parts in the files of words.
var partNames = []string{"morning", "midday", "noon", "lunch", "afternoon", "evening", "night"}

// parts are the hours at which the parts of the day begin and end.
var parts = [...]struct{ from, to int }{
	morning:   {8, 12},
	midday:    {12, 18},
	noon:      {12, 13},
	lunch:     {13, 14},
	afternoon: {14, 18},
	evening:   {18, 23},
	night:     {22, 24},
}

// of returns the hour of 24 that an hour of 12 is in a part of the day.
func (p partOfDay) of(hour int) int {
	if hour > 12 || hour == 0 {
		return hour
	}
	switch p {
	case midday, noon, lunch, afternoon:
		if hour <= 7 {
			hour += 12
		}
	case evening:
		hour += 12
	case night:
		if hour >= 7 {
			hour += 12
		}
	case morning:
	}
	return hour
}

// The hours between which an hour is looked for that may be one of 12 or of 24.
const (
	firstHour = 7
	lastHour  = 22
)

// nightEnds is the hour up to which a night is called by the day before it:
// "tonight at 2".
const nightEnds = 6

// hours returns the hours of the day that are meant, the earlier first.
func (w *when) hours() (early, late int) {
	switch {
	case w.part != 0:
		h := w.part.of(w.hour)
		return h, h
	case w.exact || w.hour == 0 || w.hour > 12:
		return w.hour, w.hour
	case w.hour < firstHour:
		return w.hour + 12, w.hour + 12
	case w.hour+12 > lastHour || w.hour+12 == lastHour && w.minute > 0:
		return w.hour, w.hour
	}
	return w.hour, w.hour + 12
}

// soon is how far ahead a date may be that something is to begin at; things that
// go on since a date have more often begun.
const soon = 31 * 24 * time.Hour

// resolve returns the time that is meant at now, in its location, and the zero
// time if now is zero.
func (w *when) resolve(now time.Time) time.Time {
	if now.IsZero() {
		return now
	}
	if w.shifted {
		return now.Add(w.shift)
	}
	if w.nearest && !w.past && w.day != dayOffset {
		next, last := *w, *w
		next.nearest, last.nearest, last.past = false, false, true
		t, was := next.resolve(now), last.resolve(now)
		if w.day == dayDate && t.Sub(now) > soon || w.day != dayDate && now.Sub(was) < t.Sub(now) {
			return was
		}
		return t
	}
	if w.day == noDay {
		return w.onSomeDay(now)
	}
	day := w.date(now)
	if !w.clock {
		if w.part != 0 {
			return onDay(day, 0, parts[w.part].from, 0)
		}
		return day
	}
	early, late := w.hours()
	first := onDay(day, 0, early, w.minute)
	if w.past || !sameDay(day, now) || !first.Before(minute(now)) {
		return first
	}
	if w.part == night && early < nightEnds {
		return onDay(day, 1, early, w.minute)
	}
	return onDay(day, 0, late, w.minute)
}

// onSomeDay resolves a time of which no day is said: the next such time, or the
// last one if it was.
func (w *when) onSomeDay(now time.Time) time.Time {
	if !w.clock {
		p := parts[w.part]
		begin, end := onDay(now, 0, p.from, 0), onDay(now, 0, p.to, 0)
		switch {
		case w.past && begin.After(now):
			return onDay(now, -1, p.from, 0)
		case !w.past && !end.After(now):
			return onDay(now, 1, p.from, 0)
		}
		return begin
	}
	early, late := w.hours()
	if w.past {
		for _, t := range [...]time.Time{onDay(now, 0, late, w.minute), onDay(now, 0, early, w.minute)} {
			if !t.After(now) {
				return t
			}
		}
		return onDay(now, -1, late, w.minute)
	}
	for _, t := range [...]time.Time{onDay(now, -1, late, w.minute), onDay(now, 0, early, w.minute), onDay(now, 0, late, w.minute)} {
		if !t.Before(minute(now)) {
			return t
		}
	}
	return onDay(now, 1, early, w.minute)
}

// date returns the beginning of the day that is meant.
func (w *when) date(now time.Time) time.Time {
	today := isoWeekday(now)
	switch w.day {
	case dayOffset:
		return onDay(now, w.offset, 0, 0)
	case dayWeekday:
		if w.past {
			return onDay(now, -ahead(w.week, today, 1), 0, 0)
		}
		return onDay(now, ahead(today, w.week, 1), 0, 0)
	case dayThis:
		return onDay(now, ahead(today, w.week, 0), 0, 0)
	case dayNextWeek:
		return onDay(now, 7-today+w.week, 0, 0)
	case dayDate, dayOfMonth:
		return w.inCalendar(now)
	case dayWeek:
		return onDay(now, 7*w.offset+1-today, 0, 0)
	case dayMonth:
		return civil(now, now.Year(), int(now.Month())+w.offset, 1)
	case dayMonths:
		return civil(now, now.Year(), int(now.Month())+w.offset, min(now.Day(), daysIn(now.Year(), int(now.Month())+w.offset)))
	case dayEndWeek:
		return onDay(now, 7-today, 0, 0)
	case dayEndMonth:
		return civil(now, now.Year(), int(now.Month())+1, 0)
	case noDay:
	}
	return onDay(now, 0, 0, 0)
}

// ahead returns how many days it is from one weekday to another, at least least.
func ahead(from, to, least int) int {
	n := (to - from + 7) % 7
	if n < least {
		n += 7
	}
	return n
}

const (
	monthsToLook = 50 // a leap day comes at least so soon, but for a few centuries
	monthsToFit  = 2  // in which the day of the month must fall on the weekday that is said
)

// inCalendar returns the next day, or the last one, with a day of the month and
// perhaps a month and a year.
func (w *when) inCalendar(now time.Time) time.Time {
	if w.year != 0 {
		return civil(now, w.year, w.month, w.dom)
	}
	if w.years != 0 {
		return civil(now, now.Year()+w.years, w.month, w.dom)
	}
	var found time.Time
	today := onDay(now, 0, 0, 0)
	step := 1
	if w.past {
		step = -1
	}
	for n := range monthsToLook {
		year, m := now.Year(), int(now.Month())+n*step
		t := civil(now, year, m, w.dom)
		switch {
		case t.Day() != w.dom, w.month != 0 && int(t.Month()) != w.month:
			continue
		case w.past && t.After(today), !w.past && t.Before(today):
			continue
		}
		if w.month != 0 || w.week == 0 || isoWeekday(t) == w.week {
			return t
		}
		if found.IsZero() {
			found = t
		}
		if n >= monthsToFit {
			break
		}
	}
	return found
}

// onDay returns a time of the day that is days after t's, by the clock on the
// wall in t's location. Hour may be 24.
func onDay(t time.Time, days, hour, minute int) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day()+days, hour, minute, 0, 0, t.Location())
}

func civil(now time.Time, year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, now.Location())
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month+1), 0, 0, 0, 0, 0, time.UTC).Day()
}

// minute returns the beginning of t's minute: what is to be at 18:00 is not past
// until the minute is.
func minute(t time.Time) time.Time {
	return t.Add(-time.Duration(t.Second())*time.Second - time.Duration(t.Nanosecond()))
}

func sameDay(a, b time.Time) bool {
	return a.Year() == b.Year() && a.Month() == b.Month() && a.Day() == b.Day()
}

// isoWeekday returns 1 for Monday to 7 for Sunday.
func isoWeekday(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }
