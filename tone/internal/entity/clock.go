package entity

import (
	"github.com/camerton/camerton/tone/internal/entity/vocab"
	"github.com/camerton/camerton/tone/internal/scan"
)

// An oclock is what a clock shows.
type oclock struct {
	hour, minute int
	exact        bool      // one of 24 hours as it is written
	part         partOfDay // of the day, 0 if not said
	end          int       // the unit behind it
}

// hourLeads are the classes of words behind which a bare figure may be an hour.
const hourLeads vocab.Set = 1<<until | 1<<at | 1<<clockWord

// clock reads the time of day at unit i: "18:00", "5 вечера", "полшестого",
// "в пять", "5 fara un sfert". Of a range, "с 9 до 18", it is the beginning.
func (f *finder) clock(m *momentum, i int, bits vocab.Set) bool {
	if m.clock {
		return false
	}
	c, ok := f.oclock(i, bits, m.day != noDay)
	if !ok || m.part != 0 && c.part != 0 && c.part != m.part {
		return false
	}
	if behind, ok := f.rangeEnd(&c, bits); ok {
		c.end = behind
		c.exact = c.exact || c.hour >= firstHour
		m.ranged = true
		m.bits &^= 1 << until
	}
	if bits.Has(since) && m.day != noDay {
		c.exact = c.exact || c.hour >= firstHour // "azi de la 10" began in the morning
	}
	m.clock, m.hour, m.minute, m.exact, m.end = true, c.hour, c.minute, c.exact, c.end
	if c.part != 0 {
		m.part = c.part
	}
	return true
}

// oclock reads one time of day. Bits are the classes of the words that lead to
// it; ofDay says that its day is named.
func (f *finder) oclock(i int, bits vocab.Set, ofDay bool) (c oclock, ok bool) {
	if bits.Has(minus) {
		return f.minutesTo(i)
	}
	if v, end, is := f.has(i, named); is && bits.Any(preps) {
		return oclock{hour: v / 60, minute: v % 60, exact: true, end: end}, true
	}
	if c, ok = f.halfPast(i); ok {
		return f.withPart(c, true), true
	}
	if c, ok = f.figuresOfClock(i); ok {
		if f.isA(c.end, oClock) {
			c.end++
		}
		c = f.withPart(c, true)
		plain := f.kind(i) == scan.Clock && f.raw(i)[len(f.raw(i))-3] == ':'
		return c, f.endsHere(c.end) && (plain || ofDay || c.part != 0 || bits.Any(hourLeads|1<<forDay|1<<since|1<<between))
	}
	return f.bareHour(i, bits, ofDay)
}

// figuresOfClock reads hours and minutes in figures: "18:00", "9.30", "18-00".
func (f *finder) figuresOfClock(i int) (c oclock, ok bool) {
	raw := f.raw(i)
	kind := f.kind(i)
	if kind != scan.Clock && kind != scan.Number {
		return c, false
	}
	n := digits(raw)
	c.end = i + 1
	minutes := ""
	switch {
	case n == len(raw) && f.dash(i+1) && f.glued(i+1) && f.glued(i+2):
		minutes, c.end = f.raw(i+2), i+3
		if minutes != "00" && minutes != "30" && minutes != "45" {
			return c, false // a range
		}
	case n < len(raw) && raw[n] != ',':
		minutes = raw[n+1:]
	}
	if n == 0 || n > 2 || len(minutes) != 2 || digits(minutes) != 2 {
		return c, false
	}
	for _, d := range []byte(raw[:n]) {
		c.hour = 10*c.hour + int(d-'0')
	}
	c.minute = 10*int(minutes[0]-'0') + int(minutes[1]-'0')
	c.exact = n == 2 || c.hour >= firstExact || c.hour == 0
	return c, c.minute < 60 && (c.hour < 24 || c.hour == 24 && c.minute == 0)
}

// halfPast reads "полшестого", "половина шестого", "четверть шестого".
func (f *finder) halfPast(i int) (c oclock, ok bool) {
	if v, end, is := f.has(i, halfTo); is {
		return oclock{hour: hourBefore(v), minute: 30, end: end}, true
	}
	_, end, isHalf := f.has(i, half)
	_, after, isQuarter := f.has(i, quarter)
	if isQuarter {
		end = after
	}
	if v, behind, is := f.has(end, ordinal); is && (isHalf || isQuarter) && v <= 12 {
		c = oclock{hour: hourBefore(v), minute: 30, end: behind}
		if isQuarter {
			c.minute = 15
		}
		return c, true
	}
	return c, false
}

func hourBefore(hour int) int { return (hour+10)%12 + 1 }

// minutesTo reads what stands behind "without": "пяти пять", "15 минут 6",
// "четверти пять".
func (f *finder) minutesTo(i int) (c oclock, ok bool) {
	n, end, ok := f.minutesAt(i)
	if !ok {
		return c, false
	}
	h, end, ok := f.hourAt(end)
	if !ok || h < 1 || h > 12 || !f.endsHere(end) {
		return c, false
	}
	return f.withPart(oclock{hour: hourBefore(h), minute: 60 - n, end: end}, true), true
}

// minutesAt reads a number of minutes, or a quarter of an hour.
func (f *finder) minutesAt(i int) (n, end int, ok bool) {
	if v, after, is := f.has(i, number); is && v == 1 { // "un sfert"
		if _, behind, is := f.has(after, quarter); is {
			return 15, behind, true
		}
	}
	if _, after, is := f.has(i, quarter); is {
		return 15, after, true
	}
	if n, ok = f.integer(i, 2); ok {
		end = i + 1
	} else if v, after, is := f.spoken(i); is {
		n, end, ok = int(v/hundredths), after, true
	}
	if u, after, is := f.has(end, unit); is && u == minutes {
		end = after
	}
	return n, end, ok && n >= 1 && n < 60
}

// hourAt reads an hour, in figures or in words.
func (f *finder) hourAt(i int) (h, end int, ok bool) {
	if h, ok = f.integer(i, 2); ok {
		return h, f.suffix(i+1, hourRank), h <= 24
	}
	if h, end, ok = f.has(i, hourWord); ok {
		return h, end, true
	}
	v, end, ok := f.spoken(i)
	h = int(v / hundredths)
	return h, end, ok && h > 12 && h <= 24
}

// rangeEnd reads the second of two times of day, behind a dash, or behind "to"
// if the words before the first with these bits begin a range. It returns the
// unit behind.
func (f *finder) rangeEnd(c *oclock, bits vocab.Set) (end int, ok bool) {
	i := c.end
	switch {
	case f.dash(i):
		i++
	case bits.Any(1<<since|1<<between) && f.isA(i, to):
		i++
	default:
		return 0, false
	}
	for f.is(i, 1<<to|1<<at|1<<clockWord) {
		i++
	}
	if f.dash(i-1) && f.kind(i) == scan.Word {
		return 0, false
	}
	second, ok := f.figuresOfClock(i)
	if !ok {
		h, after, is := f.hourAt(i)
		if !is || h == 0 {
			return 0, false
		}
		second = oclock{hour: h, end: after}
		if f.isA(after, oClock) {
			second.end++
		}
	}
	second = f.withPart(second, true)
	if !f.endsHere(second.end) || second.hour <= c.hour && (c.hour > 12 || second.hour >= firstHour) && second.part == 0 {
		return 0, false // "move me from 15 to 13"
	}
	if c.part == 0 && c.hour <= second.hour {
		c.part = second.part
	}
	return second.end, true
}
