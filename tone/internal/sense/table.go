package sense

// table maps hashes of keys and of their beginnings to senses by open
// addressing. A small bitmap in front of it answers most of the misses.
type table struct {
	keys   []uint64 // 0 is a free place
	values []uint16
	filter [1 << 12]uint64
}

const (
	wholeSeed = 0xCBF29CE484222325
	step      = 0x100000001B3
	startSalt = 0x9E3779B97F4A7C15 // keeps beginnings apart from whole words
	minStart  = 2                  // letters of the shortest beginning
)

func hashKey(key []byte, start bool) uint64 {
	h := uint64(wholeSeed)
	for _, b := range key {
		h = (h ^ uint64(b)) * step
	}
	if start {
		h ^= startSalt
	}
	return h
}

func (t *table) fill(entries map[uint64]uint16) {
	size := 64
	for size < 2*len(entries) {
		size *= 2
	}
	t.keys, t.values = make([]uint64, size), make([]uint16, size)
	for h, v := range entries {
		i := t.place(h)
		t.keys[i], t.values[i] = h, v
		t.filter[h>>52] |= 1 << (h >> 46 & 63)
	}
}

func (t *table) place(h uint64) uint64 {
	mask := uint64(len(t.keys) - 1)
	i := h * startSalt >> 30 & mask
	for t.keys[i] != 0 && t.keys[i] != h {
		i = (i + 1) & mask
	}
	return i
}

func (t *table) get(h uint64) uint16 {
	if t.filter[h>>52]>>(h>>46&63)&1 == 0 {
		return 0
	}
	return t.values[t.place(h)]
}

// Of returns the sense of the word with this key.
func (d *Dictionary) Of(key []byte) Sense {
	var found uint16
	h := uint64(wholeSeed)
	for i, b := range key {
		h = (h ^ uint64(b)) * step
		if i+1 >= minStart {
			if v := d.table.get(h ^ startSalt); v != 0 {
				found = v // the longest beginning so far
			}
		}
	}
	if v := d.table.get(h); v != 0 {
		found = v
	}
	return d.senses[found]
}
