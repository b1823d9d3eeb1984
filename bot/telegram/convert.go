package telegram

import (
	"strconv"
	"time"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

// An identity is who the bot is.
type identity struct {
	id       int64
	username string // without the at sign
}

// A converter turns updates into events of conversations. It is a function of
// what it is given and never fails: what it has no event for it leaves out.
type converter struct {
	me     identity
	source string

	// operators is the chat of the people who run the bot; what is said there
	// is no customer's. 0 for none.
	operators int64
}

// convert returns the event of an update; false if there is none. Account is the
// user id of the owner of the business account whose chat it is about, empty for
// the bot's own chats.
func (c converter) convert(u *update, account string, received time.Time) (bot.Incoming, bool) {
	in := bot.Incoming{Source: c.source, Update: u.ID, Received: received}
	ok := false
	switch {
	case u.Message != nil:
		ok = c.said(&in, u.Message)
	case u.EditedMessage != nil:
		ok = c.edited(&in, u.EditedMessage)
	case u.BusinessMessage != nil:
		ok = c.businessSaid(&in, u.BusinessMessage, account)
	case u.EditedBusinessMessage != nil:
		ok = c.businessEdited(&in, u.EditedBusinessMessage, account)
	case u.DeletedMessages != nil:
		ok = c.deleted(&in, u.DeletedMessages, account)
	case u.CallbackQuery != nil:
		ok = c.pressed(&in, u.CallbackQuery, account)
	case u.MyChatMember != nil:
		ok = c.membership(&in, u.MyChatMember)
	case u.MessageReaction != nil:
		ok = c.reacted(&in, u.MessageReaction)
	}
	if !ok || in.Key.Chat == "" || in.Validate() != nil {
		return bot.Incoming{}, false
	}
	return in, true
}

// said converts a message in one of the bot's own chats.
func (c converter) said(in *bot.Incoming, m *message) bool {
	if !c.customers(m) || !m.hasContent() || m.From.ID == c.me.id {
		return false
	}
	in.Key = keyOf(m, "")
	in.Event = c.sayEvent(m, in.Received)
	return true
}

// edited converts a change of a message in one of the bot's own chats. A place
// that moves is shown by changes without end; they say nothing.
func (c converter) edited(in *bot.Incoming, m *message) bool {
	if !c.customers(m) || !m.hasContent() || bool(m.Location) || m.From.ID == c.me.id {
		return false
	}
	in.Key = keyOf(m, "")
	in.Event = c.editEvent(m, in.Received)
	return true
}

// customers reports whether a message in one of the bot's own chats is for the
// bot, from somebody who may be a customer.
func (c converter) customers(m *message) bool {
	switch {
	case m.From == nil || m.OfChannel || m.Chat.ID == c.operators:
		return false
	case m.Chat.private():
		return true
	}
	return m.Chat.group() && c.addressed(m)
}

// businessSaid converts a message in a chat of a business account.
func (c converter) businessSaid(in *bot.Incoming, m *message, account string) bool {
	if !betweenTwo(m, account) || !m.hasContent() {
		return false
	}
	in.Key = keyOf(m, account)
	switch {
	case m.SenderBot != nil && m.SenderBot.ID == c.me.id, c.automatic(m, account):
		in.Event = bot.Event{Kind: bot.Echoed, At: moment(m.Date, in.Received), Message: c.messageOf(m)}
	case m.SenderBot != nil, m.from(account):
		in.Event = bot.Event{Kind: bot.PersonWrote, At: moment(m.Date, in.Received), Message: c.messageOf(m)}
	default:
		in.Event = c.sayEvent(m, in.Received)
	}
	return true
}

// businessEdited converts a change of a customer's message in a chat of a
// business account. What the business changes of its own is left out.
func (c converter) businessEdited(in *bot.Incoming, m *message, account string) bool {
	if !betweenTwo(m, account) || !m.hasContent() || bool(m.Location) || m.SenderBot != nil || m.from(account) {
		return false
	}
	in.Key = keyOf(m, account)
	in.Event = c.editEvent(m, in.Received)
	return true
}

// betweenTwo reports whether a message stands in a chat between the owner of an
// account and somebody else.
func betweenTwo(m *message, account string) bool {
	return account != "" && m.From != nil && m.Chat.private() && formatID(m.Chat.ID) != account
}

// from reports whether the owner of the account wrote the message.
func (m *message) from(account string) bool { return formatID(m.From.ID) == account }

// automatic reports whether Telegram sent the message in the owner's name: a
// greeting, an away message, or one that was put off to a time.
func (c converter) automatic(m *message, account string) bool {
	return m.Offline && m.from(account) && m.SenderBot == nil
}

// sayEvent is a customer's message: a command that we know, or words.
func (c converter) sayEvent(m *message, received time.Time) bot.Event {
	e := bot.Event{Kind: bot.Said, At: moment(m.Date, received), Message: c.messageOf(m)}
	if command := c.command(m); command != nil {
		e.Kind, e.Command = bot.Commanded, command
	}
	return e
}

func (c converter) editEvent(m *message, received time.Time) bot.Event {
	e := bot.Event{Kind: bot.Edited, At: moment(m.EditDate, received), Message: c.messageOf(m)}
	e.Message.EditedAt = e.At
	return e
}

// deleted converts the news that messages of a business account's chat are gone.
func (c converter) deleted(in *bot.Incoming, d *deletion, account string) bool {
	if account == "" || len(d.Messages) == 0 {
		return false
	}
	in.Key = bot.Key{Channel: tone.TelegramBusiness, Account: account, Chat: formatID(d.Chat.ID)}
	in.Event = bot.Event{Kind: bot.Deleted, At: in.Received, Messages: make([]string, len(d.Messages))}
	for i, id := range d.Messages {
		in.Event.Messages[i] = formatID(id)
	}
	return true
}

// pressed converts a press of a button under one of our messages. Telegram does
// not tell when it was.
func (c converter) pressed(in *bot.Incoming, p *press, account string) bool {
	m := p.Message
	if m == nil || m.Chat.ID == c.operators || m.Chat.ID == 0 || (m.Connection != "") != (account != "") {
		return false
	}
	in.Key = keyOf(m, account)
	in.Event = bot.Event{Kind: bot.Pressed, At: in.Received, Press: &bot.Press{Message: formatID(m.ID), Data: p.Data, Query: p.ID}}
	return true
}

// membership converts the news that the bot can, or can't, write in a chat. A
// group that it may write in is no conversation before somebody speaks to it.
func (c converter) membership(in *bot.Incoming, m *membership) bool {
	writes := m.New.writes()
	if m.Chat.ID == c.operators || !m.Chat.private() && (!m.Chat.group() || writes) {
		return false
	}
	in.Key = bot.Key{Channel: tone.Telegram, Chat: formatID(m.Chat.ID)}
	in.Event = bot.Event{Kind: bot.Blocked, At: moment(m.Date, in.Received)}
	if writes {
		in.Event.Kind = bot.Unblocked
	}
	return true
}

// writes reports whether a member of a chat may write there.
func (m member) writes() bool {
	switch m.Status {
	case "left", "kicked":
		return false
	case "restricted":
		return m.IsMember && m.CanSend
	}
	return true
}

// reacted converts a customer's reaction. In groups it is not known to which
// conversation it belongs.
func (c converter) reacted(in *bot.Incoming, r *reaction) bool {
	if !r.Chat.private() || r.User == nil || r.User.IsBot {
		return false
	}
	in.Key = bot.Key{Channel: tone.Telegram, Chat: formatID(r.Chat.ID)}
	in.Event = bot.Event{Kind: bot.Reacted, At: moment(r.Date, in.Received), Reaction: &bot.Reaction{Message: formatID(r.Message)}}
	if len(r.New) > 0 {
		in.Event.Reaction.Emoji = r.New[0].Emoji
		if in.Event.Reaction.Emoji == "" {
			in.Event.Reaction.Emoji = r.New[0].Type + ":" + r.New[0].CustomEmoji // it has no emoji of the usual kind
		}
	}
	return true
}

// keyOf returns the conversation that a message belongs to.
func keyOf(m *message, account string) bot.Key {
	if m.Chat.ID == 0 {
		return bot.Key{}
	}
	k := bot.Key{Channel: tone.Telegram, Chat: formatID(m.Chat.ID)}
	if account != "" {
		k.Channel, k.Account = tone.TelegramBusiness, account
	}
	if m.InTopic && m.Thread != 0 {
		k.Thread = formatID(m.Thread)
	}
	return k
}

func formatID(id int64) string { return strconv.FormatInt(id, 10) }

// moment returns a time that Telegram tells in seconds, or instead of one that
// it does not tell the time at which we heard of it.
func moment(seconds int64, received time.Time) time.Time {
	const lastSecond = 253402300799 // of the year 9999, the last that JSON has
	if seconds <= 0 || seconds > lastSecond {
		return received
	}
	return time.Unix(seconds, 0).UTC()
}
