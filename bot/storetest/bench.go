package storetest

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/camerton/camerton/bot"
)

// Benchmark measures what a store takes for a message: it is received and
// claimed, a step with an answer is committed, which begins the send, and its end
// is committed. So many conversations are in flight at once, and each gets one
// message after the other.
func Benchmark(b *testing.B, store bot.Store, inFlight int) {
	b.Helper()
	b.ReportAllocs()
	snapshot := make([]byte, 2000) // about that of a conversation
	var left atomic.Int64
	left.Store(int64(b.N))
	first := benchmarked.Add(int64(b.N)) - int64(b.N)
	b.ResetTimer()
	var all sync.WaitGroup
	for range inFlight {
		all.Go(func() {
			for {
				n := left.Add(-1)
				if n < 0 {
					return
				}
				no := first + n
				if err := carry(b.Context(), store, no, chat(strconv.FormatInt(no%int64(8*inFlight), 10)), snapshot); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}

// benchmarked is how many messages there have been, so that none comes twice to a
// store that several runs share.
var benchmarked atomic.Int64

// carry takes a message from its arrival to the end of its answer, or another
// one that waits.
func carry(ctx context.Context, store bot.Store, no int64, key bot.Key, snapshot []byte) error {
	now := at(int(no))
	in := bot.Incoming{Key: key, Source: "benchmark", Update: no, Received: now, Event: bot.Event{
		Kind: bot.Said, At: now, Message: &bot.Message{ID: fmt.Sprint("b", no), Text: "Unde e comanda mea? Aștept de trei zile."},
	}}
	if _, err := store.Receive(ctx, []bot.Incoming{in}); err != nil {
		return err
	}
	until := at(1 << 31)
	works, err := store.Claim(ctx, bot.Claim{Now: at(1 << 30), Until: until, Limit: 1, Owner: "benchmark"})
	if err != nil || len(works) == 0 {
		return err // somebody else has it, and takes this message along
	}
	w := works[0]
	send := planned(no+1, 0)
	send.Text = "Bună ziua! Verificăm comanda și revenim astăzi, până la 14:30."
	begun, err := store.Commit(ctx, w.Lease, bot.Commit{
		Now: now, Done: ids(w), Events: []bot.Event{w.Incoming[0].Event, note(0, "decided")}, Snapshot: snapshot,
		Sends: []bot.Send{send}, Timers: []bot.Timer{{Kind: bot.GuardDue, At: until}}, Due: now, Until: until, Begin: send.No,
	})
	if err != nil {
		return err
	}
	last := bot.Commit{Now: now}
	if begun { // and no other message has come
		send.Status, send.Attempts, send.Started = bot.SendDone, 1, now
		last = bot.Commit{
			Now: now, Events: []bot.Event{note(0, "sent")}, Snapshot: snapshot, Sends: []bot.Send{send},
			Cancelled: []bot.TimerID{{Kind: bot.GuardDue}},
		}
	}
	_, err = store.Commit(ctx, w.Lease, last)
	return err
}
