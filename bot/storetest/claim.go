package storetest

import (
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

func claimSentences() []sentence {
	return []sentence{
		{"finds nothing where nothing is due", func(f *fixture) {
			works, err := f.store.Claim(f.Context(), bot.Claim{Now: at(1), Until: at(2), Limit: 1, Owner: "x"})
			require.NoError(f, err)
			require.Nil(f, works)
			f.commit(f.held(chat("a"), 1), bot.Commit{Now: at(1)})
			require.Nil(f, f.claimAll(1_000_000, 10))
		}},
		{"gives first what has been due longest", func(f *fixture) {
			f.commit(f.held(chat("timer"), 0), bot.Commit{Now: at(0), Due: at(20)})
			f.receive(f.said(chat("late"), 30), f.said(chat("early"), 10))
			var order []string
			for _, w := range f.claimAll(100, 2) {
				order = append(order, w.Lease.Key.Chat)
			}
			for _, w := range f.claimAll(100, 2) {
				order = append(order, w.Lease.Key.Chat)
			}
			require.Equal(f, []string{"early", "timer", "late"}, order)
		}},
		{"gives at most as many as were asked for", func(f *fixture) {
			f.receive(f.said(chat("a"), 1), f.said(chat("b"), 1), f.said(chat("c"), 1))
			require.Len(f, f.claimAll(1, 2), 2)
			require.Len(f, f.claimAll(1, 2), 1)
			require.Empty(f, f.claimAll(1, 2))
		}},
		{"gives a conversation at its due time and not before", func(f *fixture) {
			f.commit(f.held(chat("a"), 1), bot.Commit{Now: at(1), Due: at(50)})
			require.Empty(f, f.claimAll(49, 10))
			require.Len(f, f.claimAll(50, 10), 1)
		}},
		{"gives what is unread though the clock was set back", func(f *fixture) {
			f.receive(f.said(chat("ahead"), 500))
			f.commit(f.claimAll(500, 1)[0].Lease, bot.Commit{Now: at(500), Due: at(400)})
			f.receive(f.said(chat("ahead too"), 600))
			works := f.claimAll(10, 10)
			require.Len(f, works, 2)
			require.Equal(f, "ahead", works[0].Lease.Key.Chat)
			require.Equal(f, "ahead too", works[1].Lease.Key.Chat)
			require.Empty(f, f.claimAll(10, 10))
		}},
		{"gives nothing twice before the lease has run out", func(f *fixture) {
			first := f.hold(chat("a"), 1)
			require.Empty(f, f.claimAll(leaseTime, 10))
			second := f.claim(1 + leaseTime)
			require.Equal(f, first.Lease.Key, second.Lease.Key)
			require.Equal(f, texts(first), texts(second))
		}},
		{"keeps a lease though the clock was set back", func(f *fixture) {
			f.hold(chat("a"), 1000)
			require.Empty(f, f.claimAll(10, 10))
		}},
		{"gives a conversation whose holder was lost by the time since when it is due", func(f *fixture) {
			f.hold(chat("a"), 1)
			f.receive(f.said(chat("b"), 2))
			works := f.claimAll(1+leaseTime, 10)
			require.Len(f, works, 2)
			require.Equal(f, "a", works[0].Lease.Key.Chat)
		}},
		{"gives a greater fence each time", func(f *fixture) {
			f.receive(f.said(chat("a"), 1))
			var last int64
			for i := range 5 {
				w := f.claim(1 + i*leaseTime)
				require.Greater(f, w.Lease.Fence, last)
				last = w.Lease.Fence
			}
		}},
		{"loads all that is to be done", func(f *fixture) {
			l := f.held(chat("a"), 1)
			done := planned(2, 1)
			done.Status = bot.SendDone
			begun := planned(3, 1)
			begun.Status, begun.Attempts, begun.Started, begun.Unknown = bot.SendStarted, 2, at(7), 1
			timers := []bot.Timer{
				{Kind: bot.PromiseDue, Subject: "2", At: at(40)},
				{Kind: bot.BurstEnd, At: at(30)},
				{Kind: bot.PromiseDue, Subject: "1", At: at(40)},
			}
			f.commit(l, bot.Commit{
				Now: at(2), Events: []bot.Event{note(1, "one"), note(2, "two")}, Snapshot: []byte("so far"),
				Sends: []bot.Send{planned(1, 5), done, begun}, Timers: timers, Due: at(3),
			})
			f.receive(f.said(chat("a"), 4))
			w := f.claim(4)
			require.Zero(f, w.Failures)
			require.Equal(f, []byte("so far"), w.Snapshot)
			require.EqualValues(f, 2, w.Events)
			require.Equal(f, []string{"line 2"}, texts(w))
			require.Equal(f, []bot.Send{planned(1, 5), begun}, w.Sends)
			require.Equal(f, []bot.Timer{timers[1], timers[2], timers[0]}, w.Timers)
			require.Equal(f, w, f.load(w.Lease))
		}},
		{"has no snapshot for a new conversation", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			require.Nil(f, w.Snapshot)
			require.Zero(f, w.Events)
			require.Nil(f, w.Sends)
			require.Nil(f, w.Timers)
		}},
		{"refuses what makes no sense", func(f *fixture) {
			f.receive(f.said(chat("a"), 1))
			for _, c := range []bot.Claim{
				{Now: at(1), Until: at(2), Limit: 0, Owner: "x"},
				{Now: at(1), Until: at(2), Limit: 1},
				{Now: at(2), Until: at(2), Limit: 1, Owner: "x"},
				{Until: at(2), Limit: 1, Owner: "x"},
			} {
				_, err := f.store.Claim(f.Context(), c)
				require.Error(f, err, "%+v", c)
			}
			f.claim(1)
		}},
	}
}
