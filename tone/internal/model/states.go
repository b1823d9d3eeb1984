package model

import (
	"encoding/binary"

	"github.com/camerton/camerton/tone/internal/feature"
)

// A StateSum adds up the weights for the states of the features of one unit, in
// halves of a stored unit.
type StateSum struct {
	even, odd uint64 // 16-bit lanes
	rows      int32
}

// most is how many rows a StateSum can hold before its lanes overflow.
const most = 255

// AppendStateSums appends n empty sums to dst.
func AppendStateSums(dst []StateSum, n int) []StateSum {
	for range n {
		dst = append(dst, StateSum{})
	}
	return dst
}

// AddStates adds each feature to the sums of the units it comes from: a feature
// of one unit wholly, one of several by half to the first and the last.
func (m *Model) AddStates(sums []StateSum, features []feature.Feature) {
	for _, f := range features {
		row := binary.LittleEndian.Uint64(m.rows[int(f.Bucket)*Columns:])
		sums[f.From].add(row)
		sums[f.To].add(row)
	}
}

func (s *StateSum) add(row uint64) {
	if s.rows == most {
		return // a word of more than a hundred letters has said enough
	}
	const lanes = 0x00FF00FF00FF00FF
	s.even += row & lanes
	s.odd += row >> 8 & lanes
	s.rows++
}

// Dot returns the sum of the states' weights, each times its factor.
func (s *StateSum) Dot(factors *[States]float32) float32 {
	zero := bias * s.rows
	at := func(lanes uint64, i int) float32 { return float32(int32(uint16(lanes>>(16*i))) - zero) }
	return factors[0]*at(s.even, 0) + factors[1]*at(s.odd, 0) + factors[2]*at(s.even, 1) +
		factors[3]*at(s.odd, 1) + factors[4]*at(s.even, 2) + factors[5]*at(s.odd, 2)
}
