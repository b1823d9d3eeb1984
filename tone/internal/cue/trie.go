package cue

// A trie holds all phrases, element by element. Node 0 is the root. The edges
// are one table of (node, element) -> node, so that a step is one look-up, and
// most steps that lead nowhere are known without one.
type trie struct {
	edges []edge // open addressing; key 0 is a free place
	shift int    // leaves as many bits of a hash as there are places
	nodes []node
	first filter // the elements that phrases begin with
}

// An edge leads from a node to the next.
type edge struct {
	key uint64 // the node and the code of the element
	to  int32
}

// A node is a place in a phrase, with what may follow there.
type node struct {
	cue   int32  // whose phrase ends here, or -1
	gap   int32  // the node behind a gap, or 0
	may   uint64 // the upper six bits of the elements that may follow, as a set
	marks uint16
	words bool  // whole words
	short uint8 // the lengths of the shortest and of the longest beginning of a word,
	long  uint8 // or zeros
}

// newTrie returns a trie with room for about as many phrases as are embedded.
func newTrie() trie {
	const width = 15
	t := trie{nodes: make([]node, 1, 1<<(width-1))}
	t.nodes[0].cue = -1
	t.grow(width)
	return t
}

// grow makes the table 1<<width places large.
func (t *trie) grow(width int) {
	old := t.edges
	t.shift, t.edges = 64-width, make([]edge, 1<<width)
	for _, e := range old {
		if e.key != 0 {
			t.edges[t.place(e.key)] = e
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
		place := t.place(key(at, e.code))
		if t.edges[place].key == 0 {
			at = t.append(at, e, place)
		} else {
			at = t.edges[place].to
		}
	}
	return at
}

// append adds a node behind at, with its edge at a free place.
func (t *trie) append(at int32, e element, place uint64) int32 {
	next := int32(len(t.nodes)) //nolint:gosec // a few thousand
	t.edges[place] = edge{key(at, e.code), next}
	t.nodes[at].expect(e, next)
	t.nodes = append(t.nodes, node{cue: -1})
	if 2*len(t.nodes) > len(t.edges) { // there is an edge to each node
		t.grow(64 - t.shift + 1)
	}
	return next
}

// expect notes that e may follow and leads to a node.
func (n *node) expect(e element, to int32) {
	n.may |= 1 << (e.code >> 26)
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

func key(at int32, code uint32) uint64 { return uint64(at)<<32 | uint64(code) } //nolint:gosec // nodes count from 0

// place returns where an edge stands, or the free place where it would.
func (t *trie) place(key uint64) uint64 {
	mask := uint64(len(t.edges)) - 1
	i := key * 0x9E3779B97F4A7C15 >> t.shift
	for t.edges[i].key != 0 && t.edges[i].key != key {
		i = (i + 1) & mask
	}
	return i
}

// may reports whether a node may follow: where it says no, none does.
func (t *trie) may(at int32, code uint32) bool {
	return (at != 0 || t.first.may(code)) && t.nodes[at].may>>(code>>26)&1 != 0
}

// child returns the node that follows, or 0.
func (t *trie) child(at int32, code uint32) int32 { return t.edges[t.place(key(at, code))].to }

// A filter is a set of codes that may hold a few that were not added.
type filter [1 << 11]uint32

func (f *filter) add(code uint32)      { f[code>>21] |= 1 << (code >> 16 & 31) }
func (f *filter) may(code uint32) bool { return f[code>>21]>>(code>>16&31)&1 != 0 }
