package model

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/lang"
)

const (
	magic  = "camerton"
	format = 4
)

// ErrNotModel is returned for data that is not a model file.
var ErrNotModel = errors.New("not a camerton model")

const (
	tableSize = lang.Buckets * lang.NumTags
	floatSize = 4 * (int(feature.NumGroups) + Columns)
	rowsSize  = feature.Buckets * Columns
	least     = tableSize + floatSize + rowsSize + hiddenHead // of what stands behind the card
)

// Decode reads a model file. The model keeps data, which must not be changed
// afterwards.
func Decode(data []byte) (*Model, error) {
	head := len(magic) + 8
	if len(data) < head || string(data[:len(magic)]) != magic {
		return nil, ErrNotModel
	}
	if v := binary.LittleEndian.Uint32(data[len(magic):]); v != format {
		return nil, fmt.Errorf("model format %d; this program reads format %d: train the model again", v, format)
	}
	size := int(binary.LittleEndian.Uint32(data[len(magic)+4:]))
	rest := data[head:]
	if size < 0 || size > len(rest)-least {
		return nil, fmt.Errorf("model has %d bytes behind its header, want %d and more: the file is cut short or of another version", len(rest), size+least)
	}
	m := &Model{Language: new(lang.Table)}
	m.Card, rest = rest[:size], rest[size:]
	for i := range m.Language {
		for t := range m.Language[i] {
			m.Language[i][t] = int8(rest[i*lang.NumTags+t])
		}
	}
	rest = rest[tableSize:]
	floats := append(floatsOf(m.scales[:]), floatsOf(m.biases[:])...)
	if err := decodeFloats(rest, floats); err != nil {
		return nil, err
	}
	m.rows = make([]row, feature.Buckets)
	rest = rest[floatSize:]
	var all uint64
	for i := range m.rows {
		for w := range Columns / 8 {
			m.rows[i][w] = binary.LittleEndian.Uint64(rest[Columns*i+8*w:])
			all |= m.rows[i][w]
		}
	}
	if err := checkWeights(all); err != nil {
		return nil, err
	}
	if err := decodeHidden(rest[rowsSize:], &m.hidden); err != nil {
		return nil, err
	}
	return m, nil
}

func floatsOf(s []float32) []*float32 {
	p := make([]*float32, len(s))
	for i := range s {
		p[i] = &s[i]
	}
	return p
}

// Weights are the parts of a model as training makes them.
type Weights struct {
	Language *lang.Table
	Biases   [Columns]float32
	Gain     [feature.NumGroups]float32
	Rows     []float32 // feature.Buckets rows of Columns weights
	Hidden   HiddenWeights
}

// Encode writes a model file with the given card. Each group's weights are rounded to 127 steps;
// which rows are of which group is told by the bucket for the cues only, so the
// hashed groups share their steps.
func Encode(card []byte, w *Weights) []byte {
	out := make([]byte, 0, len(magic)+8+len(card)+least+len(w.Hidden.Rows))
	out = append(out, magic...)
	out = binary.LittleEndian.AppendUint32(out, format)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(card)))
	out = append(out, card...)
	for _, scores := range w.Language {
		for _, s := range scores {
			out = append(out, byte(s))
		}
	}
	hashed, cues := step(w.Rows[:feature.Hashed*Columns]), step(w.Rows[feature.Hashed*Columns:])
	for g, gain := range w.Gain {
		unit := hashed
		if feature.Group(g) == feature.Cues {
			unit = cues
		}
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(gain*unit))
	}
	for _, b := range w.Biases {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(b))
	}
	for i, v := range w.Rows {
		unit := hashed
		if i >= feature.Hashed*Columns {
			unit = cues
		}
		out = append(out, stored(v, unit))
	}
	return appendHidden(out, &w.Hidden)
}

// step returns the size of a step so that all but the largest weights, one in
// ten thousand, fit into 63 of them.
func step(rows []float32) float32 {
	var histogram [4096]int
	top := float32(0)
	for _, v := range rows {
		top = max(top, v, -v)
	}
	if top == 0 {
		return 1
	}
	nonzero := 0
	for _, v := range rows {
		if v != 0 {
			histogram[int(max(v, -v)/top*4095)]++
			nonzero++
		}
	}
	over := 0
	for i := len(histogram) - 1; i > 0; i-- {
		if over += histogram[i]; over > nonzero/10000 {
			return top * float32(i+1) / 4095 / maxWeight
		}
	}
	return top / maxWeight
}
