package cue

// A trie holds all phrases, element by element. Node 0 is the root. The edges
// are one table of (node, element) -> node, so that a step is one look-up, and
// most steps that lead nowhere are known without one.
type trie struct {
	keys  []uint64 // open addressing; 0 is a free place
	to    []int32
	shift int // leaves as many bits of a hash as there are places
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

func newTrie() trie {
	t := trie{nodes: []node{{cue: -1}}}
	t.grow(10)
	return t
}

// grow makes the table 1<<width places large.
func (t *trie) grow(width int) {
	keys, to := t.keys, t.to
	t.shift, t.keys, t.to = 64-width, make([]uint64, 1<<width), make([]int32, 1<<width)
	for i, key := range keys {
		if key != 0 {
			k := t.place(key)
			t.keys[k], t.to[k] = key, to[i]
		}
	}
}

// insert adds one phrase and returns the node where it ends.
func (t *trie) insert(elements []element) int32 {
	at := int32(0)
	for _, e := range elements {
		if at == 0 {
			t.first.add(e.code)
		}
		i := t.place(edge(at, e.code))
		if t.keys[i] == 0 {
			at = t.append(at, e, i)
		} else {
			at = t.to[i]
		}
	}
	return at
}

// append adds a node behind at, with its edge at a free place.
func (t *trie) append(at int32, e element, place uint64) int32 {
	next := int32(len(t.nodes)) //nolint:gosec // a few thousand
	t.keys[place], t.to[place] = edge(at, e.code), next
	t.nodes[at].expect(e, next)
	t.nodes = append(t.nodes, node{cue: -1})
	if 2*len(t.nodes) > len(t.keys) { // there is an edge to each node
		t.grow(64 - t.shift + 1)
	}
	return next
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
	i := key * 0x9E3779B97F4A7C15 >> t.shift
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
