package apitest

import (
	"strconv"
	"time"

	"github.com/go-telegram/bot/models"
)

// chat is one conversation as the server keeps it: a user with a bot, a
// group, or a customer with the owner of a business account.
type chat struct {
	info     models.Chat
	messages map[int]*message
	order    []int // numbers of the messages kept, oldest first
	keep     int
	nextID   func() int

	group   *Group
	account *Account

	blocked  bool      // by the user, in a private chat
	gone     bool      // the user's account was deleted
	lastFrom time.Time // when the customer last wrote, in a business chat
	excluded bool      // the bot may not see this business chat
}

// message is one message of a chat. msg is never changed: an edit puts another
// in its place.
type message struct {
	msg       *models.Message
	keys      keyboard
	bot       *Bot // who sent it; nil: a person
	chat      *chat
	reactions map[int64][]models.ReactionType
}

func newChat(info models.Chat, keep int) *chat {
	c := &chat{info: info, messages: map[int]*message{}, keep: keep}
	last := 0
	c.nextID = func() int {
		last++
		return last
	}
	return c
}

// add stores the message under the next number, forgetting the oldest if
// there are too many.
func (c *chat) add(m *message) {
	m.msg.ID = c.nextID()
	m.msg.Chat = c.info
	m.chat = c
	c.messages[m.msg.ID] = m
	if c.keep <= 0 {
		return
	}
	c.order = append(c.order, m.msg.ID)
	for len(c.order) > c.keep {
		delete(c.messages, c.order[0])
		c.order = c.order[1:]
	}
}

// dm is the bot's private chat with a user, opened if need be.
func (b *Bot) dm(id int64) *chat {
	c := b.dms[id]
	if c == nil {
		u := b.srv.user(id)
		c = newChat(privateChat(u), b.srv.opt.KeepMessages)
		c.nextID = func() int {
			b.lastBox++
			return b.lastBox
		}
		b.dms[id] = c
		b.known[id] = true
	}
	return c
}

func privateChat(u *models.User) models.Chat {
	return models.Chat{
		ID: u.ID, Type: models.ChatTypePrivate, Username: u.Username, FirstName: u.FirstName, LastName: u.LastName,
	}
}

// access is how much a method wants from a chat.
type access int

const (
	toRead access = iota
	toEdit
	toWrite
)

// findChat resolves a chat_id as the method wants it.
func (c *call) findChat(key string, want access) (*chat, *Error) {
	text := c.p.get(key)
	if text == "" {
		return nil, badRequest("%s is empty", key)
	}
	if text[0] == '@' {
		return c.publicChat(text[1:], want)
	}
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return nil, badRequest("chat not found")
	}
	if key == "chat_id" {
		c.chat = id
	}
	if id < 0 {
		return c.groupChat(c.srv.groups[id], want)
	}
	return c.privateChat(id, want)
}

func (c *call) publicChat(name string, want access) (*chat, *Error) {
	for _, g := range c.srv.groups {
		if g.chat.info.Username != "" && g.chat.info.Username == name {
			c.chat = g.chat.info.ID
			return c.groupChat(g, want)
		}
	}
	return nil, badRequest("chat not found")
}

func (c *call) privateChat(id int64, want access) (*chat, *Error) {
	dm := c.bot.dms[id]
	switch {
	case dm == nil && (id == c.bot.id || c.isBotID(id)) && want == toWrite:
		return nil, forbidden("the bot can't send messages to the bot")
	case dm == nil && c.bot.known[id] && want == toWrite:
		return nil, forbidden("bot can't initiate conversation with a user")
	case dm == nil && c.bot.known[id]:
		return newChat(privateChat(c.srv.user(id)), 0), nil
	case dm == nil:
		return nil, badRequest("chat not found")
	case dm.gone && want != toRead:
		return nil, forbidden("user is deactivated")
	case dm.blocked && want == toWrite:
		return nil, forbidden("bot was blocked by the user")
	}
	return dm, nil
}

func (c *call) isBotID(id int64) bool {
	u := c.srv.users[id]
	return u != nil && u.IsBot
}

func (c *call) groupChat(g *Group, want access) (*chat, *Error) {
	if g == nil {
		return nil, badRequest("chat not found")
	}
	kind := "group"
	if g.isSuper() {
		kind = "supergroup"
	}
	status := g.statusOf(c.bot.id)
	switch {
	case g.migratedTo != 0 && want == toWrite:
		err := badRequest("group chat was upgraded to a supergroup chat")
		err.MigrateTo = g.migratedTo
		return nil, err
	case status == "":
		return nil, badRequest("chat not found")
	case status == models.ChatMemberTypeBanned && (g.isSuper() || want != toRead):
		return nil, forbidden("bot was kicked from the " + kind + " chat")
	case status == models.ChatMemberTypeLeft && (g.isSuper() || want != toRead):
		return nil, forbidden("bot is not a member of the " + kind + " chat")
	}
	return g.chat, nil
}

// findMessage looks a message up in a chat; what names it in the complaint.
func (ch *chat) findMessage(id int, what string) (*message, *Error) {
	m := ch.messages[id]
	if id <= 0 || m == nil {
		return nil, badRequest("%s not found", what)
	}
	return m, nil
}
