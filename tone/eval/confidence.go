package eval

import (
	"cmp"
	"math"
	"slices"
)

// A Calibration compares how sure the reader was with how often it was right:
// of the messages read with a confidence of about 0.8, about eight in ten should
// be read as labelled.
type Calibration struct {
	Bins []Bin `json:"bins"`

	// Error is the expected calibration error: how far confidence and share of
	// right readings are apart, on average over the messages.
	Error float64 `json:"expected_calibration_error"`
}

// A Bin is the messages whose confidence lies between From and To.
type Bin struct {
	From       float64 `json:"from"`
	To         float64 `json:"to"`
	Messages   int     `json:"messages"`
	Confidence float64 `json:"confidence"` // on average
	Right      float64 `json:"right"`      // share read as labelled
}

// numBins is how many bins of equal width there are.
const numBins = 15

// verdict is how sure the reader was of what it read, and whether it was right.
type verdict struct {
	confidence float64
	right      bool
}

func calibrations(all []outcome) (states, topics Calibration) {
	var ofState, ofTopic []verdict
	for i := range all {
		o := &all[i]
		if o.Known.Has(State) {
			ofState = append(ofState, verdict{o.got.Confidence, o.right()})
		}
		if o.Known.Has(Topic) {
			ofTopic = append(ofTopic, verdict{o.got.TopicConfidence, o.got.Topic == o.Topic})
		}
	}
	return calibrationOf(ofState), calibrationOf(ofTopic)
}

func calibrationOf(all []verdict) Calibration {
	c := Calibration{Bins: make([]Bin, numBins)}
	for i := range c.Bins {
		c.Bins[i].From, c.Bins[i].To = float64(i)/numBins, float64(i+1)/numBins
	}
	for _, v := range all {
		b := &c.Bins[max(0, min(numBins-1, int(v.confidence*numBins)))]
		b.Messages++
		b.Confidence += v.confidence
		if v.right {
			b.Right++
		}
	}
	for i := range c.Bins {
		b := &c.Bins[i]
		c.Error += math.Abs(b.Right-b.Confidence) / float64(max(1, len(all)))
		b.Right /= float64(max(1, b.Messages))
		b.Confidence /= float64(max(1, b.Messages))
	}
	return c
}

// A Risk says what is gained by not deciding: how often the leading state is
// wrong if only the clearest cases are decided.
type Risk struct {
	// Curve goes from the clearest twentieth of the messages to all of them.
	// What is clear is told by the lead of the best state over the next one, as
	// the reader does.
	Curve []RiskPoint `json:"curve"`

	// Area is the mean risk over all coverages; less is better.
	Area float64 `json:"area"`

	// Decided is where the reader stands: the messages of which it did not abstain.
	Decided RiskPoint `json:"decided"`
}

// A RiskPoint is the share of messages that are decided and of mistakes among
// them.
type RiskPoint struct {
	Coverage float64 `json:"coverage"`
	Risk     float64 `json:"risk"`
	Lead     float64 `json:"lead"` // of the least clear message decided
}

const riskSteps = 20

func riskOf(all []outcome) (r Risk) {
	stated := filter(all, func(o *outcome) bool { return o.Known.Has(State) })
	slices.SortStableFunc(stated, func(a, b outcome) int { return cmp.Compare(b.lead, a.lead) })
	wrong, step := 0, 1
	for i := range stated {
		if stated[i].got.Leading() != stated[i].State {
			wrong++
		}
		r.Area += share(wrong, i+1) / float64(len(stated))
		for ; step <= riskSteps && i+1 >= (len(stated)*step+riskSteps-1)/riskSteps; step++ {
			r.Curve = append(r.Curve, RiskPoint{share(i+1, len(stated)), share(wrong, i+1), stated[i].lead})
		}
	}
	decided := filter(stated, func(o *outcome) bool { return !o.got.Abstained })
	if len(decided) == 0 {
		return r
	}
	r.Decided = RiskPoint{
		Coverage: share(len(decided), len(stated)),
		Risk:     shareOf(decided, func(o *outcome) bool { return !o.right() }),
		Lead:     decided[len(decided)-1].lead,
	}
	return r
}
