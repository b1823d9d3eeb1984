package train

// An order goes through n things again and again, each time in another order.
// The same seed gives the same orders everywhere.
type order struct {
	items []int
	state uint64
}

func newOrder(n int, seed uint64) *order {
	o := &order{items: make([]int, n), state: seed}
	for i := range o.items {
		o.items[i] = i
	}
	return o
}

// next shuffles and returns the items; the slice is good until the next call.
func (o *order) next() []int {
	for i := len(o.items) - 1; i > 0; i-- {
		j := int(o.random() % uint64(i+1))
		o.items[i], o.items[j] = o.items[j], o.items[i]
	}
	return o.items
}

// random is SplitMix64 (Steele, Lea and Flood, 2014).
func (o *order) random() uint64 {
	o.state += 0x9E3779B97F4A7C15
	z := o.state
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}
