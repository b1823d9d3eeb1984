// Package model holds the learned weights and adds them up.
//
// A model file is: the magic "camerton", a format version (uint32), the card as
// JSON after its length (uint32), the language table, the group scales and
// biases (float32), and the rows of weights, all little-endian. A row is
// Columns bytes; a byte b stands for the weight b-128 in units of its group's
// scale.
package model

import (
	"encoding/binary"

	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/lang"
)

// The columns of a row: one for each state, one for each topic, one for the
// intensity; the last is not used.
const (
	States    = 6
	Topics    = 16
	Intensity = States + Topics
	Columns   = 24
)

// bias is what a stored byte has above its weight.
const bias = 128

// A Model is a set of weights. It is not modified by reading.
type Model struct {
	Card     []byte // as JSON
	Language *lang.Table

	scales [feature.NumGroups]float32
	biases [Columns]float32
	rows   []byte // feature.Buckets rows of Columns bytes
}

// A Sum is the sum of some rows, column by column, in stored units.
type Sum [Columns]int32

// Add adds the rows of the given features to s.
//
// Eight columns are added at a time: the bytes of a word are spread over two
// words as 16-bit lanes, which hold the sum of 256 bytes before they overflow.
func (m *Model) Add(s *Sum, features []feature.Feature) {
	const lanes = 0x00FF00FF00FF00FF
	for len(features) > 0 {
		part := features[:min(len(features), 256)]
		features = features[len(part):]
		var even, odd [Columns / 8]uint64
		for _, f := range part {
			row := m.rows[int(f.Bucket)*Columns:]
			row = row[:Columns:Columns]
			a := binary.LittleEndian.Uint64(row)
			b := binary.LittleEndian.Uint64(row[8:])
			c := binary.LittleEndian.Uint64(row[16:])
			even[0] += a & lanes
			odd[0] += a >> 8 & lanes
			even[1] += b & lanes
			odd[1] += b >> 8 & lanes
			even[2] += c & lanes
			odd[2] += c >> 8 & lanes
		}
		for w := range even {
			for i := range 4 {
				s[8*w+2*i] += int32(uint16(even[w]>>(16*i))) - bias*int32(len(part))
				s[8*w+2*i+1] += int32(uint16(odd[w]>>(16*i))) - bias*int32(len(part))
			}
		}
	}
}

// Weight returns one weight, in stored units.
func (m *Model) Weight(bucket uint32, column int) int32 {
	return int32(m.rows[int(bucket)*Columns+column]) - bias
}

// Logits combines the sums of the groups, each over count features.
func (m *Model) Logits(sums *[feature.NumGroups]Sum, counts *[feature.NumGroups]int, z *[Columns]float32) {
	*z = m.biases
	for g := range sums {
		unit := m.Unit(feature.Group(g), counts[g])
		for c := range z {
			z[c] += unit * float32(sums[g][c])
		}
	}
}

// Unit is what one stored unit is worth in a group of count features.
func (m *Model) Unit(g feature.Group, count int) float32 {
	if count == 0 {
		return 0
	}
	return m.scales[g] * inverseRoot(count)
}
