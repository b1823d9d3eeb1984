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

// A Decision is what was decided about an event, and why. What it says is all
// that a History learns from it. Its actions are done in their order, all or
// none.
type Decision struct {
	Verdict Verdict `json:"verdict,omitempty"`

	// Reasons are what led to it, the deciding one first.
	Reasons []Reason `json:"reasons,omitempty"`

	// Reading is how the customer was read, Lines the ids of the messages that
	// were read together; nil if there was nothing to read.
	Reading *Reading `json:"reading,omitempty"`
	Lines   []string `json:"lines,omitempty"`

	// Marks are the bad moments that the lines report or, without a Reading,
	// that the event is.
	Marks []Mark `json:"marks,omitempty"`

	// Facts are what the lines told; nil if nothing.
	Facts *Facts `json:"facts,omitempty"`

	// Language is the language to answer in from now on, Chosen that the
	// customer asked for it; tone.LanguageNone leaves it as it is.
	Language tone.Language `json:"language,omitempty"`
	Chosen   bool          `json:"chosen,omitempty"`

	// Sitting is when a new sitting began; zero if none did. Closes says that
	// the burst is done with, Quiet that it needs no answer, by whomever. Rest
	// and Muted are those of the History; zero leaves them.
	Sitting time.Time `json:"sitting,omitzero"`
	Closes  bool      `json:"closes,omitempty"`
	Quiet   bool      `json:"quiet,omitempty"`
	Rest    time.Time `json:"rest,omitzero"`
	Muted   time.Time `json:"muted,omitzero"`

	// Settles says that the customer has answered whether everything is to be
	// deleted.
	Settles bool `json:"settles,omitempty"`

	// Quick says that the line came so soon after a text of ours that a machine
	// may have written it.
	Quick bool `json:"quick,omitempty"`

	// Missing are the variables that a better text would have needed.
	Missing []string `json:"missing,omitempty"`

	Actions []Action `json:"actions,omitempty"`
}

// Empty reports whether nothing was decided.
func (d *Decision) Empty() bool {
	return d.Verdict == NoVerdict && len(d.Reasons) == 0 && len(d.Actions) == 0 && len(d.Marks) == 0
}

// Facts are what a customer's lines told about the customer.
type Facts struct {
	Phone       bool      `json:"phone,omitempty"`    // left a telephone number
	NoCalls     bool      `json:"no_calls,omitempty"` // does not want to be called
	Calls       bool      `json:"calls,omitempty"`    // wants to be called
	Stopped     bool      `json:"stopped,omitempty"`  // wants nothing that we start
	OrderNumber int64     `json:"order_number,omitempty"`
	Deadline    time.Time `json:"deadline,omitzero"` // when something is needed
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

	// Cues are what spoke for the state, strongest first, in English.
	Cues []string `json:"cues,omitempty"`
}
