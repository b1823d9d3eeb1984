package entity

import (
	"github.com/camerton/camerton/tone/internal/entity/vocab"
	"github.com/camerton/camerton/tone/internal/scan"
)

// firstExact is the hour from which one with minutes in figures is one of 24:
// buses leave at 6:40, but shops shut at 4:30 in the afternoon.
const firstExact = 6

// bareHour reads an hour that is a figure or a word and no more. That it is one
// must be said by the words before it, or by "o'clock" or a part of the day
// behind it.
func (f *finder) bareHour(i int, bits vocab.Set, ofDay bool) (c oclock, ok bool) {
	h, end, ok := f.hourAt(i)
	if !ok || h == 0 || f.attachedBefore(i) || bits.Any(1<<agoBefore|1<<article) {
		return c, false
	}
	padded := f.raw(i)[0] == '0'
	c = oclock{hour: h, end: end, exact: padded}
	allowed := bits.Any(hourLeads) || ofDay && bits.Has(forDay) && !bits.Has(onDate)
	if bits.Has(within) && !bits.Has(forDay) {
		allowed = false // "в течение десяти дней"
	}
	if w, _ := f.core(i); w.Has(unit) && f.isRate(i) || f.isA(i-2, times) {
		return c, false // "500 lei an hour", "раза в три"
	}
	if minutes, is := f.minutesBehind(end); is && allowed {
		c.minute, c.end, c.exact = minutes, end+1, padded || h >= firstExact
		return f.withPart(c, true), f.endsHere(c.end)
	}
	spelt := false
	if f.isA(end, oClock) {
		spelt, c.end = true, end+1
	}
	c = f.withTail(c, allowed)
	if copied := c; allowed || bits.Any(1<<since|1<<between) {
		if _, ranged := f.rangeEnd(&copied, bits); ranged {
			return c, true
		}
	}
	c = f.withPart(c, allowed || h < 2 || h > 4)
	switch {
	case c.part != 0, bits.Has(clockWord):
		return c, !f.attached(c.end)
	case spelt || c.minute != 0:
		return c, allowed || bits.Has(since)
	case allowed:
		return c, !padded && f.endsHere(c.end) && !f.isFew(h, c.end)
	case bits.Has(since):
		return c, !bits.Any(1<<of|1<<dated) && f.kind(c.end) != scan.Word && f.endsHere(c.end)
	}
	return c, false
}

// isRate reports whether the Russian word for "one o'clock" at unit i is "an
// hour" in "500 lei an hour", "once an hour".
func (f *finder) isRate(i int) bool {
	k := i - 2 // before the preposition
	return f.kind(k) == scan.Number || f.is(k, 1<<currency|1<<times|1<<number|1<<unit) || f.around(k).Any(1<<counted|1<<price)
}

// isFew reports whether the word at unit i looks like a noun that is counted by
// the h before it: by its ending, in Russian behind 2 to 4, "в два клика", and in
// Romanian behind a number in words, "dupa trei mesteri".
func (f *finder) isFew(h, i int) bool {
	if f.kind(i) != scan.Word || f.isPast(i) || f.is(i, leads) || f.around(i).Any(1<<small|1<<leave|1<<ends) {
		return false
	}
	key := f.msg.Key(&f.msg.Units[i])
	if len(key) == 0 {
		return false // "ь" alone
	}
	switch key[len(key)-1] {
	case foldedA, foldedI:
		return h >= 2 && h <= 4
	case 'i', 'e':
		return f.kind(i-1) == scan.Word
	}
	return false
}

// The last letters of such nouns in a key, in which я ends in а, and ы is и.
const (
	foldedA = 0x80
	foldedI = 0x88
)

// attachedBefore reports whether the figure at unit i is the end of something
// written in one: "2+1", "205/55".
func (f *finder) attachedBefore(i int) bool {
	return f.glued(i) && f.kind(i-1) == scan.Punct && f.glued(i-1) &&
		(f.kind(i-2) == scan.Number || f.kind(i-2) == scan.Word || f.kind(i-2) == scan.Clock)
}

// minutesBehind reads the minutes in "18 00", at unit i.
func (f *finder) minutesBehind(i int) (n int, ok bool) {
	n, ok = f.integer(i, 2)
	return n, ok && len(f.raw(i)) == 2 && n < 60 && n%5 == 0 && f.start(i) == f.end(i-1)+1
}

// withTail reads what changes the hour behind it: "5 jumate", "5 si 20",
// "5 fara un sfert", "5 часов 20 минут".
func (f *finder) withTail(c oclock, allowed bool) oclock {
	if !allowed {
		return c
	}
	if n, end, ok := f.minutesAt(c.end); ok && f.isA(end-1, unit) {
		c.minute, c.end = n, end
		return c
	}
	if c.hour > 12 {
		return c
	}
	if _, after, is := f.has(c.end, minus); is {
		if n, end, ok := f.minutesAt(after); ok && f.endsHere(end) {
			c.hour, c.minute, c.end = hourBefore(c.hour), 60-n, end
		}
		return c
	}
	from := c.end
	joined := false
	if _, after, is := f.has(from, plus); is {
		from, joined = after, true
	}
	if _, after, is := f.has(from, half); is && !f.is(after, 1<<of|1<<ordinal) {
		c.minute, c.end = 30, after
		return c
	}
	n, end, ok := f.minutesAt(from)
	spelt := f.kind(from) == scan.Word && f.kind(from-1) == scan.Word && n >= 10 // "двенадцать тридцать"
	if ok && (joined && n >= 5 || spelt) && f.endsHere(end) {
		c.minute, c.end = n, end
	}
	return c
}

// withPart reads the part of the day behind an hour: "5 вечера", "8 dimineata".
// Three words that also count days are believed only if sure.
func (f *finder) withPart(c oclock, sure bool) oclock {
	w, n := f.core(c.end)
	v, ok := w.Value(partForm)
	if !ok {
		v, ok = w.Value(part)
	}
	if !ok || w.Has(unit) && !sure || w.Has(doubtful) && f.kind(c.end+n) == scan.Word {
		return c
	}
	c.part = partOfDay(v) //nolint:gosec // one of few
	c.end += n
	return c
}
