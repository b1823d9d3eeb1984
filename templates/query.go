package templates

import "github.com/camerton/camerton/tone"

// The special keys: what a text can be for besides answering about a topic.
const (
	KeyHold       = "hold"              // we have it, an answer follows
	KeyClosed     = "hours.closed"      // out of business hours; says when we answer
	KeyHoliday    = "hours.holiday"     // closed for a holiday
	KeyHandover   = "system.handover"   // a person takes over
	KeyCall       = "system.call"       // offers a call
	KeyDisclosure = "system.disclosure" // an assistant writes; how to reach a person
)

// The variables that the package itself knows; contract.toml declares these and
// all others.
const (
	VarName        = "Name"        // the customer's name as given
	VarOrderNumber = "OrderNumber" // named by the customer
	VarHasPhone    = "HasPhone"    // the customer left a number
	VarHasPhoto    = "HasPhoto"    // the customer sent a picture
	VarCanCall     = "CanCall"     // the business calls customers
	VarHasTime     = "HasTime"     // the customer named a day, an hour or a deadline
	VarWarm        = "Warm"        // the customer says ты or tu
	VarPromiseBy   = "PromiseBy"   // by when we promise to answer, as words
)

// A Query asks for a text. The zero value of each field but Language is
// meaningful.
type Query struct {
	// Topic is what the answer is about: a tone.Topic's name or a topic that the
	// contract adds; empty is "other".
	Topic string

	// Key asks for something other than an answer about the topic: KeyHold,
	// KeyClosed or another key that the contract declares. Empty is an answer.
	Key string

	// State is what the customer's state is taken to be.
	State tone.State

	// Language is the language to write in: tone.Russian or tone.Romanian.
	Language tone.Language

	// Channel decides the form of the text and how long it may be.
	Channel tone.Channel

	// Vars are the variables of this reply, Facts those of the business; Facts
	// are shared between queries and must not be changed. Either may be nil. Vars
	// win.
	Vars  Vars
	Facts Vars

	// Seed decides among equally fitting variants, by a hash that never
	// changes; a customer's id gives every customer the same variants each
	// time.
	Seed string

	// Recent holds the ids of the texts that this conversation has had. Neither
	// they nor texts that open with the same two words are used again.
	Recent []string

	// Refuse lists kinds of promises that must not be made now: a business
	// without a telephone refuses "call".
	Refuse []string

	// First says that this is the first automatic text of the conversation: the
	// clause that an assistant writes and how to reach a person is added.
	First bool
}

// head returns the beginning of the ids that the query asks for.
func (q *Query) head() string {
	switch {
	case q.Key != "":
		return q.Key
	case q.Topic != "":
		return q.Topic
	default:
		return tone.TopicOther.String()
	}
}
