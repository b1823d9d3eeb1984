package bot_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

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
		w.sender.endsOf(bot.SendAnswer, bot.Outcome{Kind: bot.Refused}, errors.New("403"))
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
		w.sender.endsOf(bot.SendAnswer, bot.Outcome{Kind: bot.Rejected}, errors.New("400: message is too long"))
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

// A clumsySender panics when it should show that we are typing.
type clumsySender struct{ *recorder }

func (clumsySender) Typing(context.Context, bot.Delivery) error { panic("тайный текст") }

func TestEngineTypingPanics(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(c *bot.Config) { c.Sender = clumsySender{c.Sender.(*recorder)} })
		defer w.stop()
		w.say("1", "сколько стоит доставка?")
		time.Sleep(time.Minute)
		require.Len(t, w.sender.sends(bot.SendAnswer), 1)
	})
}
