package storetest

import (
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

// lost tries everything that needs a lease, and finds that it is lost and that
// nothing was stored.
func (f *fixture) lost(l bot.Lease) {
	f.Helper()
	before := f.stats(0)
	_, err := f.store.Load(f.Context(), l)
	require.ErrorIs(f, err, bot.ErrLost, "Load")
	require.ErrorIs(f, f.store.Renew(f.Context(), l, at(100_000)), bot.ErrLost, "Renew")
	require.ErrorIs(f, f.store.Begin(f.Context(), l, 1, at(1)), bot.ErrLost, "Begin")
	require.ErrorIs(f, f.store.Fail(f.Context(), l, bot.Failure{Now: at(1), Retry: at(2)}), bot.ErrLost, "Fail")
	_, err = f.store.Commit(f.Context(), l, bot.Commit{Now: at(1), Forget: true})
	require.ErrorIs(f, err, bot.ErrLost, "Forget")
	begun, err := f.store.Commit(f.Context(), l, bot.Commit{
		Now: at(1), Done: []int64{1, 2, 3}, Events: []bot.Event{note(1, "lost")}, Snapshot: []byte("lost"),
		Sends: []bot.Send{planned(99, 1)}, Timers: []bot.Timer{{Kind: bot.GuardDue, At: at(1)}}, Due: at(1),
		Begin: 99, Until: at(2),
	})
	require.ErrorIs(f, err, bot.ErrLost, "Commit")
	require.False(f, begun)
	require.Equal(f, before, f.stats(0))
	for _, e := range f.events(l.Key) {
		require.NotEqual(f, "lost", e.Reason)
	}
}

func leaseSentences() []sentence {
	return []sentence{
		{"is lost when another holder has the conversation", func(f *fixture) {
			old := f.hold(chat("a"), 1)
			now := f.claim(1 + leaseTime)
			f.lost(old.Lease)
			require.Equal(f, now, f.load(now.Lease), "the new holder notices nothing")
		}},
		{"is lost when it was ended", func(f *fixture) {
			l := f.held(chat("a"), 1)
			f.commit(l, bot.Commit{Now: at(1)})
			f.lost(l)
		}},
		{"is lost after a failure", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			require.NoError(f, f.store.Fail(f.Context(), w.Lease, bot.Failure{Now: at(1), Retry: at(2), Reason: "no"}))
			f.lost(w.Lease)
		}},
		{"is lost when the conversation was forgotten", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			require.NoError(f, f.store.Forget(f.Context(), chat("a")))
			f.lost(w.Lease)
		}},
		{"is lost though the conversation begins anew", func(f *fixture) {
			old := f.hold(chat("a"), 1)
			for i := range 5 {
				require.NoError(f, f.store.Forget(f.Context(), chat("a")))
				f.receive(f.said(chat("a"), 2+i))
				w := f.claim(2 + i)
				require.Greater(f, w.Lease.Fence, old.Lease.Fence)
				f.lost(old.Lease)
				old = w
			}
		}},
		{"is lost if it never was", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			f.lost(bot.Lease{Key: chat("b"), Fence: w.Lease.Fence})
			f.lost(bot.Lease{Key: chat("a"), Fence: w.Lease.Fence + 1})
			f.lost(bot.Lease{Key: chat("a")})
		}},
		{"holds though it ran out, as long as nobody else has it", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			f.commit(w.Lease, bot.Commit{Now: at(10_000), Done: ids(w), Events: []bot.Event{note(1, "late")}})
			require.Len(f, f.events(chat("a")), 1)
		}},
		{"runs as long as it was renewed for", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			require.NoError(f, f.store.Renew(f.Context(), w.Lease, at(500)))
			require.Empty(f, f.claimAll(499, 10))
			require.Equal(f, at(500), f.nextDue())
			require.NoError(f, f.store.Renew(f.Context(), w.Lease, at(20)), "it may be shortened")
			require.Empty(f, f.claimAll(19, 10))
			f.claim(20)
			f.lost(w.Lease)
		}},
		{"stays with its holder if a commit says so", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			f.commit(w.Lease, bot.Commit{Now: at(1), Done: ids(w), Due: at(2), Until: at(300)})
			require.Empty(f, f.claimAll(299, 10))
			require.Equal(f, at(300), f.nextDue())
			f.commit(w.Lease, bot.Commit{Now: at(5), Due: at(6)})
			require.Empty(f, f.claimAll(5, 10))
			f.claim(6)
		}},
	}
}
