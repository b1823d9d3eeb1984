package model

import (
	"math/bits"

	"github.com/camerton/camerton/tone/internal/feature"
)

const (
	// Hidden is how many units the hidden layer has.
	Hidden = 32

	// Outputs is how many columns the hidden layer adds to, the first ones: the
	// states and the topics.
	Outputs = States + Topics
)

// hidden is a layer between the features that [feature.Message.Seen] returns and
// the states and topics. It sees what a sum of weights can't: that words mean
// something else together than each for itself.
//
// Of the buckets only those have a row that messages learned from had often
// enough; a feature without a row is passed over.
type hidden struct {
	places    [feature.Buckets / 64]place
	rows      []hiddenRow
	scales    [feature.NumGroups]float32
	biases    [Hidden]float32
	states    [Hidden][States]float32
	topics    [Hidden][Topics]float32
	outBiases [Outputs]float32
}

// A place tells which of 64 buckets have a row, and how many rows come before.
type place struct {
	bits   uint64
	before int32
}

// A hiddenRow has a byte for each unit, as a row has for each column.
type hiddenRow [Hidden / 8]uint64

// row returns the row of a bucket, or nil if it has none.
func (h *hidden) row(bucket uint32) *hiddenRow {
	p := &h.places[bucket/64]
	bit := uint64(1) << (bucket % 64)
	if p.bits&bit == 0 {
		return nil
	}
	return &h.rows[int(p.before)+bits.OnesCount64(p.bits&(bit-1))]
}

// A HiddenSum is what the features of a message add up to before the units of the
// hidden layer, group by group, so that some can be taken away again.
type HiddenSum [feature.NumGroups]struct {
	units [Hidden]int32 // in stored units; nothing of use if there are no rows
	rows  int           // how many features had one
}

// SumHidden adds up the rows of the features that [feature.Message.Seen] returned.
func (m *Model) SumHidden(s *HiddenSum, seen *[feature.NumGroups][]feature.Feature) {
	for g, features := range seen {
		s[g].rows = 0
		if len(features) > 0 {
			s[g].units = [Hidden]int32{}
			s[g].rows = m.hidden.add(&s[g].units, features)
		}
	}
}

// SumHiddenWithout fills without with what s is without the features that come
// from the units from to to, wholly or in part, and with other patterns of the
// message as a whole. But for the cues each feature must be of one unit, in the
// order of these, as [feature.Message.Seen] has them.
func (m *Model) SumHiddenWithout(without, s *HiddenSum, seen *[feature.NumGroups][]feature.Feature, whole []feature.Feature, from, to int) {
	for g, features := range seen {
		if without[g].rows = s[g].rows; s[g].rows == 0 || feature.Group(g) == feature.Whole {
			continue
		}
		var sum [Hidden]int32
		var rows int
		if feature.Group(g) != feature.Cues {
			rows = m.hidden.add(&sum, features[lastUnit(features, from):lastUnit(features, to+1)])
		} else {
			rows = m.hidden.addTouching(&sum, features, from, to)
		}
		if rows == 0 {
			without[g].units = s[g].units
			continue
		}
		without[g].rows -= rows
		for i, v := range &s[g].units {
			without[g].units[i] = v - sum[i]
		}
	}
	without[feature.Whole].units = [Hidden]int32{}
	without[feature.Whole].rows = m.hidden.add(&without[feature.Whole].units, whole)
}

// addTouching is add for those features that come from the units from to to, wholly
// or in part.
func (h *hidden) addTouching(units *[Hidden]int32, features []feature.Feature, from, to int) (rows int) {
	for i := range features {
		if f := &features[i]; int(f.From) <= to && int(f.To) >= from {
			rows += h.add(units, features[i:i+1])
		}
	}
	return rows
}

// Lit are the units of the hidden layer that are above 0.
type Lit struct {
	n      int
	unit   [Hidden]uint8
	values [Hidden]float32
}

// Light fills l with the units that a sum lights: those of a group count by the
// square root of how many rows it has.
func (m *Model) Light(l *Lit, s *HiddenSum) {
	h := &m.hidden
	units := h.biases
	for g := range s {
		if s[g].rows == 0 {
			continue
		}
		scale := h.scales[g] * inverseRoot(s[g].rows)
		for i, v := range &s[g].units {
			units[i] += scale * float32(v)
		}
	}
	l.n = 0
	for i, v := range &units {
		if v > 0 {
			l.unit[l.n], l.values[l.n] = uint8(i), v
			l.n++
		}
	}
}

