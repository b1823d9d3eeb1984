package apitest

import (
	"encoding/json"

	"github.com/go-telegram/bot/models"
)

// target is where a message goes to.
type target struct {
	chat   *chat
	conn   *Connection // of a business chat
	thread int
}

// outgoing reads what all the sending methods have in common: where to, the
// reply and the keyboard.
func (c *call) outgoing() (target, *models.Message, keyboard, *Error) {
	keys, err := parseKeyboard(c.p.get("reply_markup"), false)
	if err != nil {
		return target{}, nil, keys, err
	}
	reply, err := c.replyParameters()
	if err != nil {
		return target{}, nil, keys, err
	}
	to, err := c.whereTo()
	if err != nil {
		return target{}, nil, keys, err
	}
	msg := &models.Message{Date: int(c.now.Unix()), HasProtectedContent: c.p.yes("protect_content")}
	if to.thread != 0 {
		msg.MessageThreadID, msg.IsTopicMessage = to.thread, true
	}
	if err := reply.apply(c, to, msg); err != nil {
		return target{}, nil, keys, err
	}
	return to, msg, keys, nil
}

// whereTo resolves chat_id, business_connection_id and message_thread_id.
func (c *call) whereTo() (target, *Error) {
	if id := c.p.get("business_connection_id"); id != "" {
		conn, ch, err := c.businessChat(id, canReply)
		return target{chat: ch, conn: conn}, err
	}
	ch, err := c.findChat("chat_id", toWrite)
	if err != nil {
		return target{}, err
	}
	thread := int(c.p.integer("message_thread_id", 0, 0, 1<<31-1))
	if thread != 0 && !ch.hasTopic(thread) {
		return target{}, badRequest("message thread not found")
	}
	if ch.group != nil && !ch.group.isForum() {
		thread = 0
	}
	return target{chat: ch, thread: thread}, nil
}

// hasTopic tells whether a message may carry this thread; groups that are no
// forums take any.
func (ch *chat) hasTopic(thread int) bool {
	if ch.group == nil {
		return false
	}
	return !ch.group.isForum() || ch.group.topics[thread]
}

// deliver stores the message and shows it to those who see the chat.
func (c *call) deliver(to target, msg *models.Message, keys keyboard) *message {
	msg.ReplyMarkup = keys.markup
	m := &message{msg: msg, keys: keys, bot: c.bot}
	me := c.bot.brief()
	msg.From = &me
	if to.conn != nil {
		owner := *c.srv.user(to.conn.account.id)
		msg.From, msg.SenderBusinessBot = &owner, &me
		msg.BusinessConnectionID = to.conn.id
	}
	to.chat.add(m)
	c.chat, c.messageID, c.message = msg.Chat.ID, msg.ID, msg
	if to.conn != nil {
		c.then = append(c.then, func() { to.conn.tellMessage("business_message", m) })
	}
	if to.chat.group != nil {
		to.chat.group.lastBot = c.bot.id
	}
	return m
}

func sendMessage(c *call) (any, *Error) {
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
	to, msg, keys, err := c.outgoing()
	if err != nil {
		return nil, err
	}
	if text, err = checkedText(text, maxText); err != nil {
		return nil, err
	}
	msg.Text, msg.Entities, msg.LinkPreviewOptions = text.text, text.entities, preview
	return wire(c.deliver(to, msg, keys)), nil
}

// text reads a text parameter with parse_mode or entities beside it.
func (c *call) text(key, entities string) (formatted, *Error) {
	f, err := formattedText(c.p.get(key), c.p.get("parse_mode"), c.p.get(entities))
	if err != nil {
		return f, err
	}
	for i, e := range f.entities {
		if e.User != nil {
			f.entities[i].User = c.srv.user(e.User.ID)
		}
	}
	return f, nil
}

// checkedText cleans a text that has to have something in it.
func checkedText(f formatted, limit int) (formatted, *Error) {
	out, err := f.tidy()
	switch {
	case err != nil:
		return out, err
	case out.text == "":
		return out, badRequest("Text must be non-empty")
	case utf16Len(out.text) > limit:
		return out, badRequest("Message is too long")
	}
	return out, nil
}

// linkPreview reads link_preview_options, or the older parameter for it.
func linkPreview(p params) (*models.LinkPreviewOptions, *Error) {
	text := p.get("link_preview_options")
	if text == "" {
		if !p.yes("disable_web_page_preview") {
			return nil, nil
		}
		off := true
		return &models.LinkPreviewOptions{IsDisabled: &off}, nil
	}
	if _, err := parseObject(text, "link preview options"); err != nil {
		return nil, err
	}
	var o models.LinkPreviewOptions
	if json.Unmarshal([]byte(text), &o) != nil {
		return nil, badRequest("Can't parse link preview options JSON object")
	}
	if o == (models.LinkPreviewOptions{}) {
		return nil, nil
	}
	return &o, nil
}

func sendChatAction(c *call) (any, *Error) {
	switch c.p.get("action") {
	case "cancel", "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "record_audio",
		"upload_audio", "upload_document", "choose_sticker", "find_location", "pick_up_location", "record_video_note",
		"upload_video_note":
	default:
		return nil, badRequest("Wrong parameter action in request")
	}
	_, err := c.whereTo()
	return true, err
}
