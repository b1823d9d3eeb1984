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
