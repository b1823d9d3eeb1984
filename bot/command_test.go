package bot_test

import (
	"context"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

// Commands that come faster than they can be answered do not pile up: neither
// answers to the customer nor calls for a person.
func TestEngineCommandsDoNotPileUp(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"start", "human", "lang", "forget"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, nil)
				defer w.stop()
				w.sender.ends(func(context.Context, bot.Delivery) (bot.Outcome, error) {
					return bot.Outcome{Kind: bot.Throttled, After: time.Minute}, nil
				})
				for range 100 {
					w.event(bot.Event{
						Kind: bot.Commanded, Message: &bot.Message{ID: strconv.FormatInt(w.update, 10)}, Command: &bot.Command{Name: name},
					})
					time.Sleep(100 * time.Millisecond)
				}
				w.sender.ends(nil)
				time.Sleep(time.Hour)
				w.store.look(testKey, func(r *row) {
					answers, notices := 0, 0
					for _, s := range r.sends {
						require.Equal(t, bot.SendDone, s.Status)
						switch {
						case s.Kind == bot.SendAnswer:
							answers++
						case s.Notice.Kind == bot.NoticeEscalated:
							notices++
						}
					}
					require.GreaterOrEqual(t, answers, 1)
					require.LessOrEqual(t, answers, 2, "one may be under way when the next is asked for")
					require.LessOrEqual(t, notices, 1)
				})
			})
		})
	}
}

// Who has just been told that a person takes over is not told again.
func TestEngineCallsAPersonOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		w.command("human", "")
		w.command("human", "")
		require.Len(t, w.sender.sends(bot.SendAnswer), 1)
		require.Len(t, w.sender.sends(bot.SendNotice), 1)
		time.Sleep(5 * time.Minute)
		w.command("human", "")
		require.Len(t, w.sender.sends(bot.SendAnswer), 2, "later it may be that nobody came")
	})
}

// Who asks for a person is told no later time than was promised before.
func TestEngineCommandKeepsAnEarlierPromise(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		w.say("1", "Где мой заказ? Третий день жду!")
		time.Sleep(3 * time.Minute)
		w.command("human", "")
		time.Sleep(time.Minute)
		notices := w.sender.sends(bot.SendNotice)
		require.Len(t, notices, 2)
		first, second := notices[0].Notice, notices[1].Notice
		require.False(t, first.By.IsZero())
		require.Equal(t, bot.NoticeEscalated, second.Kind)
		require.Equal(t, first.By, second.By)
	})
}
