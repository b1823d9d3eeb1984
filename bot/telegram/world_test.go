package telegram_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/telegram"
	"github.com/camerton/camerton/bot/telegram/apitest"
	"github.com/camerton/camerton/tone"
)

// monday is when every story begins.
var monday = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// operatorsChat is where the shop's people talk.
const operatorsChat = -700

// shop is the owner of the business account.
const shop = 4711

// A world is a Bot API server, a store and an adapter between them, on one clock
// that stands still.
type world struct {
	tb    testing.TB
	srv   *apitest.Server
	clock *steppedClock
	store *memory
	log   *journal
	a     *telegram.Adapter
}

func newWorld(tb testing.TB, change ...func(*telegram.Options)) *world {
	tb.Helper()
	clock := newClock()
	srv := apitest.New(apitest.Options{Clock: clock, Seed: 1})
	require.NoError(tb, srv.Start())
	tb.Cleanup(func() { require.NoError(tb, srv.Close()) })
	w := &world{tb: tb, srv: srv, clock: clock, store: newMemory(), log: newJournal()}
	w.a = w.adapter(change...)
	return w
}

// adapter makes another adapter of the same world.
func (w *world) adapter(change ...func(*telegram.Options)) *telegram.Adapter {
	w.tb.Helper()
	o := telegram.Options{
		Token: apitest.DefaultToken, API: w.srv.URL(), Store: w.store, Clock: w.clock, Log: slog.New(w.log),
		Limits:    telegram.Limits{Chat: telegram.Limit{N: -1}, Group: telegram.Limit{N: -1}, Global: telegram.Limit{N: -1}},
		Operators: telegram.Operators{Chat: operatorsChat, Language: tone.Romanian},
		Texts:     words(),
	}
	for _, c := range change {
		c(&o)
	}
	a, err := telegram.New(o)
	require.NoError(w.tb, err)
	return a
}

// poll has an adapter ask for updates until stop is called, which waits for its
// end.
func (w *world) poll(a *telegram.Adapter) (stop func()) {
	ctx, cancel := context.WithCancel(w.tb.Context())
	done := make(chan error, 1)
	go func() { done <- a.Poll(ctx) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			require.NoError(w.tb, <-done)
			a.Close()
		})
	}
	w.tb.Cleanup(stop)
	return stop
}

// meet lets the adapter know its name.
func (w *world) meet() *world {
	require.NoError(w.tb, w.a.Meet(soon(w.tb)))
	return w
}

// dropUpdates throws away what waits at Telegram, as a bot does that was away for
// more than a day.
func (w *world) dropUpdates() {
	url := w.srv.URL() + "/bot" + apitest.DefaultToken + "/deleteWebhook?drop_pending_updates=true"
	req, err := http.NewRequestWithContext(soon(w.tb), http.MethodGet, url, nil)
	require.NoError(w.tb, err)
	resp, err := http.DefaultClient.Do(req)
	require.NoError(w.tb, err)
	require.NoError(w.tb, resp.Body.Close())
}

// soon is a context for what should happen at once.
func soon(tb testing.TB) context.Context {
	tb.Helper()
	ctx, cancel := context.WithTimeout(tb.Context(), 30*time.Second)
	tb.Cleanup(cancel)
	return ctx
}

// delivery is a text to a customer's private chat.
func delivery(customer, text string) bot.Delivery {
	return bot.Delivery{
		Key:  bot.Key{Channel: tone.Telegram, Chat: customer},
		Send: bot.Send{No: 1, Kind: bot.SendAnswer, Text: text},
	}
}

// A steppedClock stands still until a test moves it, and tells when somebody
// begins to wait for it.
type steppedClock struct {
	*apitest.ManualClock
	asked chan struct{}
}

func newClock() *steppedClock {
	return &steppedClock{apitest.NewManualClock(monday), make(chan struct{}, 1)}
}

func (c *steppedClock) AfterFunc(d time.Duration, f func()) func() {
	stop := c.ManualClock.AfterFunc(d, f)
	select {
	case c.asked <- struct{}{}:
	default:
	}
	return stop
}

// awaitWaiting waits until somebody waits for the clock.
func (c *steppedClock) awaitWaiting(t *testing.T) {
	t.Helper()
	ctx := soon(t)
	for c.Waiting() == 0 {
		select {
		case <-c.asked:
		case <-ctx.Done():
			require.FailNow(t, "nobody waits for the clock")
		}
	}
}

// advance moves the clock on in steps as long as somebody waits for it, until
// stop is called.
func (w *world) advance(step time.Duration) (stop func()) {
	ctx, cancel := context.WithCancel(w.tb.Context())
	var done sync.WaitGroup
	done.Go(func() {
		for {
			select {
			case <-w.clock.asked:
			case <-ctx.Done():
				return
			}
			for w.clock.Waiting() > 0 && ctx.Err() == nil {
				w.clock.Advance(step)
			}
		}
	})
	return func() { cancel(); done.Wait() }
}

