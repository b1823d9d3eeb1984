package entity

import (
	"github.com/camerton/camerton/tone/internal/scan"
)

// Classes that no word is of: the signs "№" and "#", and the comma.
const (
	signed = message + 1 + iota
	apart
)

const (
	shortOrder = 3 // digits from which a number is taken for an order's without "№"
	bareOrder  = 4 // digits from which it is without a word for an order
	maxOrder   = 18
)

// orderNumber adds the order number whose figure is at unit i.
func (f *finder) orderNumber(i int) {
	from := i
	if f.glued(i) && f.glued(i-1) && f.dash(i-1) && f.prefix(i-2) {
		from = i - 2
	}
	mark := f.mark.before(from)
	if mark.bits == 0 || f.kind(i) != scan.Number || letterBefore(f.text, f.start(from)) {
		return
	}
	raw, end := f.raw(i), i+1
	n := digits(raw)
	if n < len(raw) || n == 0 {
		return
	}
	first := n
	for f.glued(end) && (f.dash(end) || f.raw(end) == "/") && f.glued(end+1) && f.kind(end+1) == scan.Number {
		n += digits(f.raw(end + 1))
		end += 2
	}
	if f.isOrder(&mark, i, n, end) && (n == first || mark.bits.Any(1<<order|1<<paper)) {
		f.add(Entity{Kind: Order, Start: f.start(mark.from), End: f.end(end - 1), Number: joined(f.text[f.start(i):f.end(end-1)])})
	}
}

// prefix reports whether unit i may be the letters of an order number.
func (f *finder) prefix(i int) bool {
	const most = 4
	if f.kind(i) != scan.Word {
		return false
	}
	tok := f.token(i)
	return tok.Stop-tok.Fold <= most && !f.is(i, 1<<order|1<<numero|1<<own)
}

// isOrder reports whether a number of n digits, which takes the units from i to
// end, is that of an order, judging by what leads to it.
func (f *finder) isOrder(mark *lead, i, n, end int) bool {
	switch {
	case mark.last.Has(of) || mark.last.Has(apart) && n < bareOrder || !f.endsAsOrder(end, n):
		return false
	case mark.bits.Has(order):
		return n >= shortOrder || mark.bits.Any(1<<numero|1<<signed) || f.kind(end) != scan.Word
	case mark.bits.Has(paper):
		return mark.bits.Any(1<<numero | 1<<signed)
	case f.isPlace(mark.from - 1):
		return false
	case mark.bits.Has(signed):
		v, _ := f.integer(i, maxOrder)
		return v != 1 && (v < firstYear || v > lastYear) && (n >= shortOrder || f.kind(mark.from-1) != scan.Word)
	}
	return n >= bareOrder
}

// isPlace reports whether the word at unit i, or before a point there, is one for
// a place or the like: "кв. №18".
func (f *finder) isPlace(i int) bool {
	if f.raw(i) == "." {
		i--
	}
	return f.around(i).Has(place)
}

// endsAsOrder is endsHere for a number of n digits: a long one may well be
// followed by another number.
func (f *finder) endsAsOrder(i, n int) bool {
	if kind := f.kind(i); n >= shortOrder && (kind == scan.Number || kind == scan.Clock) {
		return !f.glued(i)
	}
	return f.endsHere(i)
}

// namedOrder adds the order number that is letters and digits in one word, at
// unit i: "RB2048MD".
func (f *finder) namedOrder(i int) {
	if f.token(i).Shape&scan.Digits == 0 || !f.mark.bits.Has(order) {
		return
	}
	raw := f.raw(i)
	n := 0
	for k := range len(raw) {
		if isDigit(raw[k]) {
			n++
		}
	}
	if n >= shortOrder {
		f.add(Entity{Kind: Order, Start: f.start(f.mark.from), End: f.end(i), Number: joined(raw)})
	}
}

// joined returns the number that the digits of s make together, 0 if they are
// too many.
func joined(s string) (v int64) {
	n := 0
	for k := range len(s) {
		if isDigit(s[k]) {
			v = 10*v + int64(s[k]-'0')
			n++
		}
		if n > maxOrder {
			return 0
		}
	}
	return v
}

// passed reports whether a punctuation may stand between "order" and its number.
func passed(raw string) bool {
	switch raw {
	case ":", "-", "–", "—", ".", "(", "«", "\"", "„", "“", ".:", ":-":
		return true
	}
	return false
}
