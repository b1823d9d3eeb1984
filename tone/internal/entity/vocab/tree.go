package vocab

// A tree holds the keys of all listed words, and of the words that belong
// together one below the other. Node 0 is the root. The edges are one table of
// (node, hash of a key) -> node, so that a step is one look-up, and nearly all
// words that aren't listed are told without one.
type tree struct {
	edges []edge // open addressing; to is 0 in a free place
	nodes []node
	used  int
	first [1 << 9]uint32 // a bit for each hash that a listed word may have
}

type edge struct {
	from int32
	hash uint32
	to   int32
}

// A node is a word, below the words before it.
type node struct {
	key  string
	word int32 // index in Vocabulary.words, or -1
	more bool  // other words may follow
}

func (t *tree) init() {
	t.edges = make([]edge, 256)
	t.nodes = append(t.nodes[:0], node{word: -1})
}

// step returns the node that follows at on a word with this key, or 0.
func (t *tree) step(at int32, hash uint32, key []byte) int32 {
	if at == 0 && t.first[hash>>23]>>(hash>>18&31)&1 == 0 {
		return 0
	}
	to := t.edges[t.place(at, hash)].to
	if to == 0 || t.nodes[to].key != string(key) {
		return 0
	}
	return to
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
func (t *tree) add(at int32, hash uint32, key string) int32 {
	if 2*t.used >= len(t.edges) {
		t.grow()
	}
	i := t.place(at, hash)
	if to := t.edges[i].to; to != 0 {
		if t.nodes[to].key != key {
			return 0
		}
		return to
	}
	to := int32(len(t.nodes)) //nolint:gosec // a few thousand nodes
	t.edges[i] = edge{at, hash, to}
	t.used++
	t.nodes[at].more = true
	t.nodes = append(t.nodes, node{key: key, word: -1})
	if at == 0 {
		t.first[hash>>23] |= 1 << (hash >> 18 & 31)
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
