package vocab

import "github.com/camerton/camerton/tone/internal/feature"

// patterns maps the hash of the beginnings, or of the ends, of words to the
// classes of the words that have them. Ends are hashed from the last letter on,
// so that each is one step further than the one before.
type patterns struct {
	classes map[uint32]Set
	longest int
	lengths uint64         // a bit for each length, in bytes of the key, that occurs
	likely  [1 << 6]uint64 // a bit for each hash that a pattern may have
}

const (
	minPattern = 2  // letters of a pattern
	maxPattern = 63 // so that lengths has a bit for it
)

// add adds the pattern with this hash and length, and reports whether it was
// there already.
func (p *patterns) add(h uint32, length int, c Class) (again bool) {
	if p.classes == nil {
		p.classes = make(map[uint32]Set)
	}
	again = p.classes[h].Has(c)
	p.classes[h] |= Of(c)
	p.longest = max(p.longest, length)
	p.lengths |= 1 << length
	p.likely[h>>26] |= 1 << (h >> 20 & 63)
	return again
}

func (p *patterns) of(h uint32, length int) Set {
	if p.lengths>>length&1 == 0 || p.likely[h>>26]>>(h>>20&63)&1 == 0 {
		return 0
	}
	return p.classes[h]
}

// beginning returns the classes of all patterns that key begins with.
func (p *patterns) beginning(key []byte) (s Set) {
	h := feature.Hash(nil)
	for i := range min(len(key), p.longest) {
		h = feature.HashMore(h, key[i])
		s |= p.of(h, i+1)
	}
	return s
}

// ending returns the classes of all patterns that key ends with.
func (p *patterns) ending(key []byte) (s Set) {
	h := feature.Hash(nil)
	for n := 1; n <= min(len(key), p.longest); n++ {
		h = feature.HashMore(h, key[len(key)-n])
		s |= p.of(h, n)
	}
	return s
}
