package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"time"

	tg "github.com/go-telegram/bot"

	"github.com/camerton/camerton/bot"
)

// errNotMet says that updates can't be read yet, because Telegram has not told
// who the bot is.
var errNotMet = errors.New("telegram: the bot does not know its own name yet")

// maxAnswering is how many presses of buttons are answered at once.
const maxAnswering = 16

// receive stores updates as they came and returns the numbers of all of them,
// in their order. When it returns an error, nothing may be taken for received.
func (a *Adapter) receive(ctx context.Context, updates []json.RawMessage) ([]int64, error) {
	me := a.me.Load()
	if me == nil {
		return nil, errNotMet
	}
	now := a.clock.Now()
	read := make([]*update, 0, len(updates))
	ids := make([]int64, 0, len(updates))
	for _, data := range updates {
		u, err := readUpdate(data)
		if err != nil {
			a.log.WarnContext(ctx, "telegram: an update was passed over", slog.Any("error", err))
		} else {
			read = append(read, u)
		}
		if u.ID != 0 {
			ids = append(ids, u.ID)
		}
	}
	if err := a.note(ctx, read, now); err != nil {
		return nil, err
	}
	batch, err := a.convert(ctx, converter{*me, a.source, a.operators.Chat}, read, now)
	if err != nil || len(batch) == 0 {
		return ids, err
	}
	fresh, err := a.store.Receive(ctx, batch)
	if err != nil {
		return nil, err
	}
	a.answerPresses(ctx, batch, fresh)
	return ids, nil
}

// note learns from updates what belongs to no conversation.
func (a *Adapter) note(ctx context.Context, updates []*update, now time.Time) error {
	for _, u := range updates {
		switch {
		case u.BusinessConnection != nil:
			c := u.BusinessConnection
			if err := a.book.learn(ctx, c, now); err != nil {
				return err
			}
			a.log.InfoContext(ctx, "telegram: a business account has changed its settings for the bot",
				slog.Int64("account", c.User.ID), slog.Bool("enabled", c.Enabled), slog.Bool("may_reply", c.mayReply()))
		case u.MyChatMember != nil && u.MyChatMember.Chat.group() && u.MyChatMember.New.writes():
			a.log.InfoContext(ctx, "telegram: the bot is in a group; if the people who answer customers are there, this is operators.chat",
				slog.Int64("chat", u.MyChatMember.Chat.ID))
		case u.Message != nil && u.Message.MigratedTo != 0:
			a.moves.add(u.Message.Chat.ID, u.Message.MigratedTo)
		}
	}
	return nil
}

// convert turns updates into events.
func (a *Adapter) convert(ctx context.Context, c converter, updates []*update, now time.Time) ([]bot.Incoming, error) {
	batch := make([]bot.Incoming, 0, len(updates))
	for _, u := range updates {
		account, err := a.account(ctx, u, now)
		if err != nil {
			return nil, err
		}
		if in, ok := c.convert(u, account, now); ok {
			batch = append(batch, in)
		}
	}
	return batch, nil
}

// account returns whose business chat an update is about; empty if it is about
// none, or if that can't be known any more.
func (a *Adapter) account(ctx context.Context, u *update, now time.Time) (string, error) {
	id := u.connectionID()
	if id == "" {
		return "", nil
	}
	account, err := a.book.owner(ctx, id, now)
	if !errors.Is(err, errNoAccount) {
		return account, err
	}
	if m := u.BusinessMessage; m != nil && m.From != nil && m.From.ID != m.Chat.ID {
		return formatID(m.From.ID), nil // the owner's own
	}
	a.log.WarnContext(ctx, "telegram: an update was passed over", slog.Int64("update", u.ID), slog.Any("error", err))
	return "", nil
}

// answerPresses tells Telegram that presses of buttons have arrived, so that the
// buttons stop waiting. It does not matter if that fails.
func (a *Adapter) answerPresses(ctx context.Context, batch []bot.Incoming, fresh []bool) {
	ctx = context.WithoutCancel(ctx)
	for i := range batch {
		press := batch[i].Event.Press
		if press == nil || !fresh[i] || press.Query == "" {
			continue
		}
		select {
		case a.slots <- struct{}{}:
		default:
			continue
		}
		a.answering.Go(func() {
			defer func() { <-a.slots }()
			_, err := a.api.AnswerCallbackQuery(ctx, &tg.AnswerCallbackQueryParams{CallbackQueryID: press.Query})
			if err != nil {
				a.log.DebugContext(ctx, "telegram: a press of a button was not answered", slog.Any("error", asCallError("answerCallbackQuery", err)))
			}
		})
	}
}

// askConnection asks Telegram about a business connection.
func (a *Adapter) askConnection(ctx context.Context, id string) (*connection, error) {
	c, err := a.api.GetBusinessConnection(ctx, &tg.GetBusinessConnectionParams{BusinessConnectionID: id})
	if err != nil {
		return nil, asCallError("getBusinessConnection", err)
	}
	return connectionOf(c), nil
}
