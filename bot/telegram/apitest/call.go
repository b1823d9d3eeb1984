package apitest

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"
)

// call is one call of a method on its way through the server.
type call struct {
	srv       *Server
	bot       *Bot // nil: the token is unknown
	m         method
	asked     string // the name as it was called
	p         params
	inWebhook bool

	// set while it is carried out, under the lock
	now         time.Time
	description string // of a good answer, "" mostly
	chat        int64
	business    string
	messageID   int
	message     *models.Message // sent or edited
	then        []func()        // what follows from it, done once it is recorded
}

// method is one method of the Bot API. run is called under the server's lock;
// what it returns is the result.
type method struct {
	name string
	run  func(c *call) (any, *Error)
}

// methodTable is keyed by the names in small letters.
func methodTable() map[string]method {
	table := map[string]method{}
	for _, m := range []method{
		{"getMe", getMe},
		{"logOut", logOut},
		{"close", closeBot},
		{"getUpdates", nil},
		{"setWebhook", setWebhook},
		{"deleteWebhook", deleteWebhook},
		{"getWebhookInfo", getWebhookInfo},
		{"sendMessage", sendMessage},
		{"sendPhoto", sendMedia("photo")},
		{"sendDocument", sendMedia("document")},
		{"sendAudio", sendMedia("audio")},
		{"sendVideo", sendMedia("video")},
		{"sendVoice", sendMedia("voice")},
		{"sendAnimation", sendMedia("animation")},
		{"sendVideoNote", sendMedia("video_note")},
		{"sendSticker", sendMedia("sticker")},
		{"sendMediaGroup", sendMediaGroup},
		{"sendContact", sendContact},
		{"sendLocation", sendLocation},
		{"sendChatAction", sendChatAction},
		{"copyMessage", copyMessage},
		{"forwardMessage", forwardMessage},
		{"editMessageText", editMessageText},
		{"editMessageCaption", editMessageCaption},
		{"editMessageReplyMarkup", editMessageReplyMarkup},
		{"deleteMessage", deleteMessage},
		{"deleteMessages", deleteMessages},
		{"setMessageReaction", setMessageReaction},
		{"answerCallbackQuery", answerCallbackQuery},
		{"getFile", getFile},
		{"getChat", getChat},
		{"getChatMember", getChatMember},
		{"getChatMemberCount", getChatMemberCount},
		{"getChatAdministrators", getChatAdministrators},
		{"leaveChat", leaveChat},
		{"getBusinessConnection", getBusinessConnection},
		{"readBusinessMessage", readBusinessMessage},
		{"deleteBusinessMessages", deleteBusinessMessages},
		{"setMyCommands", setMyCommands},
		{"getMyCommands", getMyCommands},
		{"deleteMyCommands", deleteMyCommands},
		{"setMyName", setText("name", 64)},
		{"getMyName", getText("name")},
		{"setMyDescription", setText("description", 512)},
		{"getMyDescription", getText("description")},
		{"setMyShortDescription", setText("short_description", 120)},
		{"getMyShortDescription", getText("short_description")},
		{"setChatMenuButton", setChatMenuButton},
		{"getChatMenuButton", getChatMenuButton},
	} {
		table[strings.ToLower(m.name)] = m
	}
	return table
}

// Methods are the names of all the methods that the server knows, as the
// documentation spells them, in no order. Any other is answered with 404.
func Methods() []string {
	table := methodTable()
	out := make([]string, 0, len(table))
	for _, m := range table {
		out = append(out, m.name)
	}
	return out
}

// setMethod looks the method up; names are the same in any case.
func (c *call) setMethod(name string) {
	c.asked = name
	c.m = c.srv.methods[strings.ToLower(name)]
}

// name is as documented, or as called if there is no such method.
func (c *call) name() string {
	if c.m.name == "" {
		return c.asked
	}
	return c.m.name
}

