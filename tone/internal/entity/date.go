package entity

import (
	"github.com/camerton/camerton/tone/internal/entity/vocab"
	"github.com/camerton/camerton/tone/internal/scan"
)

// date reads the date at unit i: "5 мая", "пятого мая", "pe 20", "25-го",
// "05.05", "12-15 august". Of several days it is the first.
func (f *finder) date(m *momentum, i int, bits vocab.Set) bool {
	if m.day != noDay && m.day != dayWeekday && m.day != dayThis || m.dom != 0 {
		return false
	}
	if f.numericDate(m, i, bits) {
		return true
	}
	d, end, ok := f.dayOfMonth(i)
	if !ok {
		return false
	}
	if name, after, is := f.monthAfter(end); is {
		return m.setDate(d, name, f.yearAfter(m, after))
	}
	if last, behind, ranged := f.dayRange(end); ranged && last > d {
		if name, after, is := f.monthAfter(behind); is {
			m.ranged = true
			return m.setDate(d, name, f.yearAfter(m, after))
		}
	}
	switch {
	case f.isA(end, dayWord):
		end++
	case f.suffix(i+1, dayRank) == end && end > i+1:
		if !f.endsHere(end) || !bits.Any(preps) && m.week == 0 && !f.alone(i, end) {
			return false
		}
	case bits.Has(onDate) && !bits.Has(agoBefore) && f.kind(i) == scan.Number && (m.week != 0 || f.endsDate(end)):
	default:
		return false
	}
	m.end = end
	return m.setDate(d, 0, end)
}

// setDate sets a date, the unit behind it being end.
func (m *momentum) setDate(d, month, end int) bool {
	if month != 0 && d > daysIn(leapYear, month) {
		return false
	}
	m.dom, m.month, m.end = d, month, end
	m.day = dayOfMonth
	if month != 0 {
		m.day = dayDate
	}
	return true
}

// leapYear is a year in which every day of the calendar occurs.
const leapYear = 2024

// dayOfMonth reads a number from 1 to 31 at unit i, in figures, with an ending
// or without, or in words.
func (f *finder) dayOfMonth(i int) (d, end int, ok bool) {
	const most = 31
	if d, ok = f.integer(i, 2); ok {
		return d, f.suffix(i+1, dayRank), d >= 1 && d <= most && !letterBefore(f.text, f.start(i))
	}
	if v, after, is := f.has(i, ordinal); is {
		return v, after, v <= most
	}
	v, end, ok := f.spoken(i)
	d = int(v / hundredths)
	if rest, after, is := f.has(end, ordinal); ok && is && (d == 20 || d == 30) && rest < 10 {
		return d + rest, after, d+rest <= most
	}
	if d == 1 && !f.isA(i, hourWord) {
		return 0, i, false // "o mai fac": one is "unu" in a date
	}
	return d, end, ok && d >= 1 && d <= most && v%hundredths == 0
}

// dayRange reads the last day of several, behind a dash or "to".
func (f *finder) dayRange(i int) (d, end int, ok bool) {
	if !f.dash(i) && !f.isA(i, to) {
		return 0, i, false
	}
	return f.dayOfMonth(i + 1)
}

// monthAfter reads the name of a month at unit i. One that is also another word
// counts only at the end of a phrase.
func (f *finder) monthAfter(i int) (v, end int, ok bool) {
	v, end, ok = f.has(i, month)
	if ok && f.isA(i, doubtful) {
		ok = f.endsDate(end)
	}
	return v, end, ok
}

// endsDate reports whether a date may end before unit i.
func (f *finder) endsDate(i int) bool {
	switch f.kind(i) {
	case scan.Word:
		return f.is(i, leads|1<<part|1<<partForm|1<<to|1<<yearWord) || f.isSmall(i)
	case scan.Number:
		y, ok := f.integer(i, 4)
		return ok && y >= firstYear
	case scan.Clock, scan.Break, scan.Emoji, scan.Alien:
		return true
	case scan.Punct:
	}
	return !f.attached(i)
}

func (f *finder) isSmall(i int) bool { return f.around(i).Has(small) }

