package storetest

import (
	"fmt"
	"sync"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

func commitBeginSentences() []sentence {
	return []sentence{
		{"begins a send that it plans", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			require.True(f, f.commitBegin(w.Lease, bot.Commit{
				Now: at(7), Done: ids(w), Events: []bot.Event{note(7, "x")}, Snapshot: []byte("x"),
				Sends: []bot.Send{planned(1, 5), planned(2, 6)}, Begin: 1,
			}))
			require.Equal(f, []bot.Send{begun(planned(1, 5), 7), planned(2, 6)}, f.load(w.Lease).Sends)
			require.Len(f, f.events(chat("a")), 1)
			require.Error(f, f.store.Begin(f.Context(), w.Lease, 1, at(8)), "it is begun already")
		}},
		{"begins the next send while it ends the last one", func(f *fixture) {
			l := f.withSends(planned(1, 5), planned(2, 6))
			require.NoError(f, f.store.Begin(f.Context(), l, 1, at(7)))
			over := begun(planned(1, 5), 7)
			over.Status = bot.SendDone
			require.True(f, f.commitBegin(l, bot.Commit{Now: at(8), Sends: []bot.Send{over}, Begin: 2}))
			require.Equal(f, []bot.Send{begun(planned(2, 6), 8)}, f.load(l).Sends)
		}},
		{"counts the attempts on when it begins", func(f *fixture) {
			again := planned(1, 5)
			again.Attempts, again.Started, again.Unknown = 3, at(2), 2
			l := f.withSends(again)
			require.True(f, f.commitBegin(l, bot.Commit{Now: at(9), Begin: 1}))
			require.Equal(f, []bot.Send{begun(again, 9)}, f.load(l).Sends)
		}},
		{"moves the end of the lease with it", func(f *fixture) {
			l := f.withSends(planned(1, 5))
			require.True(f, f.commitBegin(l, bot.Commit{Now: at(50), Begin: 1, Due: at(50)}))
			require.Empty(f, f.claimAll(50+leaseTime-1, 10))
			w := f.claim(50 + leaseTime)
			require.Equal(f, []bot.Send{begun(planned(1, 5), 50)}, w.Sends, "it is there for the next holder")
		}},
		{"stores everything but the begin while there are other unread events", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			f.receive(f.said(chat("a"), 2))
			require.False(f, f.commitBegin(w.Lease, bot.Commit{
				Now: at(3), Done: ids(w), Events: []bot.Event{note(3, "x")}, Snapshot: []byte("x"),
				Sends: []bot.Send{planned(1, 3)}, Timers: []bot.Timer{{Kind: bot.GuardDue, At: at(9)}}, Begin: 1,
			}))
			now := f.load(w.Lease)
			require.Equal(f, []string{"line 2"}, texts(now))
			require.Equal(f, []bot.Send{planned(1, 3)}, now.Sends)
			require.Len(f, now.Timers, 1)
			require.Equal(f, []byte("x"), now.Snapshot)
			require.Len(f, f.events(chat("a")), 1)
			require.True(f, f.commitBegin(w.Lease, bot.Commit{Now: at(4), Done: ids(now), Begin: 1}))
		}},
		{"does not begin while an earlier event is left unread", func(f *fixture) {
			f.receive(f.said(chat("a"), 1), f.said(chat("a"), 1))
			w := f.claim(1)
			require.False(f, f.commitBegin(w.Lease, bot.Commit{
				Now: at(2), Done: ids(w)[1:], Sends: []bot.Send{planned(1, 1)}, Begin: 1,
			}))
			require.Equal(f, []string{"line 1"}, texts(f.load(w.Lease)))
		}},
		{"takes what it buries for read", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			require.True(f, f.commitBegin(w.Lease, bot.Commit{
				Now: at(2), Buried: []bot.Burial{{ID: ids(w)[0], Reason: "x"}}, Sends: []bot.Send{planned(1, 1)}, Begin: 1,
			}))
			require.Len(f, f.letters(), 1)
		}},
		{"does not mind unread events of others when it begins, nor duplicates", func(f *fixture) {
			l := f.withSends(planned(1, 5))
			again := f.said(chat("a"), 2)
			again.Event.Message.ID = "m1"
			require.Equal(f, []bool{true, false}, f.receive(f.said(chat("b"), 2), again))
			require.True(f, f.commitBegin(l, bot.Commit{Now: at(8), Begin: 1}))
		}},
		{"begins no send that is not planned, and stores the rest", func(f *fixture) {
			done := planned(2, 1)
			done.Status = bot.SendDone
			l := f.withSends(planned(1, 5), done)
			require.False(f, f.commitBegin(l, bot.Commit{Now: at(6), Begin: 2}), "done")
			require.False(f, f.commitBegin(l, bot.Commit{Now: at(6), Begin: 3}), "not there")
			cancelled := planned(1, 5)
			cancelled.Status = bot.SendCancelled
			require.False(f, f.commitBegin(l, bot.Commit{Now: at(6), Sends: []bot.Send{cancelled}, Begin: 1}), "cancelled by it")
			require.Empty(f, f.load(l).Sends)
			require.Equal(f, []bot.Outgoing{{Key: chat("a"), Send: cancelled}, {Key: chat("a"), Send: done}}, f.outbox(chat("a")))
		}},
		{"begins once, the last of several with its number", func(f *fixture) {
			l := f.held(chat("a"), 1)
			first, last := planned(1, 5), planned(1, 6)
			last.Text = "another text"
			require.True(f, f.commitBegin(l, bot.Commit{Now: at(7), Sends: []bot.Send{first, last}, Begin: 1}))
			require.Equal(f, []bot.Send{begun(last, 7)}, f.load(l).Sends)
		}},
		{"refuses to begin a send without keeping the lease", func(f *fixture) {
			l := f.withSends(planned(1, 5))
			before := f.load(l)
			_, err := f.store.Commit(f.Context(), l, bot.Commit{Now: at(7), Events: []bot.Event{note(7, "x")}, Begin: 1})
			require.Error(f, err)
			require.Equal(f, before, f.load(l))
			require.Empty(f, f.events(chat("a")))
		}},
		{"begins nothing where everything is forgotten", func(f *fixture) {
			l := f.withSends(planned(1, 5))
			require.False(f, f.commitBegin(l, bot.Commit{Now: at(7), Begin: 1, Forget: true}))
			require.Empty(f, f.outbox(chat("a")))
		}},
		{"begins, or finds what comes in at the same time, never both", func(f *fixture) {
			for i := range 20 {
				f.race(i)
			}
		}},
		{"keeps apart what many commit at once", func(f *fixture) {
			const chats = 12
			works := make([]bot.Work, chats)
			for i := range works {
				works[i] = f.hold(chat(string(rune('a'+i))), i+1)
			}
			_, err := f.store.Commit(f.Context(), works[0].Lease, bot.Commit{Now: at(1)}) // so that one is lost
			require.NoError(f, err)
			errs, starts := make([]error, chats), make([]bool, chats)
			var all sync.WaitGroup
			for i, w := range works {
				all.Go(func() {
					starts[i], errs[i] = f.store.Commit(f.Context(), w.Lease, bot.Commit{
						Now: at(20), Done: ids(w), Events: []bot.Event{note(i, w.Lease.Key.Chat)}, Snapshot: []byte(w.Lease.Key.Chat),
						Sends: []bot.Send{planned(1, i)}, Until: at(500), Begin: 1,
						Timers: []bot.Timer{{Kind: bot.GuardDue, Subject: w.Lease.Key.Chat, At: at(100 + i)}},
					})
				})
			}
			all.Wait()
			require.ErrorIs(f, errs[0], bot.ErrLost)
			require.False(f, starts[0])
			require.Empty(f, f.events(works[0].Lease.Key))
			for i, w := range works[1:] {
				require.NoError(f, errs[i+1])
				require.True(f, starts[i+1])
				now, name := f.load(w.Lease), w.Lease.Key.Chat
				require.Empty(f, now.Incoming)
				require.Equal(f, name, string(now.Snapshot))
				require.Equal(f, []bot.Send{begun(planned(1, i+1), 20)}, now.Sends)
				require.Equal(f, []bot.Timer{{Kind: bot.GuardDue, Subject: name, At: at(101 + i)}}, now.Timers)
				require.Equal(f, []bot.Logged{{No: 1, Event: note(i+1, name)}}, f.events(w.Lease.Key))
			}
		}},
	}
}

