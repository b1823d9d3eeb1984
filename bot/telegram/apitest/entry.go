package apitest

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/go-telegram/bot/models"
)

// EntryKind says what an Entry records.
type EntryKind int

// The kinds of entries.
const (
	EntryCall     EntryKind = iota // a bot called a method
	EntryUpdate                    // something happened that the bot has to be told
	EntryDelivery                  // an update was offered to a webhook
	EntryDrop                      // an update was given up: expired, or dropped on demand
)

var entryKinds = [...]string{"call", "update", "delivery", "drop"}

// String is "call", "update", "delivery" or "drop".
func (k EntryKind) String() string {
	if k < 0 || int(k) >= len(entryKinds) {
		return fmt.Sprintf("EntryKind(%d)", int(k))
	}
	return entryKinds[k]
}

// MarshalText implements encoding.TextMarshaler.
func (k EntryKind) MarshalText() ([]byte, error) {
	if k < 0 || int(k) >= len(entryKinds) {
		return nil, fmt.Errorf("apitest: no entry kind %d", int(k))
	}
	return []byte(entryKinds[k]), nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (k *EntryKind) UnmarshalText(text []byte) error {
	for i, name := range entryKinds {
		if name == string(text) {
			*k = EntryKind(i)
			return nil
		}
	}
	return fmt.Errorf("apitest: entry kind %q, want call, update, delivery or drop", text)
}

// Entry is one line of the server's record. It holds no token; messages and
// names are in it as they were sent. Entries are never changed once recorded.
type Entry struct {
	// Seq counts from 1 without gaps, over all bots.
	Seq int64 `json:"seq"`
	// Time is when the effect took place, or the refusal, by the server's clock.
	Time time.Time `json:"time"`
	Kind EntryKind `json:"kind"`
	// Bot is the id of the bot concerned; 0 for a call with an unknown token.
	Bot int64 `json:"bot,omitempty"`
	// Chat is the chat concerned, 0 for none. In a business chat it is the customer.
	Chat int64 `json:"chat,omitempty"`
	// Business is the id of the business connection, if any.
	Business string `json:"business,omitempty"`
	// MessageID is the message sent, edited, deleted or told of; 0 for none.
	MessageID int `json:"message_id,omitempty"`

	// Method is the name as the documentation spells it ("sendMessage"), or as
	// it was called if there is no such method.
	Method string `json:"method,omitempty"`
	// Params are the parameters as they arrived, JSON values as JSON text; of
	// an uploaded file "attach:<name>, <n> bytes".
	Params map[string]string `json:"params,omitempty"`
	// InWebhook is true for a call made in the answer to a webhook.
	InWebhook bool `json:"in_webhook,omitempty"`
	// Status is the HTTP status: of a call what the bot was told, of a
	// delivery what the bot answered. 0 means that no answer came through.
	Status int `json:"status,omitempty"`
	// Error is the description the bot was given, or why a delivery failed.
	Error string `json:"error,omitempty"`
	// Effect is true when the call was carried out, whatever the bot was told.
	Effect bool `json:"effect,omitempty"`
	// Fault is the kind of the injected fault that was applied ("drop"), or
	// "flood" for a call that the automatic limits refused.
	Fault string `json:"fault,omitempty"`
	// Result is what a call that was carried out returned; of getUpdates it is
	// the list of update ids.
	Result json.RawMessage `json:"result,omitempty"`

	// UpdateID, UpdateType ("message") and Update (all of it, as the bot gets
	// it) belong to the other three kinds.
	UpdateID   int64           `json:"update_id,omitempty"`
	UpdateType string          `json:"update_type,omitempty"`
	Update     json.RawMessage `json:"update,omitempty"`
	// Attempt counts the deliveries of one update from 1.
	Attempt int `json:"attempt,omitempty"`

	// Message is the message as it stands after the call, for calls that send
	// or edit one; do not change it.
	Message *models.Message `json:"-"`

	taken bool
}

// Text is the text or the caption of the entry's message, "" if it has none.
func (e Entry) Text() string {
	if e.Message == nil {
		return ""
	}
	if e.Message.Text != "" {
		return e.Message.Text
	}
	return e.Message.Caption
}

// encode is JSON of a value that is known to have one.
func encode(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("apitest: encode %T: %v", v, err))
	}
	return data
}
