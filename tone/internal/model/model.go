// Package model holds the learned weights and adds them up.
//
// A model file is: the magic "camerton", a format version (uint32), the card as
// JSON after its length (uint32), the language table, the group scales and
// biases (float32), the rows of weights, and the hidden layer, all little-endian. A row is
// Columns bytes; a byte b, at most 127, stands for the weight b-64 in units of its
// group's scale.
package model

import (
	"slices"

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

// A stored byte has bias above its weight, which is at most maxWeight on either side. Two
// bytes can be added before they overflow.
const (
	bias      = 64
	maxWeight = 63
)

// A Model is a set of weights. It is not modified by reading.
type Model struct {
	Card     []byte // as JSON
	Language *lang.Table

	scales [feature.NumGroups]float32
	biases [Columns]float32
	rows   []row // feature.Buckets
	hidden hidden
}

// A row is Columns bytes, eight of them in a word, the first one lowest. It takes
// as much room as four words so that it never lies across two cache lines.
type row [4]uint64

// A Sum is the sum of some rows, column by column, in stored units.
type Sum [Columns]int32

// A StateRow is the part of a row that is for the states.
type StateRow uint64

// lanes are the lower bytes of the 16-bit lanes of a word, most how many stored
// bytes a lane can add up before it overflows.
const (
	lanes = 0x00FF00FF00FF00FF
	most  = 512
)

// Add adds the rows of the given features to s, and appends their parts for the
// states to rows.
//
// Eight columns are added at a time: two rows byte by byte, then the bytes of a
// word are spread over two words as 16-bit lanes.
func (m *Model) Add(s *Sum, rows []StateRow, features []feature.Feature) []StateRow {
	from := len(rows)
	rows = slices.Grow(rows, len(features))[:from+len(features)]
	kept := rows[from:]
	for len(features) > 0 {
		part := features[:min(len(features), most)]
		partKept := kept[:len(part)]
		features, kept = features[len(part):], kept[len(part):]
		var even0, odd0, even1, odd1, even2, odd2 uint64 // not arrays, which would not be kept in registers
		if last := len(part) - 1; last%2 == 0 {
			one := &m.rows[part[last].Bucket]
			partKept[last] = StateRow(one[0])
			even0, odd0 = one[0]&lanes, one[0]>>8&lanes
			even1, odd1 = one[1]&lanes, one[1]>>8&lanes
			even2, odd2 = one[2]&lanes, one[2]>>8&lanes
		}
		for i := 1; i < len(part); i += 2 {
			one, two := &m.rows[part[i-1].Bucket], &m.rows[part[i].Bucket]
			partKept[i-1], partKept[i] = StateRow(one[0]), StateRow(two[0])
			a, b, c := one[0]+two[0], one[1]+two[1], one[2]+two[2]
			even0 += a & lanes
			odd0 += a >> 8 & lanes
			even1 += b & lanes
			odd1 += b >> 8 & lanes
			even2 += c & lanes
			odd2 += c >> 8 & lanes
		}
		over := int32(bias * len(part))
		spread((*[8]int32)(s[0:]), even0, odd0, over)
		spread((*[8]int32)(s[8:]), even1, odd1, over)
		spread((*[8]int32)(s[16:]), even2, odd2, over)
	}
	return rows
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
