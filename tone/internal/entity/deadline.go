package entity

import (
	"github.com/camerton/camerton/tone/internal/entity/vocab"
	"github.com/camerton/camerton/tone/internal/scan"
)

// limit returns the unit of a word that makes m a deadline, -1 if there is none.
func (f *finder) limit(m *momentum) int {
	if m.past || m.bits.Has(since) {
		return -1
	}
	const reach = 3
	set := vocab.Set(1<<leave | 1<<event)
	if m.clock || m.shifted {
		set |= 1 << ends
	}
	if k := f.nearTime(m, reach, set); k >= 0 && !f.isObject(k) {
		return k
	}
	k := f.nearTime(m, reach-1, 1<<need)
	if k < 0 && f.kind(m.end) != scan.Word {
		k = f.behind(m.from, reach-1, 1<<needEnd)
	}
	if f.around(k - 1).Has(negation) {
		return -1
	}
	return k
}

// isObject reports whether the word at unit i is an event that is only spoken
// of: "билет на поезд", "bilet de tren".
func (f *finder) isObject(i int) bool {
	return f.around(i).Has(event) && (f.isA(i-1, of) || f.isA(i-1, forDay) && !f.isA(i-1, within))
}

// nearTime is near for m, but doesn't look beyond another time.
func (f *finder) nearTime(m *momentum, reach int, s vocab.Set) int {
	if k := f.behind(m.from, reach, s); k >= 0 && !f.timeWithin(k+1, m.from) {
		return k
	}
	if k := f.ahead(m.end, reach, s); k >= 0 && !f.timeWithin(m.end, k) {
		return k
	}
	return -1
}

// timeWithin reports whether a day or a time of day is among the units from i to
// end.
func (f *finder) timeWithin(i, end int) bool {
	for ; i < end; i++ {
		if f.kind(i) == scan.Clock || f.is(i, 1<<day|1<<weekday) {
			return true
		}
	}
	return false
}

// wasDone reports whether a verb in the past tense tells of m. Words for days
// already say when; of what is to be by or for a time, the verb does not speak.
func (f *finder) wasDone(m *momentum) bool {
	if !m.relative && (m.day == dayOffset || m.bits.Any(1<<until|1<<next|1<<this) || m.bits.Has(forDay) && !m.bits.Has(onDate)) {
		return false
	}
	const reach = 3
	for k := m.from - 1; k >= m.from-reach && !f.stops(k); k-- {
		if f.isPast(k) {
			return true
		}
	}
	for k := m.end; k < m.end+reach && !f.stops(k); k++ {
		if f.isPast(k) {
			return true
		}
	}
	return false
}

// overAbout returns the unit before the words at unit i that round what follows
// them.
func (f *finder) overAbout(i int) int {
	for f.isA(i, about) {
		i--
	}
	return i
}

// isPast reports whether the word at unit i is a verb in the past tense.
func (f *finder) isPast(i int) bool {
	c := f.around(i)
	if c.Has(notPast) {
		return false
	}
	return c.Has(past) || c.Has(participle) && f.around(i-1).Has(auxiliary)
}
