package tone

import (
	"math"
	"slices"

	"github.com/camerton/camerton/tone/internal/cue"
	"github.com/camerton/camerton/tone/internal/fact"
	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/model"
	"github.com/camerton/camerton/tone/internal/scan"
)

// Evidence from the text is found in two steps. First every unit of the message
// gets its pull: how much the weights of its features favour the state over the
// others. The stretches with the most pull are candidates. Then each candidate
// is left out and the scores are computed again without it; only what really
// lowers the state's score is shown, with the share of the score that it holds
// up as its weight.
const (
	maxSpans   = 3    // of one message
	maxWords   = 8    // of one span
	minPull    = 0.15 // nats, for a span to be considered
	minHolding = 0.04 // share of the score, for a span to be shown
)

// pull is the memory for finding evidence.
type pull struct {
	units []float32
	sums  []model.StateSum
	cut   []feature.Feature
	spans [maxSpans]span
}

// span is a stretch of units, To inclusive.
type span struct{ from, to int }

// textEvidence appends the spans of the text that speak for state.
func (c *Classifier) textEvidence(s *scratch, text string, state State, scores *Scores, shift *Scores, out []Evidence) []Evidence {
	c.weighUnits(s, state, scores)
	found := 0
	for found < maxSpans {
		sp, pulled := bestSpan(s, s.pull.spans[:found])
		if pulled < minPull {
			break
		}
		s.pull.spans[found] = sp
		found++
		without := c.without(s, sp, shift)
		weight := 1 - without[state]/scores[state]
		if weight < minHolding {
			continue
		}
		start := int(s.text.Tokens[s.msg.Units[sp.from].Token].Start)
		end := int(s.text.Tokens[s.msg.Units[sp.to].Token].End)
		out = append(out, Evidence{
			Source: FromText, Start: start, End: end, Text: text[start:end],
			State: state, Weight: weight, Cue: c.nameOf(s, sp, state),
		})
	}
	return out
}

// weighUnits fills pull.units. A feature pulls by its weight for the state less
// its weight for the other states, each counting by its share of what is left
// of the scores; a feature of several units counts by half for the first and
// the last of them.
func (c *Classifier) weighUnits(s *scratch, state State, scores *Scores) {
	units := s.pull.units[:0]
	for range s.msg.Units {
		units = append(units, 0)
	}
	s.pull.units = units
	var mix [NumStates]float32
	for i := range mix {
		mix[i] = float32(-scores[i] / max(1-scores[state], 1e-12))
	}
	mix[state] = 1
	for g, features := range s.msg.Groups {
		if len(features) == 0 || features[0].From < 0 {
			continue // of the whole message
		}
		s.pull.sums = model.AppendStateSums(s.pull.sums[:0], len(units))
		c.model.AddStates(s.pull.sums, features)
		unit := c.model.Unit(feature.Group(g), s.counts[g]) / 2
		for i := range units {
			units[i] += unit * s.pull.sums[i].Dot(&mix)
		}
	}
}

// bestSpan returns the stretch of units with the most pull that begins and ends
// at a word or a sign of mood and touches none of the taken ones.
func bestSpan(s *scratch, taken []span) (best span, pulled float32) {
	for from := range s.msg.Units {
		if !edgeOfSpan(s, from) {
			continue
		}
		sum, words := float32(0), 0
		for to := from; to < min(from+2*maxWords, len(s.msg.Units)) && words < maxWords && !inside(taken, to); to++ {
			u := &s.msg.Units[to]
			if u.Kind == scan.Break {
				break
			}
			if u.Kind == scan.Word {
				words++
			}
			sum += s.pull.units[to]
			if sum > pulled && edgeOfSpan(s, to) {
				best, pulled = span{from, to}, sum
			}
		}
	}
	return best, pulled
}

