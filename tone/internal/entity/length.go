package entity

import (
	"time"

	"github.com/camerton/camerton/tone/internal/entity/vocab"
	"github.com/camerton/camerton/tone/internal/scan"
)

// A stretch is a length of time as a text says it.
type stretch struct {
	n         int64 // in hundredths of the unit; of a rank, "the third day", the rank in hundredths
	unit      int
	more      time.Duration // "an hour and 20 minutes"
	ranked    bool
	vague     bool // no number is said: "час", "неделю"
	from, end int  // units
}

// unitLengths are the lengths of the units, of months and years about.
var unitLengths = [...]time.Duration{
	minutes: time.Minute, hours: time.Hour, days: 24 * time.Hour,
	weeks: 7 * 24 * time.Hour, months: 30 * 24 * time.Hour, years: 365 * 24 * time.Hour,
}

// The largest numbers of units, and of years, that are believed.
const (
	maxStretch = 1000 * hundredths
	maxYears   = 50 * hundredths
)

func (s *stretch) length() time.Duration {
	return unitLengths[s.unit]/hundredths*time.Duration(s.n) + s.more
}

// stretch reads the length of time at unit i: "3 дня", "полчаса", "o ora
// jumate", "минут двадцать", "третий день".
func (f *finder) stretch(i int, bits vocab.Set) (s stretch, ok bool) {
	m := &f.measured
	if number := int32(i + 1); m.number != number || m.bits != bits { //nolint:gosec // units are at most scan's limit
		m.number, m.bits = number, bits
		m.stretch, m.ok = f.readStretch(i, bits)
	}
	return m.stretch, m.ok
}

// Measured is the length of time that was read last.
type measured struct {
	number  int32 // of the unit behind its first one, 0 if none was read
	bits    vocab.Set
	stretch stretch
	ok      bool
}

func (f *finder) readStretch(i int, bits vocab.Set) (s stretch, ok bool) {
	s.from = i
	if v, end, is := f.has(i, span); is {
		s.n, s.unit, s.end = int64(v)*hundredths, minutes, end
		return s, true
	}
	if n, end, is := f.rankAt(i, bits); is && n < 100 {
		if u, after, is := f.unitAt(end); is {
			return stretch{n: int64(n) * hundredths, unit: u, ranked: true, from: i, end: after}, true
		}
	}
	if s, ok = f.fraction(i); ok {
		return s, true
	}
	if u, end, is := f.has(i, unit); is {
		return f.inverted(i, u, end, bits)
	}
	n, end, ok := f.quantity(i)
	if !ok || n > maxStretch || n == 0 {
		return s, false
	}
	if f.dash(end) { // of "2-3 дня" the first counts
		if _, behind, is := f.quantity(end + 1); is {
			end = behind
		}
	}
	u, after, ok := f.unitAt(end)
	return f.withMore(stretch{n: n, unit: u, from: i, end: after}), ok && (u != years || n <= maxYears)
}

// unitAt reads a unit of time at unit i, with "working" or the Romanian "de"
// before it and "working" behind.
func (f *finder) unitAt(i int) (u, end int, ok bool) {
	for f.is(i, 1<<kindOfDay|1<<of) {
		i++
	}
	u, end, ok = f.has(i, unit)
	if ok && f.isA(end, kindOfDay) {
		end++
	}
	return u, end, ok
}

// fraction reads "jumatate de ora", "un sfert de ora", "полтора часа".
func (f *finder) fraction(i int) (s stretch, ok bool) {
	n := int64(0)
	end := i
	if _, after, is := f.has(i, andHalf); is {
		n, end = 150, after
	} else {
		v := 1
		if count, after, is := f.has(i, number); is {
			v, end = count, after
		}
		if _, after, is := f.has(end, half); is && v == 1 {
			n, end = 50, after
		} else if _, after, is := f.has(end, quarter); is && v <= 3 {
			n, end = 25*int64(v), after
		}
	}
	if n == 0 {
		return s, false
	}
	u, after, ok := f.unitAt(end)
	return stretch{n: n, unit: u, from: i, end: after}, ok
}

