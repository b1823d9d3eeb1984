package tone_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

// moods are readings by their shorthand: a letter for the state and its intensity.
func moods(short ...string) (readings []tone.Reading) {
	states := map[byte]tone.State{
		'n': tone.Neutral, 'r': tone.Rushed, 'i': tone.Irritated, 'c': tone.Confused, 't': tone.Tired, 'e': tone.Enthusiastic,
	}
	for _, s := range short {
		r := tone.Reading{State: states[s[0]]}
		if len(s) > 1 {
			r.Intensity = int(s[1] - '0')
		}
		readings = append(readings, r)
	}
	return readings
}

func TestMoodTurns(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		moods []string
		want  []int
	}{
		{nil, nil},
		{[]string{"n"}, nil},
		{[]string{"i3", "t2", "n", "e2"}, nil}, // only ever better
		{[]string{"e3", "n", "i1", "i3"}, nil}, // only ever worse
		{[]string{"n", "i3", "n"}, []int{1}},   // down and up
		{[]string{"n", "e3", "n"}, []int{1}},
		{[]string{"n", "i3", "i2", "e2", "i1"}, []int{1, 3}},
		{[]string{"n", "r1", "n", "r1"}, nil}, // too little to be a turn
		{[]string{"n", "i1", "i2", "i3", "t1", "e1", "e3", "n"}, []int{3, 6}},
	} {
		m := tone.MoodOf(moods(c.moods...))
		require.Equal(t, c.want, m.Turns, "%v: %v", c.moods, m.Curve)
		require.Len(t, m.Curve, len(c.moods))
	}
}

func TestMoodTrend(t *testing.T) {
	t.Parallel()
	require.Zero(t, tone.MoodOf(nil))
	require.Zero(t, tone.MoodOf(moods("i3")).Trend)
	require.Negative(t, tone.MoodOf(moods("e2", "n", "i2")).Trend)
	require.Positive(t, tone.MoodOf(moods("i3", "i1", "n")).Trend)
	m := tone.MoodOf(moods("e3", "n", "i3", "e3"))
	require.InDelta(t, 1, m.Start, 0)
	require.InDelta(t, 1, m.Now, 0)
	require.Positive(t, m.Trend, "the last step counts most")
}

func TestPleasantnessStaysOnItsScale(t *testing.T) {
	t.Parallel()
	for _, s := range tone.States() {
		last := 0.0
		for intensity := -1; intensity < 6; intensity++ {
			p := tone.Reading{State: s, Intensity: intensity}.Pleasantness()
			require.True(t, p >= -1 && p <= 1)
			require.True(t, p*last >= 0 && p*p >= last*last, "%s grows with its intensity", s)
			last = p
		}
	}
}

func TestMoodOfWhatIsNoState(t *testing.T) {
	t.Parallel()
	odd := tone.Reading{State: tone.NumStates, Intensity: 3}
	require.Zero(t, odd.Pleasantness())
	require.Equal(t, []float64{0, 0}, tone.MoodOf([]tone.Reading{odd, {}}).Curve)
	c := tone.Context{Previous: []tone.Reading{odd, odd, odd}}
	require.NotPanics(t, func() { tone.Default().Classify(tone.Message{Text: "где заказ"}, c) })
}
