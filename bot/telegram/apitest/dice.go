package apitest

import "strconv"

// dice are repeatable random numbers (splitmix64): the same seed gives the
// same identifiers and the same faults. They are no secret to anybody.
type dice uint64

func (d *dice) next() uint64 {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below is a number from 0 to n-1; n must be above 0.
func (d *dice) below(n uint32) int64 {
	return int64(uint32(d.next()>>32) % n)
}

// chance is true once in 1/p throws.
func (d *dice) chance(p float64) bool {
	return float64(d.next()>>11)/(1<<53) < p
}

// digits is a decimal number of 18 digits, as the identifiers of Telegram look.
func (d *dice) digits() string {
	return strconv.FormatUint(100_000_000_000_000_000+d.next()%900_000_000_000_000_000, 10)
}

// word is n letters and digits that may stand in a URL.
func (d *dice) word(n int) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	out := make([]byte, n)
	for i := range out {
		out[i] = letters[d.next()%uint64(len(letters))]
	}
	return string(out)
}
