package entity

import (
	"slices"
	"strings"

	"github.com/camerton/camerton/tone/internal/scan"
)

// symbols are the signs of currencies with the codes they stand for.
var symbols = [...]struct{ sign, code string }{
	{"€", "EUR"}, {"$", "USD"}, {"₽", "RUB"}, {"₴", "UAH"},
}

// money adds the amount whose number begins at unit i.
func (f *finder) money(i int) {
	v, end, ok := f.quantity(i)
	if !ok || letterBefore(f.text, f.start(i)) {
		return
	}
	if v2, end2, ranged := f.amountTo(end); ranged {
		if e, ok := f.worth(i, v, end2); ok && v2 > v {
			f.add(e)
			return
		}
	}
	if e, ok := f.worth(i, v, end); ok {
		f.add(e)
		return
	}
	if v, plain, ok := f.figures(i); ok && plain != end { // without "thousand" behind it
		if e, ok := f.worth(i, v, plain); ok {
			f.add(e)
			return
		}
	}
	f.bareMoney(i)
}

// amountTo reads the second number of a range of amounts, "350-400".
func (f *finder) amountTo(i int) (v int64, end int, ok bool) {
	if !f.dash(i) {
		return 0, i, false
	}
	return f.quantity(i + 1)
}

// worth returns the amount of v hundredths whose number takes the units from i
// to end, if a currency stands behind or before it.
func (f *finder) worth(i int, v int64, end int) (e Entity, ok bool) {
	e = Entity{Kind: Amount, Start: f.start(i), Number: v}
	at := end
	if f.isA(at, of) || f.raw(at) == "." && f.isA(at-1, scale) {
		at++
	}
	if code, after, is := f.has(at, currency); is {
		e.Currency, e.End = currencies[code], f.end(after-1)
		f.addCoins(&e, after)
		return e, true
	}
	if code, after, is := f.has(end, coin); is && f.kind(i) != scan.Word && v >= leastCoins && v < hundredths*hundredths {
		e.Number, e.Currency, e.End = v/hundredths, currencies[code], f.end(after-1)
		return e, true
	}
	if code := slices.Index(currencies, f.raw(i-1)); code > 0 {
		e.Currency, e.Start, e.End = currencies[code], f.start(i-1), f.end(end-1)
		return e, true
	}
	return f.withSymbol(e, i, end)
}

// withSymbol completes the amount whose number takes the units from i to end if
// the sign of a currency stands behind or before it.
func (f *finder) withSymbol(e Entity, i, end int) (Entity, bool) {
	behind, before := f.punctuation(end), f.punctuation(i-1)
	if behind == "" && before == "" {
		return e, false
	}
	for _, s := range symbols {
		if strings.HasPrefix(behind, s.sign) {
			e.Currency, e.End = s.code, f.start(end)+len(s.sign)
			return e, true
		}
		if strings.HasSuffix(before, s.sign) {
			e.Currency, e.Start, e.End = s.code, f.end(i-1)-len(s.sign), f.end(end-1)
			return e, true
		}
	}
	return e, false
}

// punctuation returns unit i as it is written if it is a punctuation, else "".
func (f *finder) punctuation(i int) string {
	if f.kind(i) != scan.Punct {
		return ""
	}
	return f.raw(i)
}

// leastCoins is the least sum in coins alone: "бани" are also bath-houses.
const leastCoins = 5 * hundredths

// addCoins adds to an amount the coins named at unit i: "5 lei 50 bani".
func (f *finder) addCoins(e *Entity, i int) {
	if f.isA(i, plus) {
		i++
	}
	v, ok := f.integer(i, 2)
	if !ok {
		return
	}
	if _, after, is := f.has(i+1, coin); is {
		e.Number += int64(v)
		e.End = f.end(after - 1)
	}
}

// leastBare is the least amount that is believed without a currency.
const leastBare = 10 * hundredths

// bareMoney adds the figure at unit i if a word before it says that it is a
// price.
func (f *finder) bareMoney(i int) {
	v, end, ok := f.quantity(i)
	if !ok || v < leastBare || f.kind(i) != scan.Number {
		return
	}
	for k := i - 1; k >= i-2 && !f.stops(k); k-- {
		if f.around(k).Has(price) && f.endsHere(end) {
			f.add(Entity{Kind: Amount, Start: f.start(i), End: f.end(end - 1), Number: v})
			return
		}
	}
}

// endsHere reports whether nothing at unit i is counted or measured by the
// number before it.
func (f *finder) endsHere(i int) bool {
	if f.kind(i) == scan.Number || f.kind(i) == scan.Clock || f.attached(i) {
		return false
	}
	return !f.around(i).Has(counted) &&
		!f.is(i, 1<<unit|1<<currency|1<<coin|1<<month|1<<times|1<<message|1<<scale|1<<yearWord|1<<oClock|1<<of)
}

// attached reports whether unit i is a sign or word written together with the
// number before it, so that the number is part of something else: "24/7", "4G",
// "5%", "2+1", "5-й".
func (f *finder) attached(i int) bool {
	if !f.glued(i) {
		return false
	}
	switch f.kind(i) {
	case scan.Word:
		return !f.is(i, 1<<oClock|1<<partForm|1<<month)
	case scan.Punct:
		if f.dash(i) {
			return f.glued(i+1) && (f.kind(i+1) == scan.Word || f.kind(i+1) == scan.Number)
		}
		return strings.ContainsAny(f.raw(i)[:1], "%/+*=&_^~°#") || strings.HasPrefix(f.raw(i), "°") || strings.HasPrefix(f.raw(i), "№")
	case scan.Number, scan.Clock:
		return true
	case scan.Emoji, scan.Break, scan.Alien:
	}
	return false
}