// A memory is a store in memory. Its zero error is that it works.
type memory struct {
	mu          sync.Mutex
	events      []bot.Incoming
	updates     map[int64]bool
	identities  map[string]bool
	connections map[string]bot.Connection
	broken      error
	refused     int    // calls of Receive while it was broken
	onLookup    func() // after the next look at a connection
	changed     chan struct{}
}

func newMemory() *memory {
	return &memory{
		updates: map[int64]bool{}, identities: map[string]bool{}, connections: map[string]bot.Connection{}, changed: make(chan struct{}),
	}
}

var errDisk = errors.New("disk full")

func (m *memory) fail(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.broken = err
}

// clear forgets all events and returns them.
func (m *memory) clear() []bot.Incoming {
	m.mu.Lock()
	defer m.mu.Unlock()
	events := m.events
	m.events, m.updates, m.identities = nil, map[int64]bool{}, map[string]bool{}
	return events
}

func (m *memory) wake() {
	close(m.changed)
	m.changed = make(chan struct{})
}

func (m *memory) Receive(_ context.Context, batch []bot.Incoming) ([]bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	defer m.wake()
	if m.broken != nil {
		m.refused++
		return nil, m.broken
	}
	fresh := make([]bool, len(batch))
	for i, in := range batch {
		if err := in.Validate(); err != nil {
			panic(err)
		}
		id := in.Identity()
		if m.updates[in.Update] || id != "" && m.identities[id] {
			continue
		}
		m.updates[in.Update], m.identities[id], fresh[i] = true, true, true
		m.events = append(m.events, in)
	}
	return fresh, nil
}

func (m *memory) SaveConnection(_ context.Context, c bot.Connection) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.broken != nil {
		return m.broken
	}
	if id := c.Source + " " + c.Account; !m.connections[id].At.After(c.At) {
		m.connections[id] = c
	}
	return nil
}

func (m *memory) Connection(_ context.Context, source, account string) (bot.Connection, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := m.connections[source+" "+account]
	if m.onLookup != nil {
		m.onLookup()
		m.onLookup = nil
	}
	return c, m.broken
}

// await returns the events as soon as there are n of them.
func (m *memory) await(t *testing.T, n int) []bot.Incoming {
	t.Helper()
	ctx := soon(t)
	for {
		m.mu.Lock()
		all, changed := slices.Clone(m.events), m.changed
		m.mu.Unlock()
		if len(all) >= n {
			require.Len(t, all, n)
			return all
		}
		select {
		case <-changed:
		case <-ctx.Done():
			require.FailNow(t, "events did not come", "%d of %d", len(all), n)
		}
	}
}

// awaitRefused waits until Receive has failed n times.
func (m *memory) awaitRefused(t *testing.T, n int) {
	t.Helper()
	ctx := soon(t)
	for {
		m.mu.Lock()
		refused, changed := m.refused, m.changed
		m.mu.Unlock()
		if refused >= n {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			require.FailNow(t, "Receive was not called")
		}
	}
}

// kinds are the kinds of events, in order.
func kinds(events []bot.Incoming) []bot.EventKind {
	out := make([]bot.EventKind, len(events))
	for i := range events {
		out[i] = events[i].Event.Kind
	}
	return out
}

// A journal keeps what is logged, as text, and lets tests wait for a line.
type journal struct {
	slog.Handler
	lines *lines
}

type lines struct {
	mu      sync.Mutex
	text    bytes.Buffer
	changed chan struct{}
}

func newJournal() *journal {
	l := &lines{changed: make(chan struct{})}
	return &journal{slog.NewTextHandler(l, &slog.HandlerOptions{Level: slog.LevelDebug}), l}
}

func (l *lines) reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text.Reset()
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	close(l.changed)
	l.changed = make(chan struct{})
	return l.text.Write(p)
}

// await waits for a line that holds all the words.
func (j *journal) await(tb testing.TB, words ...string) string {
	tb.Helper()
	return j.awaitNth(tb, 1, words...)
}

// awaitNth waits for the nth line that holds all the words.
func (j *journal) awaitNth(tb testing.TB, n int, words ...string) string {
	tb.Helper()
	ctx := soon(tb)
	for {
		j.lines.mu.Lock()
		text, changed := j.lines.text.String(), j.lines.changed
		j.lines.mu.Unlock()
		left := n
		for line := range strings.Lines(text) {
			if slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(line, w) }) {
				continue
			}
			if left--; left == 0 {
				return line
			}
		}
		select {
		case <-changed:
		case <-ctx.Done():
			require.FailNow(tb, "nothing like this was logged", "%q in\n%s", words, text)
		}
	}
}

func (j *journal) String() string {
	j.lines.mu.Lock()
	defer j.lines.mu.Unlock()
	return j.lines.text.String()
}
