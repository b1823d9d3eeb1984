package vocab

import "math/bits"

// A tree holds the keys of all listed words, and of the words that belong
// together one below the other. Node 0 is the root. The edges are one table of
// (node, hash of a key) -> node, so that a step is one look-up, and nearly all
// words that aren't listed are told without one.
type tree struct {
	edges []edge // open addressing; to is 0 in a free place
	nodes []node
	keys  []byte          // of all nodes
	first [1 << 11]uint32 // a bit for each hash that a listed word may have
}

type edge struct {
	from int32
	hash uint32
	to   int32
}

// A node is a word, below the words before it.
type node struct {
	from, end int32 // its key is tree.keys[from:end]
	word      int32 // index in Vocabulary.words, or -1
	more      bool  // other words may follow
}

// init makes an empty tree with room for n nodes.
func (t *tree) init(n int) {
	t.edges = make([]edge, 1<<bits.Len(uint(2*n)))
	t.nodes = append(make([]node, 0, n), node{word: -1})
}

// mayBegin reports whether a listed word may have this hash: where it says no, none
// has.
func (t *tree) mayBegin(hash uint32) bool { return t.first[hash>>21]>>(hash>>16&31)&1 != 0 }

// step returns the node that follows at on a word with this key, or 0.
func (t *tree) step(at int32, hash uint32, key []byte) int32 {
	to := t.edges[t.place(at, hash)].to
	if to == 0 || string(t.key(to)) != string(key) {
		return 0
	}
	return to
}

func (t *tree) key(node int32) []byte {
	n := &t.nodes[node]
	return t.keys[n.from:n.end]
}

// place returns where the edge stands, or the free place where it would.
func (t *tree) place(from int32, hash uint32) uint32 {
	mask := uint32(len(t.edges) - 1)                               //nolint:gosec // a few thousand edges
	i := (hash ^ uint32(from)*0x9E3779B1) * 0x85EBCA6B >> 7 & mask //nolint:gosec // nodes count from 0
	for t.edges[i].to != 0 && (t.edges[i].from != from || t.edges[i].hash != hash) {
		i = (i + 1) & mask
	}
	return i
}

// add returns the node that follows at on this key, which it makes if need be.
// It returns 0 where another key with the same hash is in the way.
func (t *tree) add(at int32, hash uint32, key []byte) int32 {
	if 2*len(t.nodes) >= len(t.edges) {
		t.grow()
	}
	i := t.place(at, hash)
	if to := t.edges[i].to; to != 0 {
		if string(t.key(to)) != string(key) {
			return 0
		}
		return to
	}
	to := int32(len(t.nodes)) //nolint:gosec // a few thousand nodes
	t.edges[i] = edge{at, hash, to}
	t.nodes[at].more = true
	from := int32(len(t.keys)) //nolint:gosec // a few hundred thousand bytes
	t.keys = append(t.keys, key...)
	t.nodes = append(t.nodes, node{from: from, end: from + int32(len(key)), word: -1}) //nolint:gosec // of a word
	if at == 0 {
		t.first[hash>>21] |= 1 << (hash >> 16 & 31)
	}
	return to
}

func (t *tree) grow() {
	old := t.edges
	t.edges = make([]edge, 2*len(old))
	for _, e := range old {
		if e.to != 0 {
			t.edges[t.place(e.from, e.hash)] = e
		}
	}
}
