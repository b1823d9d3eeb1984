package templates

// The draw among variants uses its own hash, written down here so that it never
// changes: FNV-1a of 64 bits, and the finaliser of SplitMix64 to spread what
// little two short strings differ in over all bits.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func hashString(s string) uint64 {
	h := uint64(fnvOffset)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h
}

// mixHash spreads the bits of h.
func mixHash(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// ticket returns the best of a text's tickets in the draw for a seed; each unit
// of weight is one ticket, and the best ticket of all texts wins. So a text is
// drawn in proportion to its weight, and a text that is added or switched off
// leaves the others' order as it was.
func ticket(seed, text uint64, weight int) uint64 {
	best := uint64(0)
	for i := range uint64(weight) { //nolint:gosec // a weight is from 0 to 100
		best = max(best, mixHash(seed^text+i*0x9e3779b97f4a7c15))
	}
	return best
}