// inverted reads a unit that has its number behind it, "минут двадцать", or none.
func (f *finder) inverted(i, u, end int, bits vocab.Set) (s stretch, ok bool) {
	s = stretch{n: hundredths, unit: u, vague: true, from: i, end: end}
	if !f.isA(i, inverse) {
		return f.withMore(s), f.isA(i, single)
	}
	behind := end
	if f.isA(end, through) {
		behind++
	}
	n, after, ok := f.quantity(behind)
	if !ok || n > maxStretch || !f.endsHere(after) && !f.isA(after, agoBehind) {
		return s, bits.Any(1<<within | 1<<about)
	}
	s.n, s.vague, s.end = n, false, after
	return s, true
}

// withMore reads what is added behind the unit: "o ora jumate", "2 ore si
// jumatate", "час двадцать", "2 часа 15 минут".
func (f *finder) withMore(s stretch) stretch {
	i := s.end
	if _, after, is := f.has(i, plus); is {
		i = after
	}
	if _, after, is := f.has(i, half); is && !f.is(after, 1<<of|1<<ordinal) {
		s.n += hundredths / 2
		s.vague, s.end = false, after
		return s
	}
	if s.unit != hours {
		return s
	}
	n, end, ok := f.minutesAt(i)
	if ok && (f.isA(end-1, unit) || s.vague && n >= 10 && f.kind(i) == scan.Word) {
		s.more = time.Duration(n) * time.Minute
		s.vague, s.end = false, end
	}
	return s
}

// length adds what the length of time at unit i says, if it is a wait. Lengths
// that lead to a moment are pieces of one.
func (f *finder) length(i int) {
	l := f.lead.before(i)
	if l.bits.Any(1<<within|1<<agoBefore) || l.bits.Has(through) && !l.bits.Has(since) {
		return
	}
	s, ok := f.stretch(i, l.bits)
	if !ok || f.attached(s.end) || f.isA(s.end, agoBehind) || f.isA(s.end-2, through) && s.end-2 > i {
		return
	}
	f.waited(&s, &l)
}

// relativePiece reads a length of time from or before now: "через 2 часа",
// "минут через пять", "acum doua zile", "неделю назад".
func (f *finder) relativePiece(m *momentum, i int, bits vocab.Set) bool {
	if m.day != noDay || m.clock || m.part != 0 || m.shifted {
		return false
	}
	s, ok := f.stretch(i, bits)
	if !ok && bits.Has(withinOne) {
		s = stretch{n: hundredths, from: i}
		s.unit, s.end, ok = f.unitAt(i)
		s = f.withMore(s)
	}
	if !ok {
		return false
	}
	sign := 0
	end := s.end
	from, remains := f.remains(&s)
	switch {
	case s.ranked:
	case remains:
		sign = 1
		m.from = from
		m.bits |= 1 << until
	case f.isA(end, agoBehind):
		sign = -1
		_, n := f.core(end)
		end += n
	case bits.Has(agoBefore):
		sign = -1
	case bits.Any(1<<through|1<<within) && !bits.Has(since), f.isA(i, inverse) && f.isA(i+1, through):
		sign = 1
	}
	if sign == 0 {
		return false
	}
	m.relative, m.end, m.past = true, end, sign < 0
	m.move(&s, sign)
	return true
}

// remains reports whether a length of time is what is left until something, and
// returns the unit at which that begins to be said: "до поезда сорок минут",
// "осталось 5 минут".
func (f *finder) remains(s *stretch) (from int, ok bool) {
	if s.unit > hours {
		return 0, false
	}
	if k := f.behind(s.from, 2, 1<<left); k >= 0 {
		return k, true
	}
	k := s.from - 1
	return k - 1, f.around(k).Any(1<<event|1<<ends) && f.isA(k-1, until)
}

// move sets m to the time that a length of time is away from now.
func (m *momentum) move(s *stretch, sign int) {
	whole := int(s.n/hundredths) * sign
	switch {
	case s.unit <= hours || s.n%hundredths != 0 && s.unit == days:
		m.shifted, m.shift = true, time.Duration(sign)*s.length()
	case s.unit == months, s.unit == years:
		m.day, m.offset = dayMonths, whole
		if s.unit == years {
			m.offset *= 12
		}
	default:
		m.day, m.offset = dayOffset, int(time.Duration(sign)*s.length()/unitLengths[days])
	}
}
