package apitest

import (
	"strconv"

	"github.com/go-telegram/bot/models"
)

// reply is what reply_parameters say. The zero value replies to nothing.
type reply struct {
	chat      string // "" is the chat that the message goes to
	message   int
	lenient   bool
	quote     string
	quoteMode string
	entities  string
}

func (c *call) replyParameters() (reply, *Error) {
	if !c.p.has("reply_parameters") {
		return reply{message: c.p.messageID("reply_to_message_id"), lenient: c.p.yes("allow_sending_without_reply")}, nil
	}
	text := c.p.get("reply_parameters")
	if text == "" {
		return reply{}, nil
	}
	o, err := parseObject(text, "reply parameters")
	if err != nil || len(o) == 0 {
		return reply{}, err
	}
	id, err := o.requiredInteger("message_id")
	if err != nil {
		return reply{}, err
	}
	r := reply{message: int(min(max(id, 0), 1<<31-1)), entities: string(o["quote_entities"])}
	for name, field := range map[string]*string{"chat_id": &r.chat, "quote": &r.quote, "quote_parse_mode": &r.quoteMode} {
		if *field, err = o.text(name); err != nil {
			return reply{}, err
		}
	}
	r.lenient, err = o.yes("allow_sending_without_reply")
	return r, err
}

// apply finds the message replied to and puts it into msg.
func (r reply) apply(c *call, to target, msg *models.Message) *Error {
	if r.message <= 0 {
		return nil
	}
	in := to.chat
	if r.chat != "" && r.chat != strconv.FormatInt(in.info.ID, 10) {
		other := call{srv: c.srv, bot: c.bot, now: c.now, p: params{values: map[string]string{"chat_id": r.chat}}}
		var err *Error
		if in, err = other.findChat("chat_id", toRead); err != nil {
			return err
		}
	}
	m := in.messages[r.message]
	if m == nil {
		if r.lenient {
			return nil
		}
		return badRequest("message to be replied not found")
	}
	if in != to.chat {
		msg.ExternalReply = &models.ExternalReplyInfo{Origin: origin(m), Chat: &in.info, MessageID: m.msg.ID, Photo: m.msg.Photo}
		return nil
	}
	msg.ReplyToMessage = m.bare()
	return r.applyQuote(m, msg)
}

// applyQuote checks that the quoted words stand in the message.
func (r reply) applyQuote(m *message, msg *models.Message) *Error {
	if r.quote == "" {
		return nil
	}
	f, err := formattedText(r.quote, r.quoteMode, r.entities)
	if err != nil {
		return err
	}
	if f, err = f.tidy(); err != nil {
		return err
	}
	at := indexUTF16(m.msg.Text+m.msg.Caption, f.text)
	if at < 0 {
		return badRequest("QUOTE_TEXT_INVALID")
	}
	msg.Quote = &models.TextQuote{Text: f.text, Entities: f.entities, Position: at, IsManual: true}
	return nil
}

// bare is the message as it appears in a reply to it: without its own reply.
func (m *message) bare() *models.Message {
	out := *m.msg
	out.ReplyToMessage = nil
	out.ReplyMarkup = nil
	return &out
}

// origin says where a forwarded message comes from.
func origin(m *message) models.MessageOrigin {
	sender := models.User{}
	if m.msg.From != nil {
		sender = *m.msg.From
	}
	return models.MessageOrigin{
		Type: models.MessageOriginTypeUser,
		MessageOriginUser: &models.MessageOriginUser{
			Type: models.MessageOriginTypeUser, Date: m.msg.Date, SenderUser: sender,
		},
	}
}
