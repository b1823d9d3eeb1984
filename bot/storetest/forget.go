package storetest

import (
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

// full fills a conversation with a row of every kind and returns its lease. The
// sends stay open, one event stays unread and one is buried.
func (f *fixture) full(key bot.Key, second int) bot.Lease {
	f.Helper()
	f.receive(f.said(key, second), f.said(key, second), f.said(key, second))
	w := f.claim(second)
	dead, unknown := planned(2, second), planned(3, second)
	dead.Status, dead.Error = bot.SendDead, "too long"
	unknown.Status, unknown.Unknown = bot.SendUnknown, 1
	f.commit(w.Lease, bot.Commit{
		Now: at(second), Done: ids(w)[:1], Buried: []bot.Burial{{ID: ids(w)[1], Reason: "broke"}},
		Events: []bot.Event{note(second, "x")}, Snapshot: []byte("x"),
		Sends:  []bot.Send{planned(1, second), dead, unknown},
		Timers: []bot.Timer{{Kind: bot.GuardDue, At: at(second + 5)}},
		Due:    at(second), Until: at(second + leaseTime),
	})
	return w.Lease
}

// nothingOf finds that nothing of a conversation is left, when there was none
// beside it.
func (f *fixture) nothingOf(key bot.Key) {
	f.Helper()
	require.Equal(f, bot.Stats{}, f.stats(0))
	require.Empty(f, f.events(key))
	require.Empty(f, f.outbox(key))
	require.Empty(f, f.outbox(bot.Key{}))
	require.Empty(f, f.letters())
	require.True(f, f.nextDue().IsZero())
	keys, err := f.store.Conversations(f.Context(), bot.Key{}, 10)
	require.NoError(f, err)
	require.Empty(f, keys)
}

func forgetSentences() []sentence {
	return []sentence{
		{"leaves nothing of the conversation", func(f *fixture) {
			f.full(chat("a"), 1)
			require.NoError(f, f.store.Forget(f.Context(), chat("a")))
			f.nothingOf(chat("a"))
		}},
		{"leaves nothing either if a holder does it", func(f *fixture) {
			l := f.full(chat("a"), 1)
			f.commit(l, bot.Commit{Forget: true, Done: ids(f.load(l)), Snapshot: []byte("not looked at")})
			f.nothingOf(chat("a"))
			f.lost(l)
		}},
		{"leaves others alone", func(f *fixture) {
			f.full(chat("a"), 1)
			l := f.full(chat("b"), 2)
			before := f.load(l)
			require.NoError(f, f.store.Forget(f.Context(), chat("a")))
			require.Equal(f, before, f.load(l))
			require.Len(f, f.letters(), 2)
			require.Len(f, f.events(chat("b")), 1)
		}},
		{"keeps update numbers, so that nothing comes twice", func(f *fixture) {
			in := f.said(chat("a"), 1)
			f.receive(in)
			require.NoError(f, f.store.Forget(f.Context(), chat("a")))
			require.Equal(f, []bool{false}, f.receive(in))
			require.Equal(f, bot.Stats{}, f.stats(1))
		}},
		{"forgets which messages there were", func(f *fixture) {
			in := f.said(chat("a"), 1)
			f.receive(in)
			require.NoError(f, f.store.Forget(f.Context(), chat("a")))
			in.Update = 70
			require.Equal(f, []bool{true}, f.receive(in))
		}},
		{"does not mind a conversation that is not there", func(f *fixture) {
			require.NoError(f, f.store.Forget(f.Context(), chat("nobody")))
		}},
		{"lets the conversation begin anew", func(f *fixture) {
			f.full(chat("a"), 1)
			require.NoError(f, f.store.Forget(f.Context(), chat("a")))
			w := f.hold(chat("a"), 50)
			require.Equal(f, bot.Work{Lease: w.Lease, Incoming: w.Incoming}, w)
			require.Len(f, w.Incoming, 1)
			f.commit(w.Lease, bot.Commit{Now: at(50), Done: ids(w), Events: []bot.Event{note(50, "first")}})
			require.EqualValues(f, 1, f.events(chat("a"))[0].No)
		}},
		{"begins anew with what came after the events that are done", func(f *fixture) {
			l := f.full(chat("a"), 1)
			before := f.load(l)
			in := f.said(chat("a"), 9)
			f.receive(in)
			f.commit(l, bot.Commit{Forget: true, Done: ids(before)})
			f.lost(l)
			require.Empty(f, f.events(chat("a")))
			require.Empty(f, f.outbox(chat("a")))
			require.Empty(f, f.letters())
			require.Equal(f, at(9), f.nextDue())
			w := f.claim(9)
			require.Greater(f, w.Lease.Fence, l.Fence)
			require.Equal(f, bot.Work{Lease: w.Lease, Incoming: w.Incoming}, w)
			require.Equal(f, in, w.Incoming[0].Incoming)
			in.Update = 70
			require.Equal(f, []bool{false}, f.receive(in), "which is still known")
		}},
		{"begins anew with all that is unread if nothing is done", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			f.commit(w.Lease, bot.Commit{Forget: true})
			require.Equal(f, w.Incoming, f.claim(1).Incoming)
		}},
		{"deletes what was passed over before the events that are done", func(f *fixture) {
			f.receive(f.said(chat("a"), 1), f.said(chat("a"), 1))
			w := f.claim(1)
			f.commit(w.Lease, bot.Commit{Forget: true, Done: ids(w)[1:]})
			f.nothingOf(chat("a"))
		}},
		{"forgets failures", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			require.NoError(f, f.store.Fail(f.Context(), w.Lease, bot.Failure{Now: at(1), Retry: at(5)}))
			w = f.claim(5)
			f.receive(f.said(chat("a"), 5))
			f.commit(w.Lease, bot.Commit{Forget: true, Done: ids(w)})
			require.Zero(f, f.claim(5).Failures)
		}},
	}
}

