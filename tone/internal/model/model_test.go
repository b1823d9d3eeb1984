package model

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/lang"
)

// randomWeights returns weights of about the size that training makes.
func randomWeights(seed uint64) *Weights {
	random := rand.New(rand.NewPCG(seed, 1))
	w := &Weights{Language: new(lang.Table), Rows: make([]float32, feature.Buckets*Columns)}
	for i := range w.Rows {
		w.Rows[i] = float32(random.NormFloat64()) / 10
	}
	for i := range w.Language {
		for t := range w.Language[i] {
			w.Language[i][t] = int8(random.IntN(255) - 127)
		}
	}
	for i := range w.Biases {
		w.Biases[i] = float32(random.NormFloat64())
	}
	for g := range w.Gain {
		w.Gain[g] = 0.5 + random.Float32()
	}
	return w
}

func decoded(tb testing.TB, w *Weights) *Model {
	tb.Helper()
	m, err := Decode(Encode([]byte(`{"card":1}`), w))
	require.NoError(tb, err)
	return m
}

// weight is what a row holds in one column.
func (m *Model) weight(bucket uint32, column int) int32 {
	return int32(m.rows[bucket][column/8]>>(8*(column%8))&0xFF) - bias
}

func randomFeatures(random *rand.Rand, n, units int) []feature.Feature {
	features := make([]feature.Feature, n)
	for i := range features {
		to := i * units / n
		features[i] = feature.Feature{
			Bucket: random.Uint32N(feature.Buckets),
			From:   int16(max(to-random.IntN(Reach+1), 0)), To: int16(to),
		}
	}
	return features
}

func TestWeightsComeBackRounded(t *testing.T) {
	t.Parallel()
	w := randomWeights(1)
	m := decoded(t, w)
	require.Equal(t, `{"card":1}`, string(m.Card))
	require.Equal(t, w.Language, m.Language)
	require.Equal(t, w.Biases, m.biases)
	unit := step(w.Rows[:feature.Hashed*Columns])
	clipped := 0
	for i := range 20000 {
		got := float64(m.weight(uint32(i/Columns), i%Columns)) * float64(unit)
		if math.Abs(got-float64(w.Rows[i])) > float64(unit)/2+1e-6 {
			clipped++
		}
	}
	require.LessOrEqual(t, clipped, 20, "only the largest weights are cut")
}

func TestAddIsTheSumOfTheRows(t *testing.T) {
	t.Parallel()
	m := decoded(t, randomWeights(2))
	random := rand.New(rand.NewPCG(3, 3))
	for _, n := range []int{0, 1, 2, 3, 255, 256, 511, 512, 513, 1025, 4001} {
		features := randomFeatures(random, n, n/4+1)
		var got, want Sum
		rows := m.Add(&got, nil, features)
		require.Len(t, rows, n)
		for i, f := range features {
			for c := range want {
				want[c] += m.weight(f.Bucket, c)
			}
			require.Equal(t, uint64(rows[i]), m.rows[f.Bucket][0])
		}
		require.Equal(t, want, got, "%d features", n)
	}
}

func TestSubtractTouchingLeavesTheRest(t *testing.T) {
	t.Parallel()
	m := decoded(t, randomWeights(4))
	random := rand.New(rand.NewPCG(5, 5))
	for _, n := range []int{1, 7, 60, 3000} {
		features := randomFeatures(random, n, n/5+1)
		var all Sum
		rows := m.Add(&all, nil, features)
		for range 30 {
			from := random.IntN(n/5 + 1)
			to := from + random.IntN(4)
			got := StateSum(all[:States])
			count := got.SubtractTouching(features, rows, feature.Words, from, to)
			var want StateSum
			left := 0
			for _, f := range features {
				if int(f.From) > to || int(f.To) < from {
					for c := range want {
						want[c] += m.weight(f.Bucket, c)
					}
					left++
				}
			}
			require.Equal(t, want, got)
			require.Equal(t, n-left, count)
		}
	}
}

// TestSubtractTouchingLettersIsAsForWords: they are of one unit each, which is a
// quicker way to the same sum.
func TestSubtractTouchingLettersIsAsForWords(t *testing.T) {
	t.Parallel()
	m := decoded(t, randomWeights(7))
	random := rand.New(rand.NewPCG(8, 8))
	for _, n := range []int{0, 1, 60, 3000} {
		units := n/600 + 3
		features := randomFeatures(random, n, units)
		ofOneUnit(features)
		rows := m.Add(new(Sum), nil, features)
		for from := range units {
			for to := from; to < units; to++ {
				var words, letters StateSum
				count := words.SubtractTouching(features, rows, feature.Words, from, to)
				require.Equal(t, count, letters.SubtractTouching(features, rows, feature.Letters, from, to))
				require.Equal(t, words, letters, "%d features, units %d to %d", n, from, to)
			}
		}
	}
}

