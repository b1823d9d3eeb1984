package timing

import "time"

// round returns the time that a person would say for a due time, and how. It is
// never earlier, and in business time: if rounding carries it over a closing, it
// becomes a time some while after the next opening. A business that is hardly
// ever open so long says the due time to the minute.
func (r *Rounding) round(c *Calendar, from, due time.Time) (time.Time, Precision) {
	at := r.up(c, from, due)
	if c.closesAfter(at) {
		return at, r.precision(c, from, at)
	}
	if settled, ok := c.Add(at, r.Settle); ok {
		if at = r.up(c, from, settled); c.closesAfter(at) {
			return at, r.precision(c, from, at)
		}
	}
	return due, ToTheMinute
}

// up rounds a time up to the step that fits its distance.
func (r *Rounding) up(c *Calendar, from, due time.Time) time.Time {
	switch ahead := due.Sub(from); {
	case ahead <= r.FineWithin:
		return c.roundUp(due, r.Fine)
	case ahead <= r.MiddleWithin:
		return c.roundUp(due, r.Middle)
	case c.today(due) == c.today(from):
		return c.roundUp(due, r.Coarse)
	default:
		return c.roundUp(due, r.OtherDay)
	}
}

func (r *Rounding) precision(c *Calendar, from, at time.Time) Precision {
	if r.PartOfDayFrom > 0 && c.today(at)-c.today(from) >= int64(r.PartOfDayFrom) {
		return PartsOfDay
	}
	return ByTheClock
}

// closesAfter reports whether the business is open up to t.
func (c *Calendar) closesAfter(t time.Time) bool { return c.Open(t.Add(-1)) }

// roundUp returns the first moment, not before t, at which the clock of the
// business shows a multiple of the step that it has not shown before: in the hour
// that comes twice, "by 02:30" would look as if it were over.
func (c *Calendar) roundUp(t time.Time, step time.Duration) time.Time {
	seconds := int64(step / time.Second)
	if seconds <= 0 {
		return t
	}
	unix := t.Unix()
	if t.Nanosecond() > 0 {
		unix++
	}
	rounded := floorDiv(c.zone.local(unix)+seconds-1, seconds) * seconds
	at := c.zone.unix(rounded)
	for ; at < unix; at = c.zone.unix(rounded) {
		rounded += seconds
	}
	return c.zone.time(at)
}

// roundDown returns the last moment, not after t, at which the clock showed a
// multiple of the step, as long as no change of the clocks lies between.
func (c *Calendar) roundDown(t time.Time, step time.Duration) time.Time {
	seconds := int64(step / time.Second)
	if seconds <= 0 {
		return t
	}
	local := c.zone.local(t.Unix())
	return c.zone.time(t.Unix() - (local - floorDiv(local, seconds)*seconds))
}
