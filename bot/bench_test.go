package bot_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

// talked returns a history of some exchanges with an open burst.
func talked(tb testing.TB, brain *bot.Brain) (*bot.History, time.Time) {
	tb.Helper()
	h := &bot.History{Key: bot.Key{Channel: tone.Telegram, Chat: "1"}}
	at := noon
	apply := func(e bot.Event) {
		e.At = at
		h.Apply(e)
		if d := brain.Decide(h, e, at); !d.Empty() {
			h.Apply(bot.Event{Kind: bot.Decided, At: at, Decision: &d})
		}
	}
	for i, text := range []string{
		"Здравствуйте", "сколько стоит доставка в Бельцы?", "а когда привезёте?", "ничего не понимаю, как это оформить?",
		"Здравствуйте, подскажите, что с заказом 48213, второй день жду",
	} {
		at = at.Add(20 * time.Minute)
		apply(bot.Event{Kind: bot.Said, Message: &bot.Message{ID: strconv.Itoa(i), Text: text}})
		at = h.Burst.Ends
		if i == 4 {
			break
		}
		apply(bot.Event{Kind: bot.TimerDue, Timer: &bot.Timer{Kind: bot.BurstEnd, At: at}})
		for len(h.Pending) > 0 {
			p := h.Pending[0]
			apply(bot.Event{Kind: bot.SendEnded, Result: &bot.Result{No: p.No, Kind: p.Kind, Outcome: bot.Delivered, Status: bot.SendDone}})
		}
	}
	require.NotEmpty(tb, h.Burst.Lines)
	require.GreaterOrEqual(tb, len(h.Exchanges), 3)
	return h, at
}

// BenchmarkDecide is the decision about a new line.
func BenchmarkDecide(b *testing.B) {
	brain := always()
	h, at := talked(b, brain)
	e := bot.Event{Kind: bot.Said, At: at, Message: &bot.Message{ID: "4", Text: h.Burst.Text()}}
	b.ReportAllocs()
	for b.Loop() {
		brain.Decide(h, e, at)
	}
}

// BenchmarkAnswer is the decision at the end of a burst, with the choice of a
// text.
func BenchmarkAnswer(b *testing.B) {
	brain := always()
	h, at := talked(b, brain)
	e := bot.Event{Kind: bot.TimerDue, At: at, Timer: &bot.Timer{Kind: bot.BurstEnd, At: at}}
	b.ReportAllocs()
	for b.Loop() {
		brain.Decide(h, e, at)
	}
}

// BenchmarkSnapshot is what a commit costs besides the store.
func BenchmarkSnapshot(b *testing.B) {
	h, _ := talked(b, always())
	b.ReportAllocs()
	for b.Loop() {
		data, err := h.Snapshot()
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(data)))
	}
}