// AddHiddenStates adds to z what the units say of the states.
func (m *Model) AddHiddenStates(z *[States]float32, l *Lit) {
	h := &m.hidden
	z0, z1, z2 := z[0]+h.outBiases[0], z[1]+h.outBiases[1], z[2]+h.outBiases[2]
	z3, z4, z5 := z[3]+h.outBiases[3], z[4]+h.outBiases[4], z[5]+h.outBiases[5]
	for i, v := range l.values[:l.n] {
		w := &h.states[l.unit[i]%Hidden]
		z0 += v * w[0]
		z1 += v * w[1]
		z2 += v * w[2]
		z3 += v * w[3]
		z4 += v * w[4]
		z5 += v * w[5]
	}
	*z = [States]float32{z0, z1, z2, z3, z4, z5}
}

// AddHiddenTopics adds to z what the units say of the topics, four of them at a
// time.
func (m *Model) AddHiddenTopics(z *[Topics]float32, l *Lit) {
	h := &m.hidden
	for t := 0; t < Topics; t += 4 {
		b := (*[4]float32)(h.outBiases[States+t:])
		z0, z1, z2, z3 := b[0], b[1], b[2], b[3]
		for i, v := range l.values[:l.n] {
			w := (*[4]float32)(h.topics[l.unit[i]%Hidden][t:])
			z0 += v * w[0]
			z1 += v * w[1]
			z2 += v * w[2]
			z3 += v * w[3]
		}
		z[t] += z0
		z[t+1] += z1
		z[t+2] += z2
		z[t+3] += z3
	}
}

// add adds the rows of features to the units and returns how many have one.
func (h *hidden) add(units *[Hidden]int32, features []feature.Feature) (rows int) {
	for len(features) > 0 {
		part := features[:min(len(features), most)]
		features = features[len(part):]
		rows += h.addSome(units, part)
	}
	return rows
}

// addSome is add for at most 512 features. Two rows are added byte by byte before
// their bytes are spread over 16-bit lanes, as in [Model.Add].
func (h *hidden) addSome(units *[Hidden]int32, features []feature.Feature) (rows int) {
	var even0, odd0, even1, odd1, even2, odd2, even3, odd3 uint64 // not arrays, which would not be kept in registers
	for i := 0; i < len(features); {
		one, two := (*hiddenRow)(nil), &noHiddenRow
		for ; i < len(features) && one == nil; i++ {
			one = h.row(features[i].Bucket)
		}
		if one == nil {
			break
		}
		rows++
		for ; i < len(features) && two == &noHiddenRow; i++ {
			if row := h.row(features[i].Bucket); row != nil {
				two = row
				rows++
			}
		}
		a, b, c, d := one[0]+two[0], one[1]+two[1], one[2]+two[2], one[3]+two[3]
		even0 += a & lanes
		odd0 += a >> 8 & lanes
		even1 += b & lanes
		odd1 += b >> 8 & lanes
		even2 += c & lanes
		odd2 += c >> 8 & lanes
		even3 += d & lanes
		odd3 += d >> 8 & lanes
	}
	if rows == 0 {
		return 0
	}
	over := int32(bias * rows)
	spread((*[8]int32)(units[0:]), even0, odd0, over)
	spread((*[8]int32)(units[8:]), even1, odd1, over)
	spread((*[8]int32)(units[16:]), even2, odd2, over)
	spread((*[8]int32)(units[24:]), even3, odd3, over)
	return rows
}

// noHiddenRow is added where a row has no other one to be added with.
var noHiddenRow hiddenRow

// spread adds what the lanes hold, less what is over the weights, to eight units or
// columns.
func spread(sum *[8]int32, even, odd uint64, over int32) {
	sum[0] += int32(uint16(even)) - over
	sum[1] += int32(uint16(odd)) - over
	sum[2] += int32(uint16(even>>16)) - over
	sum[3] += int32(uint16(odd>>16)) - over
	sum[4] += int32(uint16(even>>32)) - over
	sum[5] += int32(uint16(odd>>32)) - over
	sum[6] += int32(uint16(even>>48)) - over
	sum[7] += int32(uint16(odd>>48)) - over
}
