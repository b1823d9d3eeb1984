package vocab

import "github.com/camerton/camerton/tone/internal/feature"

// patterns maps the hash of the beginnings, or of the ends, of words to the
// classes of the words that have them.
type patterns struct {
	classes map[uint32]Set
	lengths uint64         // a bit for each length, in bytes of the key, that occurs
	likely  [1 << 6]uint64 // a bit for each hash that a pattern may have
}

const (
	minPattern = 2  // letters of a pattern
	maxPattern = 63 // so that lengths has a bit for it
)

func (p *patterns) add(key []byte, c Class) (again bool) {
	if p.classes == nil {
		p.classes = make(map[uint32]Set)
	}
	h := feature.Hash(key)
	again = p.classes[h].Has(c)
	p.classes[h] |= Of(c)
	p.lengths |= 1 << len(key)
	p.likely[h>>26] |= 1 << (h >> 20 & 63)
	return again
}

func (p *patterns) of(h uint32) Set {
	if p.likely[h>>26]>>(h>>20&63)&1 == 0 {
		return 0
	}
	return p.classes[h]
}

// beginning returns the classes of all patterns that key begins with.
func (p *patterns) beginning(key []byte) (s Set) {
	h := feature.Hash(nil)
	for i := range min(len(key), maxPattern) {
		h = feature.HashMore(h, key[i])
		if p.lengths>>(i+1)&1 != 0 {
			s |= p.of(h)
		}
	}
	return s
}

// ending returns the classes of all patterns that key ends with.
func (p *patterns) ending(key []byte) (s Set) {
	for n := minPattern; n <= min(len(key), maxPattern) && p.lengths>>n != 0; n++ {
		if p.lengths>>n&1 != 0 {
			s |= p.of(feature.Hash(key[len(key)-n:]))
		}
	}
	return s
}