// prune prunes until nothing is left to prune.
func (f *fixture) prune(p bot.Prune) (rows int64) {
	f.Helper()
	for {
		n, err := f.store.Prune(f.Context(), p)
		require.NoError(f, err)
		if rows += n; n == 0 {
			return rows
		}
	}
}

// quiet returns a conversation in which something happened once.
func (f *fixture) quiet(key bot.Key, second int) {
	f.Helper()
	w := f.hold(key, second)
	f.commit(w.Lease, bot.Commit{
		Now: at(second), Done: ids(w), Events: []bot.Event{note(second, "x"), note(second, "y")},
		Snapshot: []byte("x"), Sends: []bot.Send{planned(1, second)},
	})
}

func pruneSentences() []sentence {
	return []sentence{
		{"deletes nothing if it is told no time", func(f *fixture) {
			f.quiet(chat("a"), 1)
			require.Zero(f, f.prune(bot.Prune{}))
		}},
		{"deletes old update numbers", func(f *fixture) {
			old, recent := f.blocked(chat("a"), 10), f.blocked(chat("a"), 20)
			f.receive(old, recent)
			require.EqualValues(f, 1, f.prune(bot.Prune{Updates: at(20)}))
			require.Equal(f, []bool{true, false}, f.receive(old, recent))
		}},
		{"knows messages longer than update numbers", func(f *fixture) {
			in := f.said(chat("a"), 10)
			f.receive(in)
			f.prune(bot.Prune{Updates: at(20)})
			require.Equal(f, []bool{false}, f.receive(in))
		}},
		{"deletes conversations in which nothing has happened since", func(f *fixture) {
			f.quiet(chat("old"), 10)
			f.quiet(chat("recent"), 20)
			require.Positive(f, f.prune(bot.Prune{Conversations: at(20)}))
			keys, err := f.store.Conversations(f.Context(), bot.Key{}, 10)
			require.NoError(f, err)
			require.Equal(f, []bot.Key{chat("recent")}, keys)
			require.Empty(f, f.events(chat("old")))
			require.Len(f, f.events(chat("recent")), 2)
			require.EqualValues(f, 1, f.stats(20).Planned)
		}},
		{"spares conversations that are due again", func(f *fixture) {
			f.commit(f.held(chat("timer"), 1), bot.Commit{Now: at(1), Due: at(100_000)})
			w := f.hold(chat("failed"), 1)
			require.NoError(f, f.store.Fail(f.Context(), w.Lease, bot.Failure{Now: at(1), Retry: at(100_000)}))
			f.receive(f.said(chat("unread"), 1))
			require.Zero(f, f.prune(bot.Prune{Conversations: at(50)}))
			require.EqualValues(f, 3, f.stats(1).Conversations)
		}},
		{"spares conversations that somebody holds", func(f *fixture) {
			l := f.held(chat("a"), 1)
			require.Zero(f, f.prune(bot.Prune{Conversations: at(50)}))
			f.load(l)
			require.Positive(f, f.prune(bot.Prune{Conversations: at(2 + leaseTime)}), "until the lease has run out")
		}},
		{"keeps to its limit, and comes to an end", func(f *fixture) {
			for i := range 7 {
				f.receive(f.blocked(chat("noise"), i))
			}
			w := f.claim(10)
			f.commit(w.Lease, bot.Commit{Now: at(10), Done: ids(w)})
			f.quiet(chat("a"), 11)
			f.quiet(chat("b"), 12)
			var rows int64
			for range 100 {
				n, err := f.store.Prune(f.Context(), bot.Prune{Updates: at(100), Conversations: at(100), Limit: 2})
				require.NoError(f, err)
				if _, ok := f.store.(*Memory); !ok {
					require.LessOrEqual(f, n, int64(2*9), "two rows of each table")
				}
				rows += n
				if n == 0 {
					break
				}
			}
			require.GreaterOrEqual(f, rows, int64(9+3), "9 update numbers, 3 conversations")
			f.nothingOf(chat("a"))
		}},
		{"leaves a customer nothing old who writes meanwhile", func(f *fixture) {
			f.quiet(chat("a"), 1)
			_, err := f.store.Prune(f.Context(), bot.Prune{Conversations: at(50), Limit: 1})
			require.NoError(f, err)
			w := f.hold(chat("a"), 60)
			require.Nil(f, w.Snapshot)
			require.Empty(f, w.Sends)
			f.commit(w.Lease, bot.Commit{Now: at(60), Done: ids(w), Events: []bot.Event{note(60, "new")}})
			f.prune(bot.Prune{Conversations: at(50), Limit: 1})
			require.Equal(f, []bot.Logged{{No: 1, Event: note(60, "new")}}, f.events(chat("a")))
			require.EqualValues(f, 1, f.stats(60).Conversations)
			require.Zero(f, f.stats(60).Planned)
		}},
	}
}
