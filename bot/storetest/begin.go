package storetest

import (
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

func beginSentences() []sentence {
	return []sentence{
		{"marks a send as started", func(f *fixture) {
			l := f.withSends(planned(1, 5), planned(2, 6))
			require.NoError(f, f.store.Begin(f.Context(), l, 1, at(7)))
			first := planned(1, 5)
			first.Status, first.Attempts, first.Started = bot.SendStarted, 1, at(7)
			require.Equal(f, []bot.Send{first, planned(2, 6)}, f.load(l).Sends)
		}},
		{"counts the attempts on", func(f *fixture) {
			again := planned(1, 5)
			again.Attempts, again.Started, again.Unknown, again.Error = 3, at(2), 2, "timeout"
			l := f.withSends(again)
			require.NoError(f, f.store.Begin(f.Context(), l, 1, at(9)))
			again.Status, again.Attempts, again.Started = bot.SendStarted, 4, at(9)
			require.Equal(f, []bot.Send{again}, f.load(l).Sends)
		}},
		{"stores nothing while there are unread events", func(f *fixture) {
			l := f.withSends(planned(1, 5))
			f.receive(f.said(chat("a"), 6))
			require.ErrorIs(f, f.store.Begin(f.Context(), l, 1, at(7)), bot.ErrIncoming)
			w := f.load(l)
			require.Equal(f, []bot.Send{planned(1, 5)}, w.Sends)
			f.commit(l, bot.Commit{Now: at(7), Done: ids(w), Until: at(100)})
			require.NoError(f, f.store.Begin(f.Context(), l, 1, at(8)))
		}},
		{"does not mind unread events of others, nor duplicates", func(f *fixture) {
			l := f.withSends(planned(1, 5))
			again := f.said(chat("a"), 2)
			again.Event.Message.ID = "m1"
			require.Equal(f, []bool{true, false}, f.receive(f.said(chat("b"), 2), again))
			require.NoError(f, f.store.Begin(f.Context(), l, 1, at(8)))
		}},
		{"refuses a send that is not planned", func(f *fixture) {
			done := planned(2, 1)
			done.Status = bot.SendDone
			l := f.withSends(planned(1, 5), done)
			require.Error(f, f.store.Begin(f.Context(), l, 2, at(7)), "done")
			require.Error(f, f.store.Begin(f.Context(), l, 3, at(7)), "not there")
			require.NoError(f, f.store.Begin(f.Context(), l, 1, at(7)))
			require.Error(f, f.store.Begin(f.Context(), l, 1, at(8)), "started already")
			require.Equal(f, at(7), f.load(l).Sends[0].Started)
			require.Equal(f, 1, f.load(l).Sends[0].Attempts)
		}},
		{"is there for the next holder", func(f *fixture) {
			l := f.withSends(planned(1, 5))
			require.NoError(f, f.store.Begin(f.Context(), l, 1, at(7)))
			f.receive(f.said(chat("a"), 8))
			w := f.claim(5 + leaseTime)
			require.Equal(f, bot.SendStarted, w.Sends[0].Status)
		}},
	}
}

// withSends returns the lease of a conversation with sends, held from second 1
// to 61.
func (f *fixture) withSends(sends ...bot.Send) bot.Lease {
	f.Helper()
	l := f.held(chat("a"), 1)
	f.commit(l, bot.Commit{Now: at(1), Sends: sends, Due: at(1), Until: at(1 + leaseTime)})
	return l
}
