package timing

import "time"

// Open reports whether the business is open at t.
func (c *Calendar) Open(t time.Time) bool {
	unix := t.Unix()
	for w := c.walk(unix); ; {
		s, ok := w.next()
		if !ok || s.from > unix {
			return false
		}
		if unix < s.to {
			return true
		}
	}
}

// NextOpen returns the earliest moment, not before t, at which the business is
// open: t itself if it is open then. It returns false if the business does not
// open within SearchDays.
func (c *Calendar) NextOpen(t time.Time) (time.Time, bool) {
	unix := t.Unix()
	w := c.walk(unix)
	s, ok := w.from(unix)
	if !ok {
		return time.Time{}, false
	}
	if s.from == unix {
		return c.zone.place(t), true
	}
	return c.zone.time(s.from), true
}

// NextClose returns the earliest moment, not before t, at which the business is
// closed: t itself if it is closed then. It returns false if the business does
// not close within SearchDays.
func (c *Calendar) NextClose(t time.Time) (time.Time, bool) {
	unix := t.Unix()
	w := c.walk(unix)
	s, ok := w.from(unix)
	if !ok || s.from > unix {
		return c.zone.place(t), true
	}
	end := s.to
	for s, ok = w.next(); ok && s.from <= end; s, ok = w.next() {
		end = max(end, s.to)
	}
	if end > w.unix(w.lastDay*daySeconds) {
		return time.Time{}, false
	}
	return c.zone.time(end), true
}

// StartOfNextBusinessDay returns when the business opens on the first business
// day after the one at t. It returns false if there is none within SearchDays.
func (c *Calendar) StartOfNextBusinessDay(t time.Time) (time.Time, bool) {
	day := c.today(t) + 1
	day, ok := c.businessDay(day)
	if !ok {
		return time.Time{}, false
	}
	return c.moment(day, c.spans(day)[0].from), true
}

// NextMorning returns the next moment, not before t, at which a business day
// begins for the customers: when the business opens, but not before the time of
// day given. If it opens only before that time, it is its first opening. It
// returns false if there is none within SearchDays.
func (c *Calendar) NextMorning(t time.Time, notBefore Clock) (time.Time, bool) {
	for day, ok := c.businessDay(c.today(t)); ok; day, ok = c.businessDay(day + 1) {
		if morning := c.moment(day, c.openFrom(day, int64(notBefore)*60)); !morning.Before(t) {
			return morning, true
		}
	}
	return time.Time{}, false
}

// SameTimeNextDay returns the same time of day as at t on the next business day,
// if the business is open then and for an hour more, and its opening on that day
// otherwise. It returns false if there is none within SearchDays.
func (c *Calendar) SameTimeNextDay(t time.Time) (time.Time, bool) {
	const room = 60 * 60
	day, ok := c.businessDay(c.today(t) + 1)
	if !ok {
		return time.Time{}, false
	}
	clock := int64(ClockOf(t.In(c.Location()))) * 60
	for _, s := range c.spans(day) {
		if s.from <= clock && clock+room <= s.to {
			return c.moment(day, clock), true
		}
	}
	return c.moment(day, c.spans(day)[0].from), true
}

// today returns the number of the day at t.
func (c *Calendar) today(t time.Time) int64 { return floorDiv(c.zone.local(t.Unix()), daySeconds) }

// moment returns when the clock shows so many seconds after midnight.
func (c *Calendar) moment(day, seconds int64) time.Time {
	return c.zone.time(c.zone.unix(day*daySeconds + seconds))
}

// businessDay returns the first business day that is not before the given one.
func (c *Calendar) businessDay(day int64) (int64, bool) {
	if !c.opens {
		return 0, false
	}
	for last := day + SearchDays; day <= last; day++ {
		if len(c.spans(day)) > 0 {
			return day, true
		}
	}
	return 0, false
}

// openFrom returns the first second of a business day, not before the given one,
// at which it is open by the hours that begin on that day, or else when it first
// opens.
func (c *Calendar) openFrom(day, seconds int64) int64 {
	spans := c.spans(day)
	for _, s := range spans {
		if seconds < s.to && seconds < daySeconds {
			return max(s.from, seconds)
		}
	}
	return spans[0].from
}
