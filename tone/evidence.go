package tone

import (
	"cmp"
	"math"
	"slices"

	"github.com/camerton/camerton/tone/internal/fact"
	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/model"
)

// Evidence from the text is found in two steps. First every unit of the message
// gets its pull: how much the weights of its features favour the state over the
// others. Stretches of much pull for their length are candidates. Then each
// candidate is left out and the scores are computed again without it; only what
// really lowers the state's score is shown, with the share of the score that it
// holds up as its weight.
const (
	maxSpans   = 3    // of one message
	maxWords   = 8    // of one span, numbers and emoji among them
	maxUnits   = 16   // of one span, with the punctuation
	minPull    = 0.2  // nats that a span must pull to be considered
	pullPart   = 0.5  // the same, as a share of what the first one pulls
	minHolding = 0.4  // nats by which a span must hold up the state's odds to be shown
	minPart    = 0.3  // the same, as a share of what the span that holds most does
	minShare   = 0.04 // share of the score that a fact must hold up to be shown
	minToll    = 0.04 // nats that a word costs, so that spans are no longer than need be
	tollShare  = 0.7  // the same, as a share of what the words pull on average
)

// pull is the memory for finding evidence.
type pull struct {
	rows   []model.Pull
	units  []float32
	whole  []feature.Feature
	lit    model.Lit
	hidden model.HiddenSum
	spans  [maxSpans]span // what was looked at
	shown  [maxSpans]span // what is in out
	out    []Evidence
}

// evidence fills Evidence for the leading state, strongest first.
func (c *Classifier) evidence(r *Reading, s *scratch, text string, shift *Scores) {
	state := r.Leading()
	if state == Neutral {
		return
	}
	s.pull.out = c.appendSpans(s.pull.out[:0], s, text, state, &r.Scores, shift)
	s.pull.out = appendFacts(s.pull.out, s.facts, state, &r.Scores)
	if len(s.pull.out) == 0 {
		return
	}
	r.Evidence = slices.Clone(s.pull.out)
	clear(s.pull.out) // they hold the text
	slices.SortStableFunc(r.Evidence, func(a, b Evidence) int { return cmp.Compare(b.Weight, a.Weight) })
}

// appendSpans appends the spans of the text that speak for state.
func (c *Classifier) appendSpans(out []Evidence, s *scratch, text string, state State, scores, shift *Scores) []Evidence {
	c.weighUnits(s, state, scores)
	toll := s.pull.toll()
	against := c.against(s.states(), state, shift)
	bar, least := minHolding, float32(minPull)
	for found := range maxSpans {
		sp, pulled := bestSpan(s, toll, s.pull.spans[:found])
		if pulled < least {
			break
		}
		least = max(least, pullPart*pulled)
		sp = widened(s, c.rounded(s, sp, state, s.pull.shown[:len(out)]))
		s.pull.spans[found] = sp
		without := c.without(s, sp, state, shift)
		held := math.Log(without / against)
		if held < bar {
			continue
		}
		bar = max(bar, minPart*held)
		s.pull.shown[len(out)] = sp
		start := int(s.text.Tokens[s.msg.Units[sp.from].Token].Start)
		end := int(s.text.Tokens[s.msg.Units[sp.to].Token].End)
		out = append(out, Evidence{
			Source: FromText, Start: start, End: end, Text: text[start:end],
			State: state, Weight: (without - against) / (1 + without), Cue: c.nameOf(s, sp, state),
		})
	}
	return out
}

// weighUnits fills pull.units. A feature pulls by its weight for the state less
// its weight for the other states, each counting by its share of what is left
// of the scores; a feature of several units counts by half for the first and
// the last of them.
func (c *Classifier) weighUnits(s *scratch, state State, scores *Scores) {
	p := &s.pull
	p.units = append(p.units[:0], make([]float32, len(s.msg.Units))...)
	factors := factorsFor(state, scores)
	for g, features := range s.msg.Groups {
		if g == int(feature.Whole) || g == int(feature.Letters) || len(features) == 0 {
			continue // what the letters of a word say is mostly what the word does
		}
		p.rows = append(p.rows[:0], make([]model.Pull, len(s.msg.Units))...)
		model.AddPulls(p.rows, features, s.rows[g])
		unit := c.model.Unit(feature.Group(g), s.counts[g]) / 2 / float32(c.card.Temperature) / oneFactor
		for i := range p.units {
			if pull := &p.rows[i]; !pull.IsEmpty() {
				p.units[i] += unit * float32(pull.Dot(&factors))
			}
		}
	}
}

// oneFactor is the factor of a state whose weights count as they are.
const oneFactor = 1 << 12

// tiny keeps a division from being one by nothing.
const tiny = 1e-300

func factorsFor(state State, scores *Scores) (f model.Factors) {
	rest := 0.0
	for i, p := range scores {
		if State(i) != state {
			rest += p
		}
	}
	for i, p := range scores {
		if State(i) != state {
			f[i] = int64(-oneFactor * p / max(rest, tiny))
			f[state] -= f[i]
		}
	}
	return f
}

// without computes the odds against state of the message with one span left out.
func (c *Classifier) without(s *scratch, sp span, state State, shift *Scores) float64 {
	var sums [feature.NumGroups]model.StateSum
	counts := s.counts
	for g, features := range s.msg.Groups {
		sums[g] = model.StateSum(s.sums[g][:model.States])
		if feature.Group(g) == feature.Whole {
			continue
		}
		counts[g] -= sums[g].SubtractTouching(features, s.rows[g], feature.Group(g), sp.from, sp.to)
	}
	words, senses := s.msg.Join(sp.from-1, sp.to+1)
	c.model.AddStates(&sums[feature.Words], words[:])
	c.model.AddStates(&sums[feature.Senses], senses[:])
	counts[feature.Words] += feature.Joined
	counts[feature.Senses] += feature.Joined
	s.pull.whole = s.msg.Without(s.pull.whole[:0], &s.text, sp.from, sp.to)
	sums[feature.Whole] = model.StateSum{}
	c.model.AddStates(&sums[feature.Whole], s.pull.whole)
	counts[feature.Whole] = len(s.pull.whole)
	z := c.model.StateLogits(&sums, &counts)
	c.model.SumHiddenWithout(&s.pull.hidden, &s.hidden, &s.seen, s.pull.whole, sp.from, sp.to)
	c.model.Light(&s.pull.lit, &s.pull.hidden)
	c.model.AddHiddenStates(&z, &s.pull.lit)
	return c.against(&z, state, shift)
}

// against returns the odds against a state: what (1-p)/p is for its score p, but
// exact for scores of nearly 1.
func (c *Classifier) against(z *[model.States]float32, state State, shift *Scores) (odds float64) {
	for i, v := range z {
		if State(i) != state {
			odds += math.Exp(float64(v-z[state])/c.card.Temperature + shift[i] - shift[state])
		}
	}
	return odds
}

// appendFacts appends the facts of the context that speak for state. The weight
// is how much of the state's score would be lost without the fact.
func appendFacts(out []Evidence, facts []*fact.Fact, state State, scores *Scores) []Evidence {
	for _, f := range facts {
		rest := 0.0 // what the scores add up to without the fact, times exp of its weight for state
		for i, p := range scores {
			rest += p * math.Exp(f.Weights[state]-f.Weights[i])
		}
		weight := 1 - 1/rest
		if f.Weights[state] <= 0 || weight < minShare {
			continue
		}
		out = append(out, Evidence{Source: FromContext, State: state, Weight: weight, Cue: f.About[0]})
	}
	return out
}
