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

// slowOutputs is what the hidden layer says, by its definition and with the weights
// as they were before rounding.
func slowOutputs(w *HiddenWeights, seen *[feature.NumGroups][]feature.Feature) (z [Outputs]float64) {
	units := [Hidden]float64{}
	for i, v := range w.Biases {
		units[i] = float64(v)
	}
	for g, features := range seen {
		var rows []int
		for _, f := range features {
			if f.Bucket%3 == 0 {
				rows = append(rows, int(f.Bucket/3))
			}
		}
		for _, r := range rows {
			for i := range units {
				units[i] += float64(w.Gain[g]) * float64(w.Rows[r*Hidden+i]) / math.Sqrt(float64(len(rows)))
			}
		}
	}
	for k := range z {
		z[k] = float64(w.OutBiases[k])
		for i, v := range units {
			z[k] += max(v, 0) * float64(w.Out[i][k])
		}
	}
	return z
}

// hiddenSays is what the hidden layer adds to the outputs.
func (m *Model) hiddenSays(seen [feature.NumGroups][]feature.Feature) [Outputs]float32 {
	var s HiddenSum
	m.SumHidden(&s, &seen)
	return m.sumSays(&s)
}

func (m *Model) sumSays(s *HiddenSum) (z [Outputs]float32) {
	l := Lit{n: Hidden} // of the message before
	m.Light(&l, s)
	m.AddHiddenStates((*[States]float32)(z[:]), &l)
	m.AddHiddenTopics((*[Topics]float32)(z[States:]), &l)
	return z
}

// seenFeatures are n features of the first group, more of the others, of units in
// ascending order.
func seenFeatures(random *rand.Rand, n, units int) (seen [feature.NumGroups][]feature.Feature) {
	for g := range seen {
		seen[g] = randomFeatures(random, n*(g+1)/3, units)
		if feature.Group(g) != feature.Cues {
			ofOneUnit(seen[g])
		}
	}
	return seen
}

// ofOneUnit makes each feature one of its last unit alone.
func ofOneUnit(features []feature.Feature) {
	for i := range features {
		features[i].From = features[i].To
	}
}

func TestHiddenLayerIsWhatItsDefinitionSays(t *testing.T) {
	t.Parallel()
	w := withHidden(randomWeights(21), 21)
	m := decoded(t, w)
	random := rand.New(rand.NewPCG(22, 22))
	for _, n := range []int{0, 1, 2, 40, 511, 512, 513, 1300} {
		seen := seenFeatures(random, n, 20)
		z := m.hiddenSays(seen)
		for k, want := range slowOutputs(&w.Hidden, &seen) {
			require.InDelta(t, want, z[k], 0.3, "%d features, output %d: no further than by rounding", n, k)
		}
	}
}

// TestHiddenLayerAddsToWhatWasThere: the sum of weights comes before it.
func TestHiddenLayerAddsToWhatWasThere(t *testing.T) {
	t.Parallel()
	m := decoded(t, withHidden(randomWeights(28), 28))
	seen := seenFeatures(rand.New(rand.NewPCG(28, 28)), 30, 10)
	alone := m.hiddenSays(seen)
	var s HiddenSum
	var l Lit
	m.SumHidden(&s, &seen)
	m.Light(&l, &s)
	states, topics := [States]float32{4: 10}, [Topics]float32{15: 10}
	m.AddHiddenStates(&states, &l)
	m.AddHiddenTopics(&topics, &l)
	require.InDelta(t, alone[4]+10, states[4], 1e-4)
	require.InDelta(t, alone[3], states[3], 1e-4)
	require.InDelta(t, alone[States+15]+10, topics[15], 1e-4)
	require.InDelta(t, alone[States], topics[0], 1e-4)
}

// TestLeavingUnitsOutIsAsIfTheyHadNotBeen: what is left of the sum is that of the
// features that touch none of them, and of the patterns given.
func TestLeavingUnitsOutIsAsIfTheyHadNotBeen(t *testing.T) {
	t.Parallel()
	m := decoded(t, withHidden(randomWeights(29), 29))
	random := rand.New(rand.NewPCG(29, 29))
	for _, n := range []int{3, 40, 700} {
		seen := seenFeatures(random, n, 12)
		for i := range seen[feature.Whole] {
			seen[feature.Whole][i].From, seen[feature.Whole][i].To = -1, -1
		}
		whole := randomFeatures(random, 5, 1)
		for _, span := range [][2]int{{0, 0}, {0, 11}, {3, 5}, {11, 11}} {
			left := [feature.NumGroups][]feature.Feature{feature.Whole: whole}
			for g, features := range seen {
				for _, f := range features {
					if feature.Group(g) != feature.Whole && (int(f.To) < span[0] || int(f.From) > span[1]) {
						left[g] = append(left[g], f)
					}
				}
			}
			var all HiddenSum
			m.SumHidden(&all, &seen)
			before := all
			without := before // of another span
			m.SumHiddenWithout(&without, &all, &seen, whole, span[0], span[1])
			require.Equal(t, m.hiddenSays(left), m.sumSays(&without), "%d features, without units %v", n, span)
			require.Equal(t, before, all, "the whole sum stays")
		}
	}
}

// TestFeaturesWithoutARowAreNothing: they are not even counted.
func TestFeaturesWithoutARowAreNothing(t *testing.T) {
	t.Parallel()
	m := decoded(t, withHidden(randomWeights(23), 23))
	of := func(buckets ...uint32) (seen [feature.NumGroups][]feature.Feature) {
		for _, b := range buckets {
			seen[0] = append(seen[0], feature.Feature{Bucket: b})
		}
		return seen
	}
	known := m.hiddenSays(of(3, 6, feature.Buckets-3))
	more := m.hiddenSays(of(1, 3, 5, 6, 7, feature.Buckets-3, feature.Buckets-1))
	require.Equal(t, known, more)
	require.NotEqual(t, known, m.hiddenSays(of()))
}

// TestAModelNeedsNoHiddenLayer: the zero value says nothing.
func TestAModelNeedsNoHiddenLayer(t *testing.T) {
	t.Parallel()
	m := decoded(t, randomWeights(24))
	require.Zero(t, m.hiddenSays(seenFeatures(rand.New(rand.NewPCG(24, 24)), 9, 3)))
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

func BenchmarkHidden(b *testing.B) {
	m := decoded(b, withHidden(randomWeights(26), 26))
	random := rand.New(rand.NewPCG(27, 27))
	var seen [feature.NumGroups][]feature.Feature
	for g, n := range []int{feature.Words: 14, feature.Whole: 6, feature.Senses: 11, feature.Cues: 3} { // about what a message of 62 letters has
		seen[g] = randomFeatures(random, n, 14)
	}
	var s HiddenSum
	var l Lit
	var states [States]float32
	var topics [Topics]float32
	b.ReportAllocs()
	for b.Loop() {
		m.SumHidden(&s, &seen)
		m.Light(&l, &s)
		m.AddHiddenStates(&states, &l)
		m.AddHiddenTopics(&topics, &l)
	}
}
