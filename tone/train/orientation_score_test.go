package train

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// A labelSet has a bit for each label of a set, the first label lowest.
type labelSet uint16

func (s labelSet) has(label int) bool { return s>>label&1 != 0 }

// A verdict is what a message was labelled and what was read.
type verdict struct{ labelled, read labelSet }

// labelF1 is the F1 of one label over the drawn messages, and how many of them
// are labelled so; 0 if none is labelled or read so.
func labelF1(data []verdict, draw []int, label int) (f1 float64, labelled int) {
	read, both := 0, 0
	for _, i := range draw {
		is, said := data[i].labelled.has(label), data[i].read.has(label)
		if is {
			labelled++
		}
		if said {
			read++
		}
		if is && said {
			both++
		}
	}
	return 2 * float64(both) / float64(max(1, labelled+read)), labelled
}

// macroF1 is the mean F1 over the labels that any drawn message has, as in
// package eval; 0 if none has one.
func macroF1(data []verdict, draw []int, labels int) float64 {
	sum, n := 0.0, 0
	for label := range labels {
		if f1, labelled := labelF1(data, draw, label); labelled > 0 {
			sum += f1
			n++
		}
	}
	return sum / float64(max(1, n))
}

// resamplings is how many times messages are drawn for an interval,
// resamplingSeed what the draws begin with.
const (
	resamplings    = 1000
	resamplingSeed = 11
)

type interval struct{ low, high float64 }

// bootstrap returns the bounds that a figure keeps to in 95 of 100 resamplings
// of n messages with replacement (Efron's bootstrap, percentiles). It draws the
// same way every time, so that the interval of a difference is a paired one.
func bootstrap(n int, figure func(draw []int) float64) interval {
	dice := newOrder(0, resamplingSeed)
	draw := make([]int, n)
	figures := make([]float64, resamplings)
	for i := range figures {
		for j := range draw {
			draw[j] = int(dice.random() % uint64(n))
		}
		figures[i] = figure(draw)
	}
	slices.Sort(figures)
	const outside = resamplings / 40
	return interval{figures[outside], figures[resamplings-1-outside]}
}

// everyOne draws each of n messages once.
func everyOne(n int) []int {
	draw := make([]int, n)
	for i := range draw {
		draw[i] = i
	}
	return draw
}

func TestOrientationMacroF1(t *testing.T) {
	t.Parallel()
	data := []verdict{
		{labelled: 0b001, read: 0b001},
		{labelled: 0b011, read: 0b001},
		{labelled: 0b010, read: 0b010},
		{labelled: 0b000, read: 0b001},
	}
	for _, c := range []struct {
		name string
		draw []int
		want float64
	}{
		{"both labels; the third has no message", []int{0, 1, 2, 3}, (2*2.0/5 + 2*1.0/3) / 2},
		{"right alone", []int{0, 2}, 1},
		{"a message drawn twice counts twice", []int{0, 3, 3}, 2 * 1.0 / 4},
		{"never read", []int{1}, (1 + 0.0) / 2},
		{"no message with a label", []int{3}, 0},
		{"no message", nil, 0},
	} {
		require.InDelta(t, c.want, macroF1(data, c.draw, 3), 1e-12, c.name)
	}
}

// TestOrientationBootstrap: of messages half of which are right, an interval is
// about as wide as the binomial law says; twice as good a reader is better in
// each resampling; and draws are the same every time.
func TestOrientationBootstrap(t *testing.T) {
	t.Parallel()
	const n = 400
	share := func(right func(i int) bool) func(draw []int) float64 {
		return func(draw []int) float64 {
			hit := 0
			for _, i := range draw {
				if right(i) {
					hit++
				}
			}
			return float64(hit) / float64(len(draw))
		}
	}
	half, quarter := share(func(i int) bool { return i%2 == 0 }), share(func(i int) bool { return i%4 == 0 })
	got := bootstrap(n, half)
	require.InDelta(t, 0.5-1.96*0.025, got.low, 0.01)
	require.InDelta(t, 0.5+1.96*0.025, got.high, 0.01)
	require.Equal(t, got, bootstrap(n, half))

	better := bootstrap(n, func(draw []int) float64 { return half(draw) - quarter(draw) })
	require.InDelta(t, 0.25-1.96*0.0217, better.low, 0.01, "paired: narrower than the two apart")
	require.InDelta(t, 0.25+1.96*0.0217, better.high, 0.01)
	require.Equal(t, interval{}, bootstrap(n, func(draw []int) float64 { return half(draw) - half(draw) }))
	require.Equal(t, interval{1, 1}, bootstrap(1, share(func(int) bool { return true })))
}
