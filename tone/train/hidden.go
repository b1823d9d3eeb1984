package train

import (
	"math"

	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/model"
)

// The settings of the hidden layer, chosen by cross-validation over writers.
const (
	layerShare = 0.43 // what it says against the sum of weights
	layerDrop  = 0.3  // the share of features left out each time, so that none is relied upon
	rowRate    = 0.05 // step sizes of the first epoch
	outRate    = 0.02
	rowStart   = 0.01 // how far from 0 the rows are at first
	unitStart  = 0.1
	fewest     = 2 // messages that must have a feature for it to get a row
	mostRows   = 20000
)

// A layer is the hidden layer of [model.HiddenWeights] while it is being fitted: to
// the states and topics, on its own, by AdaGrad as the sum of weights is.
type layer struct {
	random *order
	index  []int32  // the row of each bucket, or -1
	used   []uint32 // the bucket of each row

	rows, rowSquares      []float32
	biases, biasSquares   [model.Hidden]float32
	out, outSquares       [model.Hidden][model.Outputs]float32
	outBiases, outBSquare [model.Outputs]float32

	kept [feature.NumGroups][]int32 // the rows that the message has this time
}

func newLayer(data []sample) *layer {
	l := &layer{random: newOrder(0, 13), index: make([]int32, feature.Buckets)}
	had := messagesWith(data)
	least := enough(had, mostRows)
	for b := range l.index {
		l.index[b] = -1
		if had[b] >= least {
			l.index[b] = int32(len(l.used))
			l.used = append(l.used, uint32(b))
		}
	}
	l.rows = make([]float32, len(l.used)*model.Hidden)
	l.rowSquares = make([]float32, len(l.rows))
	for i := range l.rows {
		l.rows[i] = l.around(rowStart)
	}
	for i := range l.out {
		l.biases[i] = unitStart
		for t := range l.out[i] {
			l.out[i][t] = l.around(math.Sqrt(3.0 / model.Hidden))
		}
	}
	return l
}

// messagesWith counts for each bucket the messages that have it, as they were
// written.
func messagesWith(data []sample) []int {
	had, last := make([]int, feature.Buckets), make([]int, feature.Buckets)
	for i := range data {
		if data[i].varied {
			continue
		}
		for _, buckets := range data[i].seen {
			for _, b := range buckets {
				if last[b] != i+1 {
					last[b] = i + 1
					had[b]++
				}
			}
		}
	}
	return had
}

// enough returns how many messages must have a feature for it to get a row: two, or
// so many more that there are no more rows than most, as the model's file has to stay
// small.
func enough(had []int, most int) int {
	for least := fewest; ; least++ {
		rows := 0
		for _, n := range had {
			if n >= least {
				rows++
			}
		}
		if rows <= most {
			return least
		}
	}
}

// around returns a random number at most so far from 0.
func (l *layer) around(reach float64) float32 {
	return float32((2*l.share() - 1) * reach)
}

// share returns a random number from 0 to 1.
func (l *layer) share() float64 { return float64(l.random.random()>>11) / (1 << 53) }

// learn moves the weights a step towards one message's state and topic; left is
// the share of the step sizes that is left in this epoch.
func (l *layer) learn(s *sample, left float32) {
	l.drop(s)
	units := l.units()
	z := l.outBiases
	for i, v := range &units {
		if v > 0 {
			for t, w := range &l.out[i] {
				z[t] += v * w
			}
		}
	}
	var wide [columns]float32
	copy(wide[:], z[:])
	slopes := gradient(s, &wide)
	grad := [model.Outputs]float32(slopes[:model.Outputs])
	l.learnRows(l.learnOut(&units, &grad, outRate*left), rowRate*left)
}

// drop fills kept with the message's rows, some of them left out.
func (l *layer) drop(s *sample) {
	for g, buckets := range s.seen {
		l.kept[g] = l.kept[g][:0]
		for _, b := range buckets {
			if r := l.index[b]; l.share() >= layerDrop && r >= 0 {
				l.kept[g] = append(l.kept[g], r)
			}
		}
	}
}

// units are the values of the hidden layer before those below 0 are cut.
func (l *layer) units() [model.Hidden]float32 {
	units := l.biases
	for g, rows := range l.kept {
		value := l.value(g)
		for _, r := range rows {
			for i, w := range l.row(l.rows, r) {
				units[i] += value * w
			}
		}
	}
	return units
}

func (l *layer) row(of []float32, r int32) []float32 { return of[int(r)*model.Hidden:][:model.Hidden] }

// value is what a feature of a group counts.
func (l *layer) value(g int) float32 {
	return gains[g] / float32(math.Sqrt(float64(max(len(l.kept[g]), 1))))
}

// learnOut moves what is behind the units and returns their slopes.
func (l *layer) learnOut(units *[model.Hidden]float32, grad *[model.Outputs]float32, rate float32) (slopes [model.Hidden]float32) {
	for i, v := range units {
		if v <= 0 {
			continue
		}
		for t, d := range grad {
			slopes[i] += d * l.out[i][t]
			descend(&l.out[i][t], &l.outSquares[i][t], d*v, rate)
		}
		descend(&l.biases[i], &l.biasSquares[i], slopes[i], rate)
	}
	for t, d := range grad {
		descend(&l.outBiases[t], &l.outBSquare[t], d, rate)
	}
	return slopes
}

// learnRows moves the rows that the message has.
func (l *layer) learnRows(slopes [model.Hidden]float32, rate float32) {
	for g, rows := range l.kept {
		value := l.value(g)
		for _, r := range rows {
			row, squares := l.row(l.rows, r), l.row(l.rowSquares, r)
			for i, d := range &slopes {
				if d != 0 {
					descend(&row[i], &squares[i], d*value, rate)
				}
			}
		}
	}
}

// descend moves a weight against its slope, the less the more it was moved
// before.
func descend(w, squares *float32, d, rate float32) {
	*squares += d * d
	*w -= rate * d / float32(math.Sqrt(float64(*squares)+1e-4))
}

// weights returns the layer as the model has it, its share within.
func (l *layer) weights() model.HiddenWeights {
	w := model.HiddenWeights{Gain: gains, Used: l.used, Rows: l.rows, Biases: l.biases, Out: l.out, OutBiases: l.outBiases}
	for t := range w.OutBiases {
		w.OutBiases[t] *= layerShare
		for i := range w.Out {
			w.Out[i][t] *= layerShare
		}
	}
	return w
}
