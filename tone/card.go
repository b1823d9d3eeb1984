package tone

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// A Card says what a model was made from and how good it was found. It carries
// no date: the same corpus and settings make the same card.
type Card struct {
	// Corpus and Lexicon are hashes of the messages and of the cue files that
	// the model was trained with.
	Corpus  string `json:"corpus"`
	Lexicon string `json:"lexicon"`

	// Outside lists other people's data from which figures were learned.
	Outside []OutsideData `json:"outside,omitempty"`

	// Messages counts what the model was fitted to, by language.
	Messages map[string]int `json:"messages"`

	// Twins is how many messages were left out because they are nearly the same
	// as one that is measured on.
	Twins int `json:"twins"`

	// Temperature and TopicTemperature divide the sums of weights before they
	// become probabilities. Margin is the lead in probability over the next
	// state below which the reader abstains.
	Temperature      float64 `json:"temperature"`
	TopicTemperature float64 `json:"topic_temperature"`
	Margin           float64 `json:"margin"`

	// Figures are what was measured on messages of writers who are not among
	// those learned from, by name: "dev.state.macro_f1.ru".
	Figures map[string]float64 `json:"figures"`
}

// OutsideData names a set of other people's data.
type OutsideData struct {
	Name    string `json:"name"`
	Licence string `json:"licence"`
	Rows    int    `json:"rows"`
	Hash    string `json:"hash"` // of the figures that were learned from it
}

func parseCard(text []byte) (c Card, err error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return c, fmt.Errorf("model card: %w", err)
	}
	if c.Temperature <= 0 || c.TopicTemperature <= 0 || c.Margin < 0 || c.Margin >= 1 {
		return c, fmt.Errorf("model card: temperatures %g and %g must be above 0, margin %g between 0 and 1",
			c.Temperature, c.TopicTemperature, c.Margin)
	}
	return c, nil
}
