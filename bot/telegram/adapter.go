package telegram

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	tg "github.com/go-telegram/bot"

	"github.com/camerton/camerton/bot"
)

// DefaultAPI is the Bot API server of Telegram itself.
const DefaultAPI = "https://api.telegram.org"

// A Store keeps what comes in. The stores that come with Camerton are ones; see
// there for what their methods promise.
type Store interface {
	Receive(ctx context.Context, batch []bot.Incoming) (fresh []bool, err error)
	SaveConnection(ctx context.Context, c bot.Connection) error
	Connection(ctx context.Context, source, account string) (bot.Connection, error)
}

// Options are what an Adapter is made of. Token, Store and Clock must be set.
type Options struct {
	// Token is what the bot authorizes itself with; it is never logged.
	Token string

	// API is the Bot API server, without a slash at the end. Defaults to
	// DefaultAPI.
	API string

	// Client makes the calls. Defaults to one of the adapter's own, which keeps
	// connections open and follows no redirects.
	Client *http.Client

	// Timeout is how long a call may take. Defaults to 30 s.
	Timeout time.Duration

	Store Store
	Clock bot.Clock

	// Log gets what operators have to know. Nil is nowhere.
	Log *slog.Logger

	// Limits are how many messages are sent at most.
	Limits Limits

	// Operators is where notices go.
	Operators Operators

	// Texts are the words for the menu and for notices. They can be changed
	// later by SetTexts.
	Texts Texts
}

// An Adapter joins conversations to one Telegram bot. Its methods may be called
// by any number of goroutines at once, Poll by one at a time. It is a
// [bot.Sender].
type Adapter struct {
	api       *tg.Bot
	store     Store
	clock     bot.Clock
	log       *slog.Logger
	source    string
	operators Operators
	timeout   time.Duration

	book   *book
	pace   *pace
	moves  moves
	texts  atomic.Pointer[Texts]
	me     atomic.Pointer[identity] // nil until Telegram has told
	intake intake

	answering sync.WaitGroup // of presses
	slots     chan struct{}
}

// New puts an adapter together. It calls nobody; the error says what is missing
// or out of bounds.
func New(o Options) (*Adapter, error) {
	o.API = strings.TrimSuffix(cmp.Or(o.API, DefaultAPI), "/")
	o.Timeout = cmp.Or(o.Timeout, 30*time.Second)
	if o.Client == nil {
		o.Client = newClient()
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if err := o.validate(); err != nil {
		return nil, err
	}
	a := &Adapter{
		store: o.Store, clock: o.Clock, log: o.Log, operators: o.Operators, timeout: o.Timeout,
		pace: newPace(o.Limits.withDefaults()), slots: make(chan struct{}, maxAnswering),
	}
	a.texts.Store(&o.Texts)
	line := &transport{client: o.Client, timeout: o.Timeout, batch: a.receive, polls: a.polls, polled: a.polled}
	var err error
	a.api, err = tg.New(o.Token,
		tg.WithSkipGetMe(), tg.WithServerURL(o.API), tg.WithHTTPClient(pollWait+time.Second, line),
		tg.WithAllowedUpdates(allowedUpdates()), tg.WithNotAsyncHandlers(), tg.WithDefaultHandler(ignore),
		tg.WithErrorsHandler(func(error) {}), // the transport has told already
	)
	if err != nil {
		return nil, errors.New("telegram: the token is empty")
	}
	if a.api.ID() <= 0 {
		return nil, errors.New("telegram: the token has the wrong form; it looks like 123456789:AAF… and comes from @BotFather")
	}
	a.source = "telegram:" + formatID(a.api.ID())
	a.book = &book{store: o.Store, source: a.source, ask: a.askConnection, owners: map[string]string{}}
	return a, nil
}

func (o Options) validate() error {
	var faults []error
	if o.Store == nil {
		faults = append(faults, errors.New("telegram: Store is missing"))
	}
	if o.Clock == nil {
		faults = append(faults, errors.New("telegram: Clock is missing"))
	}
	if o.Timeout < time.Second || o.Timeout > 5*time.Minute {
		faults = append(faults, fmt.Errorf("telegram: Timeout is %v; it must be from 1s to 5m", o.Timeout))
	}
	return errors.Join(append(faults, o.Limits.Validate())...)
}

// Source names the stream of the bot's updates, as it stands in bot.Incoming.
func (a *Adapter) Source() string { return a.source }

// Meet asks Telegram who the bot is, once. While Telegram can't be reached it
// tries again, with growing pauses of up to a minute, until ctx is done. Another
// error means that Telegram does not know the token.
func (a *Adapter) Meet(ctx context.Context) error {
	if a.me.Load() != nil {
		return nil
	}
	return a.insist(ctx, "getMe", func(ctx context.Context) error {
		u, err := a.api.GetMe(ctx)
		if err == nil {
			a.me.Store(&identity{id: u.ID, username: u.Username})
		}
		return err
	})
}

// insist makes a call until it succeeds, is refused for good or ctx is done.
func (a *Adapter) insist(ctx context.Context, method string, call func(context.Context) error) error {
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		err := call(ctx)
		if err == nil || ctx.Err() != nil {
			return ctx.Err()
		}
		failed := asCallError(method, err)
		if failed.status == http.StatusUnauthorized || failed.status == http.StatusNotFound && failed.spoken {
			return fmt.Errorf("telegram: Telegram does not know this token; take the bot's token from @BotFather: %w", failed)
		}
		if failed.spoken && failed.status >= 400 && failed.status < 500 && failed.status != http.StatusTooManyRequests {
			return failed
		}
		a.log.WarnContext(ctx, "telegram: a call failed and is tried again",
			slog.String("method", method), slog.Any("error", failed), slog.Duration("after", max(wait, failed.retryAfter)))
		if err := pause(ctx, a.clock, max(wait, failed.retryAfter)); err != nil {
			return err
		}
	}
}

// Close waits until the calls that were begun by themselves have ended: answers
// to presses of buttons. End Poll and the webhook's server first.
func (a *Adapter) Close() { a.answering.Wait() }
