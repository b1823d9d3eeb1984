package telegram

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

// A target is where a call goes.
type target struct {
	chat       int64
	thread     int
	connection string // of the business account; empty in the bot's own chats
	account    string
}

// Send makes a send; see [bot.Sender]. A text that was cut into parts is not
// begun anew: as many parts as d.Send.Messages has ids have arrived before. The
// ids of the parts that arrived now are in the outcome, whatever its kind.
func (a *Adapter) Send(ctx context.Context, d bot.Delivery) (bot.Outcome, error) {
	if d.Send.Kind == bot.SendNotice {
		return a.notify(ctx, d)
	}
	to, outcome, err := a.target(ctx, d)
	if err != nil {
		return outcome, err
	}
	if d.Send.Kind == bot.SendReaction {
		return a.react(ctx, to, d.Send)
	}
	return a.say(ctx, &to, d)
}

// target returns where a delivery goes. With an error, the outcome says what
// becomes of it.
func (a *Adapter) target(ctx context.Context, d bot.Delivery) (target, bot.Outcome, error) {
	rejected := bot.Outcome{Kind: bot.Rejected}
	chat, err := strconv.ParseInt(d.Key.Chat, 10, 64)
	if err != nil || chat == 0 {
		return target{}, rejected, fmt.Errorf("telegram: %s is no chat of Telegram", d.Key)
	}
	to := target{chat: a.moves.now(chat)}
	if d.Key.Thread != "" {
		if to.thread, err = strconv.Atoi(d.Key.Thread); err != nil {
			return target{}, rejected, fmt.Errorf("telegram: %s has no thread of Telegram", d.Key)
		}
	}
	if d.Key.Channel != tone.TelegramBusiness {
		return to, bot.Outcome{}, nil
	}
	to.account = d.Key.Account
	c, err := a.book.current(ctx, to.account)
	switch {
	case err != nil:
		return target{}, bot.Outcome{Kind: bot.Failed}, err
	case c.ID == "":
		to.connection = d.Connection
	case !c.Enabled || !c.Reply:
		return target{}, bot.Outcome{Kind: bot.Refused}, errors.New("telegram: the business account does not let the bot answer any more")
	default:
		to.connection = c.ID
	}
	if to.connection == "" {
		return target{}, bot.Outcome{Kind: bot.Refused}, errors.New("telegram: it is not known by which connection the business account is answered")
	}
	return to, bot.Outcome{}, nil
}

// say sends a text, part by part.
func (a *Adapter) say(ctx context.Context, to *target, d bot.Delivery) (bot.Outcome, error) {
	parts := splitText(d.Send.Text, maxText)
	if len(parts) == 0 {
		return bot.Outcome{Kind: bot.Rejected}, errors.New("telegram: the text is empty")
	}
	var sent []string
	for i := len(d.Send.Messages); i < len(parts); i++ {
		p := &tg.SendMessageParams{Text: parts[i]}
		if i == 0 && d.Group {
			p.ReplyParameters = replyTo(d.Send.Answers)
		}
		if i == len(parts)-1 && len(d.Send.Buttons) > 0 {
			p.ReplyMarkup = keyboardOf(d.Send.Buttons)
		}
		id, outcome, err := a.post(ctx, to, p)
		if outcome.Kind != bot.Delivered {
			outcome.Messages = sent
			return outcome, err
		}
		sent = append(sent, formatID(int64(id)))
	}
	return bot.Outcome{Kind: bot.Delivered, Messages: sent}, nil
}

// replyTo shows in a group whom a text answers; nil if that is not known. It
// does not matter if the message is no more.
func replyTo(answers []string) *models.ReplyParameters {
	if len(answers) == 0 {
		return nil
	}
	id, err := strconv.Atoi(answers[len(answers)-1])
	if err != nil || id <= 0 {
		return nil
	}
	return &models.ReplyParameters{MessageID: id, AllowSendingWithoutReply: true}
}

// A keyboard is buttons under a text. The library's own type writes fields that
// a button must not have.
type keyboard struct {
	Rows [][]key `json:"inline_keyboard"`
}

type key struct {
	Label string `json:"text"`
	Data  string `json:"callback_data"`
}

// keyboardOf returns buttons, a row each.
func keyboardOf(buttons []bot.Button) keyboard {
	k := keyboard{Rows: make([][]key, len(buttons))}
	for i, b := range buttons {
		k.Rows[i] = []key{{b.Label, b.Data}}
	}
	return k
}

// post sends one message and returns its id. A chat that has become another one
// is followed there, and a business connection that has been replaced is looked
// up again, once.
func (a *Adapter) post(ctx context.Context, to *target, p *tg.SendMessageParams) (int, bot.Outcome, error) {
	id, outcome, err := a.postOnce(ctx, to, p)
	if err != nil && a.redirect(ctx, to, err) {
		return a.postOnce(ctx, to, p)
	}
	return id, outcome, err
}

