package apitest

import (
	"bytes"
	"reflect"
	"time"

	"github.com/go-telegram/bot/models"
)

// toChange finds the message that an edit is about. The keyboard is that of
// the call; without reply_markup the message loses the one it has.
func (c *call) toChange() (*message, keyboard, *Error) {
	keys, err := parseKeyboard(c.p.get("reply_markup"), true)
	if err != nil {
		return nil, keys, err
	}
	id := c.p.messageID("message_id")
	if c.p.get("chat_id") == "" && id == 0 {
		if c.p.get("inline_message_id") == "" {
			return nil, keys, badRequest("Message identifier is not specified")
		}
		return nil, keys, badRequest("MESSAGE_ID_INVALID") // nothing here is sent inline
	}
	if conn := c.p.get("business_connection_id"); conn != "" {
		m, err := c.businessMessage(conn, id)
		return m, keys, err
	}
	ch, err := c.findChat("chat_id", toEdit)
	if err != nil {
		return nil, keys, err
	}
	m, err := ch.findMessage(id, "message to edit")
	if err != nil {
		return nil, keys, err
	}
	if m.bot != c.bot {
		return nil, keys, badRequest("message can't be edited")
	}
	return m, keys, nil
}

// businessMessage is a message of a business chat that the bot may edit: its
// own, or one of the owner's of the last 48 hours.
func (c *call) businessMessage(conn string, id int) (*message, *Error) {
	bc, ch, err := c.businessChat(conn, canReply)
	if err != nil {
		return nil, err
	}
	m := ch.messages[id]
	if m == nil {
		return nil, badRequest("MESSAGE_ID_INVALID")
	}
	if m.msg.From.ID != bc.account.id {
		return nil, badRequest("MESSAGE_AUTHOR_REQUIRED")
	}
	if m.bot != c.bot && c.now.Sub(time.Unix(int64(m.msg.Date), 0)) > deleteWindow {
		return nil, badRequest("MESSAGE_EDIT_TIME_EXPIRED")
	}
	return m, nil
}

// change replaces the message by next, unless nothing would be different.
func (c *call) change(m *message, next models.Message, keys keyboard) (any, *Error) {
	same := next.Text == m.msg.Text && next.Caption == m.msg.Caption && bytes.Equal(keys.raw, m.keys.raw) &&
		reflect.DeepEqual(next.Entities, m.msg.Entities) && reflect.DeepEqual(next.CaptionEntities, m.msg.CaptionEntities) &&
		reflect.DeepEqual(next.LinkPreviewOptions, m.msg.LinkPreviewOptions)
	if same {
		return nil, badRequest("message is not modified: specified new message content and reply markup are exactly the " +
			"same as a current content and reply markup of the message")
	}
	if next.Text != m.msg.Text || next.Caption != m.msg.Caption {
		next.EditDate = int(c.now.Unix())
	}
	next.ReplyMarkup = keys.markup
	m.msg, m.keys = &next, keys
	c.chat, c.messageID, c.message = next.Chat.ID, next.ID, &next
	return wire(m), nil
}

func editMessageText(c *call) (any, *Error) {
	if c.p.get("text") == "" {
		return nil, badRequest("Message text is empty")
	}
	preview, err := linkPreview(c.p)
	if err != nil {
		return nil, err
	}
	text, err := c.text("text", "entities")
	if err != nil {
		return nil, err
	}
	m, keys, err := c.toChange()
	if err != nil {
		return nil, err
	}
	if m.msg.Text == "" {
		return nil, badRequest("there is no text in the message to edit")
	}
	if text, err = checkedText(text, maxText); err != nil {
		return nil, err
	}
	next := *m.msg
	next.Text, next.Entities, next.LinkPreviewOptions = text.text, text.entities, preview
	return c.change(m, next, keys)
}

func editMessageCaption(c *call) (any, *Error) {
	caption, err := c.caption()
	if err != nil {
		return nil, err
	}
	m, keys, err := c.toChange()
	if err != nil {
		return nil, err
	}
	if !hasMedia(m.msg) {
		return nil, badRequest("there is no caption in the message to edit")
	}
	next := *m.msg
	next.Caption, next.CaptionEntities = caption.text, caption.entities
	return c.change(m, next, keys)
}

func editMessageReplyMarkup(c *call) (any, *Error) {
	m, keys, err := c.toChange()
	if err != nil {
		return nil, err
	}
	return c.change(m, *m.msg, keys)
}

func deleteMessage(c *call) (any, *Error) {
	if c.p.get("chat_id") == "" {
		return nil, badRequest("Chat identifier is not specified")
	}
	id := c.p.messageID("message_id")
	if id == 0 {
		return nil, badRequest("Message identifier is not specified")
	}
	ch, err := c.findChat("chat_id", toWrite)
	if err != nil {
		return nil, err
	}
	m, err := ch.findMessage(id, "message to delete")
	if err != nil {
		return nil, err
	}
	if err := c.mayDelete(ch, m); err != nil {
		return nil, err
	}
	delete(ch.messages, id)
	c.messageID = id
	return true, nil
}

// deleteMessages skips the messages that are not there.
func deleteMessages(c *call) (any, *Error) {
	ids, err := c.p.messageIDs("message_ids")
	if err != nil {
		return nil, err
	}
	ch, err := c.findChat("chat_id", toWrite)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if m := ch.messages[id]; m != nil {
			if err := c.mayDelete(ch, m); err != nil {
				return nil, err
			}
		}
	}
	for _, id := range ids {
		delete(ch.messages, id)
	}
	return true, nil
}

// mayDelete knows the two rules that matter: 48 hours, and rights in groups.
func (c *call) mayDelete(ch *chat, m *message) *Error {
	admin := ch.group != nil && ch.group.isAdmin(c.bot.id)
	if admin {
		return nil
	}
	if ch.group != nil && m.bot != c.bot {
		return badRequest("message can't be deleted")
	}
	if c.now.Sub(time.Unix(int64(m.msg.Date), 0)) > deleteWindow {
		return badRequest("message can't be deleted for everyone")
	}
	return nil
}
