package train

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/corpus"
	"github.com/camerton/camerton/tone/internal/feature"
)

// A labelled is a message of a public set as features, with its labels and the
// part of the cross-validation that it is held out in.
type labelled struct {
	buckets [feature.NumGroups][]uint32
	labels  labelSet
	fold    int
}

// heads are a linear model with a yes or no for each label, fitted as fitter
// fits: AdaGrad, the same gains of groups, epochs, rate, and order.
type heads struct {
	labels        int
	rows, squares []float32 // of a bucket, one for each label
	biases        []float32
	biasSquares   []float32
	shrink        float32
}

func fitHeads(data []labelled, labels int, shrink float32) *heads {
	h := &heads{
		labels: labels, shrink: shrink,
		rows: make([]float32, feature.Buckets*labels), squares: make([]float32, feature.Buckets*labels),
		biases: make([]float32, labels), biasSquares: make([]float32, labels),
	}
	var c Config
	c.withDefaults()
	order := newOrder(len(data), 7)
	for epoch := range c.Epochs {
		left := 1 - float32(epoch)/float32(c.Epochs)
		for _, i := range order.next() {
			h.learn(&data[i], float32(c.Rate)*left)
		}
	}
	return h
}

// value is what each feature of a group counts in a message that has n of them.
func value(g, n int) float32 { return gains[g] / float32(math.Sqrt(float64(max(1, n)))) }

// read returns the probability of each label.
func (h *heads) read(m *labelled) []float32 {
	z := slices.Clone(h.biases)
	for g, buckets := range m.buckets {
		by := value(g, len(buckets))
		for _, b := range buckets {
			for k, w := range h.rows[int(b)*h.labels:][:h.labels] {
				z[k] += by * w
			}
		}
	}
	for k := range z {
		z[k] = logistic(z[k])
	}
	return z
}

func logistic(z float32) float32 { return float32(1 / (1 + math.Exp(-float64(z)))) }

// learn moves the weights a step towards one message's labels.
func (h *heads) learn(m *labelled, rate float32) {
	grad := h.read(m)
	for k := range grad {
		if m.labels.has(k) {
			grad[k]--
		}
		h.biasSquares[k] += grad[k] * grad[k]
		h.biases[k] -= rate * grad[k] / root(h.biasSquares[k])
	}
	for g, buckets := range m.buckets {
		by := value(g, len(buckets))
		for _, b := range buckets {
			row, squares := h.rows[int(b)*h.labels:][:h.labels], h.squares[int(b)*h.labels:][:h.labels]
			for k := range row {
				d := grad[k]*by + h.shrink*row[k]
				squares[k] += d * d
				row[k] -= rate * d / root(squares[k])
			}
		}
	}
}

// A tuning is what is chosen on the train part alone: how much weights shrink,
// and above which probability each label is read.
type tuning struct {
	shrink     float32
	thresholds []float32
	f1         float64 // macro-F1 over the folds, each held out once
}

// shrinks are those that are tried.
var shrinks = []float32{0.0003, 0.001, 0.003, 0.01}

const folds = 5

// tune cross-validates over the folds.
func tune(data []labelled, labels int) tuning {
	var best tuning
	for _, shrink := range shrinks {
		if now := tuneAt(data, labels, shrink); best.thresholds == nil || now.f1 > best.f1 {
			best = now
		}
	}
	return best
}

func tuneAt(data []labelled, labels int, shrink float32) tuning {
	said := make([][]float32, len(data))
	for fold := range folds {
		h := fitHeads(slices.DeleteFunc(slices.Clone(data), func(m labelled) bool { return m.fold == fold }), labels, shrink)
		for i := range data {
			if data[i].fold == fold {
				said[i] = h.read(&data[i])
			}
		}
	}
	now := tuning{shrink: shrink}
	for label := range labels {
		now.thresholds = append(now.thresholds, threshold(data, said, label))
	}
	all := make([]verdict, len(data))
	for i := range data {
		all[i] = verdict{data[i].labels, above(said[i], now.thresholds)}
	}
	now.f1 = macroF1(all, everyOne(len(all)), labels)
	return now
}

