package entity

import (
	"strings"
	"time"

	"github.com/camerton/camerton/tone/internal/entity/vocab"
	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/scan"
)

// A finder walks once over the units of a message. Words that lead to something
// are gathered in lead and mark until they are followed by what makes an entity
// (a core: a figure, "tomorrow", "hour") or by a word that breaks off. Around a
// core the finder looks at a bounded number of units, so that the whole takes
// time in proportion to the message.
type finder struct {
	text    string
	scanned *scan.Text
	msg     *feature.Message
	now     time.Time
	words   *lexicon
	out     []Entity
	kept    int // out[:kept] was there before

	memory   memory
	measured measured
	counted  quantum

	lead lead // words that lead to a time, a length of time or a number
	mark lead // words that lead to an order number
}

// A lead is a run of units that lead to what stands behind them.
type lead struct {
	from, prep, to int       // units; prep is where the first preposition stands, or -1
	bits           vocab.Set // the classes of its words
	last           vocab.Set // the classes of the last of them
}

// before returns the lead that ends at unit i, empty if there is none.
func (l *lead) before(i int) lead {
	if l.to != i || l.bits == 0 {
		return lead{from: i, prep: -1, to: i}
	}
	return *l
}

// start returns the unit at which an entity begins whose core is led to.
func (l *lead) start() int {
	if l.prep >= 0 {
		return l.prep
	}
	return l.to
}

func (l *lead) extend(i, n int, bits vocab.Set) {
	if l.to != i || l.bits == 0 || l.bits.Has(agoBefore) && bits.Any(preps&^(1<<within)) {
		*l = lead{from: i, prep: -1}
	}
	l.to = i + n
	l.bits |= bits
	l.last = bits
	if l.prep < 0 && bits.Any(preps&^(1<<this)) && !bits.Has(of) {
		l.prep = i
	}
}

// The classes of words that begin an entity, that lead to one, and that are one.
const (
	preps vocab.Set = 1<<until | 1<<at | 1<<forDay | 1<<onDate | 1<<since | 1<<dated | 1<<between | 1<<through |
		1<<within | 1<<withinOne | 1<<agoBefore | 1<<minus | 1<<clockWord | 1<<next | 1<<last | 1<<this
	leads           = preps | 1<<already | 1<<about | 1<<article | 1<<of
	marks vocab.Set = 1<<order | 1<<paper | 1<<numero
	cores vocab.Set = 1<<number | 1<<scale | 1<<andHalf | 1<<half | 1<<quarter | 1<<ordinal | 1<<often | 1<<day |
		1<<weekday | 1<<shortDay | 1<<weekend | 1<<part | 1<<partForm | 1<<named | 1<<hourWord | 1<<halfTo | 1<<unit | 1<<span | 1<<endOf | 1<<times
)

func (f *finder) run() {
	for i := 0; i < len(f.msg.Units); {
		n := 1
		switch f.msg.Units[i].Kind {
		case scan.Word:
			n = f.word(i)
		case scan.Number, scan.Clock:
			f.figure(i)
		case scan.Punct:
			f.sign(i)
		case scan.Emoji, scan.Break, scan.Alien:
		}
		i += n
	}
}

// word reads the word at unit i and returns how many units it takes.
func (f *finder) word(i int) int {
	w, n := f.core(i)
	bits := w.Classes()
	if bits == 0 {
		if f.mark.to == i && f.mark.bits != 0 {
			f.namedOrder(i)
		}
		return 1
	}
	if bits.Any(cores) && !f.isIdle(i, n, bits) {
		f.meaning(i, w)
	}
	if bits.Any(leads) && (!bits.Any(cores) || bits.Has(clockWord)) {
		f.lead.extend(i, n, bits&leads)
	}
	if bits.Any(marks) || bits.Any(1<<own|1<<of) && f.mark.to == i && f.mark.bits != 0 {
		f.mark.extend(i, n, bits)
	}
	return n
}

// numbersOnly are the classes of words that are cores as numbers alone, and
// counting those that go on from a number to something.
const (
	numbersOnly vocab.Set = 1<<number | 1<<hourWord | 1<<half
	counting    vocab.Set = 1<<number | 1<<scale | 1<<half | 1<<quarter | 1<<ordinal | 1<<rank | 1<<month | 1<<dayWord |
		1<<oClock | 1<<unit | 1<<kindOfDay | 1<<currency | 1<<coin | 1<<through | 1<<minus | 1<<plus | 1<<of | 1<<times | 1<<message | 1<<partForm | 1<<part
)

// isIdle reports whether the n units from i on, a word of these classes, are a
// number like "one" that counts or times nothing of interest. There are many of
// them, and they would take much time.
func (f *finder) isIdle(i, n int, bits vocab.Set) bool {
	if bits&cores&^numbersOnly != 0 || f.kind(i+n) != scan.Word || f.is(i+n, counting) {
		return false
	}
	l := f.lead.before(i)
	return !l.bits.Any(hourLeads | 1<<minus | 1<<since | 1<<between | 1<<forDay)
}

// meaning tries what the core word at unit i may be.
func (f *finder) meaning(i int, w *vocab.Word) {
	bits := w.Classes()
	if bits.Any(1<<number | 1<<scale | 1<<half | 1<<andHalf) {
		f.money(i)
	}
	if bits.Any(1<<number | 1<<scale | 1<<ordinal | 1<<often | 1<<times) {
		f.count(i)
	}
	if bits.Any(1<<number | 1<<andHalf | 1<<half | 1<<quarter | 1<<unit | 1<<span | 1<<ordinal | 1<<scale) {
		f.length(i)
	}
	f.moment(i)
}

// figure tries what the number in figures at unit i may be.
func (f *finder) figure(i int) {
	f.phone(i)
	f.money(i)
	f.orderNumber(i)
	if f.isBare(i) {
		return
	}
	f.count(i)
	f.length(i)
	f.moment(i)
}

// isBare reports whether the figure at unit i counts nothing and is no time:
// nothing leads to it, and what follows ends its phrase or is a word that is not
// listed. Most figures are such, and to try them would take much time.
func (f *finder) isBare(i int) bool {
	raw := f.raw(i)
	if f.kind(i) != scan.Number || digits(raw) < len(raw) || f.lead.before(i).bits != 0 {
		return false
	}
	switch f.kind(i + 1) {
	case scan.Word:
		w, _ := f.core(i + 1)
		return w == nil && !f.glued(i+1)
	case scan.Punct:
		return f.msg.Units[i+1].Sign != scan.NoSign && f.stops(i+1)
	case scan.Break, scan.Emoji:
		return true
	case scan.Number, scan.Clock, scan.Alien:
	}
	return false
}

// sign reads punctuation, which may hold the signs of an e-mail address or an
// order number.
func (f *finder) sign(i int) {
	raw := f.raw(i)
	if f.mark.bits == 0 && isPlain(raw) {
		return
	}
	for k := range len(raw) {
		if raw[k] == '@' {
			f.email(f.start(i) + k)
		}
	}
	switch {
	case strings.HasSuffix(raw, "+"):
		f.phone(i)
	case strings.Contains(raw, "#"), strings.Contains(raw, "№"):
		f.mark.extend(i, 1, 1<<signed)
	case f.mark.to != i || f.mark.bits == 0:
	case passed(raw):
		f.mark.to = i + 1
	case raw == ",":
		f.mark.to, f.mark.last = i+1, 1<<apart
	}
}

// isPlain reports whether a punctuation is one sign that only ends a phrase.
func isPlain(raw string) bool { return raw == "." || raw == "," || raw == "!" || raw == "?" }
