package bot_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

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
		synctest.Wait()
		require.Empty(t, w.sender.sent)
		require.Equal(t, 1, w.store.called("Load"))
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
