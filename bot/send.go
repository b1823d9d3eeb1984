package bot

import (
	"time"

	"github.com/camerton/camerton/tone"
)

// A SendKind says what a send is for, and so what is done when nobody knows
// whether it arrived.
type SendKind string

// The kinds of sends.
const (
	SendAnswer   SendKind = "answer"    // to what the customer wrote; at least once
	SendNotice   SendKind = "notice"    // to the operators; at least once
	SendFollowUp SendKind = "follow_up" // after a silence; at most once
	SendRating   SendKind = "rating"    // asks for a rating; at most once; reserved
	SendThanks   SendKind = "thanks"    // after a sale; at most once; reserved
	SendReaction SendKind = "reaction"  // an emoji under the customer's message; at most once
)

// Repeats reports whether a send of this kind is tried again when the end of a
// call is not known: it then arrives at least once, and otherwise at most once.
// A kind that this program does not know is not repeated.
func (k SendKind) Repeats() bool { return k == SendAnswer || k == SendNotice }

// Starts reports whether it is we who start: such sends wait for the end of the
// quiet hours and count on the customer's consent.
func (k SendKind) Starts() bool {
	return k == SendFollowUp || k == SendRating || k == SendThanks
}

// A SendStatus says how far a send has come.
type SendStatus string

// The statuses. A send begins as SendPlanned; the last five are final, except
// that an operator may have a dead one tried again.
const (
	SendPlanned   SendStatus = "planned"   // to be sent at its time, or again after a failure
	SendStarted   SendStatus = "started"   // the call was about to be made
	SendDone      SendStatus = "done"      // arrived
	SendCancelled SendStatus = "cancelled" // called off before the call
	SendUnknown   SendStatus = "unknown"   // nobody knows whether it arrived, and it is not tried again
	SendRefused   SendStatus = "refused"   // the channel says that the customer can't be reached
	SendDead      SendStatus = "dead"      // can't be sent, an operator must look
)

// Open reports whether the send may still be made.
func (s SendStatus) Open() bool { return s == SendPlanned || s == SendStarted }

// A Send is something to be sent, an answer to a customer above all: a row of
// the outbox.
type Send struct {
	// No is its number in the conversation, from 1 in the order in which sends
	// were planned. Sends to the customer are made in this order: one that
	// waits holds back those after it.
	No     int64      `json:"no"`
	Kind   SendKind   `json:"kind"`
	Status SendStatus `json:"status"`

	// At is the time before which it is not sent. For the last Typing before
	// it the customer sees that we are typing.
	At     time.Time     `json:"at"`
	Typing time.Duration `json:"typing,omitempty"`

	// Expires is when the channel stops letting us send it; zero for never.
	Expires time.Time `json:"expires,omitzero"`

	// Text is what is sent, plain; Subject the subject of an e-mail; Template
	// the id of the text; Language its language.
	Text     string        `json:"text,omitempty"`
	Subject  string        `json:"subject,omitempty"`
	Template string        `json:"template,omitempty"`
	Language tone.Language `json:"language,omitempty"`

	// Buttons are shown under the text, a row each; nil for none.
	Buttons []Button `json:"buttons,omitempty"`

	// Answers are the ids of the customer's messages that it answers, oldest
	// first. A reaction is to the last of them.
	Answers []string `json:"answers,omitempty"`

	// Emoji is the reaction of a SendReaction.
	Emoji string `json:"emoji,omitempty"`

	// Notice is what a SendNotice tells the operators; nil for other kinds.
	Notice *Notice `json:"notice,omitempty"`

	// Attempts is how often the call has been begun, Started when the last
	// time. Unknown is how many of the calls ended in a way that nobody knows:
	// if a send that is Done has any, the customer may have it more than once.
	Attempts int       `json:"attempts,omitempty"`
	Started  time.Time `json:"started,omitzero"`
	Unknown  int       `json:"unknown,omitempty"`

	// Messages are the channel's ids of what arrived; Error is why the last
	// call failed, in English and without the text.
	Messages []string `json:"messages,omitempty"`
	Error    string   `json:"error,omitempty"`
}

// A Button is a choice that is offered under a text.
type Button struct {
	Label string `json:"label"`
	Data  string `json:"data"` // comes back in a Press
}

// A Notice tells the operators about a conversation. The adapter puts it into
// words.
type Notice struct {
	Kind NoticeKind `json:"kind"`

	// Reasons say why, Reading how the customer was read; nil if there was
	// nothing to read.
	Reasons []Reason `json:"reasons,omitempty"`
	Reading *Reading `json:"reading,omitempty"`

	// Quote is what the customer wrote, Customer their name, and By when they
	// were told that a person answers; zero if no time was told.
	Quote    string    `json:"quote,omitempty"`
	Customer string    `json:"customer,omitempty"`
	By       time.Time `json:"by,omitzero"`
}

// A NoticeKind says what the operators are told.
type NoticeKind string

// The kinds of notices.
const (
	NoticeEscalated NoticeKind = "escalated" // a person must take over now
	NoticeWork      NoticeKind = "work"      // a text promised something that a person must do
	NoticeWarning   NoticeKind = "warning"   // a promise is about to be broken
	NoticeBroken    NoticeKind = "broken"    // a promise was broken
	NoticeGuard     NoticeKind = "guard"     // a customer has had no answer for too long
	NoticeSilence   NoticeKind = "silence"   // there was no text to send, or it can't be sent
)
