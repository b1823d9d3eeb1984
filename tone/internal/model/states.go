package model

import (
	"github.com/camerton/camerton/tone/internal/feature"
)

// A Pull adds up the weights for the states of the features of one unit. It is
// kept as halves of stored units in 16-bit lanes.
type Pull struct {
	even, odd uint64
	halves    int32
}

// AddPulls adds each feature, whose row stands at the same place of rows, to the
// pulls of the units it comes from: a feature of one unit wholly, one of several
// by half to the first and the last. Of a word of more than sixty letters the
// first ones count. Features of the same last unit are added up on the way, which
// is quicker than in the pull.
func AddPulls(pulls []Pull, features []feature.Feature, rows []StateRow) {
	rows = rows[:len(features)]
	for i := 0; i < len(features); {
		unit := features[i].To
		var even, odd uint64
		halves := int32(0)
		for ; i < len(features) && features[i].To == unit; i++ {
			if halves > most/2-2 {
				continue // leaves as much room for those of which it is the first
			}
			e, o := uint64(rows[i])&lanes, uint64(rows[i])>>8&lanes
			if from := features[i].From; from != unit {
				pulls[from].add(e, o, 1)
				even, odd, halves = even+e, odd+o, halves+1
				continue
			}
			even, odd, halves = even+2*e, odd+2*o, halves+2
		}
		pulls[unit].add(even, odd, halves)
	}
}

func (p *Pull) add(even, odd uint64, halves int32) {
	if p.halves+halves <= most {
		p.even += even
		p.odd += odd
		p.halves += halves
	}
}

// IsEmpty reports whether nothing was added to p.
func (p *Pull) IsEmpty() bool { return p.halves == 0 }

// Factors are whole numbers by which the weights of the states are multiplied. They
// add up to 0, so that what a stored byte has above its weight cancels out.
type Factors [States]int64

// Dot returns the sum of the states' weights, each times its factor, in halves
// of stored units.
func (p *Pull) Dot(f *Factors) int64 {
	at := func(lanes uint64, i int) int64 { return int64(uint16(lanes >> (16 * i))) }
	return f[0]*at(p.even, 0) + f[1]*at(p.odd, 0) + f[2]*at(p.even, 1) +
		f[3]*at(p.odd, 1) + f[4]*at(p.even, 2) + f[5]*at(p.odd, 2)
}

// A StateSum is the part of a Sum that is for the states.
type StateSum [States]int32

// Reach is how many units a feature that is not a cue spans beyond its first.
const Reach = 2

// SubtractTouching takes from s the features of a group that come from the units
// from to to, wholly or in part, and counts them. Their rows stand at the same
// places of rows. The features of the hashed groups stand in the order of their
// last units, and each group of letters is of one unit.
func (s *StateSum) SubtractTouching(features []feature.Feature, rows []StateRow, g feature.Group, from, to int) (count int) {
	first := 0
	switch g {
	case feature.Letters: // each is of one unit
		touching := rows[lastUnit(features, from):lastUnit(features, to+1)]
		s.subtract(touching)
		return len(touching)
	case feature.Words, feature.Senses, feature.Whole:
		first = lastUnit(features, from)
	case feature.Cues, feature.NumGroups:
	}
	var even, odd uint64
	part := 0
	for i := first; i < len(features); i++ {
		f := &features[i]
		if int(f.To) > to+Reach && g != feature.Cues {
			break
		}
		if int(f.From) > to || int(f.To) < from {
			continue
		}
		even += uint64(rows[i]) & lanes
		odd += uint64(rows[i]) >> 8 & lanes
		count++
		if part++; part == most {
			s.add(even, odd, part, -1)
			even, odd, part = 0, 0, 0
		}
	}
	s.add(even, odd, part, -1)
	return count
}

// subtract takes rows from s.
func (s *StateSum) subtract(rows []StateRow) {
	for len(rows) > 0 {
		part := rows[:min(len(rows), most)]
		rows = rows[len(part):]
		var even, odd uint64
		for _, row := range part {
			even += uint64(row) & lanes
			odd += uint64(row) >> 8 & lanes
		}
		s.add(even, odd, len(part), -1)
	}
}

// add adds n times what the lanes of so many rows hold.
func (s *StateSum) add(even, odd uint64, rows, n int) {
	for i := range States / 2 {
		s[2*i] += int32(n * (int(uint16(even>>(16*i))) - bias*rows))
		s[2*i+1] += int32(n * (int(uint16(odd>>(16*i))) - bias*rows))
	}
}

// lastUnit returns the index of the first feature whose last unit is unit or a
// later one.
func lastUnit(features []feature.Feature, unit int) int {
	low, high := 0, len(features)
	for low < high {
		middle := (low + high) / 2
		if int(features[middle].To) < unit {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// AddStates adds the weights for the states of at most 256 features to s.
func (m *Model) AddStates(s *StateSum, features []feature.Feature) {
	var even, odd uint64
	for _, f := range features {
		row := m.rows[f.Bucket][0]
		even += row & lanes
		odd += row >> 8 & lanes
	}
	s.add(even, odd, len(features), 1)
}

// StateLogits combines the sums of the groups, each over count features, for the
// states only.
func (m *Model) StateLogits(sums *[feature.NumGroups]StateSum, counts *[feature.NumGroups]int) (z [States]float32) {
	z = [States]float32(m.biases[:States])
	for g := range sums {
		unit := m.Unit(feature.Group(g), counts[g])
		for i := range z {
			z[i] += unit * float32(sums[g][i])
		}
	}
	return z
}
