package timing

import (
	"math"
	"time"
)

// Add returns the moment by which d of business time has passed since t: the
// earliest one, so that an hour from 17:00 is 18:00 when the business closes
// then, and not the next morning. A d of zero or less gives t itself if the
// business is open then, and else when it opens next. The result is never in
// closed time, except for the very moment of closing. Add returns false if so
// much business time does not come within SearchDays.
func (c *Calendar) Add(t time.Time, d time.Duration) (time.Time, bool) {
	if d <= 0 {
		return c.NextOpen(t)
	}
	m := c.meter(t)
	return m.advance(d)
}

// A meter runs while the business is open.
type meter struct {
	walk     walk
	span     span // the open time in which it stands, if unix is before its end
	unix     int64
	fraction time.Duration // since unix, less than a second
}

func (c *Calendar) meter(t time.Time) meter {
	unix := t.Unix()
	return meter{walk: c.walk(unix), span: span{unix, unix}, unix: unix, fraction: time.Duration(t.Nanosecond())}
}

// advance lets d of business time pass and returns when that is. It returns false
// if so much does not come.
func (m *meter) advance(d time.Duration) (time.Time, bool) {
	for {
		if m.unix >= m.span.to && !m.enter() {
			return time.Time{}, false
		}
		left := time.Duration(m.span.to-m.unix)*time.Second - m.fraction
		if d <= left {
			m.fraction += max(d, 0)
			m.unix += int64(m.fraction / time.Second)
			m.fraction %= time.Second
			return m.walk.calendar.zone.time(m.unix).Add(m.fraction), true
		}
		d -= left
		m.unix, m.fraction = m.span.to, 0
	}
}

// enter goes on to the next open time.
func (m *meter) enter() (ok bool) {
	m.span, ok = m.walk.from(m.unix)
	if m.span.from > m.unix {
		m.unix, m.fraction = m.span.from, 0
	}
	return ok
}

// Between returns how much business time lies between a and b; below zero if b
// is before a. It takes time in proportion to the days between them.
func (c *Calendar) Between(a, b time.Time) time.Duration {
	if b.Before(a) {
		return -c.Between(b, a)
	}
	from, to := a.Unix(), b.Unix()
	seconds := int64(0)
	w := c.walk(from)
	w.lastDay = max(w.lastDay, floorDiv(c.zone.local(to), daySeconds))
	for {
		s, ok := w.from(from)
		if !ok || s.from >= to {
			break
		}
		from = min(s.to, to)
		seconds += from - s.from
	}
	total := durationOf(seconds)
	if a.Nanosecond() > 0 && c.Open(a) {
		total -= time.Duration(a.Nanosecond())
	}
	if b.Nanosecond() > 0 && c.Open(b) {
		total += time.Duration(b.Nanosecond())
	}
	return total
}

// AddDays returns the same time of day n business days after t, or the next
// moment at which the business is open if it is not open then. Counting starts
// at the day on which the business is open or opens next: one day from Saturday
// night is Tuesday's opening, if the weekend is off. An n of zero or less gives
// that start. AddDays returns false if there are not so many business days within
// SearchDays.
func (c *Calendar) AddDays(t time.Time, n int) (time.Time, bool) {
	start, ok := c.NextOpen(t)
	if !ok || n <= 0 {
		return start, ok
	}
	first := c.today(start)
	day := first
	for range n {
		if day, ok = c.businessDay(day + 1); !ok || day > first+SearchDays {
			return time.Time{}, false
		}
	}
	local := c.zone.local(start.Unix())
	same := c.zone.time(c.zone.unix(local + (day-first)*daySeconds))
	return c.NextOpen(same.Add(time.Duration(start.Nanosecond())))
}

// durationOf turns seconds into a duration, or the longest one in whole seconds to
// which a second can be added.
func durationOf(seconds int64) time.Duration {
	return time.Duration(min(seconds, math.MaxInt64/int64(time.Second)-1)) * time.Second
}
