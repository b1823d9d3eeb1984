package bot

import (
	"errors"
	"fmt"
	"hash/fnv"
	"net/url"
	"strconv"
	"time"
)

// An Incoming is an event as an adapter brings it, with what is needed to know
// it again if it is brought twice.
type Incoming struct {
	Key   Key
	Event Event

	// Source and Update are the stream that it came from and its number there:
	// the bot's id and Telegram's update id. A number that a source has given
	// before is a duplicate and is not stored again, for as long as the store
	// remembers (see [Archive.Prune]).
	Source string
	Update int64

	// Received is when we got it.
	Received time.Time
}

// Identity returns by what the event is known again when it comes with another
// update number: the conversation, the message and, for an edit, when it was
// made and what it made of the message, since channels tell only the second.
// However an adapter comes to see a message on the second time, it is
// worked on once; ids are unique within an account's chat, so that this holds
// over a change of the connection too. Identity is empty for an event without a
// message.
func (in Incoming) Identity() string {
	m := in.Event.Message
	if m == nil || m.ID == "" {
		return ""
	}
	id := in.Key.String() + " " + url.PathEscape(m.ID)
	if in.Event.Kind == Edited {
		id += " " + strconv.FormatInt(m.EditedAt.UnixMilli(), 10) + " " + m.sum()
	}
	return id
}

// sum returns a short text that messages share which say the same.
func (m *Message) sum() string {
	f := fnv.New64a()
	_, _ = fmt.Fprintf(f, "%d %s", m.Media, m.Text) // a hash takes everything
	return strconv.FormatUint(f.Sum64(), 36)
}

// Validate returns an error that names what an adapter left out; nil if nothing.
func (in Incoming) Validate() error {
	switch {
	case in.Key.Chat == "":
		return fmt.Errorf("bot: incoming event: %w", errNoChat)
	case in.Source == "":
		return errors.New("bot: incoming event: Source is empty; give the stream that it came from a name")
	case in.Event.At.IsZero() || in.Received.IsZero():
		return errors.New("bot: incoming event: At and Received must be set")
	}
	return in.Event.validate()
}

// validate checks that an outside event carries what its kind needs.
func (e Event) validate() error {
	missing := ""
	switch needs, ok := outside[e.Kind]; {
	case !ok:
		return fmt.Errorf("bot: event %q does not come from outside", e.Kind)
	case needs&needsMessage != 0 && e.Message == nil:
		missing = "Message"
	case needs&needsMessages != 0 && len(e.Messages) == 0:
		missing = "Messages"
	case needs&needsCommand != 0 && e.Command == nil:
		missing = "Command"
	case needs&needsPress != 0 && e.Press == nil:
		missing = "Press"
	case needs&needsReaction != 0 && e.Reaction == nil:
		missing = "Reaction"
	}
	if missing != "" {
		return fmt.Errorf("bot: event %q: %s is missing", e.Kind, missing)
	}
	return nil
}

const (
	needsMessage = 1 << iota
	needsMessages
	needsCommand
	needsPress
	needsReaction
)

// outside are the kinds of events that adapters bring, with what they need.
var outside = map[EventKind]int{
	Said: needsMessage, Edited: needsMessage, PersonWrote: needsMessage, Echoed: needsMessage,
	Deleted: needsMessages, Commanded: needsMessage | needsCommand, Pressed: needsPress, Reacted: needsReaction,
	Blocked: 0, Unblocked: 0, Connected: 0,
}
