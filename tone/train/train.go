// Package train fits a model to labelled messages. It is deterministic: the same
// messages and settings give the same bytes on every run and on every machine
// of one architecture.
package train

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
	"github.com/camerton/camerton/tone/eval"
	"github.com/camerton/camerton/tone/internal/lang"
	"github.com/camerton/camerton/tone/internal/model"
)

// A Config says what to train on and how. Its zero values are replaced by the
// settings of the embedded model.
type Config struct {
	// Train and Dev are the messages that weights are fitted to and those that
	// the temperatures and the margin are chosen on. Their writers should differ.
	Train, Dev []corpus.Batch

	// Test is what the model will be measured on. Nothing is learned from it,
	// nor from messages that are nearly the same as one of Dev or Test.
	Test []corpus.Batch

	// Epochs is how many times the messages are gone through. Defaults to 12.
	Epochs int

	// Rate is the step size of the first epoch; it falls to 0 at the end.
	// Defaults to 0.3.
	Rate float64

	// Shrink pulls weights towards 0. Defaults to 0.001.
	Shrink float64

	// Progress, if not nil, is told what is being done and how far it is.
	Progress func(step string, done, total int)
}

func (c *Config) withDefaults() {
	if c.Epochs == 0 {
		c.Epochs = 12
	}
	if c.Rate == 0 {
		c.Rate = 0.3
	}
	if c.Shrink == 0 {
		c.Shrink = 0.001
	}
	if c.Progress == nil {
		c.Progress = func(string, int, int) {}
	}
}

// Model trains a model and returns its file, which [tone.Load] reads.
func Model(c Config) ([]byte, error) {
	c.withDefaults()
	t := newTraining(&c)
	if err := t.begin(); err != nil {
		return nil, err
	}
	tried, err := t.try("messages", nil, 0)
	if err != nil {
		return nil, err
	}
	tried.card.Figures = eval.Measure(tried.reader, c.Dev).Figures("dev")
	return t.finish(tried.card, nil, 0)
}

// training is what the fits of one run share.
type training struct {
	config        *Config
	learned, held []corpus.Entry // of Train and of Dev, without twins of what they are measured on
	twins         int
	language      *lang.Table
}

func newTraining(c *Config) *training {
	t := &training{config: c}
	var more int
	t.held, t.twins = apart(entries(c.Dev), c.Test)
	t.learned, more = apart(entries(c.Train), c.Dev, c.Test)
	t.twins += more
	return t
}

// begin learns the languages, which all fits need; the error says that there is
// nothing to learn.
func (t *training) begin() error {
	if len(t.learned) == 0 || len(t.held) == 0 {
		return errors.New("train: no messages to train on, or none of the dev split to choose the settings on")
	}
	t.config.Progress("languages", 0, 1)
	t.language = fitLanguage(t.learned, 6)
	t.config.Progress("languages", 1, 1)
	return nil
}

// attempt is a model that has not learned the dev split.
type attempt struct {
	card   tone.Card
	reader *tone.Classifier
}

// try fits a model to the train split and to a user's own messages, if any, and
// chooses its settings on the dev split.
func (t *training) try(step string, own []corpus.Entry, weight float64) (attempt, error) {
	w := fit(step, samples(t.language, t.learned, own, float32(weight)), t.config)
	w.Language = t.language
	card := tone.Card{
		Corpus:   hash(t.config.Train, t.config.Dev),
		Lexicon:  tone.Lexicon(),
		Messages: count(append(slices.Clone(t.learned), own...)),
		Twins:    t.twins,
		Margin:   0, Temperature: 1, TopicTemperature: 1,
	}
	// The settings are chosen on the model as it will be read: with its weights
	// rounded.
	raw, err := load(card, w)
	if err != nil {
		return attempt{}, err
	}
	calibrate(&card, raw, t.held)
	final, err := load(card, w)
	return attempt{card, final}, err
}

// finish fits the model to everything. With the settings chosen, the messages
// they were chosen on are learned too.
func (t *training) finish(card tone.Card, own []corpus.Entry, weight float64) ([]byte, error) {
	all := append(slices.Clone(t.learned), t.held...)
	w := fit("everything", samples(t.language, all, own, float32(weight)), t.config)
	w.Language = t.language
	card.Messages = count(append(all, own...))
	return encode(card, w)
}

func encode(card tone.Card, w *model.Weights) ([]byte, error) {
	text, err := json.Marshal(card)
	if err != nil {
		return nil, fmt.Errorf("train: model card: %w", err)
	}
	return model.Encode(text, w), nil
}

func load(card tone.Card, w *model.Weights) (*tone.Classifier, error) {
	data, err := encode(card, w)
	if err != nil {
		return nil, err
	}
	return tone.Load(data)
}

func entries(batches []corpus.Batch) []corpus.Entry {
	var all []corpus.Entry
	for _, b := range batches {
		all = append(all, b.Entries...)
	}
	return all
}

// apart returns the entries that have no twin in what is measured, and how many
// have one.
func apart(from []corpus.Entry, measured ...[]corpus.Batch) (kept []corpus.Entry, twins int) {
	var all [][]corpus.Entry
	for _, batches := range measured {
		all = append(all, entries(batches))
	}
	seen := twinsOf(all...)
	for _, e := range from {
		if seen.Find(e.Text) != "" {
			twins++
			continue
		}
		kept = append(kept, e)
	}
	return kept, twins
}

func twinsOf(groups ...[]corpus.Entry) *corpus.Twins {
	seen := new(corpus.Twins)
	for _, entries := range groups {
		for _, e := range entries {
			seen.Add(e.Text)
		}
	}
	return seen
}

func count(entries []corpus.Entry) map[string]int {
	n := make(map[string]int)
	for _, e := range entries {
		n[e.Language.String()]++
	}
	return n
}

// hash is the same for the same messages with the same labels, however they
// are laid out in files.
func hash(groups ...[]corpus.Batch) string {
	h := sha256.New()
	for _, batches := range groups {
		for _, e := range entries(batches) {
			_, _ = fmt.Fprintln(h, e) // a hash takes anything
		}
		_, _ = fmt.Fprintln(h)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
