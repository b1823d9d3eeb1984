package entity

import (
	"time"
)

// How many units of a clause are looked at, on either side, for a verb that
// belongs to a count or a length of time, and how many may stand between for the
// verb to be part of the span.
const (
	verbReach = 5
	verbGap   = 1
)

// waited adds the length of time that l leads to as a wait, if it is one.
func (f *finder) waited(s *stretch, l *lead) {
	from, end := l.from, s.end
	if l.prep < 0 && !l.bits.Any(1<<already|1<<article|1<<since) {
		from = s.from
	}
	verb := f.near(from, end, 1<<wait)
	if verb < 0 && !f.isWait(s, l, from) {
		return
	}
	if l.bits.Any(1<<until|1<<forDay|1<<at) || f.near(from, end, 1<<steady) >= 0 {
		return
	}
	if verb >= 0 {
		from, end = f.wide(from, end, verb, verbGap)
	}
	length := s.length()
	if s.ranked { // the third day is under way: two have passed
		length = unitLengths[s.unit] * time.Duration(max(s.n/hundredths-1, 1))
	}
	f.add(Entity{Kind: Waiting, Start: f.start(from), End: f.end(end - 1), Span: length})
}

// isWait reports whether a length of time is a wait though no verb says so.
func (f *finder) isWait(s *stretch, l *lead, from int) bool {
	switch {
	case s.unit == years || s.vague && !l.bits.Any(1<<already|1<<since):
		return false
	case s.ranked:
		least := int64(2 * hundredths)
		if l.bits.Has(article) {
			least = 3 * hundredths // "a doua zi" is the next day
		}
		return s.n >= least && l.prep < 0 && !f.isPast(from-1)
	case l.bits.Has(already):
		return true
	case l.bits.Has(since):
		return f.stops(from-1) || f.near(from, s.end, 1<<contact) >= 0
	}
	return false
}

// waitedSince adds m as a wait since then, if a verb says that it is one.
func (f *finder) waitedSince(m *momentum) bool {
	verb := f.near(m.from, m.end, 1<<wait)
	if verb < 0 || m.relative && !m.past {
		return false
	}
	m.past = true
	e := Entity{Kind: Waiting}
	if t := m.resolve(f.now); !t.IsZero() {
		e.Span = max(f.now.Sub(t), 0)
	}
	from, end := f.wide(m.from, m.end, verb, verbGap)
	e.Start, e.End = f.start(from), f.end(end-1)
	f.add(e)
	return true
}
