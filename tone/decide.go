package tone

import (
	"cmp"
	"math"
	"slices"

	"github.com/camerton/camerton/tone/internal/lang"
	"github.com/camerton/camerton/tone/internal/model"
)

// probabilities turns logits into probabilities; temperature divides them first.
func probabilities(z []float32, temperature float64, p []float64) {
	top := z[0]
	for _, v := range z[1:] {
		if v > top { // quicker than max, which minds what is no number
			top = v
		}
	}
	sum := 0.0
	for i, v := range z {
		p[i] = math.Exp(float64(v-top) / temperature)
		sum += p[i]
	}
	share := 1 / sum
	for i := range p {
		p[i] *= share
	}
}

// scores are the probabilities of the states, the context's shift added.
func (c *Classifier) scores(z *[model.States]float32, shift *Scores) (s Scores) {
	var states [NumStates]float32
	for i := range states {
		states[i] = z[i] + float32(shift[i]*c.card.Temperature)
	}
	probabilities(states[:], c.card.Temperature, s[:])
	return s
}

// secondScore is the probability from which another state than the first is
// worth minding.
const secondScore = 0.2

// decide fills State, Second, Confidence, Intensity and Abstained from Scores.
func (c *Classifier) decide(r *Reading, z *[model.Columns]float32) {
	best, lead := r.Scores.Best()
	r.State = best
	if lead < c.card.Margin && best != Neutral {
		r.State, r.Abstained = Neutral, true
	}
	r.Confidence = r.Scores[r.State]
	for _, s := range States() {
		if s != Neutral && s != r.State && r.Scores[s] >= max(secondScore, r.Scores[r.Second]) {
			r.Second = s
		}
	}
	if r.State != Neutral {
		r.Intensity = int(max(1, min(3, math.Round(float64(z[model.Intensity])))))
	}
}

// otherScore is the probability from which a topic that is not the main one is
// reported.
const otherScore = 0.2

// topics fills Topic, TopicConfidence and OtherTopics.
func (c *Classifier) topics(r *Reading, z *[model.Columns]float32) {
	var p [NumTopics]float64
	probabilities(z[NumStates:NumStates+NumTopics], c.card.TopicTemperature, p[:])
	for t := range p {
		if p[t] > p[r.Topic] {
			r.Topic = Topic(t)
		}
	}
	r.TopicConfidence = p[r.Topic]
	for t, v := range p {
		if v >= otherScore && Topic(t) != r.Topic {
			r.OtherTopics = append(r.OtherTopics, Topic(t))
		}
	}
	if len(r.OtherTopics) > 1 {
		slices.SortStableFunc(r.OtherTopics, func(a, b Topic) int { return cmp.Compare(p[b], p[a]) })
	}
}

// TopicScores returns the probability of each topic for a text on its own,
// indexed by Topic.
func (c *Classifier) TopicScores(text string) (p [NumTopics]float64) {
	s := c.scratch.Get().(*scratch)
	defer c.scratch.Put(s)
	s.read(c, text, lang.None)
	s.readTopics(c)
	probabilities(s.logits[NumStates:NumStates+NumTopics], c.card.TopicTemperature, p[:])
	return p
}
