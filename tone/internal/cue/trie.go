package cue

import "fmt"

// A trie holds all phrases, element by element. Node 0 is the root. The edges
// are one table of (node, element) -> node, so that a step is one look-up, and
// most steps that lead nowhere are known without one.
type trie struct {
	keys  []uint64 // open addressing; 0 is a free place
	to    []int32
	nodes []node
	first filter // the elements that phrases begin with
}

// A node is a place in a phrase, with what may follow there.
type node struct {
	cue   int32 // whose phrase ends here, or -1
	gap   int32 // the node behind a gap, or 0
	marks uint16
	words bool  // whole words
	short uint8 // the lengths of the shortest and of the longest beginning of a word,
	long  uint8 // or zeros
}

// build fills the trie and returns a fault for every phrase that stands twice.
func (t *trie) build(phrases []phrase) (faults []error) {
	size := 64
	for i := range phrases {
		size += len(phrases[i].elements)
	}
	t.grow(size)
	t.nodes = append(make([]node, 0, size), node{cue: -1})
	last := make([]int32, len(phrases))
	first := make(map[int32]int) // a node to the phrase that ends there, for the message
	for i := range phrases {
		last[i] = t.insert(phrases[i].elements)
		end := &t.nodes[last[i]]
		if end.cue < 0 {
			end.cue = int32(phrases[i].cue) //nolint:gosec // at most feature.MaxCues
			continue
		}
		if len(first) == 0 {
			for k := range i {
				first[last[k]] = k
			}
		}
		faults = append(faults, fmt.Errorf("%s: a phrase of this line stands already at %s",
			phrases[i].at, phrases[first[last[i]]].at))
	}
	return faults
}

// grow makes room for n edges in a table at most half full.
func (t *trie) grow(n int) {
	size := 64
	for size < 2*n {
		size *= 2
	}
	t.keys, t.to = make([]uint64, size), make([]int32, size)
}

// insert adds one phrase and returns the node where it ends.
func (t *trie) insert(elements []element) int32 {
	at := int32(0)
	for _, e := range elements {
		if at == 0 {
			t.first.add(e.code)
		}
		key := edge(at, e.code)
		i := t.place(key)
		if t.keys[i] == 0 {
			t.keys[i], t.to[i] = key, int32(len(t.nodes)) //nolint:gosec // a few thousand
			t.nodes[at].expect(e, t.to[i])
			t.nodes = append(t.nodes, node{cue: -1})
		}
		at = t.to[i]
	}
	return at
}

// expect notes that e may follow and leads to a node.
func (n *node) expect(e element, to int32) {
	switch {
	case e.code == anyGap:
		n.gap = to
	case e.code < numMarks:
		n.marks |= 1 << e.code
	case e.length == 0:
		n.words = true
	default:
		if n.long == 0 || e.length < n.short {
			n.short = e.length
		}
		n.long = max(n.long, e.length)
	}
}

func edge(at int32, code uint32) uint64 { return uint64(at)<<32 | uint64(code) } //nolint:gosec // nodes count from 0

// place returns where key stands, or the free place where it would.
func (t *trie) place(key uint64) uint64 {
	mask := uint64(len(t.keys)) - 1
	i := key * 0x9E3779B97F4A7C15 >> 20 & mask
	for t.keys[i] != 0 && t.keys[i] != key {
		i = (i + 1) & mask
	}
	return i
}

// child returns the node that follows, or 0.
func (t *trie) child(at int32, code uint32) int32 {
	if at == 0 && !t.first.may(code) {
		return 0
	}
	return t.to[t.place(edge(at, code))]
}

// A filter is a set of codes that may hold a few that were not added.
type filter [1 << 9]uint32

func (f *filter) add(code uint32)      { f[code>>23] |= 1 << (code >> 18 & 31) }
func (f *filter) may(code uint32) bool { return f[code>>23]>>(code>>18&31)&1 != 0 }
