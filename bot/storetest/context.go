package storetest

import (
	"context"
	"fmt"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

func contextSentences() []sentence {
	return []sentence{
		{"that is done stops every call, and nothing is stored", func(f *fixture) {
			l := f.full(chat("a"), 1)
			before, stats := f.load(l), f.stats(1)
			ctx := f.cancelled()
			_, err := f.store.Receive(ctx, []bot.Incoming{f.said(chat("a"), 2)})
			require.ErrorIs(f, err, context.Canceled, "Receive")
			_, err = f.store.Claim(ctx, bot.Claim{Now: at(1000), Until: at(2000), Limit: 1, Owner: "x"})
			require.ErrorIs(f, err, context.Canceled, "Claim")
			_, err = f.store.Load(ctx, l)
			require.ErrorIs(f, err, context.Canceled, "Load")
			require.ErrorIs(f, f.store.Renew(ctx, l, at(1000)), context.Canceled, "Renew")
			require.ErrorIs(f, f.store.Begin(ctx, l, 1, at(1)), context.Canceled, "Begin")
			require.ErrorIs(f, f.store.Fail(ctx, l, bot.Failure{Now: at(1), Retry: at(2)}), context.Canceled, "Fail")
			_, err = f.store.Commit(ctx, l, bot.Commit{Now: at(1), Done: ids(before)})
			require.ErrorIs(f, err, context.Canceled, "Commit")
			_, err = f.store.NextDue(ctx)
			require.ErrorIs(f, err, context.Canceled, "NextDue")
			_, err = f.store.Events(ctx, chat("a"), 0, 10)
			require.ErrorIs(f, err, context.Canceled, "Events")
			require.Equal(f, before, f.load(l))
			require.Equal(f, stats, f.stats(1))
		}},
		{"that is done stops the calls of the archive too", func(f *fixture) {
			if _, ok := f.store.(*Memory); ok {
				return // which does not wait for anything
			}
			f.full(chat("a"), 1)
			stats, ctx := f.stats(1), f.cancelled()
			_, err := f.store.Stats(ctx, at(1))
			require.ErrorIs(f, err, context.Canceled, "Stats")
			_, err = f.store.Conversations(ctx, bot.Key{}, 1)
			require.ErrorIs(f, err, context.Canceled, "Conversations")
			_, err = f.store.Outbox(ctx, bot.Key{})
			require.ErrorIs(f, err, context.Canceled, "Outbox")
			_, err = f.store.Inbox(ctx, chat("a"))
			require.ErrorIs(f, err, context.Canceled, "Inbox")
			_, err = f.store.DeadLetters(ctx, 1)
			require.ErrorIs(f, err, context.Canceled, "DeadLetters")
			for _, letter := range f.letters() {
				require.ErrorIs(f, f.store.Revive(ctx, letter.ID, at(1)), context.Canceled, "Revive")
				require.ErrorIs(f, f.store.Drop(ctx, letter.ID), context.Canceled, "Drop")
			}
			require.ErrorIs(f, f.store.SaveConnection(ctx, bot.Connection{Source: "x", At: at(1)}), context.Canceled)
			_, err = f.store.Connection(ctx, "x", "")
			require.ErrorIs(f, err, context.Canceled, "Connection")
			require.ErrorIs(f, f.store.Forget(ctx, chat("a")), context.Canceled, "Forget")
			_, err = f.store.Prune(ctx, bot.Prune{Conversations: at(9999)})
			require.ErrorIs(f, err, context.Canceled, "Prune")
			require.Equal(f, stats, f.stats(1))
			c, err := f.store.Connection(f.Context(), "x", "")
			require.NoError(f, err)
			require.Equal(f, bot.Connection{}, c)
		}},
		{"that ends in the middle stores all or nothing", func(f *fixture) {
			f.receive(f.said(chat("a"), 1))
			w := f.claim(1)
			for i := range 60 {
				f.cutShort(w.Lease, i)
			}
		}},
	}
}

// cutShort cancels a commit after another moment each time, and finds that it
// was stored if, and only if, it returned nil.
func (f *fixture) cutShort(l bot.Lease, n int) {
	f.Helper()
	before, snapshot := f.load(l), fmt.Append(nil, n)
	logged := len(f.events(l.Key))
	ctx, cancel := context.WithCancel(f.Context())
	go func() {
		for range n * n * 20 { // a moment, without a clock
			if ctx.Err() != nil {
				return
			}
		}
		cancel()
	}()
	events := make([]bot.Event, 20)
	for i := range events {
		events[i] = note(n, "cut short")
	}
	_, err := f.store.Commit(ctx, l, bot.Commit{
		Now: at(n), Events: events, Snapshot: snapshot, Sends: []bot.Send{planned(int64(n+1), n)}, Until: at(5000),
	})
	cancel()
	after := f.load(l)
	if err != nil {
		require.ErrorIs(f, err, context.Canceled)
		require.Equal(f, before, after)
		require.Equal(f, logged, len(f.events(l.Key)))
		return
	}
	require.Equal(f, snapshot, after.Snapshot)
	require.Len(f, after.Sends, len(before.Sends)+1)
	require.Equal(f, logged+20, len(f.events(l.Key)))
}
