package telegram

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// Poll asks Telegram for updates and stores them until ctx is done, and then
// returns nil. A webhook that is set is deleted before; no update that waits is
// dropped. Troubles are logged when they begin and when they end, and Poll goes
// on. An error means that Telegram does not know the token.
//
// When Poll returns, a batch that was under way is stored, or Telegram still has
// it.
func (a *Adapter) Poll(ctx context.Context) error {
	err := a.Meet(ctx)
	if err == nil {
		err = a.insist(ctx, "deleteWebhook", func(ctx context.Context) error {
			_, err := a.api.DeleteWebhook(ctx, &tg.DeleteWebhookParams{})
			return err
		})
	}
	if err == nil {
		a.works(ctx) // an answer to the first request may take as long as nobody writes
		a.api.Start(ctx)
	}
	if ctx.Err() != nil {
		return nil //nolint:nilerr // being told to stop is no error
	}
	return err
}

// ignore is what the library does with updates: they are stored when it gets
// them.
func ignore(context.Context, *tg.Bot, *models.Update) {}

// polls asks for a word of Telegram before a request for updates if the last one
// did not get through: an answer to the request itself may take as long as
// nobody writes.
func (a *Adapter) polls(ctx context.Context) {
	if !a.intake.cutOff() {
		return
	}
	if _, err := a.api.GetMe(ctx); err == nil {
		a.works(ctx)
	}
}

// polled notes how a request for updates ended, and waits as long as Telegram
// asks for.
func (a *Adapter) polled(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	if err == nil {
		a.works(ctx)
		return
	}
	if a.intake.fails(err) {
		a.log.ErrorContext(ctx, "telegram: no updates come in; trying on",
			slog.Any("error", err), slog.String("hint", pollHint(err)))
	}
	if failed, ok := errors.AsType[*callError](err); ok && failed.retryAfter > 0 {
		_ = pause(ctx, a.clock, failed.retryAfter) // ends early only if all does
	}
}

// works notes that updates come in.
func (a *Adapter) works(ctx context.Context) {
	if a.intake.works() {
		a.log.InfoContext(ctx, "telegram: updates come in")
	}
}

// pollHint says what an operator can do about a failed request for updates.
func pollHint(err error) string {
	if _, ok := errors.AsType[*storeError](err); ok {
		return "the updates could not be stored and stay with Telegram, which keeps them for a day"
	}
	failed, ok := errors.AsType[*callError](err)
	switch {
	case ok && failed.status == http.StatusConflict && failed.says("webhook"):
		return "a webhook has been set for this bot: another program uses its token; stop it and start this one again"
	case ok && failed.status == http.StatusConflict:
		return "another program asks for updates with the same token; only one may: stop the other one"
	case ok && (failed.status == http.StatusUnauthorized || failed.status == http.StatusNotFound):
		return "Telegram does not know this token; take the bot's token from @BotFather"
	case ok && failed.status == http.StatusTooManyRequests:
		return "Telegram asks for patience; nothing is lost"
	}
	return "Telegram can't be reached or is in trouble; it keeps updates for a day"
}

// An intake knows whether updates come in.
type intake struct {
	mu      sync.Mutex
	started bool
	trouble error // nil while there is none
}

// works notes that updates came in; it reports whether that is news.
func (i *intake) works() bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	news := !i.started || i.trouble != nil
	i.started, i.trouble = true, nil
	return news
}

// fails notes that no updates came in; it reports whether that, or why, is news.
func (i *intake) fails(err error) bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	news := i.trouble == nil || i.trouble.Error() != err.Error()
	i.trouble = err
	return news
}

// cutOff reports whether the trouble is that Telegram can't be reached, or is in
// trouble itself.
func (i *intake) cutOff() bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	failed, ok := errors.AsType[*callError](i.trouble)
	return ok && (!failed.spoken || failed.status >= http.StatusInternalServerError)
}

// errNotStarted says that no updates have come in yet.
var errNotStarted = errors.New("telegram: updates have not been asked for yet")

// Ready returns nil while updates come in, and otherwise why they don't.
func (a *Adapter) Ready() error {
	if a.me.Load() == nil {
		return errNotMet
	}
	i := &a.intake
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.trouble == nil && !i.started {
		return errNotStarted
	}
	return i.trouble
}
