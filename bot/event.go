package bot

import (
	"encoding/json"
	"fmt"
	"time"
)

// An EventKind says what happened. The list is open: a log written by a newer
// program may hold kinds that are not in it, and these are kept and ignored.
type EventKind string

// What happens outside and is brought by an adapter.
const (
	Said        EventKind = "said"         // the customer wrote: Message
	Edited      EventKind = "edited"       // the customer changed a message: Message with its new text
	Deleted     EventKind = "deleted"      // messages were deleted: Messages
	PersonWrote EventKind = "person_wrote" // a person of the business wrote and so takes over: Message
	Echoed      EventKind = "echoed"       // the channel shows us our own message: Message
	Commanded   EventKind = "commanded"    // the customer gave a command: Command, Message
	Pressed     EventKind = "pressed"      // the customer pressed a button: Press
	Reacted     EventKind = "reacted"      // the customer reacted to a message: Reaction
	Blocked     EventKind = "blocked"      // the customer can't be reached any more
	Unblocked   EventKind = "unblocked"    // the customer can be reached again
	Connected   EventKind = "connected"    // the way to answer in this chat changed: Connection, empty if we may not write here any more
)

// What happens inside and is made by the engine.
const (
	TimerDue  EventKind = "timer_due"  // a timer went off: Timer
	SendEnded EventKind = "send_ended" // a call of the sender ended: Result
	Decided   EventKind = "decided"    // a decision was made: Decision
	Skipped   EventKind = "skipped"    // an event could not be worked on and was put aside: Reason
)

// Kinds that are reserved for the operators' console, the clocks and the rating
// of conversations. Nothing makes them yet; a History keeps count of them and
// otherwise passes over them.
const (
	Approved   EventKind = "approved"    // an operator approved a draft
	Revised    EventKind = "revised"     // an operator changed a draft
	TakenOver  EventKind = "taken_over"  // an operator took the conversation without writing
	HandedBack EventKind = "handed_back" // an operator gave the conversation back to us
	Rated      EventKind = "rated"       // the customer rated us
	Resolved   EventKind = "resolved"    // the matter is settled
	Warned     EventKind = "warned"      // a clock is about to run out
)

// An Event is something that happened in a conversation. Which of the fields
// below At are set is said at its kind.
type Event struct {
	Kind EventKind `json:"kind"`

	// At is when it happened: by the channel's clock for what came from outside
	// (it may be whole seconds), by the engine's for the rest.
	At time.Time `json:"at"`

	Message    *Message  `json:"message,omitempty"`
	Messages   []string  `json:"messages,omitempty"` // ids
	Command    *Command  `json:"command,omitempty"`
	Press      *Press    `json:"press,omitempty"`
	Reaction   *Reaction `json:"reaction,omitempty"`
	Connection string    `json:"connection,omitempty"`
	Timer      *Timer    `json:"timer,omitempty"`
	Result     *Result   `json:"result,omitempty"`
	Decision   *Decision `json:"decision,omitempty"`
	Reason     string    `json:"reason,omitempty"` // in English, for operators; never a customer's words

	raw json.RawMessage // of an event that this program does not know, as it was read
}

// A Command is an instruction to the bot: "/lang ro".
type Command struct {
	Name string `json:"name"` // without the slash, in small letters: "lang"
	Args string `json:"args,omitempty"`
}

// A Press is a button that the customer pressed under one of our messages.
type Press struct {
	Message string `json:"message"`         // id of the message that has the button
	Data    string `json:"data"`            // as we gave it to the button
	Query   string `json:"query,omitempty"` // the channel's id of the press, for an answer
}

// A Reaction is a customer's reaction to one of our messages.
type Reaction struct {
	Message string `json:"message"`
	Emoji   string `json:"emoji,omitempty"` // empty if it was taken back
}

// eventVersion is the version of the JSON form. A change that an older program
// would misread makes it greater.
const eventVersion = 1

// wireEvent is an event as JSON has it.
type wireEvent struct {
	Version int `json:"v"`
	plainEvent
}

type plainEvent Event

// MarshalJSON writes the event in its stable form, with a version. An event
// that was not understood when it was read is written as it was.
func (e Event) MarshalJSON() ([]byte, error) {
	if e.raw != nil {
		return e.raw, nil
	}
	return json.Marshal(wireEvent{Version: eventVersion, plainEvent: plainEvent(e)})
}

// UnmarshalJSON reads what MarshalJSON writes, here or in a later version of
// this program. Of an event in a newer form only the kind and the time are
// read, and it is kept as it is; [Event.Known] tells.
func (e *Event) UnmarshalJSON(data []byte) error {
	var head struct {
		Version int       `json:"v"`
		Kind    EventKind `json:"kind"`
		At      time.Time `json:"at"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return fmt.Errorf("bot: event: %w", err)
	}
	if head.Version > eventVersion || !head.Kind.known() {
		*e = Event{Kind: head.Kind, At: head.At, raw: append(json.RawMessage(nil), data...)}
		return nil
	}
	var w wireEvent
	if err := json.Unmarshal(data, &w); err != nil {
		return fmt.Errorf("bot: event %q: %w", head.Kind, err)
	}
	*e = Event(w.plainEvent)
	return nil
}

// Known reports whether this program understands the event. One that it does
// not is kept in the log and changes nothing.
func (e Event) Known() bool { return e.raw == nil && e.Kind.known() }

func (k EventKind) known() bool {
	switch k {
	case Said, Edited, Deleted, PersonWrote, Echoed, Commanded, Pressed, Reacted, Blocked, Unblocked,
		Connected, TimerDue, SendEnded, Decided, Skipped,
		Approved, Revised, TakenOver, HandedBack, Rated, Resolved, Warned:
		return true
	}
	return false
}
