package bot_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

// A poisoned event is put aside, and those around it are worked on.
func TestEngineBuriesPoison(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		w.update++
		_, err := w.store.Receive(context.Background(), []bot.Incoming{poison(1)})
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

// poison is an event that no adapter brings and no engine survives.
func poison(update int64) bot.Incoming {
	return bot.Incoming{Key: testKey, Source: "test", Update: update, Received: time.Now(), Event: bot.Event{
		Kind: bot.Decided, At: time.Now(), Decision: &bot.Decision{
			Verdict: bot.Reply, Reading: &bot.Reading{}, Actions: []bot.Action{{Kind: bot.PlanSend}},
		},
	}}
}

// Of several poisoned events only these are put aside.
func TestEngineBuriesOnlyPoison(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		w.update = 10
		var batch []bot.Incoming
		for i, text := range []string{"", "Здравствуйте", "", "сколько стоит доставка?", ""} {
			in := poison(int64(i + 1))
			if text != "" {
				in.Event = bot.Event{Kind: bot.Said, At: time.Now(), Message: &bot.Message{ID: text, Text: text}}
			}
			batch = append(batch, in)
		}
		_, err := w.store.Receive(context.Background(), batch)
		require.NoError(t, err)
		w.engine.Wake()
		time.Sleep(time.Hour)
		w.store.look(testKey, func(r *row) {
			var buried []int64
			for _, in := range r.buried {
				buried = append(buried, in.Update)
			}
			require.Equal(t, []int64{1, 3, 5}, buried)
			require.Empty(t, r.unread)
		})
		var answered []string
		for _, s := range w.sender.sends(bot.SendAnswer) {
			answered = append(answered, s.Answers...)
		}
		require.Equal(t, []string{"Здравствуйте", "сколько стоит доставка?"}, answered)
	})
}

// touchy are metrics that can't bear a holding text: whatever decides on one panics.
type touchy struct{ bot.Metrics }

func (touchy) Received(int, int)                                 {}
func (touchy) Held(int)                                          {}
func (touchy) Sent(bot.SendKind, bot.OutcomeKind, time.Duration) {}
func (touchy) Failed(string)                                     {}

func (touchy) Decided(v bot.Verdict) {
	if v == bot.AckFollowUp {
		panic("a holding text")
	}
}

// What the customer does while a timer fails again and again is not put aside for
// it: the timer is taken away.
func TestEngineBlamesNobodyForATimer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(c *bot.Config) {
			c.Metrics, c.Retries.First, c.Retries.Most = touchy{}, time.Minute, time.Minute
		})
		w.say("1", "сколько стоит доставка?")
		time.Sleep(30 * time.Second) // the window is over, and the timer has failed
		w.store.look(testKey, func(r *row) { require.Equal(t, 1, r.failures) })
		w.event(bot.Event{Kind: bot.Edited, Message: &bot.Message{ID: "1", Text: "сколько стоит доставка??", EditedAt: time.Now()}})
		time.Sleep(time.Hour)
		w.store.look(testKey, func(r *row) {
			require.Empty(t, r.buried)
			require.Empty(t, r.unread)
			require.True(t, slices.ContainsFunc(r.log, func(e bot.Logged) bool { return e.Kind == bot.Edited }))
			require.NotContains(t, r.timers, bot.TimerID{Kind: bot.BurstEnd})
		})
		require.NoError(t, w.engine.Stop(context.Background()))
	})
}

// An event that comes after the last failure of a timer has failed at nothing.
func TestEngineBlamesNoLateEventForATimer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(c *bot.Config) {
			c.Metrics, c.Retries.First, c.Retries.Most = touchy{}, time.Minute, time.Minute
		})
		defer w.stop()
		w.say("1", "сколько стоит доставка?")
		time.Sleep(4*time.Minute + 45*time.Second) // the timer has failed five times
		w.event(bot.Event{Kind: bot.PersonWrote, Message: &bot.Message{ID: "2", Text: "50 лей"}})
		time.Sleep(time.Hour)
		w.store.look(testKey, func(r *row) {
			require.Empty(t, r.buried)
			require.Empty(t, r.unread)
			require.True(t, slices.ContainsFunc(r.log, func(e bot.Logged) bool { return e.Kind == bot.PersonWrote }))
		})
	})
}

// A poisoned event is put aside though a timer waits behind it, and the timer stays.
func TestEngineBlamesNoTimerForAnEvent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		w.say("1", "сколько стоит доставка?")
		time.Sleep(time.Second)
		w.update++
		_, err := w.store.Receive(context.Background(), []bot.Incoming{poison(w.update)})
		require.NoError(t, err)
		w.engine.Wake()
		time.Sleep(5 * time.Minute)
		require.Len(t, w.sender.sends(bot.SendAnswer), 1, "the end of the burst was not taken away")
		w.store.look(testKey, func(r *row) { require.Len(t, r.buried, 1) })
	})
}

// What failed before something was stored does not count against what comes after
// that.
func TestEngineCountsFailuresInARow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		w.say("1", "сколько стоит доставка?")
		time.Sleep(16 * time.Second) // the answer is planned
		w.store.look(testKey, func(r *row) { r.failures = 4 })
		panics := 1
		w.store.fail(func(method string) error {
			if method == "Load" {
				if panics--; panics == 0 {
					panic("after the end of the answer was stored")
				}
			}
			return nil
		})
		w.sender.ends(func(_ context.Context, d bot.Delivery) (bot.Outcome, error) {
			if d.Send.No == 1 {
				w.say("2", "и в Бельцы?")
			}
			return bot.Outcome{Kind: bot.Delivered}, nil
		})
		time.Sleep(5 * time.Minute)
		require.Equal(t, 1, w.store.called("Fail"))
		w.store.look(testKey, func(r *row) {
			require.Empty(t, r.unread)
			for _, s := range r.sends {
				require.NotEqual(t, bot.SendDead, s.Status)
			}
		})
	})
}

// How a call ended is stored though what comes after it panics: an answer that
// arrived is not sent again for that.
func TestEnginePanicsAfterASend(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(c *bot.Config) { c.Metrics = stubborn{} })
		defer w.stop()
		w.say("1", "сколько стоит доставка?")
		time.Sleep(10 * time.Minute)
		require.Len(t, w.sender.sends(bot.SendAnswer), 1)
		w.store.look(testKey, func(r *row) {
			require.Equal(t, []string{"said", "1 delivered", "2 delivered"}, outline(r))
			require.Equal(t, bot.SendDone, r.sends[1].Status)
			require.Zero(t, r.sends[1].Unknown)
			require.Empty(t, r.buried)
		})
	})
}

// stubborn are metrics that can't bear that an answer is sent.
type stubborn struct{ touchy }

func (stubborn) Decided(bot.Verdict) {}

func (stubborn) Sent(kind bot.SendKind, _ bot.OutcomeKind, _ time.Duration) {
	if kind == bot.SendAnswer {
		panic("an answer")
	}
}
