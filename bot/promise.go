package bot

import "time"

// A PromiseStatus says what became of a promise.
type PromiseStatus string

// The statuses of a promise.
const (
	PromiseOpen   PromiseStatus = "open"   // a person has yet to answer
	PromiseKept   PromiseStatus = "kept"   // a person answered in time
	PromiseBroken PromiseStatus = "broken" // the time passed without an answer
)

// A Promise is something that a text of ours said a person would do. It is
// watched: before the time and at it the operators are told. A conversation has
// one open promise at most; a text that promises again while it stands repeats
// its time and adds to its kinds.
type Promise struct {
	No     int64         `json:"no"`    // in the conversation, from 1
	Kinds  []string      `json:"kinds"` // of the locales' contract: "answer", "check", "call"; sorted
	Status PromiseStatus `json:"status"`

	// Made is when the text was due, By when it said that a person answers, and
	// Told whether it named that time.
	Made time.Time `json:"made"`
	By   time.Time `json:"by"`
	Told bool      `json:"told,omitempty"`

	// Warnings are when the operators are warned; zero for no warning.
	Warnings [2]time.Time `json:"warnings,omitzero"`
}
