package timing

// A walk goes through the open time of a calendar, span by span, in the order
// in which the spans begin. Spans of neighbouring days may overlap or touch.
type walk struct {
	calendar *Calendar
	day      int64 // the day whose spans are being walked
	lastDay  int64
	spans    []span // what is left of it
	period   period // the zone's period of the last moment that was asked for
}

// walk starts so early that the first spans may be over before the unix second,
// and goes on for SearchDays after it.
func (c *Calendar) walk(unix int64) walk {
	w := walk{calendar: c, period: c.zone.period(unix)}
	if !c.opens {
		return w
	}
	today := floorDiv(unix+w.period.offset, daySeconds)
	w.day, w.lastDay = today-1, today+SearchDays
	w.spans = c.spans(w.day)
	return w
}

// next returns the next span in unix seconds; ok is false at the end of the
// walk.
func (w *walk) next() (s span, ok bool) {
	for len(w.spans) == 0 {
		if w.day >= w.lastDay {
			return span{}, false
		}
		w.day++
		w.spans = w.calendar.spans(w.day)
	}
	s, w.spans = w.spans[0], w.spans[1:]
	midnight := w.day * daySeconds
	return span{w.unix(midnight + s.from), w.unix(midnight + s.to)}, true
}

// unix is zone.unix, quicker within one period.
func (w *walk) unix(local int64) int64 {
	at := local - w.period.offset
	if at >= w.period.start+2*daySeconds && at < w.period.end {
		return at // no earlier period comes near this clock time
	}
	at = w.calendar.zone.unix(local)
	w.period = w.calendar.zone.period(at)
	return at
}

// from returns the next span that is not over at the unix second, cut to begin
// no earlier than that.
func (w *walk) from(unix int64) (s span, ok bool) {
	for s, ok = w.next(); ok && s.to <= max(unix, s.from); {
		s, ok = w.next()
	}
	s.from = max(s.from, unix)
	return s, ok
}
