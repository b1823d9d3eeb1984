package entity

import (
	"github.com/camerton/camerton/tone/internal/entity/vocab"
	"github.com/camerton/camerton/tone/internal/scan"
)

// maxContacts is the largest number of times that is believed.
const maxContacts = 1000

// count adds how many times the customer says they have written or called, if
// the number at unit i tells it: "третий раз пишу", "am sunat de 4 ori".
func (f *finder) count(i int) {
	l := f.lead.before(i)
	n, end, ok := f.timesAt(i, l.bits)
	from := i
	if l.bits.Any(1<<already | 1<<article | 1<<since | 1<<at) {
		from = l.from
	}
	if ok && n >= 1 && n <= maxContacts && !f.isRateOf(end) {
		if verb := f.near(from, end, 1<<contact); verb >= 0 {
			from, end = f.wide(from, end, verb, verbGap)
			f.add(Entity{Kind: Contact, Start: f.start(from), End: f.end(end - 1), Number: int64(n)})
		}
		return
	}
	if n, end, ok = f.rankAt(i, l.bits); ok {
		if _, after, is := f.has(end, message); is && n > 1 && n <= maxContacts {
			f.add(Entity{Kind: Contact, Start: f.start(from), End: f.end(after - 1), Number: int64(n)})
		}
	}
}

// timesAt reads "third time", "3 times", "twice", "a dozen times".
func (f *finder) timesAt(i int, bits vocab.Set) (n, end int, ok bool) {
	if n, end, ok = f.has(i, often); ok {
		return n, end, true
	}
	if n, end, ok = f.rankAt(i, bits); ok {
		if _, after, is := f.has(end, times); is {
			return n, after, true
		}
	}
	if _, after, is := f.has(i, times); is { // "раз десять"
		if f.is(i-1, 1<<number|1<<ordinal|1<<rank) || f.kind(i-1) == scan.Number {
			return 0, i, false
		}
		v, end, ok := f.quantity(after)
		return int(v / hundredths), end, ok && v >= 3*hundredths && f.endsHere(end)
	}
	v, end, ok := f.quantity(i)
	if !ok || v%hundredths != 0 || v > maxContacts*hundredths {
		return 0, i, false
	}
	for f.isA(end, of) {
		end++
	}
	_, after, is := f.has(end, times)
	return int(v / hundredths), after, is
}

// isRateOf reports whether "a day", "a week" or a comparison stands at unit i,
// behind "3 times".
func (f *finder) isRateOf(i int) bool {
	if f.is(i, 1<<at|1<<forDay|1<<within) {
		_, n := f.core(i)
		return f.isA(i+n, unit) && !f.isA(i+n, weekday)
	}
	return false
}