func (a *Adapter) postOnce(ctx context.Context, to *target, p *tg.SendMessageParams) (id int, outcome bot.Outcome, err error) {
	p.ChatID, p.MessageThreadID, p.BusinessConnectionID = to.chat, to.thread, to.connection
	outcome, err = a.paced(ctx, to.chat, "sendMessage", func(ctx context.Context) error {
		m, err := a.api.SendMessage(ctx, p)
		if err == nil {
			id = m.ID
		}
		return err
	})
	return id, outcome, err
}

// redirect changes the target if a call failed because it is another one now,
// and reports whether it did.
func (a *Adapter) redirect(ctx context.Context, to *target, err error) bool {
	failed, ok := errors.AsType[*callError](err)
	switch {
	case !ok:
		return false
	case failed.migrateTo != 0 && failed.migrateTo != to.chat:
		a.moves.add(to.chat, failed.migrateTo)
		to.chat, to.thread = failed.migrateTo, 0
		return true
	case to.account == "" || !failed.says(connectionGone, connectionUnknown):
		return false
	}
	c, err := a.book.current(ctx, to.account)
	if err != nil || c.ID == "" || c.ID == to.connection || !c.Enabled || !c.Reply {
		return false
	}
	to.connection = c.ID
	return true
}

// paced makes a call when it is its turn in the chat, and says how it ended.
func (a *Adapter) paced(ctx context.Context, chat int64, method string, call func(context.Context) error) (bot.Outcome, error) {
	if ctx.Err() != nil {
		return bot.Outcome{Kind: bot.Failed}, &callError{method: method, cause: ctx.Err()}
	}
	if outcome, err := a.awaitTurn(ctx, chat, method); err != nil {
		return outcome, err
	}
	err := call(ctx)
	if err == nil {
		return bot.Outcome{Kind: bot.Delivered}, nil
	}
	failed := asCallError(method, err)
	outcome := bot.Outcome{Kind: failed.outcome()}
	if outcome.Kind == bot.Throttled {
		outcome.After = max(failed.retryAfter, breath)
		outcome.Global = a.pace.toldToWait(chat, outcome.After, a.clock.Now())
	}
	return outcome, failed
}

// awaitTurn waits until a message may be sent to a chat. If that takes too long,
// or ctx is done before, nothing has been sent and the error says why.
func (a *Adapter) awaitTurn(ctx context.Context, chat int64, method string) (bot.Outcome, error) {
	deadline := a.clock.Now().Add(patience)
	for {
		now := a.clock.Now()
		wait, global := a.pace.turn(chat, now)
		switch {
		case wait == 0:
			return bot.Outcome{}, nil
		case now.Add(wait).After(deadline):
			return bot.Outcome{Kind: bot.Throttled, After: wait, Global: global},
				&callError{method: method, cause: errors.New("not sent yet, because of the limits on messages"), retryAfter: wait}
		}
		if err := pause(ctx, a.clock, wait); err != nil {
			return bot.Outcome{Kind: bot.Failed}, &callError{method: method, cause: err}
		}
	}
}

// react puts an emoji under the last of the messages that a send answers. In the
// chats of business accounts bots can't.
func (a *Adapter) react(ctx context.Context, to target, s bot.Send) (bot.Outcome, error) {
	rejected := bot.Outcome{Kind: bot.Rejected}
	reply := replyTo(s.Answers)
	if to.account != "" || reply == nil {
		return rejected, errors.New("telegram: there is no message that the bot could react to")
	}
	return a.paced(ctx, to.chat, "setMessageReaction", func(ctx context.Context) error {
		_, err := a.api.SetMessageReaction(ctx, &tg.SetMessageReactionParams{
			ChatID: to.chat, MessageID: reply.MessageID,
			Reaction: []models.ReactionType{{
				Type:              models.ReactionTypeTypeEmoji,
				ReactionTypeEmoji: &models.ReactionTypeEmoji{Type: models.ReactionTypeTypeEmoji, Emoji: strings.TrimSuffix(s.Emoji, "\ufe0f")},
			}},
		})
		return err
	})
}

// Typing shows the customer that we are typing, for about five seconds; see
// [bot.Sender]. While Telegram asks for patience in the chat it does nothing.
func (a *Adapter) Typing(ctx context.Context, d bot.Delivery) error {
	if d.Send.Kind == bot.SendNotice || d.Send.Kind == bot.SendReaction {
		return nil
	}
	to, _, err := a.target(ctx, d)
	if err != nil {
		return err
	}
	if a.pace.quiet(to.chat, a.clock.Now()) {
		return nil
	}
	_, err = a.api.SendChatAction(ctx, &tg.SendChatActionParams{
		BusinessConnectionID: to.connection, ChatID: to.chat, MessageThreadID: to.thread, Action: models.ChatActionTyping,
	})
	if err == nil {
		return nil
	}
	failed := asCallError("sendChatAction", err)
	if failed.outcome() == bot.Throttled {
		a.pace.toldToWait(to.chat, failed.retryAfter, a.clock.Now())
	}
	return failed
}
