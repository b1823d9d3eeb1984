package entity

import (
	"time"

	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/scan"
)

// A Kind is the kind of thing an Entity is.
type Kind uint8

// The kinds, those first that count where two spans are equally long.
const (
	Email Kind = iota
	Phone
	Order
	Amount
	Waiting
	Contact
	Deadline
	Moment
)

// An Entity is something in a message that a reply can use.
type Entity struct {
	Kind       Kind
	Start, End int // byte offsets in the text

	Number   int64         // of Order, Contact; hundredths of Amount
	Currency string        // of Amount; empty if not said
	At       time.Time     // of Moment and Deadline; zero if now is not known
	HasClock bool          // At is more than a day
	Span     time.Duration // of Waiting; 0 if it began at a time and now is not known
}

// Find appends to dst the entities of a message, in the order in which they
// stand; no two overlap. Text is the message, scanned and m are what was made of
// it. Now is when it came, in the local time of the business; if it is zero, no
// times are resolved. Find allocates nothing but room in dst.
func Find(text string, scanned *scan.Text, m *feature.Message, now time.Time, dst []Entity) []Entity {
	if len(m.Units) == 0 {
		return dst
	}
	f := finder{text: text, scanned: scanned, msg: m, now: now, out: dst, kept: len(dst), words: embedded()}
	f.run()
	return f.out
}

// add keeps an entity unless it begins or ends inside a word, or overlaps a
// kept one that is longer, or as long and of a kind that counts more; such as it
// beats are dropped. Entities come nearly in order: one that is added later ends
// behind all that are kept, or overlaps the last of them.
func (f *finder) add(e Entity) {
	if insideWord(f.text, e.Start) || insideWord(f.text, e.End) {
		return
	}
	n := len(f.out)
	for n > f.kept && f.out[n-1].End > e.Start {
		n--
		if !e.beats(&f.out[n]) {
			return
		}
	}
	f.out = append(f.out[:n], e)
}

func (e *Entity) beats(o *Entity) bool {
	more := (e.End - e.Start) - (o.End - o.Start)
	return more > 0 || more == 0 && e.Kind < o.Kind
}
