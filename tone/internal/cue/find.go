package cue

import (
	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/scan"
)

// A Match is a place where a cue was found.
type Match struct {
	Cue      int32 // index in Set.Cues
	From, To int32 // units of the message, To exclusive
}

// maxGap is how many words a gap may stand for.
const maxGap = 3

// Find appends to dst the cues found in m, in the order of their first units.
// Where a cue is found in places that overlap, the longest counts, or the first
// of several as long. What stands inside a neutral cue does not count, unless
// it is neutral too.
func (s *Set) Find(m *feature.Message, dst []Match) []Match {
	f := finder{trie: &s.trie, msg: m, out: dst}
	for i := range m.Units {
		f.from = int32(i)
		f.step(0, f.from)
	}
	return s.settle(f.out, len(dst))
}

// A finder walks the trie over one message.
type finder struct {
	trie *trie
	msg  *feature.Message
	out  []Match
	from int32
}

// walk goes on from a node, with the unit at which it was reached.
func (f *finder) walk(node, at int32) {
	if cue := f.trie.nodes[node].cue; cue >= 0 {
		f.out = append(f.out, Match{cue, f.from, at})
	}
	f.step(node, f.skip(at))
}

// step tries what may follow a node on the unit at at.
func (f *finder) step(node, at int32) {
	if int(at) >= len(f.msg.Units) {
		return
	}
	n := &f.trie.nodes[node]
	u := &f.msg.Units[at]
	switch u.Kind {
	case scan.Word:
		f.word(node, at, u)
	case scan.Number:
		f.mark(node, at, anyNumber)
	case scan.Clock:
		f.mark(node, at, anyClock)
	case scan.Punct, scan.Emoji:
		for _, mark := range signMarks[u.Sign] {
			f.mark(node, at, mark)
		}
	case scan.Break, scan.Alien:
	}
	if n.gap != 0 {
		f.gap(n.gap, at)
	}
}

// passed lists the punctuation that may stand inside any phrase.
var passed = [scan.NumSigns]bool{
	scan.NoSign: true, scan.Comma: true, scan.Colon: true, scan.Dash: true, scan.Quote: true, scan.Bracket: true,
}

// skip returns the first unit from at on that is not passed over.
func (f *finder) skip(at int32) int32 {
	for int(at) < len(f.msg.Units) && f.msg.Units[at].Kind == scan.Punct && passed[f.msg.Units[at].Sign] {
		at++
	}
	return at
}

func (f *finder) follow(node, at int32, code uint32) {
	if !f.trie.may(node, code) {
		return
	}
	if to := f.trie.child(node, code); to != 0 {
		f.walk(to, at+1)
	}
}

func (f *finder) mark(node, at int32, mark uint32) {
	if f.trie.nodes[node].marks>>mark&1 != 0 && mark != 0 {
		f.follow(node, at, mark)
	}
}

func (f *finder) word(node, at int32, u *feature.Unit) {
	n := &f.trie.nodes[node]
	if n.words {
		f.follow(node, at, wordCode(u.Hash))
	}
	f.mark(node, at, anyWord)
	starts := f.msg.Starts(u)
	long := min(int(n.long), len(starts))
	if n.long == 0 || long < int(n.short) {
		return
	}
	for _, h := range starts[n.short-1 : long] {
		f.follow(node, at, startCode(h))
	}
}

// gap goes on from the node behind a gap, after nothing and after up to maxGap
// words.
func (f *finder) gap(node, at int32) {
	for words := 0; ; words++ {
		f.step(node, at)
		if words == maxGap || int(at) >= len(f.msg.Units) {
			return
		}
		if kind := f.msg.Units[at].Kind; kind != scan.Word && kind != scan.Number && kind != scan.Clock {
			return
		}
		at = f.skip(at + 1)
	}
}

// settle drops the matches that another one makes void. It marks them by
// complementing their cue, so that they still show where they were.
func (s *Set) settle(all []Match, from int) []Match {
	found := all[from:]
	longest := int32(0)
	for _, m := range found {
		longest = max(longest, m.To-m.From)
	}
	for i := range found {
		if s.void(found, i, longest) {
			found[i].Cue = ^found[i].Cue
		}
	}
	kept := all[:from]
	for _, m := range found {
		if m.Cue >= 0 {
			kept = append(kept, m)
		}
	}
	return kept
}

// void reports whether another match makes the one at i void. They are in the
// order of From, so only those near it can.
func (s *Set) void(found []Match, i int, longest int32) bool {
	m := found[i]
	for k := i - 1; k >= 0 && found[k].From > m.From-longest; k-- {
		if s.beats(found[k], m, true) {
			return true
		}
	}
	for k := i + 1; k < len(found) && found[k].From < m.To; k++ {
		if s.beats(found[k], m, false) {
			return true
		}
	}
	return false
}

// beats reports whether a makes b void; first says that a was found before b.
func (s *Set) beats(a, b Match, first bool) bool {
	if a.To <= b.From || b.To <= a.From {
		return false
	}
	cue := max(a.Cue, ^a.Cue)
	if cue == b.Cue {
		more := (a.To - a.From) - (b.To - b.From)
		return more > 0 || more == 0 && first
	}
	return s.Cues[cue].State == neutralState && s.Cues[b.Cue].State != neutralState && a.From <= b.From && a.To >= b.To
}
