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
	pairs   [1 << 6]uint64 // a bit for each two letters that one may begin with
}

const (
	minPattern = 2  // letters of a pattern
	maxPattern = 63 // so that lengths has a bit for it
)

// add adds a pattern, the key of two letters or more that it is, and reports
// whether it was there already.
func (p *patterns) add(key []byte, c Class) (again bool) {
	if p.classes == nil {
		p.classes = make(map[uint32]Set)
	}
	h, length := feature.Hash(key), len(key)
	index, bit := pair(key[0], key[1])
	p.pairs[index] |= 1 << bit
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

// beginning returns the classes of all patterns that a key begins with, whose
// beginnings have these hashes.
func (p *patterns) beginning(starts []uint32) (s Set) {
	for i, h := range starts[:min(len(starts), p.longest)] {
		s |= p.of(h, i+1)
	}
	return s
}

// ending returns the classes of all patterns that key ends with.
func (p *patterns) ending(key []byte) (s Set) {
	longest := min(len(key), p.longest)
	if longest < minPattern || !p.mayEnd(key[len(key)-1], key[len(key)-2]) {
		return 0
	}
	h := feature.Hash(nil)
	for n := 1; n <= longest; n++ {
		h = feature.HashMore(h, key[len(key)-n])
		s |= p.of(h, n)
	}
	return s
}

// pair is where pairs has the bit for two letters.
func pair(a, b byte) (index, bit uint) {
	h := uint(a)*67 ^ uint(b)
	return h >> 6 & 63, h & 63
}

// mayEnd reports whether some pattern begins with two letters, the first two from
// the end on.
func (p *patterns) mayEnd(a, b byte) bool {
	index, bit := pair(a, b)
	return p.pairs[index]>>bit&1 != 0
}
