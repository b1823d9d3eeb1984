package train

import (
	"fmt"
	"maps"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
	"github.com/camerton/camerton/tone/eval"
)

// FewestOwn is how many messages of one's own it takes to adapt a model, so that
// a part can be kept back to see whether it helped.
const FewestOwn = 30

// An Adaptation says what learning a user's own messages did to the accuracy,
// told by a trial in which neither the user's messages kept back nor the dev
// split were learned.
type Adaptation struct {
	Learned, Kept int     // how many of the user's messages were learned in the trial, and kept back
	Weight        float64 // how much one of them counts against a message of the corpus

	Before, After Standing // learning the corpus alone, and with the user's messages
}

// A Standing is how good a model is on the user's messages kept back and on the
// dev split.
type Standing struct {
	Own, Dev *eval.Report
}

// gain is what is wanted of an adaptation: accuracy on the user's messages that
// is not paid for on the dev split.
func (s Standing) gain() float64 { return s.Own.All.State.Accuracy + s.Dev.All.State.MacroF1 }

// ownWeights are the weights that are tried.
var ownWeights = []float64{1, 4}

// Adapt trains a model on the corpus of c and on a user's own messages, and
// returns its file with what it did. The weights are fitted to both together,
// so that what the corpus teaches is not forgotten; the weight of the user's
// messages is chosen in the trial. What a message has no label for is learned
// as it is read without the user's messages. Messages that are nearly the same
// as one of Dev or Test are left out.
func Adapt(c Config, own []eval.Example) ([]byte, *Adaptation, error) {
	c.withDefaults()
	t := newTraining(&c)
	if err := t.begin(); err != nil {
		return nil, nil, err
	}
	before, err := t.try("the corpus alone", nil, 0)
	if err != nil {
		return nil, nil, err
	}
	own = complete(before.reader, own)
	kept, learned := t.part(own)
	if len(kept)+len(learned) < FewestOwn {
		return nil, nil, fmt.Errorf("train: %d messages to adapt to; want %d at least that are not in the corpus's dev and test splits",
			len(kept)+len(learned), FewestOwn)
	}
	a := &Adaptation{Learned: len(learned), Kept: len(kept), Before: t.standing(before.reader, kept)}
	var best attempt
	for _, weight := range ownWeights {
		tried, err := t.try(fmt.Sprintf("with yours, weight %g", weight), entriesOf(learned), weight)
		if err != nil {
			return nil, nil, err
		}
		if now := t.standing(tried.reader, kept); a.After.Own == nil || now.gain() > a.After.gain() {
			a.Weight, a.After, best = weight, now, tried
		}
	}
	card := best.card
	card.Corpus = hash(c.Train, c.Dev, []corpus.Batch{{Entries: entriesOf(own)}})
	card.Figures = a.After.Dev.Figures("dev")
	maps.Copy(card.Figures, a.After.Own.Figures("own"))
	data, err := t.finish(card, append(entriesOf(learned), entriesOf(kept)...), a.Weight)
	if err != nil {
		return nil, nil, err
	}
	return data, a, nil
}

// complete fills in what the messages have no label for as it is read.
func complete(c *tone.Classifier, own []eval.Example) []eval.Example {
	var all []eval.Example
	for _, e := range own {
		read := c.Classify(tone.Message{Text: e.Text}, tone.Context{})
		if e.Language == tone.LanguageOther {
			continue // not learned, as in the corpus
		}
		if !e.Known.Has(eval.Language) && read.Language != tone.LanguageOther {
			e.Language = read.Language
		}
		if !e.Known.Has(eval.State) {
			e.State, e.Intensity = read.Leading(), 0
		}
		if !e.Known.Has(eval.Topic) {
			e.Topic = read.Topic
		}
		all = append(all, e)
	}
	return all
}

// keptShare is one part in so many of the user's messages.
const keptShare = 5

// part leaves out what is nearly the same as a message of the dev or test split
// and parts the rest into messages kept back and messages to learn, none of
// which is nearly the same as one kept back.
func (t *training) part(own []eval.Example) (kept, learned []eval.Example) {
	measured := twinsOf(entries(t.config.Dev), entries(t.config.Test))
	var mine corpus.Twins
	var rest []eval.Example
	for n, i := range newOrder(len(own), 3).next() {
		switch e := own[i]; {
		case measured.Find(e.Text) != "":
		case n%keptShare == 0:
			kept = append(kept, e)
			mine.Add(e.Text)
		default:
			rest = append(rest, e)
		}
	}
	for _, e := range rest {
		if mine.Find(e.Text) == "" {
			learned = append(learned, e)
		}
	}
	return kept, learned
}

func entriesOf(own []eval.Example) []corpus.Entry {
	all := make([]corpus.Entry, len(own))
	for i := range own {
		all[i] = own[i].Entry
	}
	return all
}

func (t *training) standing(c *tone.Classifier, kept []eval.Example) Standing {
	return Standing{Own: eval.MeasureExamples(c, kept), Dev: eval.Measure(c, t.config.Dev)}
}
