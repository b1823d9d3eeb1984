package train

import (
	"math"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
)

// calibrate chooses the temperatures, so that the probabilities are as good as
// they can be, and the margin, on messages that were not learned from. The
// classifier has temperature 1, so that its logarithms of scores are the sums
// of weights.
func calibrate(card *tone.Card, c *tone.Classifier, held []corpus.Entry) {
	var states, topics []scored
	for _, e := range held {
		r := c.Classify(tone.Message{Text: e.Text}, tone.Context{})
		states = append(states, scored{logs(r.Scores[:]), int(e.State)})
		all := c.TopicScores(e.Text)
		topics = append(topics, scored{logs(all[:]), int(e.Topic)})
	}
	card.Temperature = bestTemperature(states)
	card.TopicTemperature = bestTemperature(topics)
	card.Margin = margin
}

// margin is the lead below which the reader abstains. It is small on purpose: a
// wrong tone costs more than a plain one only where the call is close.
const margin = 0.03

// scored is a message's unnormalised log-probabilities and its label.
type scored struct {
	logs  []float64
	label int
}

func logs(p []float64) []float64 {
	out := make([]float64, len(p))
	for i, v := range p {
		out[i] = math.Log(max(v, 1e-300))
	}
	return out
}

// bestTemperature minimises the mean negative log-probability of the labels by
// golden-section search.
func bestTemperature(data []scored) float64 {
	loss := func(t float64) float64 {
		sum := 0.0
		for _, s := range data {
			top := math.Inf(-1)
			for _, v := range s.logs {
				top = max(top, v/t)
			}
			total := 0.0
			for _, v := range s.logs {
				total += math.Exp(v/t - top)
			}
			sum -= s.logs[s.label]/t - top - math.Log(total)
		}
		return sum
	}
	const golden = 0.6180339887498949
	low, high := 0.2, 5.0
	for high-low > 1e-4 {
		a, b := high-golden*(high-low), low+golden*(high-low)
		if loss(a) < loss(b) {
			high = b
		} else {
			low = a
		}
	}
	return math.Round((low+high)/2*1000) / 1000
}
