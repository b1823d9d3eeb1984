package entity

import (
	"unicode"
	"unicode/utf8"

	"github.com/camerton/camerton/tone/internal/entity/vocab"
	"github.com/camerton/camerton/tone/internal/scan"
)

// window is how many units the finder remembers the words of. It is more than
// the rules look at around a core.
const window = 32

// A memory is what the vocabularies said of the last units that were asked for,
// each at its number modulo window.
type memory struct {
	asked  int // how often core was, which is what the time goes with
	core   [window]word
	around [window]classes
}

// A word is what the first vocabulary says of the unit before number, so that the
// zero value is of none.
type word struct {
	number, units int32
	word          *vocab.Word
}

// Classes are what the second vocabulary says of the unit before number.
type classes struct {
	number int32
	set    vocab.Set
}

// core returns the word at unit i in the first vocabulary, and how many units it
// takes.
func (f *finder) core(i int) (*vocab.Word, int) {
	f.memory.asked++
	known := &f.memory.core[i&(window-1)]
	if number := int32(i + 1); known.number != number { //nolint:gosec // units are at most scan's limit
		w, n := f.words.core.At(f.msg, i)
		*known = word{number, int32(n), w} //nolint:gosec // a few
	}
	return known.word, int(known.units)
}

// has returns what the word at unit i stands for in a class of the first
// vocabulary, and the unit behind it.
func (f *finder) has(i int, c vocab.Class) (value, end int, ok bool) {
	w, n := f.core(i)
	value, ok = w.Value(c)
	return value, i + n, ok
}

// isA reports whether the word at unit i is of a class of the first vocabulary.
func (f *finder) isA(i int, c vocab.Class) bool {
	w, _ := f.core(i)
	return w.Has(c)
}

// is reports whether the word at unit i is of one of the classes of the first
// vocabulary.
func (f *finder) is(i int, s vocab.Set) bool {
	w, _ := f.core(i)
	return w.Classes().Any(s)
}

// around returns the classes of the word at unit i in the second vocabulary,
// those of patterns among them.
func (f *finder) around(i int) vocab.Set {
	known := &f.memory.around[i&(window-1)]
	if number := int32(i + 1); known.number != number { //nolint:gosec // units are at most scan's limit
		w, _ := f.words.around.At(f.msg, i)
		*known = classes{number, w.Classes() | f.words.around.Pattern(f.msg, i)}
	}
	return known.set
}

func (f *finder) token(i int) *scan.Token { return &f.scanned.Tokens[f.msg.Units[i].Token] }

func (f *finder) kind(i int) scan.Kind {
	if i < 0 || i >= len(f.msg.Units) {
		return scan.Break
	}
	return f.msg.Units[i].Kind
}

// start and end are the byte offsets of unit i.
func (f *finder) start(i int) int { return int(f.token(i).Start) }
func (f *finder) end(i int) int   { return int(f.token(i).End) }

// raw returns unit i as it is written; empty if there is no such unit.
func (f *finder) raw(i int) string {
	if i < 0 || i >= len(f.msg.Units) {
		return ""
	}
	return f.text[f.start(i):f.end(i)]
}

// glued reports whether unit i stands right behind the one before it.
func (f *finder) glued(i int) bool {
	return i > 0 && i < len(f.msg.Units) && f.end(i-1) == f.start(i)
}

// dash reports whether unit i is a hyphen or dash.
func (f *finder) dash(i int) bool {
	switch f.raw(i) {
	case "-", "–", "—", "‑", "−":
		return true
	}
	return false
}

// stops reports whether the clause ends at unit i.
func (f *finder) stops(i int) bool {
	if i < 0 || i >= len(f.msg.Units) {
		return true
	}
	u := &f.msg.Units[i]
	switch u.Kind {
	case scan.Break, scan.Emoji, scan.Alien:
		return true
	case scan.Punct:
		return u.Sign != scan.NoSign && u.Sign != scan.Dash && u.Sign != scan.Quote && u.Sign != scan.Colon
	case scan.Word, scan.Number, scan.Clock:
	}
	return false
}

// near looks for a verb or the like of one of the classes of the second
// vocabulary in the clause around the units from from to to, first before them.
// It returns where it stands, and -1 if there is none.
func (f *finder) near(from, to int, s vocab.Set) int {
	if i := f.behind(from, verbReach, s); i >= 0 {
		return i
	}
	return f.ahead(to, verbReach, s)
}

// behind is near for the reach units before unit i.
func (f *finder) behind(i, reach int, s vocab.Set) int {
	for k := i - 1; k >= i-reach && !f.stops(k); k-- {
		if f.around(k).Any(s) {
			return k
		}
	}
	return -1
}

// ahead is near for the reach units from unit i on.
func (f *finder) ahead(i, reach int, s vocab.Set) int {
	for k := i; k < i+reach && !f.stops(k); k++ {
		if f.around(k).Any(s) {
			return k
		}
	}
	return -1
}

// wide returns the units that an entity takes if the word at unit i, which
// belongs to it, is near enough to be one of them.
func (f *finder) wide(from, to, i, gap int) (int, int) {
	switch {
	case i >= 0 && i < from && from-i-1 <= gap:
		return i, to
	case i >= to && i-to <= gap:
		_, n := f.words.around.At(f.msg, i)
		return from, i + max(n, 1)
	}
	return from, to
}

// letterBehind and letterBefore report whether a letter or digit stands behind
// and before a byte offset.
func letterBehind(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return i < len(s) && wordly(r)
}

func letterBefore(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return i > 0 && wordly(r)
}

// insideWord reports whether a byte offset lies between two of them.
func insideWord(s string, i int) bool { return letterBefore(s, i) && letterBehind(s, i) }

func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }
