package bot_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
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

func TestEngineAnswersABurstOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		began := time.Now()
		w.say("1", "Здравствуйте")
		time.Sleep(5 * time.Second)
		w.say("2", "сколько стоит доставка?")
		time.Sleep(time.Minute)
		answers := w.sender.sends(bot.SendAnswer)
		require.Len(t, answers, 1)
		require.Equal(t, []string{"1", "2"}, answers[0].Answers)
		require.GreaterOrEqual(t, w.sender.at[0].Sub(began), 17*time.Second)
		require.NotEmpty(t, w.sender.typing, "typing was shown")
		require.Len(t, w.sender.sends(bot.SendNotice), 1)
		w.store.look(testKey, func(r *row) {
			require.Empty(t, r.unread)
			require.Equal(t, bot.SendDone, r.sends[1].Status)
			require.NotEmpty(t, r.sends[1].Messages)
			require.NotEmpty(t, r.timers, "the promise is watched")
		})
	})
}

func TestEngineIgnoresDuplicates(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		w.say("1", "сколько стоит доставка?")
		w.say("1", "сколько стоит доставка?")
		time.Sleep(40 * time.Second)
		w.say("1", "сколько стоит доставка?")
		time.Sleep(time.Minute)
		require.Len(t, w.sender.sends(bot.SendAnswer), 1)
	})
}

func TestEnginePersonFirst(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		w.say("1", "сколько стоит доставка?")
		time.Sleep(14 * time.Second) // the answer is being typed
		w.event(bot.Event{Kind: bot.PersonWrote, Message: &bot.Message{ID: "2", Text: "50 лей"}})
		w.say("3", "а в Бельцы?")
		time.Sleep(time.Hour)
		require.Empty(t, w.sender.sends(bot.SendAnswer))
		w.store.look(testKey, func(r *row) { require.Equal(t, bot.SendCancelled, r.sends[1].Status) })
	})
}

// An event that comes between the decision and the call goes first.
func TestEngineLooksBeforeSending(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		once := true
		w.store.fail(func(method string) error {
			if method == "Begin" && once {
				once = false
				w.store.nextID++
				r := w.store.row(testKey)
				r.unread = append(r.unread, bot.Received{ID: w.store.nextID, Incoming: bot.Incoming{
					Key: testKey, Source: "test", Update: 99, Received: time.Now(),
					Event: bot.Event{Kind: bot.PersonWrote, At: time.Now(), Message: &bot.Message{ID: "9", Text: "да"}},
				}})
			}
			return nil
		})
		w.say("1", "сколько стоит доставка?")
		time.Sleep(time.Hour)
		require.Empty(t, w.sender.sent)
		require.Equal(t, 1, w.store.called("Load"))
	})
}

func TestEngineUnknownOutcome(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(c *bot.Config) { c.SendTimeout = 5 * time.Second })
		defer w.stop()
		calls := 0
		w.sender.ends(func(ctx context.Context, _ bot.Delivery) (bot.Outcome, error) {
			if calls++; calls == 1 {
				<-ctx.Done() // the answer of the channel never comes
				return bot.Outcome{}, ctx.Err()
			}
			return bot.Outcome{Kind: bot.Delivered}, nil
		})
		w.say("1", "сколько стоит доставка?")
		time.Sleep(2 * time.Minute)
		require.Len(t, w.sender.sends(bot.SendAnswer), 2, "an answer is sent again")
		w.store.look(testKey, func(r *row) {
			require.Equal(t, bot.SendDone, r.sends[1].Status)
			require.Equal(t, 1, r.sends[1].Unknown)
			require.Equal(t, 2, r.sends[1].Attempts)
		})
	})
}

// What a process began before it was killed is unknown to the next one.
func TestEngineTakesUpAfterACrash(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		ctx, kill := context.WithCancel(context.Background())
		defer kill()
		w.sender.ends(func(ctx context.Context, _ bot.Delivery) (bot.Outcome, error) {
			<-ctx.Done()
			return bot.Outcome{Kind: bot.Delivered}, nil // it arrived, but nobody is left to note it
		})
		crashing, err := bot.NewEngine(bot.Config{Store: w.store, Brain: always(), Sender: w.sender, Clock: bubbleClock{}, Owner: "crash"})
		require.NoError(t, err)
		w.stop()
		require.NoError(t, crashing.Start(ctx))
		w.say("1", "сколько стоит доставка?")
		time.Sleep(20 * time.Second)
		require.Len(t, w.sender.sends(bot.SendAnswer), 1)
		w.store.fail(func(string) error { return errStoreGone })
		kill()
		require.NoError(t, crashing.Stop(context.Background()))
		w.store.fail(nil)
		w.sender.ends(nil)
		w.engine = w.start(nil)
		time.Sleep(2 * time.Minute)
		require.Len(t, w.sender.sends(bot.SendAnswer), 2)
		w.store.look(testKey, func(r *row) {
			require.Equal(t, bot.SendDone, r.sends[1].Status)
			require.Equal(t, 1, r.sends[1].Unknown)
		})
		w.stop()
	})
}

func TestEngineThrottled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		limiter := bot.NewLimiter(bot.Rates{})
		w := newWorld(t, func(c *bot.Config) { c.Limiter = limiter })
		defer w.stop()
		first := true
		w.sender.ends(func(_ context.Context, d bot.Delivery) (bot.Outcome, error) {
			if d.Send.Kind == bot.SendAnswer && first {
				first = false
				return bot.Outcome{Kind: bot.Throttled, After: 10_000 * time.Second}, errors.New("429")
			}
			return bot.Outcome{Kind: bot.Delivered}, nil
		})
		w.say("1", "сколько стоит доставка?")
		time.Sleep(9_000 * time.Second)
		require.Len(t, w.sender.sends(bot.SendAnswer), 1)
		time.Sleep(2_000 * time.Second)
		answers := w.sender.sends(bot.SendAnswer)
		require.Len(t, answers, 2)
		require.NotEqual(t, answers[0].Text, answers[1].Text, "the promised time had passed: the answer is written anew")
		w.store.look(testKey, func(r *row) {
			require.Equal(t, bot.SendCancelled, r.sends[answers[0].No].Status)
			require.Equal(t, bot.SendDone, r.sends[answers[1].No].Status)
		})
	})
}

func TestEngineChannelDownForAnHour(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		up := time.Now().Add(time.Hour)
		w.sender.ends(func(context.Context, bot.Delivery) (bot.Outcome, error) {
			if time.Now().Before(up) {
				return bot.Outcome{Kind: bot.Failed}, errors.New("connection refused")
			}
			return bot.Outcome{Kind: bot.Delivered}, nil
		})
		w.say("1", "сколько стоит доставка?")
		time.Sleep(2 * time.Hour)
		delivered := 0
		w.store.look(testKey, func(r *row) {
			for _, s := range r.sends {
				if s.Kind == bot.SendAnswer && s.Status == bot.SendDone {
					delivered++
				}
			}
		})
		require.Equal(t, 1, delivered)
		require.Less(t, len(w.sender.sends(bot.SendAnswer)), 60, "with growing pauses")
	})
}

func TestEngineRefused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		w.sender.ends(func(_ context.Context, d bot.Delivery) (bot.Outcome, error) {
			if d.Send.Kind == bot.SendAnswer {
				return bot.Outcome{Kind: bot.Refused}, errors.New("403")
			}
			return bot.Outcome{Kind: bot.Delivered}, nil
		})
		w.say("1", "сколько стоит доставка?")
		time.Sleep(time.Hour)
		require.Len(t, w.sender.sends(bot.SendAnswer), 1)
		w.store.look(testKey, func(r *row) { require.Equal(t, bot.SendRefused, r.sends[1].Status) })
		w.sender.ends(nil)
		w.say("2", "теперь разблокировал, сколько стоит доставка в Бельцы?")
		time.Sleep(time.Minute)
		require.Len(t, w.sender.sends(bot.SendAnswer), 2)
	})
}

func TestEngineRejectedIsADeadLetter(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		w.sender.ends(func(_ context.Context, d bot.Delivery) (bot.Outcome, error) {
			if d.Send.Kind == bot.SendAnswer {
				return bot.Outcome{Kind: bot.Rejected}, errors.New("400: message is too long")
			}
			return bot.Outcome{Kind: bot.Delivered}, nil
		})
		w.say("1", "сколько стоит доставка?")
		time.Sleep(time.Hour)
		w.store.look(testKey, func(r *row) {
			require.Equal(t, bot.SendDead, r.sends[1].Status)
			require.Equal(t, "400: message is too long", r.sends[1].Error)
		})
		notices := w.sender.sends(bot.SendNotice)
		require.True(t, slices.ContainsFunc(notices, func(s bot.Send) bool { return s.Notice.Kind == bot.NoticeSilence }))
	})
}

func TestEngineSenderPanics(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		calls := 0
		w.sender.ends(func(context.Context, bot.Delivery) (bot.Outcome, error) {
			if calls++; calls == 1 {
				panic("тайный текст")
			}
			return bot.Outcome{Kind: bot.Delivered}, nil
		})
		w.say("1", "сколько стоит доставка?")
		time.Sleep(time.Minute)
		w.store.look(testKey, func(r *row) {
			require.Equal(t, bot.SendDone, r.sends[1].Status)
			require.Equal(t, 1, r.sends[1].Unknown)
		})
	})
}

// A poisoned event is put aside, and those around it are worked on.
func TestEngineBuriesPoison(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		w.update++
		// A command without its message gets past Receive only by the store.
		bad := bot.Incoming{Key: testKey, Source: "test", Update: 1, Received: time.Now(), Event: bot.Event{
			Kind: bot.Decided, At: time.Now(), Decision: &bot.Decision{
				Verdict: bot.Reply, Reading: &bot.Reading{}, Actions: []bot.Action{{Kind: bot.PlanSend}},
			},
		}}
		_, err := w.store.Receive(context.Background(), []bot.Incoming{bad})
		require.NoError(t, err)
		w.say("1", "сколько стоит доставка?")
		time.Sleep(10 * time.Minute)
		require.Len(t, w.sender.sends(bot.SendAnswer), 1)
		w.store.look(testKey, func(r *row) {
			require.Len(t, r.buried, 1)
			require.Equal(t, int64(1), r.buried[0].Update)
			require.Empty(t, r.unread)
			require.True(t, slices.ContainsFunc(r.log, func(e bot.Logged) bool { return e.Kind == bot.Skipped }))
		})
	})
}

func TestEngineStoreGoneForAMinute(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		w.say("1", "сколько стоит доставка?")
		time.Sleep(5 * time.Second)
		back := time.Now().Add(time.Minute)
		w.store.fail(func(string) error {
			if time.Now().Before(back) {
				return errStoreGone
			}
			return nil
		})
		time.Sleep(3 * time.Minute)
		require.Len(t, w.sender.sends(bot.SendAnswer), 1)
	})
}

// How a send ended is not forgotten when the store is away for a moment.
func TestEngineStoreGoneAfterASend(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		var back time.Time
		w.store.fail(func(string) error {
			if time.Now().Before(back) {
				return errStoreGone
			}
			return nil
		})
		w.sender.ends(func(_ context.Context, d bot.Delivery) (bot.Outcome, error) {
			if d.Send.Kind == bot.SendAnswer {
				w.store.mu.Lock()
				back = time.Now().Add(10 * time.Second)
				w.store.mu.Unlock()
			}
			return bot.Outcome{Kind: bot.Delivered}, nil
		})
		w.say("1", "ок жду, сколько стоит доставка?")
		time.Sleep(5 * time.Minute)
		require.Len(t, w.sender.sends(bot.SendAnswer), 1)
		w.store.look(testKey, func(r *row) {
			require.Equal(t, bot.SendDone, r.sends[1].Status)
			require.Zero(t, r.sends[1].Unknown)
		})
	})
}

func TestEngineRenewsALongLease(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(c *bot.Config) { c.Lease, c.SendTimeout = 6*time.Second, time.Minute })
		defer w.stop()
		other := w.start(func(c *bot.Config) { c.Owner, c.Lease = "other", 6*time.Second })
		w.sender.ends(func(context.Context, bot.Delivery) (bot.Outcome, error) {
			time.Sleep(40 * time.Second)
			return bot.Outcome{Kind: bot.Delivered}, nil
		})
		w.say("1", "сколько стоит доставка?")
		time.Sleep(3 * time.Minute)
		require.Len(t, w.sender.sends(bot.SendAnswer), 1)
		require.NotZero(t, w.store.called("Renew"))
		require.NoError(t, other.Stop(context.Background()))
	})
}

// A holder whose lease is taken away breaks off and stores nothing more.
func TestEngineLostLease(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(c *bot.Config) { c.Lease = 3 * time.Second })
		defer w.stop()
		first := true
		w.sender.ends(func(ctx context.Context, _ bot.Delivery) (bot.Outcome, error) {
			if !first {
				return bot.Outcome{Kind: bot.Delivered}, nil
			}
			first = false
			w.store.look(testKey, func(r *row) { r.fence++; r.until = time.Now().Add(2 * time.Second) })
			<-ctx.Done()
			return bot.Outcome{}, ctx.Err()
		})
		w.say("1", "сколько стоит доставка?")
		time.Sleep(2 * time.Minute)
		require.Len(t, w.sender.sends(bot.SendAnswer), 2)
		w.store.look(testKey, func(r *row) { require.Equal(t, 1, r.sends[1].Unknown) })
	})
}

func TestEngineStopDrains(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.sender.ends(func(context.Context, bot.Delivery) (bot.Outcome, error) {
			time.Sleep(3 * time.Second)
			return bot.Outcome{Kind: bot.Delivered}, nil
		})
		w.say("1", "сколько стоит доставка?")
		time.Sleep(18 * time.Second)
		require.Len(t, w.sender.sends(bot.SendAnswer), 1, "the call is under way")
		w.stop()
		w.store.look(testKey, func(r *row) {
			require.Equal(t, bot.SendDone, r.sends[1].Status)
			require.True(t, r.until.IsZero(), "the lease was given back")
		})
		w.stop()
		require.Error(t, w.engine.Start(context.Background()))
	})
}

