package apitest

import (
	"fmt"

	"github.com/go-telegram/bot/models"
)

// Press presses the button of a message that has this callback data, or else
// this text, and returns the id of the callback query. It panics if the
// message has no such button with callback data.
func (c *Customer) Press(id int, button string) string {
	s := c.bot.srv
	s.mu.Lock()
	defer s.mu.Unlock()
	m := c.chat().messages[id]
	if m == nil || m.bot == nil {
		panic(fmt.Sprintf("apitest: no message %d of a bot in chat %d", id, c.chat().info.ID))
	}
	b, ok := m.keys.find(button)
	if !ok || b.CallbackData == "" {
		panic(fmt.Sprintf("apitest: message %d has no button %q that can be pressed", id, button))
	}
	return m.bot.press(m, s.user(c.id), b.CallbackData)
}

// React sets what the person reacts to a message with; no emoji takes the
// reaction back. Bots learn of it if they asked for message_reaction.
func (c *Customer) React(id int, emoji ...string) {
	s := c.bot.srv
	s.mu.Lock()
	defer s.mu.Unlock()
	m := c.chat().messages[id]
	if m == nil {
		panic(fmt.Sprintf("apitest: no message %d in chat %d", id, c.chat().info.ID))
	}
	var list []models.ReactionType
	for _, e := range emoji {
		if !isReaction(e) {
			panic(fmt.Sprintf("apitest: nobody can react with %q", e))
		}
		list = append(list, emojiReaction(e))
	}
	switch {
	case c.account != nil:
		m.react(c.id, list) // business bots are not told
	case c.group != nil:
		for _, b := range c.group.bots() {
			if c.group.isAdmin(b.id) {
				b.tellReaction(m, s.user(c.id), list)
			}
		}
	default:
		c.bot.tellReaction(m, s.user(c.id), list)
	}
}

// Block blocks the bot in the private chat: it is told by my_chat_member and
// refused from now on. Unblock undoes it.
func (c *Customer) Block() { c.setBlocked(true) }

// Unblock undoes Block.
func (c *Customer) Unblock() { c.setBlocked(false) }

func (c *Customer) setBlocked(blocked bool) {
	s := c.bot.srv
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := c.bot.dm(c.id)
	if ch.blocked == blocked {
		return
	}
	ch.blocked = blocked
	before, after := models.ChatMemberTypeMember, models.ChatMemberTypeBanned
	if !blocked {
		before, after = after, before
	}
	me := c.bot.brief()
	c.bot.tell("my_chat_member", &models.ChatMemberUpdated{
		Chat: ch.info, From: *s.user(c.id), Date: int(s.clock.Now().Unix()),
		OldChatMember: chatMember(before, me), NewChatMember: chatMember(after, me),
	}, about{chat: c.id, life: messageLife, lane: lane(c.id, laneMember)})
}

// DeleteAccount makes the person's account go: bots are refused with "user is
// deactivated".
func (c *Customer) DeleteAccount() {
	c.bot.srv.mu.Lock()
	defer c.bot.srv.mu.Unlock()
	for _, b := range c.bot.srv.order {
		if ch := b.dms[c.id]; ch != nil {
			ch.gone = true
		}
	}
}
