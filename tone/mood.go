package tone

// A Mood is the course of a conversation: where it started, where it is going
// and where it turned. The zero value is the mood of a conversation without
// messages.
type Mood struct {
	// Curve has a point for each reading, from -1 (strongly irritated) over 0
	// (neutral) to 1 (strongly enthusiastic).
	Curve []float64

	// Start and Now are the first and the last point of the curve; 0 if it has
	// none.
	Start, Now float64

	// Trend is how much the curve rises or falls from one message to the next,
	// later ones counting more.
	Trend float64

	// Turns are the indices of the readings at which the mood turned: from
	// falling to rising or the other way round, by a third of the scale or more.
	Turns []int
}

// pleasantness says where a state at full intensity stands on the curve.
var pleasantness = Scores{Rushed: -0.3, Irritated: -1, Confused: -0.4, Tired: -0.7, Enthusiastic: 1}

// Pleasantness returns where a reading stands on the mood curve, from -1 to 1;
// 0 for a value that is no state.
func (r Reading) Pleasantness() float64 {
	if int(r.State) >= NumStates {
		return 0
	}
	return pleasantness[r.State] * float64(max(1, min(r.Intensity, 3))) / 3
}

// turnDepth is how far the curve must have gone the other way to be a turn.
const turnDepth = 1.0 / 3

// MoodOf folds the readings of a conversation, oldest first, into its mood.
func MoodOf(readings []Reading) Mood {
	var m Mood
	for _, r := range readings {
		m.Curve = append(m.Curve, r.Pleasantness())
	}
	if len(m.Curve) == 0 {
		return m
	}
	m.Start, m.Now = m.Curve[0], m.Curve[len(m.Curve)-1]
	m.Trend = trendOf(readings)
	m.Turns = turns(m.Curve)
	return m
}

// trendOf is the mean step of the curve, each step weighing twice as much as all
// before it.
func trendOf(readings []Reading) float64 {
	t := 0.0
	for i := 1; i < len(readings); i++ {
		step := readings[i].Pleasantness() - readings[i-1].Pleasantness()
		if i == 1 {
			t = step
			continue
		}
		t = t/3 + step*2/3
	}
	return t
}

// turns finds the extremes between a rise and a fall of turnDepth or more each.
func turns(curve []float64) (out []int) {
	const falling, unknown, rising = -1, 0, 1
	course := unknown
	low, high := 0, 0 // the extremes since the last turn
	for i, v := range curve {
		if v < curve[low] {
			low = i
		}
		if v > curve[high] {
			high = i
		}
		switch {
		case course != falling && curve[high]-v >= turnDepth:
			if course == rising {
				out = append(out, high)
			}
			course, low = falling, i
		case course != rising && v-curve[low] >= turnDepth:
			if course == falling {
				out = append(out, low)
			}
			course, high = rising, i
		}
	}
	return out
}
