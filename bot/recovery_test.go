package bot_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

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
