package train

import (
	"math"

	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/model"
)

// gains weigh the groups against each other; chosen on the dev batches.
var gains = [feature.NumGroups]float32{
	feature.Words: 1, feature.Letters: 0.7, feature.Whole: 0.5, feature.Senses: 1.5, feature.Cues: 0.3,
}

// intensityShare is how much the error of the intensity counts against those of
// state and topic.
const intensityShare = 0.2

// fitter is a linear model while it is being fitted, by AdaGrad (Duchi, Hazan
// and Singer, 2011): each weight has its own step size, which falls with the
// sum of its squared gradients.
type fitter struct {
	rows, rowSquares   []float32
	biases, biasSquare [model.Columns]float32
	shrink             float32
}

const columns = model.Columns

func fit(step string, data []sample, c *Config) *model.Weights {
	f := &fitter{
		rows:       make([]float32, feature.Buckets*columns),
		rowSquares: make([]float32, feature.Buckets*columns),
		shrink:     float32(c.Shrink),
	}
	layer := newLayer(data)
	order := newOrder(len(data), 7)
	for epoch := range c.Epochs {
		c.Progress(step, epoch*len(data), c.Epochs*len(data))
		left := 1 - float32(epoch)/float32(c.Epochs)
		for _, i := range order.next() {
			f.learn(&data[i], float32(c.Rate)*left)
			layer.learn(&data[i], left)
		}
	}
	c.Progress(step, c.Epochs*len(data), c.Epochs*len(data))
	return &model.Weights{Biases: f.biases, Gain: gains, Rows: f.rows, Hidden: layer.weights()}
}

// learn moves the weights a step towards one message's labels.
func (f *fitter) learn(s *sample, rate float32) {
	z := f.biases
	var value [feature.NumGroups]float32
	for g, buckets := range s.buckets {
		if len(buckets) == 0 {
			continue
		}
		value[g] = gains[g] / float32(math.Sqrt(float64(len(buckets))))
		var sum [columns]float32
		for _, b := range buckets {
			row := f.rows[int(b)*columns:][:columns]
			for k, w := range row {
				sum[k] += w
			}
		}
		for k := range z {
			z[k] += value[g] * sum[k]
		}
	}
	grad := gradient(s, &z)
	for k, d := range grad {
		f.biasSquare[k] += d * d
		f.biases[k] -= rate * d / root(f.biasSquare[k])
	}
	for g, buckets := range s.buckets {
		for _, b := range buckets {
			row, squares := f.rows[int(b)*columns:][:columns], f.rowSquares[int(b)*columns:][:columns]
			for k := range row {
				d := grad[k]*value[g] + f.shrink*row[k]
				squares[k] += d * d
				row[k] -= rate * d / root(squares[k])
			}
		}
	}
}

func root(square float32) float32 { return float32(math.Sqrt(float64(square) + 0.01)) }

// gradient is the slope of the loss at the outputs z: cross-entropy for state
// and topic, squared error for the intensity.
func gradient(s *sample, z *[columns]float32) (g [columns]float32) {
	softmaxInto(z[:model.States], g[:model.States])
	for k, want := range s.state {
		g[k] -= want
	}
	topics := g[model.States : model.States+model.Topics]
	softmaxInto(z[model.States:model.States+model.Topics], topics)
	topics[s.topic]--
	if s.intensity > 0 {
		g[model.Intensity] = intensityShare * (z[model.Intensity] - s.intensity)
	}
	for k := range g {
		weight := s.weight
		if k >= model.States && k < model.States+model.Topics {
			weight = s.topicWeight
		}
		g[k] *= weight
	}
	return g
}

func softmaxInto(z, p []float32) {
	top := z[0]
	for _, v := range z[1:] {
		top = max(top, v)
	}
	sum := float32(0)
	for i, v := range z {
		p[i] = float32(math.Exp(float64(v - top)))
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
}
