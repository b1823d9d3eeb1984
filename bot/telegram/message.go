package telegram

import (
	"strings"
	"unicode/utf16"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

// messageOf returns a message as conversations have it. Of a contact it keeps
// that there is one, of a file nothing but its kind.
func (c converter) messageOf(m *message) *bot.Message {
	out := &bot.Message{
		ID: formatID(m.ID), Text: c.textOf(m), Media: m.media(), Album: m.Album, Forwarded: bool(m.ForwardedBy),
		Phone: m.Contact != nil && m.Contact.User != 0 && m.Contact.User == m.From.ID,
		Group: m.Chat.group(), Connection: m.Connection,
		Author: bot.Author{ID: formatID(m.From.ID), Name: m.From.FirstName, Language: m.From.Language, Bot: m.From.IsBot},
	}
	if m.ReplyTo != nil && !bool(m.ReplyTo.TopicCreated) {
		out.ReplyTo = formatID(m.ReplyTo.ID)
	}
	return out
}

// textOf returns what was written: the text, or the caption of what was sent.
// In a group the name by which the bot was called is no part of it.
func (c converter) textOf(m *message) string {
	switch {
	case m.Text != "" && m.Chat.group():
		return c.withoutMentions(m.Text, m.Entities)
	case m.Text != "":
		return m.Text
	case m.Caption != "" && m.Chat.group():
		return c.withoutMentions(m.Caption, m.CaptionEntities)
	case m.Caption != "":
		return m.Caption
	case m.Poll != nil:
		return m.Poll.Question
	case m.Checklist != nil:
		return m.Checklist.Title
	}
	return ""
}

// media returns what came with the words or instead of them. What only shows a
// mood, as a sticker does, counts as one.
func (m *message) media() tone.Media {
	var all tone.Media
	for _, kind := range [...]struct {
		there present
		media tone.Media
	}{
		{m.Photo || m.Story || m.PaidMedia, tone.Photo},
		{m.Voice, tone.Voice},
		{m.Video || m.VideoNote, tone.Video},
		{(m.Document || m.Audio) && !m.Animation || m.Poll != nil || m.Checklist != nil, tone.Document},
		{m.Sticker || m.Animation || m.Dice || m.Game, tone.Sticker},
		{m.Location || m.Venue, tone.Location},
		{m.Contact != nil, tone.Contact},
	} {
		if kind.there {
			all |= kind.media
		}
	}
	return all
}

// hasContent reports whether a message says or shows something. Telegram makes
// messages of what happens in a chat too, as that somebody has joined.
func (m *message) hasContent() bool { return m.Text != "" || m.Caption != "" || m.media() != 0 }

// addressed reports whether a message in a group is for the bot: a reply to it,
// a mention of it, or a command with its name.
func (c converter) addressed(m *message) bool {
	if r := m.ReplyTo; r != nil && r.From != nil && r.From.ID == c.me.id && !bool(r.TopicCreated) {
		return true
	}
	return c.named(m.Text, m.Entities) || c.named(m.Caption, m.CaptionEntities)
}

// named reports whether the bot is named in a text.
func (c converter) named(text string, entities []entity) bool {
	if len(entities) == 0 {
		return false
	}
	units := utf16.Encode([]rune(text))
	for _, e := range entities {
		if c.names(e, units) {
			return true
		}
	}
	return false
}

// names reports whether an entity names the bot: "@shop_bot", "/human@shop_bot"
// or its name as a link.
func (c converter) names(e entity, units []uint16) bool {
	switch e.Type {
	case "mention":
		return c.isMe(cut(units, e), "@")
	case "bot_command":
		_, name, found := strings.Cut(cut(units, e), "@")
		return found && c.isMe(name, "")
	case "text_mention":
		return e.User != nil && e.User.ID == c.me.id
	}
	return false
}

// isMe reports whether a name, after a prefix, is the bot's.
func (c converter) isMe(name, prefix string) bool {
	name, found := strings.CutPrefix(name, prefix)
	return found && c.me.username != "" && strings.EqualFold(name, c.me.username)
}

// cut returns the part of a text that an entity marks; empty if there is no such
// part.
func cut(units []uint16, e entity) string {
	if e.Offset < 0 || e.Length <= 0 || e.Offset > len(units) || e.Length > len(units)-e.Offset {
		return ""
	}
	return string(utf16.Decode(units[e.Offset : e.Offset+e.Length]))
}

// withoutMentions takes the mentions of the bot out of a text. If nothing else
// is there, it stays as it is.
func (c converter) withoutMentions(text string, entities []entity) string {
	units := utf16.Encode([]rune(text))
	rest := make([]uint16, 0, len(units))
	from := 0
	for _, e := range entities {
		if e.Type == "bot_command" || e.Offset < from || !c.names(e, units) || cut(units, e) == "" {
			continue
		}
		rest = append(rest, units[from:e.Offset]...)
		from = e.Offset + e.Length
	}
	rest = append(rest, units[from:]...)
	// A comma before the end may say that more will come; one at the start is
	// what stood between the name and the words.
	if s := strings.TrimSpace(strings.TrimLeft(string(utf16.Decode(rest)), " ,:\n\t")); s != "" {
		return s
	}
	return text
}