// perform carries the call out and records it. The fault only goes into the
// record.
func (c *call) perform(f Fault) ([]byte, *Error) {
	s := c.srv
	s.mu.Lock()
	defer s.mu.Unlock()
	c.now = s.clock.Now()
	result, err, flood := c.run()
	e := c.entry(f)
	if err != nil {
		e.Status, e.Error = err.Code, err.Description
		e.Fault = ""
		if flood {
			e.Fault = "flood"
		}
		s.log.add(e)
		return nil, err
	}
	e.Effect, e.Status = true, f.status()
	e.Result = encode(result)
	e.Message = c.message
	s.log.add(e)
	for _, f := range c.then {
		f()
	}
	return c.good(e.Result), nil
}

// run checks what every method is checked for and runs it.
func (c *call) run() (result any, err *Error, flood bool) {
	if err := c.bot.refuses(c); err != nil {
		return nil, err, false
	}
	if c.m.run == nil {
		return nil, notFound("method not found"), false
	}
	if isMessage(c.m.name) {
		if err := c.srv.overFlood(c.bot.id, leadingInt(c.p.get("chat_id")), c.now); err != nil {
			return nil, err, true
		}
	}
	result, err = c.m.run(c)
	return result, err, false
}

// poll is perform for getUpdates, which waits without the lock.
func (c *call) poll(ctx context.Context, f Fault) ([]byte, *Error) {
	s := c.srv
	s.mu.Lock()
	c.now = s.clock.Now()
	err := c.bot.refuses(c)
	s.mu.Unlock()
	var list []*update
	dropped := false
	if err == nil {
		list, err, dropped = c.bot.getUpdates(ctx, c.p)
	}
	all, ids := joinUpdates(list)
	s.mu.Lock()
	defer s.mu.Unlock()
	c.now = s.clock.Now()
	e := c.entry(f)
	switch {
	case dropped:
		e.Fault = FaultDrop.String()
		s.log.add(e)
		panic(http.ErrAbortHandler)
	case err != nil:
		e.Status, e.Error = err.Code, err.Description
	default:
		e.Effect, e.Status, e.Result = true, f.status(), ids
	}
	s.log.add(e)
	if err != nil {
		return nil, err
	}
	return c.good(all), nil
}

func (c *call) good(result []byte) []byte {
	if c.description == "" {
		return fmt.Appendf(nil, `{"ok":true,"result":%s}`, result)
	}
	return fmt.Appendf(nil, `{"ok":true,"result":%s,"description":%s}`, result, encode(c.description))
}

// refuse records a call that was not even begun.
func (c *call) refuse(err *Error) {
	c.srv.mu.Lock()
	defer c.srv.mu.Unlock()
	c.now = c.srv.clock.Now()
	e := c.entry(Fault{})
	e.Status, e.Error = err.Code, err.Description
	c.srv.log.add(e)
}

// lost records a call that a fault kept from having an effect.
func (c *call) lost(f Fault) {
	c.srv.mu.Lock()
	defer c.srv.mu.Unlock()
	c.now = c.srv.clock.Now()
	e := c.entry(f)
	e.Status = f.status()
	if e.Status >= http.StatusBadRequest {
		e.Error = "injected"
	}
	c.srv.log.add(e)
}

func (c *call) entry(f Fault) *Entry {
	e := &Entry{
		Time: c.now, Kind: EntryCall, Method: c.name(), Params: c.p.recorded(), InWebhook: c.inWebhook,
		Chat: c.chat, Business: c.business, MessageID: c.messageID,
	}
	if c.bot != nil {
		e.Bot = c.bot.id
	}
	if e.Chat == 0 {
		e.Chat = leadingInt(c.p.get("chat_id"))
	}
	if f.Kind != FaultNone || f.Delay > 0 {
		e.Fault = f.Kind.String()
	}
	if f.Kind == FaultNone && f.Delay > 0 {
		e.Fault = "delay"
	}
	return e
}

// wireMessage is a message as the Bot API writes it: the keyboard with the
// fields it has, not with all that the Go type could have.
type wireMessage struct {
	*models.Message
	ReplyMarkup    json.RawMessage `json:"reply_markup,omitempty"`
	ReplyToMessage *wireMessage    `json:"reply_to_message,omitempty"`
}

func wire(m *message) *wireMessage {
	w := &wireMessage{Message: m.msg, ReplyMarkup: m.keys.raw}
	if m.msg.ReplyToMessage != nil {
		w.ReplyToMessage = &wireMessage{Message: m.msg.ReplyToMessage}
	}
	return w
}