// alone reports whether the units from i to end are all of their clause.
func (f *finder) alone(i, end int) bool { return f.stops(i-1) && f.stops(end) }

const (
	firstYear = 2000
	lastYear  = 2099
)

// yearAfter reads the year at unit i, if there is one, in figures or as "last
// year", and returns the unit behind it.
func (f *finder) yearAfter(m *momentum, i int) int {
	if f.isA(i, last) && f.isA(i+1, yearWord) || f.isA(i, yearWord) && f.isA(i+1, last) {
		m.years = -1 // "прошлого года", "anul trecut"
		return i + 2
	}
	if y, ok := f.integer(i, 4); ok && y >= firstYear && y <= lastYear {
		m.year = y
		i++
		if f.isA(i, yearWord) {
			i++
		}
	}
	return i
}

// numericDate reads a date in figures at unit i: "05.05", "5.05.2026",
// "05/05/26", "2026-05-05".
func (f *finder) numericDate(m *momentum, i int, bits vocab.Set) bool {
	if kind := f.kind(i); kind != scan.Number && kind != scan.Clock {
		return false
	}
	s := f.text[f.start(i):f.end(len(f.msg.Units)-1)]
	d, ok := parseDate(s)
	if !ok || letterBefore(f.text, f.start(i)) || d.size < len(s) && letterBehind(s, d.size) {
		return false
	}
	end := i + 1
	for end < len(f.msg.Units) && f.start(end) < f.start(i)+d.size {
		end++
	}
	if f.end(end-1) != f.start(i)+d.size || d.year == 0 && !f.isDate(&d, i, end, bits) {
		return false
	}
	m.year = d.year
	return m.setDate(d.day, d.month, end)
}

// isDate reports whether two figures with a point between them, which take the
// units from i to end, are a day and a month rather than an hour, a price or a
// size.
func (f *finder) isDate(d *figuresOfDate, i, end int, bits vocab.Set) bool {
	if !f.endsHere(end) || f.raw(i)[len(f.raw(i))-1] == ',' {
		return false
	}
	switch {
	case d.separator != '.':
		return d.padded && bits.Any(preps)
	case bits.Any(1<<at | 1<<clockWord | 1<<between):
		return d.day > 24
	case bits.Any(preps | 1<<dated):
		return true
	}
	return d.padded
}

// figuresOfDate is a date in figures.
type figuresOfDate struct {
	day, month, year int
	size             int // in bytes
	separator        byte
	padded           bool // with two digits for the day and two for the month
}

// parseDate reads the date that s begins with.
func parseDate(s string) (d figuresOfDate, ok bool) {
	var n [3]int
	var width [3]int
	count := 0
	for count < len(n) {
		w := digits(s[d.size:])
		if w == 0 || w > 4 {
			return d, false
		}
		for k := range w {
			n[count] = 10*n[count] + int(s[d.size+k]-'0')
		}
		width[count] = w
		d.size += w
		count++
		if count == len(n) || d.size+1 >= len(s) || !isDigit(s[d.size+1]) || !isDateSign(s[d.size]) ||
			d.separator != 0 && s[d.size] != d.separator {
			break
		}
		d.separator = s[d.size]
		d.size++
	}
	if d.size+1 < len(s) && isDateSign(s[d.size]) && isDigit(s[d.size+1]) {
		return d, false // goes on: a version, an address
	}
	switch {
	case count == 3 && width[0] == 4:
		d.year, d.month, d.day = n[0], n[1], n[2]
	case count == 3 && (width[2] == 4 || width[2] == 2):
		d.day, d.month, d.year = n[0], n[1], n[2]
		if width[2] == 2 {
			d.year += firstYear
		}
	case count == 2 && d.separator != '-' && width[1] == 2 && width[0] <= 2:
		d.day, d.month = n[0], n[1]
		d.padded = width[0] == 2
	default:
		return d, false
	}
	if d.year != 0 && (d.year < firstYear || d.year > lastYear) {
		return d, false
	}
	year := d.year
	if year == 0 {
		year = leapYear
	}
	return d, d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= daysIn(year, d.month)
}

func isDateSign(b byte) bool { return b == '.' || b == '/' || b == '-' }