func TestEngineStopBreaksOff(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(c *bot.Config) { c.SendTimeout = time.Hour })
		w.sender.ends(func(ctx context.Context, _ bot.Delivery) (bot.Outcome, error) {
			<-ctx.Done()
			return bot.Outcome{}, ctx.Err()
		})
		w.say("1", "сколько стоит доставка?")
		time.Sleep(18 * time.Second)
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		require.ErrorIs(t, w.engine.Stop(ctx), context.DeadlineExceeded)
		w.store.look(testKey, func(r *row) { require.Equal(t, bot.SendStarted, r.sends[1].Status) })
	})
}

func TestEngineStopBeforeStart(t *testing.T) {
	t.Parallel()
	e, err := bot.NewEngine(bot.Config{Store: newMemory(), Brain: always(), Sender: &recorder{}, Clock: bubbleClock{}})
	require.NoError(t, err)
	require.NoError(t, e.Stop(context.Background()))
	require.Error(t, e.Start(context.Background()))
}

func TestNewEngineNamesWhatIsMissing(t *testing.T) {
	t.Parallel()
	_, err := bot.NewEngine(bot.Config{Workers: -1, Lease: time.Millisecond, Poison: 1})
	require.Error(t, err)
	for _, want := range []string{"Store", "Brain", "Sender", "Clock", "Workers must be at least 1", "Lease must be at least 1 s", "Poison"} {
		require.Contains(t, err.Error(), want)
	}
}

func TestEngineReceiveValidates(t *testing.T) {
	t.Parallel()
	e, err := bot.NewEngine(bot.Config{Store: newMemory(), Brain: always(), Sender: &recorder{}, Clock: bubbleClock{}})
	require.NoError(t, err)
	err = e.Receive(context.Background(), []bot.Incoming{{Key: testKey}})
	require.ErrorContains(t, err, "Source is empty")
	require.NoError(t, e.Receive(context.Background(), nil))
}

// Nothing private is logged, whatever goes wrong.
func TestEngineLogsNothingPrivate(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		var mu sync.Mutex
		w := newWorld(t, func(c *bot.Config) {
			c.Log = slog.New(slog.NewJSONHandler(writerFunc(func(p []byte) (int, error) {
				mu.Lock()
				defer mu.Unlock()
				return out.Write(p)
			}), &slog.HandlerOptions{Level: slog.LevelDebug}))
		})
		calls := 0
		w.sender.ends(func(_ context.Context, d bot.Delivery) (bot.Outcome, error) {
			switch calls++; calls {
			case 1:
				panic(d.Send.Text)
			case 2:
				return bot.Outcome{Kind: bot.Failed}, errors.New("502")
			case 3:
				return bot.Outcome{}, errors.New("timeout")
			}
			return bot.Outcome{Kind: bot.Delivered}, nil
		})
		w.say("1", "СЕКРЕТНОЕСЛОВО сколько стоит доставка?")
		time.Sleep(time.Hour)
		w.stop()
		mu.Lock()
		defer mu.Unlock()
		require.NotEmpty(t, out.String())
		for _, private := range []string{"СЕКРЕТНОЕСЛОВО", "секретноеслово", "Ana", "доставк"} {
			require.NotContains(t, out.String(), private)
		}
		for _, s := range w.sender.sends(bot.SendAnswer) {
			require.False(t, strings.Contains(out.String(), s.Text))
		}
	})
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// Two engines on one store keep the order and answer once.
func TestEngineReplicas(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		other := w.start(func(c *bot.Config) { c.Owner = "other" })
		for i := range 20 {
			key := bot.Key{Channel: tone.Telegram, Chat: string(rune('a' + i))}
			for j, text := range []string{"Здравствуйте", "сколько стоит доставка?"} {
				w.update++
				engine := w.engine
				if j == 1 {
					engine = other
				}
				require.NoError(t, engine.Receive(context.Background(), []bot.Incoming{{
					Key: key, Source: "test", Update: w.update, Received: time.Now(),
					Event: bot.Event{Kind: bot.Said, At: time.Now(), Message: &bot.Message{ID: string(rune('1' + j)), Text: text}},
				}}))
			}
		}
		time.Sleep(time.Minute)
		require.Len(t, w.sender.sends(bot.SendAnswer), 20)
		for _, s := range w.sender.sends(bot.SendAnswer) {
			require.Equal(t, []string{"1", "2"}, s.Answers)
		}
		w.stop()
		require.NoError(t, other.Stop(context.Background()))
	})
}
