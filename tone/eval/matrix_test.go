package eval

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestMatrixProperties holds on a hundred random matrices.
func TestMatrixProperties(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		n := 2 + random.IntN(5)
		m := newMatrix(make([]string, n))
		all := make([]pair, 1+random.IntN(200))
		for i := range all {
			all[i] = pair{random.IntN(n), random.IntN(n)}
			m.Add(all[i].label, all[i].read)
		}
		require.Equal(t, len(all), m.Messages())
		labelled, read := 0, 0
		for i := range n {
			labelled += m.Labelled(i)
			read += m.Read(i)
			require.GreaterOrEqual(t, m.F1(i), min(m.Precision(i), m.Recall(i))-1e-12)
			require.LessOrEqual(t, m.F1(i), max(m.Precision(i), m.Recall(i))+1e-12)
		}
		require.Equal(t, len(all), labelled)
		require.Equal(t, len(all), read)
		require.GreaterOrEqual(t, m.MacroF1(), 0.0)
		require.LessOrEqual(t, m.MacroF1(), 1.0)

		i := resample(n, all, Matrix.Accuracy)
		require.LessOrEqual(t, i.Low, m.Accuracy()+1e-12)
		require.GreaterOrEqual(t, i.High, m.Accuracy()-1e-12)
		require.Equal(t, i, resample(n, all, Matrix.Accuracy), "it draws the same way every time")
	}
}

// TestIntervalsNarrow as messages become more.
func TestIntervalsNarrow(t *testing.T) {
	t.Parallel()
	width := func(n int) float64 {
		all := make([]pair, n)
		for i := range all {
			all[i] = pair{i % 2, i % 3 % 2}
		}
		i := resample(2, all, Matrix.Accuracy)
		return i.High - i.Low
	}
	require.Greater(t, width(60), 2*width(600))
	require.Equal(t, Interval{}, resample(2, nil, Matrix.Accuracy))
}

func TestMatrixOfNothing(t *testing.T) {
	t.Parallel()
	m := newMatrix([]string{"a", "b"})
	require.Zero(t, m.MacroF1())
	require.Zero(t, m.Accuracy())
	require.Zero(t, m.F1(0))
	m.Add(1, 1)
	m.reset()
	require.Zero(t, m.Messages())
}

// TestCalibrationBins: every message is in one bin, also at the edges, and the
// error is nought where the said and the true agree.
func TestCalibrationBins(t *testing.T) {
	t.Parallel()
	c := calibrationOf([]verdict{{0, false}, {1, true}, {0.5, true}, {0.5, false}})
	n := 0
	for _, b := range c.Bins {
		n += b.Messages
	}
	require.Equal(t, 4, n)
	require.Len(t, c.Bins, 15)
	require.Equal(t, 1, c.Bins[0].Messages)
	require.Equal(t, 1, c.Bins[14].Messages)
	require.InDelta(t, 0, c.Error, 1e-12)
	require.InDelta(t, 0.25, calibrationOf([]verdict{{0.75, true}}).Error, 1e-12)
}
