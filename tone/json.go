package tone

import (
	"encoding/json"
	"math"
	"time"
)

// MarshalJSON writes the reading as docs/cli.md describes it, without the text.
// An absent second state is "", lists are never null, and probabilities are
// rounded to four decimals.
func (r Reading) MarshalJSON() ([]byte, error) {
	out := readingJSON{
		State: r.State, Confidence: round4(r.Confidence), Intensity: r.Intensity, Scores: r.Scores,
		Topic: r.Topic, TopicConfidence: round4(r.TopicConfidence),
		Language: r.Language, Script: r.Script, Mixed: r.Mixed,
		Evidence: []evidenceJSON{}, Abstained: r.Abstained,
		OtherTopics: []Topic{}, Entities: []entityJSON{},
		Register: r.Register, Truncated: r.Truncated, Valid: r.Valid,
	}
	if r.Second != Neutral {
		out.Second = r.Second.String()
	}
	out.OtherTopics = append(out.OtherTopics, r.OtherTopics...)
	for _, e := range r.Evidence {
		j := evidenceJSON{Source: e.Source, State: e.State, Weight: round4(e.Weight), Cue: e.Cue}
		if e.Source == FromText {
			j.Start, j.End, j.Text = &e.Start, &e.End, &e.Text
		}
		out.Evidence = append(out.Evidence, j)
	}
	for _, e := range r.Entities {
		out.Entities = append(out.Entities, e.json())
	}
	return json.Marshal(out)
}

type readingJSON struct {
	State           State          `json:"state"`
	Second          string         `json:"second"`
	Confidence      float64        `json:"confidence"`
	Intensity       int            `json:"intensity"`
	Scores          Scores         `json:"scores"`
	Topic           Topic          `json:"topic"`
	TopicConfidence float64        `json:"topic_confidence"`
	Language        Language       `json:"language"`
	Script          Script         `json:"script"`
	Mixed           bool           `json:"mixed"`
	Evidence        []evidenceJSON `json:"evidence"`
	Abstained       bool           `json:"abstained"`
	OtherTopics     []Topic        `json:"other_topics"`
	Entities        []entityJSON   `json:"entities"`
	Register        Register       `json:"register"`
	Truncated       bool           `json:"truncated"`
	Valid           bool           `json:"valid"`
}

type evidenceJSON struct {
	Source Source  `json:"source"`
	Start  *int    `json:"start,omitempty"`
	End    *int    `json:"end,omitempty"`
	Text   *string `json:"text,omitempty"`
	State  State   `json:"state"`
	Weight float64 `json:"weight"`
	Cue    string  `json:"cue"`
}

type entityJSON struct {
	Kind     EntityKind `json:"kind"`
	Start    int        `json:"start"`
	End      int        `json:"end"`
	Number   *int64     `json:"number,omitempty"`
	Currency string     `json:"currency,omitempty"`
	At       *time.Time `json:"at,omitempty"`
	Clock    bool       `json:"clock,omitempty"`
	Seconds  int64      `json:"seconds,omitempty"`
}

func (e Entity) json() entityJSON {
	j := entityJSON{
		Kind: e.Kind, Start: e.Start, End: e.End, Currency: e.Currency, Clock: e.HasClock,
		Seconds: int64(e.Span / time.Second),
	}
	switch e.Kind {
	case OrderNumber, Amount, ContactCount:
		j.Number = &e.Number
	case Moment, Deadline, PhoneNumber, EmailAddress, WaitingSpan:
	}
	if year := e.At.Year(); !e.At.IsZero() && year >= 0 && year <= lastYear {
		j.At = &e.At
	}
	return j
}

// lastYear is the last one that a time in JSON can have.
const lastYear = 9999

func round4(v float64) float64 { return math.Round(v*1e4) / 1e4 }
