package model

import (
	"math/bits"

	"github.com/camerton/camerton/tone/internal/feature"
)

// Hidden is how many units the hidden layer has.
const Hidden = 32

// hidden is a layer between words and concepts and the topics. It sees
// what a sum of weights can't: that words mean another topic together than each
// for itself. States don't use it, so that their evidence stays exact.
//
// Of the buckets only those have a row that messages learned from had often
// enough; a feature without a row is passed over.
type hidden struct {
	places    [feature.Buckets / 64]place
	rows      []hiddenRow
	scales    [feature.NumGroups]float32
	biases    [Hidden]float32
	out       [Hidden][Topics]float32
	outBiases [Topics]float32
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

// AddTopics adds to the topics of z what the hidden layer says to the features
// that [feature.Message.Alone] returned.
func (m *Model) AddTopics(z *[Columns]float32, alone *[feature.NumGroups][]uint32) {
	h := &m.hidden
	units := h.biases
	for g, buckets := range alone {
		h.add(&units, feature.Group(g), buckets)
	}
	h.topics((*[Topics]float32)(z[States:]), &units)
}

// topics adds what the units say, four topics at a time.
func (h *hidden) topics(z *[Topics]float32, units *[Hidden]float32) {
	for t := 0; t < Topics; t += 4 {
		z0, z1, z2, z3 := h.outBiases[t], h.outBiases[t+1], h.outBiases[t+2], h.outBiases[t+3]
		for i := range units {
			if v := units[i]; v > 0 {
				w := (*[4]float32)(h.out[i][t:])
				z0 += v * w[0]
				z1 += v * w[1]
				z2 += v * w[2]
				z3 += v * w[3]
			}
		}
		z[t] += z0
		z[t+1] += z1
		z[t+2] += z2
		z[t+3] += z3
	}
}

// add adds the rows of a group's features, divided by the square root of how many
// have one, to the units.
func (h *hidden) add(units *[Hidden]float32, g feature.Group, buckets []uint32) {
	var sum [Hidden]int32
	count := 0
	for len(buckets) > 0 {
		part := buckets[:min(len(buckets), most)]
		buckets = buckets[len(part):]
		count += h.sum(&sum, part)
	}
	if count == 0 {
		return
	}
	unit := h.scales[g] * inverseRoot(count)
	for i := range sum {
		units[i] += unit * float32(sum[i])
	}
}

// sum adds the rows of at most 512 features and returns how many there were.
func (h *hidden) sum(sum *[Hidden]int32, buckets []uint32) (count int) {
	var even0, odd0, even1, odd1, even2, odd2, even3, odd3 uint64 // not arrays, which would not be kept in registers
	for _, b := range buckets {
		row := h.row(b)
		if row == nil {
			continue
		}
		count++
		even0 += row[0] & lanes
		odd0 += row[0] >> 8 & lanes
		even1 += row[1] & lanes
		odd1 += row[1] >> 8 & lanes
		even2 += row[2] & lanes
		odd2 += row[2] >> 8 & lanes
		even3 += row[3] & lanes
		odd3 += row[3] >> 8 & lanes
	}
	over := int32(bias * count)
	spread((*[8]int32)(sum[0:]), even0, odd0, over)
	spread((*[8]int32)(sum[8:]), even1, odd1, over)
	spread((*[8]int32)(sum[16:]), even2, odd2, over)
	spread((*[8]int32)(sum[24:]), even3, odd3, over)
	return count
}

// spread adds what the lanes hold, less what is over the weights, to eight units.
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
