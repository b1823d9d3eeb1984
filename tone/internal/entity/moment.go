package entity

import (
	"github.com/camerton/camerton/tone/internal/entity/vocab"
	"github.com/camerton/camerton/tone/internal/scan"
)

// A momentum is a moment while it is read: what is known of it, and the bits of
// all words that led to its pieces.
type momentum struct {
	when

	from, end int       // units
	first     vocab.Set // of the words before the first piece
	bits      vocab.Set
	relative  bool // counted from now: "in two hours"
	ranged    bool // from one time to another
}

// moment adds the moment that begins at unit i, put together from the pieces
// that follow one another: a day, a part of the day, an hour.
func (f *finder) moment(i int) {
	l := f.lead.before(i)
	m := momentum{from: l.start(), end: i, first: l.bits, bits: l.bits}
	if w, _ := f.core(i); w.Has(since) {
		m.bits |= 1 << since // "с утра" in one
	}
	if !f.piece(&m, i, m.bits) {
		return
	}
	for {
		at, bits := f.leadIn(m.end)
		comma := at > m.end && f.kind(m.end) == scan.Punct
		counted := bits.Any(1<<through|1<<agoBefore|1<<minus) || bits.Has(within) && !bits.Has(until) // from now
		if counted || comma && !f.joins(&m, at, bits) || !f.piece(&m, at, bits) {
			break
		}
		m.bits |= bits
	}
	f.addMoment(&m)
}

// joins reports whether what stands behind a comma, at unit i, may belong to m:
// the hour or the date to a day, "пятница, 19:30", but not a thing that is to be
// at another time, "до вечера, в восемь поезд".
func (f *finder) joins(m *momentum, i int, bits vocab.Set) bool {
	w, _ := f.core(i)
	return m.part == 0 && !m.bits.Has(until) && !w.Classes().Any(1<<part|1<<partForm|1<<dayPart) &&
		(f.kind(i) == scan.Clock || bits.Any(preps) || !m.clock)
}

// leadIn returns the unit behind the words from unit i on that may stand between
// two pieces of a moment, and the classes of these words.
func (f *finder) leadIn(i int) (end int, bits vocab.Set) {
	if f.raw(i) == "," || f.dash(i) {
		i++
	}
	for {
		w, n := f.core(i)
		if !w.Classes().Any(leads) || w.Classes().Any(cores) && !w.Has(clockWord) {
			return i, bits
		}
		bits |= w.Classes() & leads
		i += n
	}
}

// piece reads the piece of a moment at unit i that the words with these bits
// lead to. It reports whether there is one that m did not have yet.
func (f *finder) piece(m *momentum, i int, bits vocab.Set) bool {
	if f.kind(i) != scan.Word {
		return f.relativePiece(m, i, bits) || f.date(m, i, bits) || f.clock(m, i, bits)
	}
	w, n := f.core(i)
	c := w.Classes()
	switch {
	case !c.Any(cores):
		return false
	case c.Any(lengths) && f.relativePiece(m, i, bits),
		c.Any(daysInWords) && f.dayPiece(m, i, n, w, bits),
		c.Any(dates) && f.date(m, i, bits),
		c.Any(clocks) && f.clock(m, i, bits),
		c.Any(partsInWords) && f.partPiece(m, i, n, w, bits):
		return true
	}
	return false
}

// The classes of words that each piece of a moment may begin with.
const (
	counts       vocab.Set = 1<<number | 1<<scale | 1<<half | 1<<andHalf
	lengths                = counts | 1<<quarter | 1<<ordinal | 1<<span | 1<<unit
	daysInWords  vocab.Set = 1<<day | 1<<endOf | 1<<weekday | 1<<shortDay | 1<<weekend | 1<<unit
	dates                  = counts | 1<<ordinal
	clocks                 = counts | 1<<named | 1<<halfTo | 1<<quarter | 1<<hourWord
	partsInWords vocab.Set = 1<<part | 1<<partForm
)

// dayPiece reads a day that is a word.
func (f *finder) dayPiece(m *momentum, i, n int, w *vocab.Word, bits vocab.Set) bool {
	if m.week != 0 || m.day > dayOffset && m.dom == 0 || bits.Has(minus) {
		return false
	}
	if v, ok := w.Value(endOf); ok && m.day == noDay {
		switch v {
		case days:
			m.day = dayOffset
		case weeks:
			m.day = dayEndWeek
		default:
			m.day = dayEndMonth
		}
		m.end = i + n
		return true
	}
	if v, ok := w.Value(day); ok && m.day == noDay {
		m.day, m.offset, m.end = dayOffset, v, i+n
		m.past = v < 0
		if p, ok := w.Value(dayPart); ok {
			m.part = partOfDay(p) //nolint:gosec // one of few
		}
		return true
	}
	if f.weekday(m, i, n, w, bits) {
		return true
	}
	return m.day == noDay && f.week(m, i, bits)
}

