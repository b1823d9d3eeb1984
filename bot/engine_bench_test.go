package bot_test

import (
	"context"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// A counter is a bot.Sender that only counts answers.
type counter struct {
	answers atomic.Int64
	last    chan struct{} // gets a value when an answer was counted
}

func (c *counter) Send(_ context.Context, d bot.Delivery) (bot.Outcome, error) {
	if d.Send.Kind == bot.SendAnswer {
		c.answers.Add(1)
		select {
		case c.last <- struct{}{}:
		default:
		}
	}
	return bot.Outcome{Kind: bot.Delivered, Messages: []string{"1"}}, nil
}

func (*counter) Typing(context.Context, bot.Delivery) error { return nil }

// hasty is a policy that answers at once.
func hasty() timing.Policy {
	p := timing.DefaultPolicy()
	for _, row := range []*timing.Row{&p.Neutral, &p.Rushed, &p.Irritated, &p.Confused, &p.Tired, &p.Enthusiastic} {
		row.MergeWindow, row.Delay, row.TypingMin, row.TypingMax = 0, 0, 0, 0
	}
	p.UnfinishedWindow = 0
	return p
}

// BenchmarkEngine is all that a message costs, from Receive to the answer, with
// a store in memory: 500 messages of as many customers at a time.
func BenchmarkEngine(b *testing.B) {
	brain := newBrain(b, "24/7", bot.Settings{Policy: hasty()})
	sender := &counter{last: make(chan struct{}, 1)}
	engine, err := bot.NewEngine(bot.Config{Store: newMemory(), Brain: brain, Sender: sender, Clock: bubbleClock{}, Workers: 4})
	require.NoError(b, err)
	require.NoError(b, engine.Start(b.Context()))
	const customers = 500
	b.ReportAllocs()
	update := int64(0)
	for b.Loop() {
		batch := make([]bot.Incoming, customers)
		for i := range batch {
			update++
			batch[i] = bot.Incoming{
				Key: bot.Key{Channel: tone.Telegram, Chat: strconv.FormatInt(update, 10)}, Source: "bench", Update: update, Received: time.Now(),
				Event: bot.Event{Kind: bot.Said, At: time.Now(), Message: &bot.Message{ID: "1", Text: "сколько стоит доставка в Бельцы?"}},
			}
		}
		require.NoError(b, engine.Receive(b.Context(), batch))
		for sender.answers.Load() < update {
			<-sender.last
		}
	}
	b.ReportMetric(float64(b.N*customers)/b.Elapsed().Seconds(), "messages/s")
	require.NoError(b, engine.Stop(context.Background()))
}
