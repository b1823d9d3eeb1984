package model

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/bits"

	"github.com/camerton/camerton/tone/internal/feature"
)

// HiddenWeights are the hidden layer as training makes it. The zero value adds
// nothing to the states and topics.
type HiddenWeights struct {
	Gain      [feature.NumGroups]float32
	Used      []uint32  // the buckets that have a row, ascending
	Rows      []float32 // Hidden weights for each of Used
	Biases    [Hidden]float32
	Out       [Hidden][Outputs]float32
	OutBiases [Outputs]float32
}

const (
	hiddenFloats = int(feature.NumGroups) + Hidden + Hidden*Outputs + Outputs
	placesSize   = feature.Buckets / 8
	hiddenHead   = 4*hiddenFloats + placesSize
)

// appendHidden appends the scales, the biases and the weights of the outputs, a bit
// for each bucket that has a row, and the rows.
func appendHidden(out []byte, w *HiddenWeights) []byte {
	unit := step(w.Rows)
	var floats []float32
	for _, gain := range w.Gain {
		floats = append(floats, gain*unit)
	}
	floats = append(floats, w.Biases[:]...)
	for i := range w.Out {
		floats = append(floats, w.Out[i][:]...)
	}
	for _, f := range append(floats, w.OutBiases[:]...) {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(f))
	}
	var places [feature.Buckets / 64]uint64
	for _, b := range w.Used {
		places[b/64] |= 1 << (b % 64)
	}
	for _, p := range places {
		out = binary.LittleEndian.AppendUint64(out, p)
	}
	for _, v := range w.Rows {
		out = append(out, stored(v, unit))
	}
	return out
}

// decodeHidden reads what appendHidden wrote.
func decodeHidden(data []byte, h *hidden) error {
	if len(data) < hiddenHead {
		return fmt.Errorf("model has %d bytes of a hidden layer, want %d and more: the file is cut short or of another version", len(data), hiddenHead)
	}
	floats := append(floatsOf(h.scales[:]), floatsOf(h.biases[:])...)
	for i := range h.states {
		floats = append(append(floats, floatsOf(h.states[i][:])...), floatsOf(h.topics[i][:])...)
	}
	if err := decodeFloats(data, append(floats, floatsOf(h.outBiases[:])...)); err != nil {
		return err
	}
	data = data[4*hiddenFloats:]
	rows := int32(0)
	for i := range h.places {
		h.places[i] = place{binary.LittleEndian.Uint64(data[8*i:]), rows}
		rows += int32(bits.OnesCount64(h.places[i].bits))
	}
	data = data[placesSize:]
	if want := Hidden * int(rows); len(data) != want {
		return fmt.Errorf("model has %d bytes of rows of the hidden layer, want %d: the file is cut short or of another version", len(data), want)
	}
	h.rows = make([]hiddenRow, rows)
	var all uint64
	for i := range h.rows {
		for w := range h.rows[i] {
			h.rows[i][w] = binary.LittleEndian.Uint64(data[Hidden*i+8*w:])
			all |= h.rows[i][w]
		}
	}
	return checkWeights(all)
}

// decodeFloats reads as many numbers as there are places for.
func decodeFloats(data []byte, into []*float32) error {
	for i, f := range into {
		*f = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
		if v := float64(*f); math.IsNaN(v) || math.IsInf(v, 0) {
			return errors.New("model holds a number that is none: the file is damaged")
		}
	}
	return nil
}

// checkWeights takes all stored weights, joined bit by bit.
func checkWeights(all uint64) error {
	if all&0x8080808080808080 != 0 {
		return errors.New("model holds a weight that is too large: the file is damaged")
	}
	return nil
}

// stored is a weight as a byte, in steps of unit.
func stored(v, unit float32) byte {
	q := math.Round(float64(v / unit))
	return byte(int(max(-maxWeight, min(maxWeight, q))) + bias)
}
