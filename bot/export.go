package bot

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/camerton/camerton/tone"
)

// IsExport reports whether a file that begins with the given line is an export
// of Telegram Desktop (result.json) and not a line for each conversation.
func IsExport(line []byte) bool {
	line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\uFEFF")))
	if string(line) == "{" {
		return true
	}
	var keys map[string]json.RawMessage
	if json.Unmarshal(line, &keys) != nil {
		return false
	}
	_, one := keys["messages"]
	_, all := keys["chats"]
	_, turns := keys["turns"]
	return (one || all) && !turns
}

// ReadExport reads an export of Telegram Desktop, of one chat or of all, and
// calls each for every private chat in it, one at a time in their order. The
// customer is whom the chat is with; everybody else is the business. Times
// without a zone are in the given one. Reading ends at the first error, which
// names the message, or at the first one that each returns.
func ReadExport(r io.Reader, zone *time.Location, each func(*Dialogue) error) error {
	e := &exportReader{decoder: json.NewDecoder(r), zone: zone, each: each}
	if err := e.object(e.top); err != nil {
		return fmt.Errorf("bot: export: %w", err)
	}
	return e.finish()
}

// An exportReader reads an export without holding more than one chat.
type exportReader struct {
	decoder *json.Decoder
	zone    *time.Location
	each    func(*Dialogue) error
	chat    exportChat
}

// An exportChat is what is known of the chat being read.
type exportChat struct {
	id       int64
	kind     string
	messages []exportMessage
}

// An exportMessage is one message of an export, as far as it is used.
type exportMessage struct {
	ID        int64       `json:"id"`
	Type      string      `json:"type"`
	Date      string      `json:"date"`
	Unix      string      `json:"date_unixtime"`
	From      string      `json:"from_id"`
	Text      exportText  `json:"text"`
	Media     string      `json:"media_type"`
	Photo     string      `json:"photo"`
	File      string      `json:"file"`
	Contact   *anyObject  `json:"contact_information"`
	Location  *anyObject  `json:"location_information"`
	Forwarded exportMaybe `json:"forwarded_from"`
}

type anyObject struct{}

// exportMaybe is a value of which only the presence matters.
type exportMaybe bool

// UnmarshalJSON notes that there is a value.
func (m *exportMaybe) UnmarshalJSON(data []byte) error {
	*m = string(data) != "null"
	return nil
}

// exportText is a text, which an export has as a string or as a list of strings
// and of objects with a text.
type exportText string

// UnmarshalJSON reads either form.
func (t *exportText) UnmarshalJSON(data []byte) error {
	var plain string
	if json.Unmarshal(data, &plain) == nil {
		*t = exportText(plain)
		return nil
	}
	var parts []json.RawMessage
	if err := json.Unmarshal(data, &parts); err != nil {
		return errors.New("a text is neither a string nor a list")
	}
	var all strings.Builder
	for _, part := range parts {
		var entity struct {
			Text string `json:"text"`
		}
		if json.Unmarshal(part, &plain) == nil {
			all.WriteString(plain)
		} else if err := json.Unmarshal(part, &entity); err == nil {
			all.WriteString(entity.Text)
		} else {
			return errors.New("a part of a text is neither a string nor an object")
		}
	}
	*t = exportText(all.String())
	return nil
}

// object reads an object and calls field with every key; field reads the value.
func (e *exportReader) object(field func(key string) error) error {
	if err := e.delim('{'); err != nil {
		return err
	}
	for e.decoder.More() {
		key, err := e.decoder.Token()
		if err != nil {
			return err
		}
		if err := field(key.(string)); err != nil { //nolint:forcetypeassert // the decoder gives keys as strings
			return err
		}
	}
	return e.delim('}')
}

// list reads a list and calls item before every value; item reads it.
func (e *exportReader) list(item func() error) error {
	if err := e.delim('['); err != nil {
		return err
	}
	for e.decoder.More() {
		if err := item(); err != nil {
			return err
		}
	}
	return e.delim(']')
}

func (e *exportReader) delim(want json.Delim) error {
	got, err := e.decoder.Token()
	if err != nil {
		return err
	}
	if got != want {
		return fmt.Errorf("want %v at byte %d, not %v", want, e.decoder.InputOffset(), got)
	}
	return nil
}

// top reads a field of the whole export: that of one chat, or of all chats.
func (e *exportReader) top(key string) error {
	if key != "chats" {
		return e.chatField(key)
	}
	return e.object(func(key string) error {
		if key != "list" {
			return e.skip()
		}
		return e.list(func() error {
			e.chat = exportChat{}
			if err := e.object(e.chatField); err != nil {
				return err
			}
			return e.finish()
		})
	})
}

// chatField reads a field of a chat.
func (e *exportReader) chatField(key string) error {
	switch key {
	case "id":
		return e.decoder.Decode(&e.chat.id)
	case "type":
		return e.decoder.Decode(&e.chat.kind)
	case "messages":
		return e.list(func() error {
			var m exportMessage
			if err := e.decoder.Decode(&m); err != nil {
				return fmt.Errorf("message %d: %w", len(e.chat.messages)+1, err)
			}
			if m.Type == "message" {
				e.chat.messages = append(e.chat.messages, m)
			}
			return nil
		})
	}
	return e.skip()
}

func (e *exportReader) skip() error {
	var value json.RawMessage
	return e.decoder.Decode(&value)
}

// finish hands the chat on that has been read, if it is a private one with
// messages of the customer.
func (e *exportReader) finish() error {
	chat := e.chat
	e.chat = exportChat{}
	if chat.kind != "personal_chat" || len(chat.messages) == 0 {
		return nil
	}
	d := &Dialogue{ID: "telegram-" + strconv.FormatInt(chat.id, 10)}
	customer := "user" + strconv.FormatInt(chat.id, 10)
	for i := range chat.messages {
		m := &chat.messages[i]
		at, err := m.at(e.zone)
		if err != nil {
			return fmt.Errorf("bot: export: message %d: %w", m.ID, err)
		}
		side := FromBusiness
		if m.From == customer {
			side = FromCustomer
		}
		d.Turns = append(d.Turns, Turn{From: side, At: at, Text: string(m.Text), Media: m.media()})
	}
	slices.SortStableFunc(d.Turns, func(a, b Turn) int { return a.At.Compare(b.At) })
	return e.each(d)
}

// at returns when the message was written.
func (m *exportMessage) at(zone *time.Location) (time.Time, error) {
	if m.Unix != "" {
		seconds, err := strconv.ParseInt(m.Unix, 10, 64)
		if err != nil {
			return time.Time{}, fmt.Errorf("date_unixtime %q is no number of seconds", m.Unix)
		}
		return time.Unix(seconds, 0).In(zone), nil
	}
	at, err := time.ParseInLocation("2006-01-02T15:04:05", m.Date, zone)
	if err != nil {
		return time.Time{}, fmt.Errorf(`date %q is no time such as "2026-03-02T10:00:00"`, m.Date)
	}
	return at, nil
}

// media returns what came with the message.
func (m *exportMessage) media() tone.Media {
	var media tone.Media
	switch {
	case m.Media == "sticker" || m.Media == "animation":
		media |= tone.Sticker
	case m.Media == "voice_message" || m.Media == "audio_file":
		media |= tone.Voice
	case m.Media == "video_message" || m.Media == "video_file":
		media |= tone.Video
	case m.File != "":
		media |= tone.Document
	}
	if m.Photo != "" {
		media |= tone.Photo
	}
	if m.Contact != nil {
		media |= tone.Contact
	}
	if m.Location != nil {
		media |= tone.Location
	}
	return media
}
