package eval

import (
	"slices"

	"github.com/camerton/camerton/tone"
)

// A Score says how well one kind of label was read.
type Score struct {
	Messages int      `json:"messages"` // that have a label of the kind
	MacroF1  float64  `json:"macro_f1"`
	Interval Interval `json:"interval"` // of MacroF1
	Accuracy float64  `json:"accuracy"`
	Labels   []Label  `json:"labels"`
	Matrix   Matrix   `json:"confusion"`
}

// A Label is how well one label was read.
type Label struct {
	Name      string  `json:"name"`
	Messages  int     `json:"messages"` // that have the label
	F1        float64 `json:"f1"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
}

// pair is a label and what was read.
type pair struct{ label, read int }

func pairs(all []outcome, of func(*outcome) (label, read int)) []pair {
	p := make([]pair, len(all))
	for i := range all {
		p[i].label, p[i].read = of(&all[i])
	}
	return p
}

func matrixOf(names []string, data []pair) Matrix {
	m := newMatrix(names)
	for _, p := range data {
		m.Add(p.label, p.read)
	}
	return m
}

func score(names []string, data []pair) Score {
	m := matrixOf(names, data)
	s := Score{
		Messages: len(data), MacroF1: m.MacroF1(), Accuracy: m.Accuracy(), Matrix: m,
		Interval: resample(len(names), data, Matrix.MacroF1),
	}
	for i, name := range names {
		s.Labels = append(s.Labels, Label{name, m.Labelled(i), m.F1(i), m.Precision(i), m.Recall(i)})
	}
	return s
}

// A Valence says how well good, bad and plain messages are told apart, as public
// reviews and answers about satisfaction want: only messages labelled neutral,
// irritated or enthusiastic count. An abstention counts as neutral.
type Valence struct {
	Messages int      `json:"messages"`
	MacroF1  float64  `json:"macro_f1"` // over the three states
	Interval Interval `json:"interval"`

	// Strayed is the share of the messages that were read as rushed, confused
	// or tired.
	Strayed float64 `json:"strayed"`

	// Typical says that nearly all messages have one of the three labels, so that
	// these figures say most about them.
	Typical bool `json:"typical"`
}

// valent are the states that say how content a customer is.
var valent = []tone.State{tone.Neutral, tone.Irritated, tone.Enthusiastic}

// typically is the share of the three labels from which a Valence is typical.
const typically = 0.85

func valenceOf(stated []outcome) Valence {
	three := filter(stated, func(o *outcome) bool { return slices.Contains(valent, o.State) })
	data := pairs(three, func(o *outcome) (int, int) { return int(o.State), int(o.got.State) })
	return Valence{
		Messages: len(three),
		MacroF1:  matrixOf(stateNames(), data).MacroF1(),
		Interval: resample(tone.NumStates, data, Matrix.MacroF1),
		Strayed:  shareOf(three, func(o *outcome) bool { return !slices.Contains(valent, o.got.State) }),
		Typical:  len(three) > 0 && float64(len(three)) >= typically*float64(len(stated)),
	}
}

// An Interval holds a figure's bounds in 95 of 100 resamplings of the messages
// with replacement (Efron's bootstrap, percentiles): how far it might be off for
// want of messages alone.
type Interval struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

const (
	resamplings = 520
	outside     = resamplings / 40 // on either side
)

// resample returns the interval of a figure. It draws the same way every time.
func resample(labels int, data []pair, figure func(Matrix) float64) Interval {
	if len(data) == 0 {
		return Interval{}
	}
	m := newMatrix(make([]string, labels))
	figures := make([]float64, resamplings)
	draw := dice(1)
	for i := range figures {
		m.reset()
		for range data {
			p := data[draw.next()%uint64(len(data))]
			m.Add(p.label, p.read)
		}
		figures[i] = figure(m)
	}
	slices.Sort(figures)
	return Interval{Low: figures[outside], High: figures[resamplings-1-outside]}
}

// dice is SplitMix64 (Steele, Lea and Flood, 2014).
type dice uint64

func (d *dice) next() uint64 {
	*d += 0x9E3779B97F4A7C15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}