func TestPullsShareOutTheWeights(t *testing.T) {
	t.Parallel()
	m := decoded(t, randomWeights(6))
	features := []feature.Feature{{Bucket: 5, From: 0, To: 0}, {Bucket: 9, From: 0, To: 1}, {Bucket: 11, From: 1, To: 1}, {Bucket: 77, From: 0, To: 2}}
	rows := m.Add(new(Sum), nil, features)
	pulls := make([]Pull, 3)
	AddPulls(pulls, features, rows)
	factors := Factors{0: -2, 2: 5, 5: -3}
	dot := func(bucket uint32) (v int64) {
		for c, f := range factors {
			v += f * int64(m.weight(bucket, c))
		}
		return v
	}
	require.Equal(t, 2*dot(5)+dot(9)+dot(77), pulls[0].Dot(&factors))
	require.Equal(t, dot(9)+2*dot(11), pulls[1].Dot(&factors))
	require.Equal(t, dot(77), pulls[2].Dot(&factors))
}

func TestPullsDoNotOverflow(t *testing.T) {
	t.Parallel()
	w := randomWeights(7)
	for c := range Columns {
		w.Rows[c] = 9
	}
	m := decoded(t, w)
	features := make([]feature.Feature, 5000)
	for i := range features {
		features[i].To = int16(i % 2)
	}
	pulls := make([]Pull, 2)
	AddPulls(pulls, features, m.Add(new(Sum), nil, features))
	factors := Factors{0: 1, 1: -1}
	for _, p := range pulls {
		require.LessOrEqual(t, int(p.halves), most)
		require.Zero(t, p.Dot(&factors), "both states have the same weight")
	}
}

func TestLogitsOfTheStatesAreThoseOfAll(t *testing.T) {
	t.Parallel()
	m := decoded(t, randomWeights(8))
	random := rand.New(rand.NewPCG(9, 9))
	var sums [feature.NumGroups]Sum
	var states [feature.NumGroups]StateSum
	var counts [feature.NumGroups]int
	for g := range sums {
		counts[g] = 50 * g
		features := randomFeatures(random, counts[g], 10)
		m.Add(&sums[g], nil, features)
		for part := features; len(part) > 0; part = part[min(len(part), most):] {
			m.AddStates(&states[g], part[:min(len(part), most)])
		}
		require.Equal(t, StateSum(sums[g][:States]), states[g])
	}
	var z [Columns]float32
	m.Logits(&sums, &counts, &z)
	require.Equal(t, [States]float32(z[:States]), m.StateLogits(&states, &counts))
}

func TestUnitShrinksWithTheRoot(t *testing.T) {
	t.Parallel()
	m := decoded(t, randomWeights(10))
	require.Zero(t, m.Unit(feature.Words, 0))
	one := m.Unit(feature.Words, 1)
	for _, n := range []int{4, 100, 1023, 1024, 5000} {
		require.InDelta(t, float64(one)/math.Sqrt(float64(n)), float64(m.Unit(feature.Words, n)), 1e-7)
	}
}

func TestDecodeSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	good := Encode([]byte("{}"), randomWeights(11))
	changed := func(change func(b []byte) []byte) []byte {
		return change(append([]byte(nil), good...))
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":     {nil, "not a camerton model"},
		"other":     {[]byte("PK\x03\x04 some archive or other"), "not a camerton model"},
		"old":       {changed(func(b []byte) []byte { b[8] = 1; return b }), "model format 1; this program reads format 4: train the model again"},
		"cut":       {good[:len(good)-1], "cut short"},
		"long":      {changed(func(b []byte) []byte { return append(b, 0) }), "cut short or of another version"},
		"huge card": {changed(func(b []byte) []byte { binary.LittleEndian.PutUint32(b[12:], 1<<31); return b }), "cut short"},
		"no number": {changed(func(b []byte) []byte {
			binary.LittleEndian.PutUint32(b[16+2+tableSize:], math.Float32bits(float32(math.NaN())))
			return b
		}), "a number that is none"},
		"too large": {changed(func(b []byte) []byte { b[len(b)-hiddenHead-1] = 0xFF; return b }), "too large"},
	} {
		_, err := Decode(c.data)
		require.ErrorContains(t, err, c.want, name)
	}
}

func TestNoWeights(t *testing.T) {
	t.Parallel()
	m := decoded(t, &Weights{Language: new(lang.Table), Rows: make([]float32, feature.Buckets*Columns)})
	var s Sum
	m.Add(&s, nil, []feature.Feature{{Bucket: 1}, {Bucket: feature.Buckets - 1}})
	require.Zero(t, s)
}

func FuzzDecode(f *testing.F) {
	good := Encode([]byte("{}"), &Weights{Language: new(lang.Table), Rows: make([]float32, feature.Buckets*Columns)})
	f.Add(good[:64])
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, head []byte) {
		data := append(append([]byte(nil), head...), good[min(len(head), len(good)):]...)
		if m, err := Decode(data); err == nil {
			require.NotNil(t, m.Language)
			var s Sum
			m.Add(&s, nil, []feature.Feature{{Bucket: 3}})
			m.hiddenSays([feature.NumGroups][]feature.Feature{{{Bucket: 3}}})
		}
	})
}

func BenchmarkAdd(b *testing.B) {
	m := decoded(b, randomWeights(12))
	features := randomFeatures(rand.New(rand.NewPCG(1, 1)), 220, 14)
	var rows []StateRow
	b.ReportAllocs()
	for b.Loop() {
		var s Sum
		rows = m.Add(&s, rows[:0], features)
	}
}