func edgeOfSpan(s *scratch, i int) bool {
	u := &s.msg.Units[i]
	switch u.Kind {
	case scan.Word, scan.Number, scan.Clock, scan.Emoji:
		return true
	case scan.Punct:
		return u.Sign == scan.Exclaims || u.Sign == scan.Exclaim || u.Sign == scan.Interrobang ||
			u.Sign == scan.Questions || u.Sign == scan.Question || u.Sign >= scan.Smile
	case scan.Break, scan.Alien:
	}
	return false
}

func inside(taken []span, unit int) bool {
	for _, t := range taken {
		if unit >= t.from && unit <= t.to {
			return true
		}
	}
	return false
}

// without computes the scores of the message with one span left out.
func (c *Classifier) without(s *scratch, sp span, shift *Scores) Scores {
	sums, counts := s.sums, s.counts
	for g, features := range s.msg.Groups {
		cut := appendTouched(s.pull.cut[:0], features, feature.Group(g), sp)
		s.pull.cut = cut
		var sum model.Sum
		c.model.Add(&sum, cut)
		for i := range sum {
			sums[g][i] -= sum[i]
		}
		counts[g] -= len(cut)
	}
	words, senses := s.msg.Join(sp.from-1, sp.to+1)
	c.model.Add(&sums[feature.Words], words[:])
	c.model.Add(&sums[feature.Senses], senses[:])
	counts[feature.Words] += len(words)
	counts[feature.Senses] += len(senses)
	var z [model.Columns]float32
	c.model.Logits(&sums, &counts, &z)
	return c.scores(&z, shift)
}

// reach is how many units a feature that is not a cue spans beyond its last.
const reach = 2

// appendTouched appends the features of a group that come from the span, wholly
// or in part. Those of the hashed groups stand in the order of their last units.
func appendTouched(dst, features []feature.Feature, g feature.Group, sp span) []feature.Feature {
	if g != feature.Cues {
		first, _ := slices.BinarySearchFunc(features, sp.from, func(f feature.Feature, unit int) int { return int(f.To) - unit })
		features = features[first:]
	}
	for _, f := range features {
		if g != feature.Cues && int(f.To) > sp.to+reach {
			break
		}
		if int(f.From) <= sp.to && int(f.To) >= sp.from {
			dst = append(dst, f)
		}
	}
	return dst
}

// nameOf names a span by the cue that fills most of it.
func (c *Classifier) nameOf(s *scratch, sp span, state State) string {
	name, most := "wording", 0
	for _, m := range s.found {
		from, to := max(int(m.From), sp.from), min(int(m.To)-1, sp.to)
		if shared := to - from + 1; shared > most && State(c.cues.Cues[m.Cue].State) == state {
			name, most = c.cues.Cues[m.Cue].About[0], shared
		}
	}
	return name
}

// contextEvidence appends the facts that speak for state. The weight is how
// much of the state's score would be lost without the fact.
func contextEvidence(facts []*fact.Fact, state State, scores *Scores, out []Evidence) []Evidence {
	for _, f := range facts {
		rest := 0.0 // what the scores add up to without the fact, times exp of its weight for state
		for i, p := range scores {
			rest += p * math.Exp(f.Weights[state]-f.Weights[i])
		}
		weight := 1 - 1/rest
		if f.Weights[state] <= 0 || weight < minHolding {
			continue
		}
		out = append(out, Evidence{Source: FromContext, State: state, Weight: weight, Cue: f.About[0]})
	}
	return out
}

// Describe says what the evidence is in a language that operators read: Russian
// or Romanian, and English for any other.
func (e Evidence) Describe(l Language) string {
	column := 0
	switch l {
	case Russian:
		column = 1
	case Romanian:
		column = 2
	case LanguageNone, Mixed, LanguageOther:
		return e.Cue
	}
	for _, c := range cue.Embedded().Cues {
		if c.About[0] == e.Cue {
			return c.About[column]
		}
	}
	for _, f := range fact.All() {
		if f.About[0] == e.Cue {
			return f.About[column]
		}
	}
	return e.Cue
}
