package apitest

import (
	"strconv"
	"time"

	"github.com/go-telegram/bot/models"
)

// press is a button that was pressed and waits for answerCallbackQuery.
type press struct {
	at       time.Time
	answered bool
}

// callbackQuery is the update about a press.
type callbackQuery struct {
	ID           string       `json:"id"`
	From         models.User  `json:"from"`
	Message      *wireMessage `json:"message,omitempty"`
	ChatInstance string       `json:"chat_instance"`
	Data         string       `json:"data,omitempty"`
}

// press makes the update for a press of a button under m.
func (b *Bot) press(m *message, from *models.User, data string) string {
	now := b.srv.clock.Now()
	for id, p := range b.presses {
		if now.Sub(p.at) > callbackLife {
			delete(b.presses, id)
		}
	}
	q := callbackQuery{
		ID: b.srv.dice.digits(), From: *from, Message: wire(m), Data: data,
		ChatInstance: strconv.FormatInt(m.chat.info.ID*-7, 10),
	}
	b.presses[q.ID] = &press{at: now}
	b.tell("callback_query", q, about{
		chat: m.chat.info.ID, message: m.msg.ID, business: m.msg.BusinessConnectionID,
		life: callbackLife, lane: lane(from.ID, lanePress),
	})
	return q.ID
}

const maxAnswer = 200

func answerCallbackQuery(c *call) (any, *Error) {
	p := c.bot.presses[c.p.get("callback_query_id")]
	switch {
	case p == nil || p.answered || c.now.Sub(p.at) > callbackLife:
		return nil, badRequest("query is too old and response timeout expired or query ID is invalid")
	case utf16Len(c.p.get("text")) > maxAnswer:
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	p.answered = true
	return true, nil
}
