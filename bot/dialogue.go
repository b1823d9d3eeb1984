package bot

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/camerton/camerton/tone"
)

// A Dialogue is a past conversation, as "camerton replay" reads it.
type Dialogue struct {
	ID string `json:"id"`

	// Hours are the opening hours as people write them, Timezone an IANA name
	// (empty is Europe/Chisinau) and Closed the dates that were no business
	// days. Without hours the business is always open.
	Hours    string   `json:"hours"`
	Timezone string   `json:"timezone"`
	Closed   []string `json:"closed"`

	// Business is the path of a business.toml with the facts; hours and dates
	// given here go before those in it.
	Business string `json:"business"`

	// Turns are what was written, oldest first.
	Turns []Turn `json:"turns"`
}

// A Turn is one message of a past conversation.
type Turn struct {
	From    Side         `json:"from"`
	At      time.Time    `json:"at"`
	Channel tone.Channel `json:"channel"`

	// Text is what was written, Media what came with it: a list of names in JSON,
	// ["photo"]. A turn without either is a sticker.
	Text  string     `json:"text"`
	Media tone.Media `json:"-"`
	Album string     `json:"album"`

	// Bot says that a program wrote it.
	Bot bool `json:"bot"`
}

// A Side is who wrote a turn.
type Side uint8

// The sides.
const (
	FromCustomer Side = iota
	FromBusiness
)

var sideNames = [...]string{"customer", "business"}

// String returns the side's name.
func (s Side) String() string {
	if int(s) < len(sideNames) {
		return sideNames[s]
	}
	return fmt.Sprintf("Side(%d)", uint8(s))
}

// MarshalText returns the name.
func (s Side) MarshalText() ([]byte, error) {
	if int(s) < len(sideNames) {
		return []byte(sideNames[s]), nil
	}
	return nil, fmt.Errorf("bot: %d is no side of a conversation", uint8(s))
}

// UnmarshalText reads "customer" or "business".
func (s *Side) UnmarshalText(text []byte) error {
	for i, name := range sideNames {
		if string(text) == name {
			*s = Side(i)
			return nil
		}
	}
	return fmt.Errorf(`bot: there is no side %q; write "customer" or "business"`, text)
}

// ParseDialogue reads one conversation from a JSON object. The error says what
// is wrong and what would be right.
func ParseDialogue(line []byte) (*Dialogue, error) {
	var d struct {
		Dialogue

		Turns []struct {
			Turn

			From  *Side      `json:"from"`
			At    *time.Time `json:"at"`
			Media []string   `json:"media"`
		} `json:"turns"`
	}
	if err := json.Unmarshal(line, &d); err != nil {
		return nil, fmt.Errorf("bot: dialogue: %w", err)
	}
	out := d.Dialogue
	for i, t := range d.Turns {
		switch {
		case t.From == nil:
			return nil, fmt.Errorf(`bot: dialogue: turns[%d].from is missing; write "customer" or "business"`, i)
		case t.At == nil || t.At.IsZero():
			return nil, fmt.Errorf(`bot: dialogue: turns[%d].at is missing; write a time as "2026-03-02T10:00:00+02:00"`, i)
		}
		media, err := parseMedia(t.Media)
		if err != nil {
			return nil, fmt.Errorf("bot: dialogue: turns[%d].media: %w", i, err)
		}
		t.Turn.From, t.Turn.At, t.Turn.Media = *t.From, *t.At, media
		out.Turns = append(out.Turns, t.Turn)
	}
	return &out, out.check()
}

// mediaNames are what may come with a turn.
var mediaNames = map[string]tone.Media{
	"photo": tone.Photo, "voice": tone.Voice, "video": tone.Video, "document": tone.Document, "sticker": tone.Sticker,
	"location": tone.Location, "contact": tone.Contact,
}

func parseMedia(names []string) (tone.Media, error) {
	var all tone.Media
	for _, name := range names {
		media, ok := mediaNames[name]
		if !ok {
			known := slices.Sorted(maps.Keys(mediaNames))
			return 0, fmt.Errorf("there is no %q; write one of %s", name, strings.Join(known, ", "))
		}
		all |= media
	}
	return all, nil
}

var errNoTurns = errors.New(`bot: dialogue: turns are missing; write "turns": [{"from": "customer", "at": "…", "text": "…"}]`)

// check reports turns that are missing or out of order.
func (d *Dialogue) check() error {
	if len(d.Turns) == 0 {
		return errNoTurns
	}
	for i := 1; i < len(d.Turns); i++ {
		if d.Turns[i].At.Before(d.Turns[i-1].At) {
			return fmt.Errorf("bot: dialogue: turns[%d].at is before the turn before it; order the turns by time", i)
		}
	}
	return nil
}
