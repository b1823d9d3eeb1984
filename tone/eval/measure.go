// Package eval measures a classifier on labelled messages: how often it is
// right, how well it knows when it is not, and where.
package eval

import (
	"cmp"
	"slices"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
)

// A Reader is what is measured; [tone.Classifier] is one.
type Reader interface {
	Classify(m tone.Message, ctx tone.Context) tone.Reading
	Scores(text string) tone.Scores
}

// A Report is what was measured. All shares are between 0 and 1, and 0 where
// there was nothing to count. The same messages and reader make the same report.
type Report struct {
	Messages  int     `json:"messages"`
	Abstained float64 `json:"abstained"` // share of the messages

	All       Part   `json:"all"`
	Languages []Part `json:"languages"` // Russian, Romanian and mixed, as labelled; those that occur

	Confidence      Calibration `json:"confidence"`
	TopicConfidence Calibration `json:"topic_confidence"`
	Risk            Risk        `json:"risk"`

	Identified Identified `json:"identified"`
	Strength   Strength   `json:"intensity"`
	Seconds    Seconds    `json:"second"`
	Evidence   Evidence   `json:"evidence"`

	Slices   []Slice   `json:"slices"`
	Mistakes []Mistake `json:"mistakes,omitempty"`
	Withheld int       `json:"mistakes_withheld"` // mistakes not shown, since their messages are to stay unread
}

// A Part is the report's main figures for some of the messages.
type Part struct {
	Name    string  `json:"name"`
	State   Score   `json:"state"`        // an abstention counts as neutral
	Forced  Score   `json:"state_forced"` // an abstention counts as the leading state
	Topic   Score   `json:"topic"`
	Valence Valence `json:"valence"`
}

// outcome is a message with what was read.
type outcome struct {
	*Example
	got   tone.Reading
	lead  float64 // of the best state over the next one
	spans int     // of the text, shown as evidence
	held  int     // spans without which the score is lower
}

// Measure reads all messages of the batches and compares.
func Measure(c Reader, batches []corpus.Batch) *Report { return MeasureExamples(c, Examples(batches)) }

// MeasureExamples reads all examples and compares what is known of them.
func MeasureExamples(c Reader, examples []Example) *Report {
	all := make([]outcome, len(examples))
	for i := range examples {
		all[i] = read(c, &examples[i])
	}
	r := &Report{
		Messages:   len(all),
		Abstained:  shareOf(all, func(o *outcome) bool { return o.got.Abstained }),
		All:        part("all", all),
		Risk:       riskOf(all),
		Identified: identify(all),
		Strength:   strengthOf(all),
		Seconds:    secondsOf(all),
		Evidence:   evidenceOf(all),
		Slices:     slicesOf(all),
	}
	r.Confidence, r.TopicConfidence = calibrations(all)
	r.Mistakes, r.Withheld = mistakes(all)
	for _, l := range []tone.Language{tone.Russian, tone.Romanian, tone.Mixed} {
		in := filter(all, func(o *outcome) bool { return o.Known.Has(Language) && o.Language == l })
		if len(in) > 0 {
			r.Languages = append(r.Languages, part(l.String(), in))
		}
	}
	return r
}

func read(c Reader, e *Example) outcome {
	o := outcome{Example: e, got: c.Classify(tone.Message{Text: e.Text}, tone.Context{})}
	_, o.lead = o.got.Scores.Best()
	before := c.Scores(e.Text)
	for _, ev := range o.got.Evidence {
		if ev.Source != tone.FromText {
			continue
		}
		o.spans++
		if c.Scores(e.Text[:ev.Start] + e.Text[ev.End:])[ev.State] < before[ev.State] {
			o.held++
		}
	}
	return o
}

// right reports whether the state was read as labelled.
func (o *outcome) right() bool { return o.got.State == o.State }

func part(name string, all []outcome) Part {
	stated := filter(all, func(o *outcome) bool { return o.Known.Has(State) })
	topical := filter(all, func(o *outcome) bool { return o.Known.Has(Topic) })
	return Part{
		Name: name,
		State: score(stateNames(), pairs(stated, func(o *outcome) (int, int) {
			return int(o.State), int(o.got.State)
		})),
		Forced: score(stateNames(), pairs(stated, func(o *outcome) (int, int) {
			return int(o.State), int(o.got.Leading())
		})),
		Topic: score(topicNames(), pairs(topical, func(o *outcome) (int, int) {
			return int(o.Topic), int(o.got.Topic)
		})),
		Valence: valenceOf(stated),
	}
}

func stateNames() (names []string) {
	for _, s := range tone.States() {
		names = append(names, s.String())
	}
	return names
}

func topicNames() (names []string) {
	for _, t := range tone.Topics() {
		names = append(names, t.String())
	}
	return names
}

func filter(all []outcome, keep func(*outcome) bool) []outcome {
	var kept []outcome
	for i := range all {
		if keep(&all[i]) {
			kept = append(kept, all[i])
		}
	}
	return kept
}

func countOf(all []outcome, is func(*outcome) bool) (n int) {
	for i := range all {
		if is(&all[i]) {
			n++
		}
	}
	return n
}

func shareOf(all []outcome, is func(*outcome) bool) float64 { return share(countOf(all, is), len(all)) }

// A Mistake is a message whose state was read otherwise than labelled.
type Mistake struct {
	Text       string     `json:"text"`
	Source     string     `json:"source,omitempty"`
	Line       int        `json:"line"`
	Label      tone.State `json:"label"`
	Read       tone.State `json:"read"`
	Confidence float64    `json:"confidence"`
}

// mostMistakes is how many mistakes a report shows.
const mostMistakes = 20

// mistakes returns the mistakes made with most confidence, and how many are
// withheld since their messages are to stay unread.
func mistakes(all []outcome) (shown []Mistake, withheld int) {
	for i := range all {
		o := &all[i]
		switch {
		case !o.Known.Has(State) || o.right():
		case o.Unread:
			withheld++
		default:
			shown = append(shown, Mistake{o.Text, o.Source, o.Line, o.State, o.got.State, o.got.Confidence})
		}
	}
	slices.SortStableFunc(shown, func(a, b Mistake) int { return cmp.Compare(b.Confidence, a.Confidence) })
	return shown[:min(len(shown), mostMistakes)], withheld
}

// Figures returns the report's main numbers by name, for a model's card.
func (r *Report) Figures(prefix string) map[string]float64 {
	figures := map[string]float64{
		prefix + ".messages":              float64(r.Messages),
		prefix + ".state.macro_f1":        round(r.All.State.MacroF1),
		prefix + ".state.macro_f1.forced": round(r.All.Forced.MacroF1),
		prefix + ".topic.macro_f1":        round(r.All.Topic.MacroF1),
		prefix + ".abstained":             round(r.Abstained),
		prefix + ".language":              round(r.Identified.Language),
		prefix + ".mixed":                 round(r.Identified.Mixed),
	}
	for _, p := range r.Languages {
		figures[prefix+".state.macro_f1."+p.Name] = round(p.State.MacroF1)
	}
	return figures
}

func round(v float64) float64 { return float64(int(v*1000+0.5)) / 1000 }
