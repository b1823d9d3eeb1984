package bot_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

// A follow-up that could not be sent before the quiet hours waits for their end,
// however often it was tried again in between.
func TestEngineFollowUpWaitsOutTheNight(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(c *bot.Config) { c.Poll = time.Hour })
		defer w.stop()
		var planned time.Time
		w.sender.ends(func(_ context.Context, d bot.Delivery) (bot.Outcome, error) {
			if d.Send.Kind != bot.SendFollowUp {
				return bot.Outcome{Kind: bot.Delivered}, nil
			}
			if planned.IsZero() {
				planned = time.Now()
			}
			if time.Since(planned) < 14*time.Hour {
				return bot.Outcome{Kind: bot.Failed}, errors.New("no connection")
			}
			return bot.Outcome{Kind: bot.Delivered, Messages: []string{"m"}}, nil
		})
		w.say("1", "Здравствуйте, хочу записаться на маникюр")
		time.Sleep(7 * 24 * time.Hour)
		synctest.Wait()
		require.NotZero(t, planned, "it was tried")
		delivered := 0
		for i, d := range w.sender.sent {
			if d.Send.Kind != bot.SendFollowUp {
				continue
			}
			hour := w.sender.at[i].UTC().Hour()
			require.True(t, hour >= 8 && hour < 21, "a follow-up was tried at %v", w.sender.at[i].UTC())
			if w.sender.at[i].Sub(planned) >= 14*time.Hour {
				delivered++
			}
		}
		require.Equal(t, 1, delivered)
	})
}

// Messages that are deleted elsewhere in the chat leave an answer alone that is
// on its way, so that an echo can still settle it.
func TestEngineDeletedElsewhere(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(c *bot.Config) { c.Retries.First, c.Retries.Most = time.Minute, time.Hour })
		defer w.stop()
		w.sender.endsOf(bot.SendAnswer, bot.Outcome{}, errors.New("timeout"))
		w.say("1", "сколько стоит доставка?")
		time.Sleep(20 * time.Second)
		sent := w.last()
		w.event(bot.Event{Kind: bot.Deleted, Messages: []string{"an old one"}})
		w.event(bot.Event{Kind: bot.Echoed, Message: &bot.Message{ID: "78", Text: sent.Text}})
		time.Sleep(time.Hour)
		require.Len(t, w.sender.sends(bot.SendAnswer), 1, "the customer has it and gets no second one")
		w.store.look(testKey, func(r *row) { require.Equal(t, bot.SendDone, r.sends[sent.No].Status) })
	})
}
