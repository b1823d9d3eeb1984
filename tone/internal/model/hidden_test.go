package model

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/internal/feature"
)

// withHidden gives every third bucket a row.
func withHidden(w *Weights, seed uint64) *Weights {
	random := rand.New(rand.NewPCG(seed, 2))
	normal := func() float32 { return float32(random.NormFloat64()) / 3 }
	h := &w.Hidden
	for b := uint32(0); b < feature.Buckets; b += 3 {
		h.Used = append(h.Used, b)
	}
	h.Rows = make([]float32, len(h.Used)*Hidden)
	for i := range h.Rows {
		h.Rows[i] = normal()
	}
	for g := range h.Gain {
		h.Gain[g] = 0.5 + random.Float32()
	}
	for i := range h.Out {
		h.Biases[i] = normal()
		for t := range h.Out[i] {
			h.Out[i][t] = normal()
		}
	}
	for t := range h.OutBiases {
		h.OutBiases[t] = normal()
	}
	return w
}

// slowTopics is what the hidden layer says, by its definition and with the weights
// as they were before rounding.
func slowTopics(w *HiddenWeights, alone *[feature.NumGroups][]uint32) (z [Topics]float64) {
	units := [Hidden]float64{}
	for i, v := range w.Biases {
		units[i] = float64(v)
	}
	for g, buckets := range alone {
		var rows []int
		for _, b := range buckets {
			if b%3 == 0 {
				rows = append(rows, int(b/3))
			}
		}
		for _, r := range rows {
			for i := range units {
				units[i] += float64(w.Gain[g]) * float64(w.Rows[r*Hidden+i]) / math.Sqrt(float64(len(rows)))
			}
		}
	}
	for t := range z {
		z[t] = float64(w.OutBiases[t])
		for i, v := range units {
			z[t] += max(v, 0) * float64(w.Out[i][t])
		}
	}
	return z
}

func TestTopicsAreWhatTheHiddenLayerSays(t *testing.T) {
	t.Parallel()
	w := withHidden(randomWeights(21), 21)
	m := decoded(t, w)
	random := rand.New(rand.NewPCG(22, 22))
	for _, n := range []int{0, 1, 2, 40, 511, 512, 513, 1300} {
		var alone [feature.NumGroups][]uint32
		for g := range alone {
			for range n * (g + 1) / 3 {
				alone[g] = append(alone[g], random.Uint32N(feature.Buckets))
			}
		}
		var z [Columns]float32
		m.AddTopics(&z, &alone)
		for topic, want := range slowTopics(&w.Hidden, &alone) {
			require.InDelta(t, want, z[States+topic], 0.3, "%d features, topic %d: no further than by rounding", n, topic)
		}
		require.Zero(t, [States]float32(z[:States]), "states are left alone")
		require.Zero(t, z[Intensity])
	}
}

// TestFeaturesWithoutARowAreNothing: they are not even counted.
func TestFeaturesWithoutARowAreNothing(t *testing.T) {
	t.Parallel()
	m := decoded(t, withHidden(randomWeights(23), 23))
	var known, more, none [Columns]float32
	m.AddTopics(&known, &[feature.NumGroups][]uint32{{3, 6, feature.Buckets - 3}})
	m.AddTopics(&more, &[feature.NumGroups][]uint32{{1, 3, 5, 6, 7, feature.Buckets - 3, feature.Buckets - 1}})
	require.Equal(t, known, more)
	m.AddTopics(&none, &[feature.NumGroups][]uint32{})
	require.NotEqual(t, known, none)
}

// TestAModelNeedsNoHiddenLayer: the zero value says nothing.
func TestAModelNeedsNoHiddenLayer(t *testing.T) {
	t.Parallel()
	m := decoded(t, randomWeights(24))
	var z [Columns]float32
	m.AddTopics(&z, &[feature.NumGroups][]uint32{{1, 2, 3}})
	require.Zero(t, z)
}

// TestDamagedHiddenLayersAreRefused: one cut short, one with more rows than bits, a
// weight or a number that can't be.
func TestDamagedHiddenLayersAreRefused(t *testing.T) {
	t.Parallel()
	good := Encode([]byte(`{}`), withHidden(randomWeights(25), 25))
	rows := len(withHidden(randomWeights(25), 25).Hidden.Rows)
	head := len(good) - rows - hiddenHead
	for name, c := range map[string]struct {
		damage func(data []byte) []byte
		want   string
	}{
		"cut in a row":  {func(d []byte) []byte { return d[:len(d)-5] }, "rows of the hidden layer"},
		"cut before it": {func(d []byte) []byte { return d[:head+10] }, "cut short"},
		"a row more":    {func(d []byte) []byte { return append(d, make([]byte, Hidden)...) }, "rows of the hidden layer"},
		"a bit more":    {func(d []byte) []byte { d[head+4*hiddenFloats] |= 2; return d }, "rows of the hidden layer"},
		"weight":        {func(d []byte) []byte { d[len(d)-1] = 200; return d }, "weight that is too large"},
		"number": {func(d []byte) []byte {
			binary.LittleEndian.PutUint32(d[head+8:], math.Float32bits(float32(math.Inf(1))))
			return d
		}, "a number that is none"},
	} {
		_, err := Decode(c.damage(append([]byte(nil), good...)))
		require.ErrorContains(t, err, c.want, name)
	}
	_, err := Decode(good)
	require.NoError(t, err)
}

func BenchmarkAddTopics(b *testing.B) {
	m := decoded(b, withHidden(randomWeights(26), 26))
	random := rand.New(rand.NewPCG(27, 27))
	var alone [feature.NumGroups][]uint32
	for g, n := range []int{feature.Words: 14, feature.Senses: 11} { // about what a message of 62 letters has
		for range n {
			alone[g] = append(alone[g], random.Uint32N(feature.Buckets))
		}
	}
	var z [Columns]float32
	b.ReportAllocs()
	for b.Loop() {
		m.AddTopics(&z, &alone)
	}
}
