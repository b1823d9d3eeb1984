package apitest

import (
	"errors"
	"fmt"
	"strings"

	"github.com/go-telegram/bot/models"
)

// Customer is a person at a Telegram app: in the private chat with a bot, in
// a group, or writing to the owner of a business account. What a person's app
// would not let happen (an empty message, a press of a button that is not
// there, a message to a bot that is blocked) panics: it is a mistake of the
// test. Messages returned are as the bot gets them; do not change them.
type Customer struct {
	bot     *Bot
	id      int64
	group   *Group
	account *Account
}

// Customer is the person with this user id, in the private chat with the
// server's first bot. A person not heard of before is called "Customer <id>"
// and has a Russian app. It panics on an id that is no person's.
func (s *Server) Customer(id int64) *Customer { return s.DefaultBot().Customer(id) }

// Customer is the person with this user id, in the private chat with the bot.
func (b *Bot) Customer(id int64) *Customer {
	if id <= 0 {
		panic(fmt.Sprintf("apitest: the id of a person is above 0, not %d", id))
	}
	b.srv.mu.Lock()
	defer b.srv.mu.Unlock()
	b.srv.user(id)
	return &Customer{bot: b, id: id}
}

// As sets who the person is: names, username and the app's language. The ID
// and IsBot of u are ignored.
func (c *Customer) As(u models.User) *Customer {
	s := c.bot.srv
	s.mu.Lock()
	defer s.mu.Unlock()
	u.ID, u.IsBot = c.id, false
	s.users[c.id] = &u
	for _, b := range s.order {
		if dm := b.dms[c.id]; dm != nil {
			dm.info = privateChat(&u)
		}
	}
	for _, a := range s.accounts {
		if ch := a.chats[c.id]; ch != nil {
			ch.info = privateChat(&u)
		}
	}
	return c
}

// In is the same person in a group, which he joins by it if need be.
func (c *Customer) In(g *Group) *Customer { return &Customer{bot: c.bot, id: c.id, group: g} }

// To is the same person writing to the owner of a business account.
func (c *Customer) To(a *Account) *Customer { return &Customer{bot: c.bot, id: c.id, account: a} }

// ID is the user id, which is also the id of his private chat with any bot.
func (c *Customer) ID() int64 { return c.id }

// Detail changes something about a message that a person sends.
type Detail func(ch *chat, msg *models.Message) error

// InReplyTo makes it a reply to a message of the same chat.
func InReplyTo(id int) Detail {
	return func(ch *chat, msg *models.Message) error {
		m := ch.messages[id]
		if m == nil {
			return fmt.Errorf("apitest: no message %d in chat %d to reply to", id, ch.info.ID)
		}
		msg.ReplyToMessage = m.bare()
		return nil
	}
}

// InTopic puts it into a topic of a forum.
func InTopic(thread int) Detail {
	return func(ch *chat, msg *models.Message) error {
		if ch.group == nil || !ch.group.topics[thread] {
			return fmt.Errorf("apitest: no topic %d in chat %d", thread, ch.info.ID)
		}
		msg.MessageThreadID, msg.IsTopicMessage = thread, true
		return nil
	}
}

// ForwardedFrom makes it a message forwarded from somebody.
func ForwardedFrom(u models.User) Detail {
	return func(_ *chat, msg *models.Message) error {
		from := origin(&message{msg: &models.Message{From: &u, Date: msg.Date - 60}})
		msg.ForwardOrigin = &from
		return nil
	}
}

func applyDetails(ch *chat, msg *models.Message, details []Detail) {
	for _, d := range details {
		if err := d(ch, msg); err != nil {
			panic(err)
		}
	}
}

// must is for what only a mistake of the test can make fail.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// chat is where the person is; it is opened if need be.
func (c *Customer) chat() *chat {
	switch {
	case c.group != nil:
		return c.group.chat
	case c.account != nil:
		return c.account.chat(c.id)
	default:
		return c.bot.dm(c.id)
	}
}