// race commits with a send to begin while something comes in. Whichever was
// first: either the send was not begun, or the event came after that.
func (f *fixture) race(n int) {
	f.Helper()
	key := chat(fmt.Sprint("race ", n))
	w := f.hold(key, n+1)
	in := f.said(key, n+2)
	var all sync.WaitGroup
	var receiving error
	all.Go(func() { _, receiving = f.store.Receive(f.Context(), []bot.Incoming{in}) })
	started := f.commitBegin(w.Lease, bot.Commit{Now: at(n + 2), Done: ids(w), Sends: []bot.Send{planned(1, n)}, Begin: 1})
	all.Wait()
	require.NoError(f, receiving)
	now := f.load(w.Lease)
	require.Len(f, now.Incoming, 1)
	want := planned(1, n)
	if started {
		want = begun(want, n+2)
	}
	require.Equal(f, []bot.Send{want}, now.Sends)
	f.commit(w.Lease, bot.Commit{Now: at(n + 2), Done: ids(now)})
}

// commitBegin commits with a lease that lasts for another minute, and returns
// whether the send was begun.
func (f *fixture) commitBegin(l bot.Lease, c bot.Commit) bool {
	f.Helper()
	c.Until = c.Now.Add(leaseTime * time.Second)
	started, err := f.store.Commit(f.Context(), l, c)
	require.NoError(f, err)
	return started
}

// begun returns a planned send as it is after its begin.
func begun(s bot.Send, second int) bot.Send {
	s.Status, s.Attempts, s.Started = bot.SendStarted, s.Attempts+1, at(second)
	return s
}
