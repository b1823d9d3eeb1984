package bot_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

// What a customer writes before the farewell has arrived is answered, and then
// deleted with the rest.
func TestEngineForgetsAfterTheLastAnswer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		w.command("forget", "")
		busy := true
		w.sender.ends(func(context.Context, bot.Delivery) (bot.Outcome, error) {
			if busy {
				busy = false
				return bot.Outcome{Kind: bot.Throttled, After: 10 * time.Second}, nil
			}
			return bot.Outcome{Kind: bot.Delivered, Messages: []string{"m"}}, nil
		})
		w.press(bot.PressForget)
		w.say("9", "сколько стоит доставка?")
		time.Sleep(time.Hour)
		require.Equal(t, []string{"9"}, w.last().Answers)
		w.store.look(testKey, func(r *row) {
			require.Empty(t, r.log)
			require.Empty(t, r.sends)
			require.Empty(t, r.timers)
			require.Nil(t, r.snapshot)
		})
	})
}