// new is a message of the person, without anything in it.
func (c *Customer) new() *models.Message {
	from := *c.bot.srv.user(c.id)
	return &models.Message{From: &from, Date: int(c.bot.srv.clock.Now().Unix())}
}

// send puts the message into the chat and tells the bots.
func (c *Customer) send(msg *models.Message, details []Detail) *models.Message {
	ch := c.chat()
	if ch.blocked {
		panic(fmt.Sprintf("apitest: customer %d has blocked the bot; Unblock first", c.id))
	}
	applyDetails(ch, msg, details)
	m := &message{msg: msg}
	switch {
	case c.account != nil:
		c.account.post(c.id, m)
		return msg
	case c.group != nil:
		if !c.group.isIn(c.id) {
			c.group.members[c.id] = models.ChatMemberTypeMember
		}
		ch.add(m)
		c.group.tellMessage("message", m)
		return msg
	}
	ch.add(m)
	c.tell("message", m)
	return msg
}

func (c *Customer) tell(kind string, m *message) {
	c.bot.tell(kind, wire(m), about{
		chat: c.id, message: m.msg.ID, life: messageLife, lane: lane(c.id, laneMessage),
	})
}

func newText(s *Server, from *models.User, text string) (*models.Message, error) {
	f, err := formatted{text: text}.tidy()
	switch {
	case err != nil:
		return nil, err
	case f.text == "":
		return nil, errors.New("apitest: a message needs a text")
	case utf16Len(f.text) > maxText:
		return nil, fmt.Errorf("apitest: a text of %d UTF-16 units, an app sends at most %d", utf16Len(f.text), maxText)
	}
	return &models.Message{From: from, Date: int(s.clock.Now().Unix()), Text: f.text, Entities: f.entities}, nil
}

// Say writes a text; commands, links and mentions in it get their entities.
func (c *Customer) Say(text string, details ...Detail) *models.Message {
	c.bot.srv.mu.Lock()
	defer c.bot.srv.mu.Unlock()
	from := *c.bot.srv.user(c.id)
	return c.send(must(newText(c.bot.srv, &from, text)), details)
}

// Start presses the button under a bot never talked to, which writes /start;
// payload is what a link t.me/<bot>?start=<payload> adds to it.
func (c *Customer) Start(payload string) *models.Message {
	return c.Say(strings.TrimSpace("/start " + payload))
}

// Edit changes the text, or the caption, of a message of the person's.
func (c *Customer) Edit(id int, text string) *models.Message {
	s := c.bot.srv
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.account != nil {
		return must(c.account.edit(c.id, c.id, id, text))
	}
	m := must(c.chat().rewrite(s, c.id, id, text))
	if c.group != nil {
		c.group.tellMessage("edited_message", m)
	} else {
		c.tell("edited_message", m)
	}
	return m.msg
}

// rewrite replaces the words of somebody's message.
func (ch *chat) rewrite(s *Server, author int64, id int, text string) (*message, error) {
	m := ch.messages[id]
	if m == nil || m.msg.From == nil || m.msg.From.ID != author {
		return nil, fmt.Errorf("apitest: no message %d by %d in chat %d", id, author, ch.info.ID)
	}
	words, err := newText(s, m.msg.From, text)
	if err != nil {
		return nil, err
	}
	next := *m.msg
	next.EditDate = words.Date
	if next.Text != "" {
		next.Text, next.Entities = words.Text, words.Entities
	} else {
		next.Caption, next.CaptionEntities = words.Text, words.Entities
	}
	m.msg = &next
	return m, nil
}

// Delete deletes messages for both sides. Bots learn of it in business chats only.
func (c *Customer) Delete(ids ...int) {
	c.bot.srv.mu.Lock()
	defer c.bot.srv.mu.Unlock()
	if c.account != nil {
		c.account.remove(c.id, ids)
		return
	}
	for _, id := range ids {
		delete(c.chat().messages, id)
	}
}
