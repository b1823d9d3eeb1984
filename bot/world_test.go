package bot_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// A recorder is a bot.Sender that remembers what it sent, and fails on demand.
type recorder struct {
	mu     sync.Mutex
	sent   []bot.Delivery
	at     []time.Time
	typing []time.Time

	// answer says how a call ends; nil is always delivered.
	answer func(ctx context.Context, d bot.Delivery) (bot.Outcome, error)
}

func (r *recorder) Send(ctx context.Context, d bot.Delivery) (bot.Outcome, error) {
	r.mu.Lock()
	r.sent, r.at = append(r.sent, d), append(r.at, time.Now())
	answer := r.answer
	r.mu.Unlock()
	if answer != nil {
		return answer(ctx, d)
	}
	return bot.Outcome{Kind: bot.Delivered, Messages: []string{"m" + d.Send.Template}}, nil
}

func (r *recorder) Typing(context.Context, bot.Delivery) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.typing = append(r.typing, time.Now())
	return nil
}

// ends sets how calls end.
func (r *recorder) ends(answer func(ctx context.Context, d bot.Delivery) (bot.Outcome, error)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answer = answer
}

// endsOf sets how calls for one kind of sends end; all others are delivered.
func (r *recorder) endsOf(kind bot.SendKind, outcome bot.Outcome, err error) {
	r.ends(func(_ context.Context, d bot.Delivery) (bot.Outcome, error) {
		if d.Send.Kind == kind {
			return outcome, err
		}
		return bot.Outcome{Kind: bot.Delivered}, nil
	})
}

// sends returns the sends of a kind, in order.
func (r *recorder) sends(kind bot.SendKind) []bot.Send {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []bot.Send
	for _, d := range r.sent {
		if d.Send.Kind == kind {
			out = append(out, d.Send)
		}
	}
	return out
}

var testKey = bot.Key{Channel: tone.Telegram, Chat: "42"}

func newBrain(tb testing.TB, hours string, settings bot.Settings) *bot.Brain {
	tb.Helper()
	week, err := timing.ParseHours(hours)
	require.NoError(tb, err)
	c := catalog(tb)
	desk, err := c.Desk(&templates.Business{
		Name: templates.Bilingual{RU: "Тест", RO: "Test"}, Languages: templates.Languages{tone.Romanian, tone.Russian},
		Timezone: "UTC", Hours: templates.Hours{Week: week},
	})
	require.NoError(tb, err)
	b, err := bot.NewBrain(bot.Parts{Catalog: c, Desk: desk, Settings: settings})
	require.NoError(tb, err)
	return b
}

// always is the Brain of a business that never closes; making one takes time.
var always = sync.OnceValue(func() *bot.Brain { return newBrain(&testing.B{}, "24/7", bot.Settings{}) })

type world struct {
	*testing.T

	store  *memory
	sender *recorder
	engine *bot.Engine
	update int64
}

func newWorld(t *testing.T, change func(*bot.Config)) *world {
	t.Helper()
	w := &world{T: t, store: newMemory(), sender: &recorder{}}
	w.engine = w.start(change)
	return w
}

// start starts another engine on the same store.
func (w *world) start(change func(*bot.Config)) *bot.Engine {
	w.Helper()
	config := bot.Config{Store: w.store, Brain: always(), Sender: w.sender, Clock: bubbleClock{}}
	if change != nil {
		change(&config)
	}
	engine, err := bot.NewEngine(config)
	require.NoError(w, err)
	require.NoError(w, engine.Start(context.Background()))
	w.Cleanup(func() { _ = engine.Stop(context.Background()) })
	return engine
}

func (w *world) event(e bot.Event) {
	w.Helper()
	w.update++
	e.At = time.Now()
	in := bot.Incoming{Key: testKey, Event: e, Source: "test", Update: w.update, Received: time.Now()}
	require.NoError(w, w.engine.Receive(context.Background(), []bot.Incoming{in}))
}

func (w *world) say(id, text string) {
	w.Helper()
	w.event(bot.Event{Kind: bot.Said, Message: &bot.Message{ID: id, Text: text, Author: bot.Author{ID: "7", Name: "Ana"}}})
}

func (w *world) stop() {
	w.Helper()
	require.NoError(w, w.engine.Stop(context.Background()))
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
