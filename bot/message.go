package bot

import (
	"time"

	"github.com/camerton/camerton/tone"
)

// A Message is one message in a chat, whoever wrote it.
type Message struct {
	// ID is the channel's id of the message, unique within the conversation.
	ID string `json:"id,omitempty"`

	// Text is what was written, or the caption of what was sent.
	Text string `json:"text,omitempty"`

	// Media is what came with the text or instead of it, Album the id that
	// several messages share when they were sent as one; an album is one
	// message to us.
	Media tone.Media `json:"media,omitempty"`
	Album string     `json:"album,omitempty"`

	// Author is who wrote it.
	Author Author `json:"author,omitzero"`

	// ReplyTo is the id of the message that it answers; empty if none.
	ReplyTo string `json:"reply_to,omitempty"`

	// Forwarded says that the customer passed on what somebody else wrote.
	Forwarded bool `json:"forwarded,omitempty"`

	// Phone says that a telephone number was shared by the channel's own means.
	// The number itself stays with the channel.
	Phone bool `json:"phone,omitempty"`

	// Group says that the chat is a group. An adapter brings only what is
	// addressed to us there.
	Group bool `json:"group,omitempty"`

	// Connection is the id by which the channel wants to be answered here, if
	// it has such a thing; the latest one counts.
	Connection string `json:"connection,omitempty"`

	// EditedAt is when the text was last changed; zero if it never was.
	EditedAt time.Time `json:"edited_at,omitzero"`
}

// An Author is who wrote a message, as the channel tells it.
type Author struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"` // what the person may be called; may be empty

	// Language is the language code of the person's app: a weak hint.
	Language string `json:"language,omitempty"`

	// Bot says that the author is a program.
	Bot bool `json:"bot,omitempty"`
}
