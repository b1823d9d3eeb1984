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

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
	"github.com/camerton/camerton/tone/eval"
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
	held, twins := apart(entries(c.Dev), c.Test)
	learned, more := apart(entries(c.Train), c.Dev, c.Test)
	if len(learned) == 0 || len(held) == 0 {
		return nil, errors.New("train: no messages to train on, or none of the dev split to choose the settings on")
	}
	c.Progress("languages", 0, 1)
	language := fitLanguage(learned, 6)
	c.Progress("languages", 1, 1)
	w := fit(samples(language, learned), &c)
	w.Language = language

	card := tone.Card{
		Corpus:   hash(c.Train, c.Dev),
		Lexicon:  tone.Lexicon(),
		Messages: count(learned),
		Twins:    twins + more,
		Margin:   0, Temperature: 1, TopicTemperature: 1,
	}
	// The settings are chosen on the model as it will be read: with its weights
	// rounded.
	raw, err := load(card, w)
	if err != nil {
		return nil, err
	}
	calibrate(&card, raw, held)
	final, err := load(card, w)
	if err != nil {
		return nil, err
	}
	card.Figures = eval.Measure(final, c.Dev).Figures("dev")

	// With the settings chosen, the messages they were chosen on are learned too.
	all := append(learned, held...)
	w = fit(samples(language, all), &c)
	w.Language = language
	card.Messages = count(all)
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
	var seen corpus.Twins
	for _, batches := range measured {
		for _, e := range entries(batches) {
			seen.Add(e.Text)
		}
	}
	for _, e := range from {
		if seen.Find(e.Text) != "" {
			twins++
			continue
		}
		kept = append(kept, e)
	}
	return kept, twins
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
			fmt.Fprintln(h, e)
		}
		fmt.Fprintln(h)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
