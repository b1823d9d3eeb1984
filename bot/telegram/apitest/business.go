package apitest

import (
	"fmt"
	"time"

	"github.com/go-telegram/bot/models"
)

// Account is a business account: a person whose customers a bot may answer.
type Account struct {
	srv     *Server
	id      int64
	chats   map[int64]*chat // by the customer's id
	lastBox int
	conn    *Connection // the one in force, nil if none
}

// Connection joins a bot to a business account. Changing its settings makes
// another one, with another id; the old id is then as good as unknown.
type Connection struct {
	account *Account
	bot     *Bot
	id      string
	rights  models.BusinessBotRights
	since   time.Time
	enabled bool
}

// Account returns the business account of the user with this id, who need not
// have been heard of before.
func (s *Server) Account(owner int64) *Account {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.accounts[owner]
	if a == nil {
		a = &Account{srv: s, id: owner, chats: map[int64]*chat{}}
		s.user(owner)
		s.accounts[owner] = a
	}
	return a
}

// OwnerID is the user id of the account's owner.
func (a *Account) OwnerID() int64 { return a.id }

// Connect connects the server's first bot with these rights.
func (a *Account) Connect(rights models.BusinessBotRights) *Connection {
	return a.ConnectTo(a.srv.DefaultBot(), rights)
}

// ConnectTo connects a bot; one that was connected before is disconnected.
// It panics if the bot's business mode is off.
func (a *Account) ConnectTo(b *Bot, rights models.BusinessBotRights) *Connection {
	if b.config.NoBusiness {
		panic(fmt.Sprintf("apitest: BOT_BUSINESS_MISSING: the bot %d cannot be connected", b.id))
	}
	a.srv.mu.Lock()
	defer a.srv.mu.Unlock()
	if a.conn != nil && a.conn.bot != b {
		a.conn.end()
	}
	return a.connect(b, rights)
}

func (a *Account) connect(b *Bot, rights models.BusinessBotRights) *Connection {
	s := a.srv
	if a.conn != nil {
		a.conn.enabled = false
		delete(s.connections, a.conn.id)
	}
	c := &Connection{account: a, bot: b, id: s.dice.word(22), rights: rights, since: s.clock.Now(), enabled: true}
	s.connections[c.id] = c
	a.conn = c
	c.tellState()
	return c
}

// Connection is the one in force, nil if there is none.
func (a *Account) Connection() *Connection {
	a.srv.mu.Lock()
	defer a.srv.mu.Unlock()
	return a.conn
}

// ID is the business_connection_id.
func (c *Connection) ID() string { return c.id }

// ChangeRights gives the bot other rights. The new connection, with a new id,
// is returned; calls with the old id are refused from now on.
func (c *Connection) ChangeRights(rights models.BusinessBotRights) *Connection {
	s := c.account.srv
	s.mu.Lock()
	defer s.mu.Unlock()
	return c.account.connect(c.bot, rights)
}

// Disconnect takes the bot off the account.
func (c *Connection) Disconnect() {
	s := c.account.srv
	s.mu.Lock()
	defer s.mu.Unlock()
	c.end()
}

func (c *Connection) end() {
	if !c.enabled {
		return
	}
	c.enabled = false
	if c.account.conn == c {
		c.account.conn = nil
	}
	c.tellState()
}

// Exclude takes one customer's chat out of the bot's sight, or puts it back.
func (a *Account) Exclude(customer int64, out bool) {
	a.srv.mu.Lock()
	defer a.srv.mu.Unlock()
	a.chat(customer).excluded = out
}

// object is the connection as the Bot API shows it.
func (c *Connection) object() any {
	rights := c.rights
	return struct {
		models.BusinessConnection
		CanReply bool `json:"can_reply"` // the field of before Bot API 9.0
	}{models.BusinessConnection{
		ID: c.id, User: *c.account.srv.user(c.account.id), UserChatID: c.account.id, Date: c.since.Unix(),
		Rights: &rights, IsEnabled: c.enabled,
	}, rights.CanReply}
}

func (c *Connection) tellState() {
	c.bot.known[c.account.id] = true
	c.bot.tell("business_connection", c.object(), about{
		business: c.id, life: messageLife, lane: lane(c.account.id, laneConnect),
	})
}

// chat is the conversation of the owner with a customer.
func (a *Account) chat(customer int64) *chat {
	ch := a.chats[customer]
	if ch == nil {
		ch = newChat(privateChat(a.srv.user(customer)), a.srv.opt.KeepMessages)
		ch.account = a
		ch.nextID = func() int {
			a.lastBox++
			return a.lastBox
		}
		a.chats[customer] = ch
	}
	return ch
}

// post stores a message in the chat with a customer and tells the bot.
func (a *Account) post(customer int64, m *message) {
	ch := a.chat(customer)
	if a.conn != nil {
		m.msg.BusinessConnectionID = a.conn.id
	}
	ch.add(m)
	if m.msg.From.ID == customer {
		ch.lastFrom = a.srv.clock.Now()
	}
	if a.conn != nil {
		a.conn.tellMessage("business_message", m)
	}
}

// tellMessage tells the bot of a message in one of the owner's chats.
func (c *Connection) tellMessage(kind string, m *message) {
	if m.chat.excluded {
		return
	}
	c.bot.known[m.chat.info.ID] = true
	c.bot.tell(kind, wire(m), about{
		chat: m.chat.info.ID, message: m.msg.ID, business: c.id, life: messageLife, lane: lane(m.chat.info.ID, laneBusiness),
	})
}

// Say is the owner writing to a customer by hand: the message has no
// sender_business_bot. It panics on an empty text.
func (a *Account) Say(customer int64, text string, details ...Detail) *models.Message {
	a.srv.mu.Lock()
	defer a.srv.mu.Unlock()
	owner := *a.srv.user(a.id)
	msg := must(newText(a.srv, &owner, text))
	ch := a.chat(customer)
	applyDetails(ch, msg, details)
	a.post(customer, &message{msg: msg})
	return msg
}

// Delete is the owner deleting messages of the chat with a customer.
func (a *Account) Delete(customer int64, ids ...int) {
	a.srv.mu.Lock()
	defer a.srv.mu.Unlock()
	a.remove(customer, ids)
}

func (a *Account) remove(customer int64, ids []int) {
	ch := a.chat(customer)
	for _, id := range ids {
		delete(ch.messages, id)
	}
	if a.conn == nil || ch.excluded {
		return
	}
	a.conn.bot.tell("deleted_business_messages", models.BusinessMessagesDeleted{
		BusinessConnectionID: a.conn.id, Chat: ch.info, MessageIDs: ids,
	}, about{chat: customer, business: a.conn.id, life: messageLife, lane: lane(customer, laneBusiness)})
}

// Edit is the owner changing a message of his own.
func (a *Account) Edit(customer int64, id int, text string) *models.Message {
	a.srv.mu.Lock()
	defer a.srv.mu.Unlock()
	return must(a.edit(customer, a.id, id, text))
}

func (a *Account) edit(customer, author int64, id int, text string) (*models.Message, error) {
	ch := a.chat(customer)
	m, err := ch.rewrite(a.srv, author, id, text)
	if err != nil {
		return nil, err
	}
	if a.conn != nil {
		m.msg.BusinessConnectionID = a.conn.id // it may have changed since
		a.conn.tellMessage("edited_business_message", m)
	}
	return m.msg, nil
}
