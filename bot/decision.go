package bot

import (
	"time"

	"github.com/camerton/camerton/tone"
)

// A Verdict is what was decided about a customer's line, as "camerton replay"
// prints it.
type Verdict string

// The verdicts.
const (
	NoVerdict   Verdict = ""                 // the event asked for none: a timer, the end of a send
	Reply       Verdict = "reply"            // an automatic text
	Wait        Verdict = "wait"             // more lines may come; answered together with the next
	AckFollowUp Verdict = "ack_and_followup" // a holding text now, a person answers by the promised time
	Escalate    Verdict = "escalate"         // to a person at once; the customer is told
	OfferCall   Verdict = "offer_call"       // a reply that offers a call
	None        Verdict = "none"             // nothing is sent
)

// A Decision is what was decided about an event, and why. Its actions are done
// in their order, all or none.
type Decision struct {
	Verdict Verdict `json:"verdict,omitempty"`

	// Reasons are what led to it, the deciding one first.
	Reasons []Reason `json:"reasons,omitempty"`

	// Reading is how the customer was read, Lines the ids of the messages that
	// were read together; nil if there was nothing to read.
	Reading *Reading `json:"reading,omitempty"`
	Lines   []string `json:"lines,omitempty"`

	// Language is the language to answer in; tone.LanguageNone if none was
	// chosen.
	Language tone.Language `json:"language,omitempty"`

	// Missing are the variables that a better text would have needed.
	Missing []string `json:"missing,omitempty"`

	Actions []Action `json:"actions,omitempty"`
}

// A Reading is what the log keeps of a tone.Reading.
type Reading struct {
	State      tone.State   `json:"state"`
	Second     tone.State   `json:"second,omitempty"`
	Intensity  int          `json:"intensity,omitempty"`
	Confidence float64      `json:"confidence,omitempty"`
	Abstained  bool         `json:"abstained,omitempty"`
	Topic      tone.Topic   `json:"topic"`
	Others     []tone.Topic `json:"others,omitempty"`

	Language tone.Language `json:"language,omitempty"`

	// Deadline is a time by which the customer needs something; zero if none
	// was named.
	Deadline time.Time `json:"deadline,omitzero"`

	// Cues are what spoke for the state, strongest first, in English.
	Cues []string `json:"cues,omitempty"`
}
