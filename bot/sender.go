package bot

import (
	"context"
	"time"
)

// A Sender is what brings our messages to a channel. Its methods are called by
// several goroutines at once, but by one at a time for a conversation.
type Sender interface {
	// Send makes a send and says how it ended. An error is for the log and
	// never holds the text, a name or a token; what counts is the outcome, and
	// the zero outcome is Unknown: nobody knows whether the customer got it.
	// A context that is done does not make a call that was made undone: the
	// outcome is then Unknown too.
	Send(ctx context.Context, d Delivery) (Outcome, error)

	// Typing shows the customer that we are typing. Channels take it back by
	// themselves after some seconds; the engine calls again while it lasts. An
	// error is logged and otherwise does not matter.
	Typing(ctx context.Context, d Delivery) error
}

// A Delivery is a send on its way.
type Delivery struct {
	Key  Key
	Send Send

	// Connection is the id by which the channel wants to be answered here, as
	// the customer's last message had it; the adapter may know a newer one.
	Connection string

	// Group says that the chat is a group.
	Group bool
}

// An OutcomeKind says how a call of a Sender ended.
type OutcomeKind string

// The outcomes.
const (
	Unknown   OutcomeKind = ""          // nobody knows; see SendKind for what happens then
	Delivered OutcomeKind = "delivered" // it arrived
	Throttled OutcomeKind = "throttled" // it did not, and may be tried again after Outcome.After
	Failed    OutcomeKind = "failed"    // it certainly did not, and may be tried again
	Refused   OutcomeKind = "refused"   // the customer can't be reached, or we may not write here any more
	Rejected  OutcomeKind = "rejected"  // the channel does not accept it, and never will
)

// An Outcome is how a call of a Sender ended.
type Outcome struct {
	Kind OutcomeKind

	// Messages are the channel's ids of what arrived.
	Messages []string

	// After is how long to wait, if Throttled; Global says that all chats have
	// to wait and not only this one.
	After  time.Duration
	Global bool
}

// A Result is the end of a call of the Sender, for the log.
type Result struct {
	No      int64       `json:"no"` // of the send
	Kind    SendKind    `json:"kind"`
	Outcome OutcomeKind `json:"outcome"`

	// Status is what the send is now, At when it is tried again if it is.
	Status SendStatus `json:"status"`
	At     time.Time  `json:"at,omitzero"`

	Messages []string `json:"messages,omitempty"`
	Error    string   `json:"error,omitempty"` // in English, without the text
}