// threshold returns, of the log-odds from −6 to 6 in steps of a quarter, as a
// probability the one with the best F1 of a label; of equals the lowest.
func threshold(data []labelled, said [][]float32, label int) float32 {
	best, bestF1 := float32(0.5), 0.0
	all, draw := make([]verdict, len(data)), everyOne(len(data))
	for step := -24; step <= 24; step++ {
		at := logistic(float32(step) / 4)
		for i := range data {
			all[i] = verdict{labelled: data[i].labels}
			if said[i][label] > at {
				all[i].read = 1 << label
			}
		}
		if f1, _ := labelF1(all, draw, label); f1 > bestF1 {
			best, bestF1 = at, f1
		}
	}
	return best
}

func above(said, thresholds []float32) (s labelSet) {
	for k, p := range said {
		if p > thresholds[k] {
			s |= 1 << k
		}
	}
	return s
}

// inFolds puts each text into one of the folds, by chance, and texts that are
// nearly the same into the same.
func inFolds(texts []string) []int {
	fold := make([]int, len(texts))
	of := make(map[string]int)
	var seen corpus.Twins
	for n, i := range newOrder(len(texts), 5).next() {
		fold[i] = n % folds
		if twin := seen.Find(texts[i]); twin != "" {
			fold[i] = of[twin]
		}
		of[texts[i]] = fold[i]
		seen.Add(texts[i])
	}
	return fold
}

// TestOrientationFolds are even, and never part two texts that are nearly the same.
func TestOrientationFolds(t *testing.T) {
	t.Parallel()
	var texts []string
	for i := range 100 {
		text := fmt.Sprintf("alpha%d beta%d gamma%d delta%d epsilon%d", i, i, i, i, i)
		texts = append(texts, text, strings.ToUpper(text)+" !")
	}
	sizes := make([]int, folds)
	for i, fold := range inFolds(texts) {
		sizes[fold]++
		require.Equal(t, inFolds(texts)[i/2*2], fold)
	}
	for _, size := range sizes {
		require.InDelta(t, len(texts)/folds, size, 20)
	}
}

func TestOrientationThreshold(t *testing.T) {
	t.Parallel()
	data := []labelled{{labels: 0b10}, {labels: 0b10}, {labels: 0b01}, {}}
	said := [][]float32{{0.9, 0.36}, {0.1, 0.34}, {0.1, 0.31}, {0.1, 0.05}}
	require.InDelta(t, logistic(-0.75), threshold(data, said, 1), 1e-6, "0.378 is too high, 0.269 too low")
	require.InDelta(t, logistic(-6), threshold(data[:2], said, 1), 1e-6, "the lowest of the best")
	require.InDelta(t, 0.5, threshold(data[3:], said, 0), 1e-6, "a label that no message has")
	require.Equal(t, labelSet(0b10), above([]float32{0.5, 0.6}, []float32{0.5, 0.5}))
}

// madeUp are messages of five buckets each, one of which tells of the first label
// and one of the second; both, one or none may be there.
func madeUp(n int) []labelled {
	dice := newOrder(0, 1)
	data := make([]labelled, n)
	for i := range data {
		m := &data[i]
		m.fold = i % folds
		words := &m.buckets[feature.Words]
		for label := range 2 {
			if dice.random()%4 == 0 {
				m.labels |= 1 << label
				*words = append(*words, uint32(label))
			}
		}
		for len(*words) < 5 {
			*words = append(*words, 10+uint32(dice.random()%50))
		}
	}
	return data
}

// TestOrientationHeads: labels are learned each for itself, from their own
// bucket, on messages not learned; and there is nothing to learn from chance.
func TestOrientationHeads(t *testing.T) {
	t.Parallel()
	data := madeUp(800)
	got := tune(data, 2)
	require.Greater(t, got.f1, 0.99)
	require.Equal(t, got, tune(data, 2))
	h := fitHeads(data, 2, got.shrink)
	for want := range labelSet(4) {
		m := labelled{}
		m.buckets[feature.Words] = []uint32{11, 12, 13}
		for label := range 2 {
			if want.has(label) {
				m.buckets[feature.Words] = append(m.buckets[feature.Words], uint32(label))
			}
		}
		require.Equal(t, want, above(h.read(&m), got.thresholds))
	}

	byChance := newOrder(len(data), 2).next()
	shuffled := slices.Clone(data)
	for i, from := range byChance {
		shuffled[i].labels = data[from].labels
	}
	require.Less(t, tune(shuffled, 2).f1, 0.5, "every label always gives 0.4")
}