// weekday reads a weekday or the weekend.
func (f *finder) weekday(m *momentum, i, n int, w *vocab.Word, bits vocab.Set) bool {
	v, ok := w.Value(weekday)
	if !ok {
		v, ok = w.Value(shortDay)
		ok = ok && (bits.Any(preps) || f.kind(i+n) == scan.Clock)
	}
	if w.Has(weekend) {
		v, ok = saturday, true
		bits |= 1 << this
	}
	if !ok || f.around(i-1).Has(noTime) || f.isA(i-1, ordinal) || f.isMonths(i, n, w) {
		return false
	}
	end := i + n
	if _, after, is := f.has(end, next); is {
		bits, end = bits|1<<next, after
	} else if _, after, is := f.has(end, last); is {
		bits, end = bits|1<<last, after
	} else if _, after, is := f.has(end, this); is {
		bits, end = bits|1<<this, after
	}
	if behind, is := f.weekdayTo(end); is {
		m.ranged, end = true, behind
		bits &^= 1 << since
		m.bits &^= 1 << until
	}
	m.week, m.end = v, end
	if m.day != noDay {
		return true // "the 13th, a Friday"
	}
	m.day = dayWeekday
	switch {
	case bits.Has(next):
		m.day = dayNextWeek
	case bits.Has(last):
		m.past = true
	case bits.Has(this):
		m.day = dayThis
	}
	return true
}

const saturday = 6

// weekdayTo reads the second of two weekdays, "с понедельника по пятницу", and
// returns the unit behind it.
func (f *finder) weekdayTo(i int) (end int, ok bool) {
	if !f.dash(i) && !f.is(i, 1<<to|1<<until) {
		return i, false
	}
	i++
	for f.isA(i, at) {
		i++
	}
	_, end, ok = f.has(i, weekday)
	return end, ok
}

// isMonths reports whether the Romanian word for Mondays is months here: "de
// două luni", "luni de zile".
func (f *finder) isMonths(i, n int, w *vocab.Word) bool {
	if !w.Has(unit) {
		return false
	}
	return f.kind(i-1) == scan.Number || f.isA(i-1, number) ||
		f.isA(i+n, of) && f.isA(i+n+1, unit)
}

// week reads "next week", "last month" and the like.
func (f *finder) week(m *momentum, i int, bits vocab.Set) bool {
	u, end, ok := f.has(i, unit)
	if !ok || u != weeks && u != months {
		return false
	}
	if _, after, is := f.has(end, next); is {
		bits, end = bits|1<<next, after
	} else if _, after, is := f.has(end, last); is {
		bits, end = bits|1<<last, after
	}
	switch {
	case bits.Has(next):
		m.offset = 1
	case bits.Has(last):
		m.offset, m.past = -1, true
	default:
		return false
	}
	m.day, m.end = dayWeek, end
	if u == months {
		m.day = dayMonth
	}
	return true
}

// partPiece reads a part of the day.
func (f *finder) partPiece(m *momentum, i, n int, w *vocab.Word, bits vocab.Set) bool {
	v, ok := w.Value(part)
	if ok && partOfDay(v) == midday && (bits.Any(preps) || f.isA(i-1, number)) { //nolint:gosec // one of few
		return false // "с днём рождения", "одним днём"
	}
	if !ok {
		v, ok = w.Value(partForm)
		led := bits.Any(1<<until|1<<at|1<<forDay) || bits.Has(since) && !bits.Has(of) || m.day != noDay
		ok = ok && led && partOfDay(v) != midday && !w.Has(doubtful) //nolint:gosec // one of few
	}
	if !ok || m.part != 0 || f.around(i-1).Has(noTime) || m.day == noDay && f.isA(i-1, weekday) {
		return false
	}
	if f.around(i+n).Has(noTime) || f.kind(i-1) == scan.Number && !m.clock {
		return false
	}
	m.part, m.end = partOfDay(v), i+n //nolint:gosec // one of few
	if bits.Has(this) && m.day == noDay {
		m.day = dayOffset // today's
	}
	return true
}

// addMoment adds what was read, as a deadline if it is one, or as a wait.
func (f *finder) addMoment(m *momentum) {
	if m.bits.Has(since) && f.waitedSince(m) {
		return
	}
	if m.bits.Has(until) && f.isPast(f.overAbout(m.from-1)) || f.wasDone(m) {
		if m.relative && !m.past {
			return // "it broke in two weeks" tells no moment that matters
		}
		m.past = true
	}
	if m.bits.Has(dated) && !m.bits.Has(until) || m.bits.Has(since) && m.day == noDay && !m.clock {
		m.past = true // "of 5 May", "since the morning"
	}
	m.nearest = m.first.Has(since) && !m.bits.Any(1<<of|1<<until) && !m.ranged
	e := Entity{Kind: Moment, HasClock: m.clock || m.shifted}
	from, end := m.from, m.end
	if m.bits.Has(until) && !m.past {
		e.Kind = Deadline
	} else if _, n := f.words.around.At(f.msg, end); f.around(end).Has(latest) && !m.past {
		e.Kind = Deadline
		end += n
	} else if k := f.limit(m); k >= 0 {
		e.Kind = Deadline
		from, end = f.wide(from, end, k, 0)
		m.exact = m.exact || m.minute > 0 && f.around(k).Has(event) // "рейс 5:40"
	}
	e.At = m.resolve(f.now)
	e.Start, e.End = f.start(from), f.end(end-1)
	f.add(e)
}
