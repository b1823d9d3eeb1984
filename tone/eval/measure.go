// Package eval measures a classifier on labelled messages.
package eval

import (
	"fmt"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
)

// A Report is what was measured. Abstentions count as neutral.
type Report struct {
	Messages int

	States Matrix // of tone.State values
	Forced Matrix // the same with the leading state where the reader abstained
	Topics Matrix // of tone.Topic values

	Abstained int
	Language  int // messages whose language was right
	Script    int // messages whose mixed or not was right
}

// Measure reads the messages of all batches and compares.
func Measure(c *tone.Classifier, batches []corpus.Batch) *Report {
	r := &Report{States: newMatrix(tone.NumStates), Forced: newMatrix(tone.NumStates), Topics: newMatrix(tone.NumTopics)}
	for _, b := range batches {
		for _, e := range b.Entries {
			r.add(e, c.Classify(tone.Message{Text: e.Text}, tone.Context{}))
		}
	}
	return r
}

func (r *Report) add(e corpus.Entry, got tone.Reading) {
	r.Messages++
	r.States.Add(int(e.State), int(got.State))
	r.Forced.Add(int(e.State), int(got.Leading()))
	r.Topics.Add(int(e.Topic), int(got.Topic))
	if got.Abstained {
		r.Abstained++
	}
	if got.Language == e.Language {
		r.Language++
	}
	if got.Mixed == (e.Language == tone.Mixed) {
		r.Script++
	}
}

// Figures returns the report's main numbers by name, for a model's card.
func (r *Report) Figures(prefix string) map[string]float64 {
	share := func(n int) float64 { return round(float64(n) / float64(max(1, r.Messages))) }
	return map[string]float64{
		prefix + ".messages":              float64(r.Messages),
		prefix + ".state.macro_f1":        round(r.States.MacroF1()),
		prefix + ".state.macro_f1.forced": round(r.Forced.MacroF1()),
		prefix + ".topic.macro_f1":        round(r.Topics.MacroF1()),
		prefix + ".abstained":             share(r.Abstained),
		prefix + ".language":              share(r.Language),
		prefix + ".mixed":                 share(r.Script),
	}
}

func round(v float64) float64 { return float64(int(v*1000+0.5)) / 1000 }

// String is a short report for people.
func (r *Report) String() string {
	s := fmt.Sprintf("%d messages: state macro-F1 %.3f (forced %.3f, abstained %d), topic macro-F1 %.3f, language %.3f, mixed %.3f\n",
		r.Messages, r.States.MacroF1(), r.Forced.MacroF1(), r.Abstained, r.Topics.MacroF1(),
		float64(r.Language)/float64(max(1, r.Messages)), float64(r.Script)/float64(max(1, r.Messages)))
	for _, state := range tone.States() {
		s += fmt.Sprintf("  %-13s F1 %.3f\n", state, r.States.F1(int(state)))
	}
	return s
}
