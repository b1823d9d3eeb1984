package storetest

import (
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

func commitSentences() []sentence {
	return []sentence{
		{"has events that are done read no more", func(f *fixture) {
			f.receive(f.said(chat("a"), 1), f.said(chat("a"), 1), f.said(chat("a"), 1))
			w := f.claim(1)
			f.commit(w.Lease, bot.Commit{Now: at(1), Done: []int64{w.Incoming[0].ID, w.Incoming[2].ID}})
			require.Equal(f, []string{"line 2"}, texts(f.claim(1)), "what is unread makes it due at once")
		}},
		{"passes over what was read before", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			f.commit(w.Lease, bot.Commit{Now: at(1), Done: append(ids(w), 999), Until: at(50)})
			f.commit(w.Lease, bot.Commit{
				Now: at(1), Done: ids(w), Buried: []bot.Burial{{ID: ids(w)[0], Reason: "too late"}},
			})
			require.Empty(f, f.letters())
		}},
		{"reads only its own events", func(f *fixture) {
			f.receive(f.said(chat("a"), 1), f.said(chat("b"), 1))
			works := f.claimAll(1, 10)
			f.commit(works[0].Lease, bot.Commit{Now: at(1), Done: append(ids(works[0]), ids(works[1])...)})
			require.Len(f, f.load(works[1].Lease).Incoming, 1)
		}},
		{"appends to the log, numbering without a gap", func(f *fixture) {
			l := f.held(chat("a"), 1)
			f.commit(l, bot.Commit{Now: at(1), Events: []bot.Event{note(1, "a"), note(2, "b")}, Until: at(9)})
			f.commit(l, bot.Commit{Now: at(1), Until: at(9)})
			f.commit(l, bot.Commit{Now: at(1), Events: []bot.Event{note(3, "c")}})
			require.Equal(f, []bot.Logged{
				{No: 1, Event: note(1, "a")}, {No: 2, Event: note(2, "b")}, {No: 3, Event: note(3, "c")},
			}, f.events(chat("a")))
		}},
		{"replaces the snapshot, and keeps it where none is given", func(f *fixture) {
			l := f.held(chat("a"), 1)
			step := func(c bot.Commit) bot.Work {
				c.Now, c.Until = at(1), at(100)
				f.commit(l, c)
				return f.load(l)
			}
			w := step(bot.Commit{Events: []bot.Event{note(1, "a")}, Snapshot: []byte("one")})
			require.Equal(f, "one", string(w.Snapshot))
			require.EqualValues(f, 1, w.Events)
			w = step(bot.Commit{Events: []bot.Event{note(2, "b"), note(3, "c")}})
			require.Equal(f, "one", string(w.Snapshot))
			require.EqualValues(f, 1, w.Events, "the last event that the snapshot holds")
			w = step(bot.Commit{Events: []bot.Event{note(4, "d")}, Snapshot: []byte("four")})
			require.Equal(f, "four", string(w.Snapshot))
			require.EqualValues(f, 4, w.Events)
		}},
		{"adds sends and puts others in their place", func(f *fixture) {
			l := f.withSends(planned(2, 5), planned(1, 6))
			require.NoError(f, f.store.Begin(f.Context(), l, 1, at(7)))
			over := planned(1, 6)
			over.Status, over.Attempts, over.Started, over.Messages = bot.SendDone, 1, at(7), []string{"m77"}
			third := planned(3, 9)
			third.Buttons = []bot.Button{{Label: "Da", Data: "yes"}}
			f.commit(l, bot.Commit{Now: at(8), Sends: []bot.Send{over, third}, Until: at(100)})
			require.Equal(f, []bot.Send{planned(2, 5), third}, f.load(l).Sends)
			require.Equal(f, []bot.Outgoing{
				{Key: chat("a"), Send: over}, {Key: chat("a"), Send: planned(2, 5)}, {Key: chat("a"), Send: third},
			}, f.outbox(chat("a")))
		}},
		{"sets, moves and takes away timers", func(f *fixture) {
			l := f.held(chat("a"), 1)
			step := func(c bot.Commit) []bot.Timer {
				c.Now, c.Until = at(1), at(100)
				f.commit(l, c)
				return f.load(l).Timers
			}
			burst, guard := bot.Timer{Kind: bot.BurstEnd, At: at(5)}, bot.Timer{Kind: bot.GuardDue, Subject: "x y", At: at(3)}
			require.Equal(f, []bot.Timer{guard, burst}, step(bot.Commit{Timers: []bot.Timer{burst, guard}}))
			burst.At = at(2)
			require.Equal(f, []bot.Timer{burst, guard}, step(bot.Commit{Timers: []bot.Timer{burst}}))
			require.Equal(f, []bot.Timer{burst}, step(bot.Commit{Cancelled: []bot.TimerID{
				guard.ID(), {Kind: bot.FollowUpDue}, {Kind: bot.BurstEnd, Subject: "another"},
			}}))
			burst.At = at(90)
			require.Equal(f, []bot.Timer{burst},
				step(bot.Commit{Cancelled: []bot.TimerID{burst.ID()}, Timers: []bot.Timer{burst}}), "set wins")
		}},
		{"makes the conversation due when it says", func(f *fixture) {
			l := f.held(chat("a"), 1)
			f.commit(l, bot.Commit{Now: at(1), Due: at(40)})
			require.Equal(f, at(40), f.nextDue())
			f.commit(f.claim(40).Lease, bot.Commit{Now: at(40)})
			require.True(f, f.nextDue().IsZero(), "zero is never")
		}},
		{"leaves what is unread due whatever it says", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			f.receive(f.said(chat("a"), 2))
			f.commit(w.Lease, bot.Commit{Now: at(3), Done: ids(w), Due: at(1000)})
			require.Equal(f, at(2), f.nextDue())
			require.Equal(f, []string{"line 2"}, texts(f.claim(3)))
		}},
		{"buries what can't be worked on", func(f *fixture) {
			f.receive(f.said(chat("a"), 1), f.said(chat("a"), 1))
			w := f.claim(1)
			f.commit(w.Lease, bot.Commit{
				Now: at(2), Buried: []bot.Burial{{ID: w.Incoming[0].ID, Reason: "broke five times"}}, Until: at(50),
			})
			require.Equal(f, []string{"line 2"}, texts(f.load(w.Lease)))
			letters := f.letters()
			require.Len(f, letters, 1)
			require.Equal(f, bot.DeadLetter{
				ID: letters[0].ID, Key: chat("a"), At: at(2), Reason: "broke five times", Incoming: &w.Incoming[0].Incoming,
			}, letters[0])
		}},
		{"stores all or nothing", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			_, err := f.store.Commit(f.Context(), w.Lease, bot.Commit{
				Done: ids(w), Events: []bot.Event{note(1, "x")}, Snapshot: []byte("x"), Sends: []bot.Send{planned(1, 1)},
			})
			require.Error(f, err, "Now is not set")
			require.Equal(f, w, f.load(w.Lease))
			require.Empty(f, f.events(chat("a")))
		}},
	}
}

func failSentences() []sentence {
	return []sentence{
		{"counts failures in a row", func(f *fixture) {
			f.receive(f.said(chat("a"), 1))
			for n := range 3 {
				w := f.claim(10*n + 10)
				require.Equal(f, n, w.Failures)
				require.NoError(f, f.store.Fail(f.Context(), w.Lease,
					bot.Failure{Now: at(10*n + 10), Retry: at(10*n + 20), Reason: "panic"}))
			}
			w := f.claim(40)
			require.Equal(f, 3, w.Failures)
			require.Equal(f, 3, f.load(w.Lease).Failures)
			f.commit(w.Lease, bot.Commit{Now: at(40)})
			require.Zero(f, f.claim(41).Failures, "a commit begins anew")
		}},
		{"ends the lease until it is time to try again", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			require.NoError(f, f.store.Fail(f.Context(), w.Lease, bot.Failure{Now: at(2), Retry: at(30)}))
			require.Equal(f, at(30), f.nextDue())
			require.Empty(f, f.claimAll(29, 10))
			require.Equal(f, texts(w), texts(f.claim(30)), "and what was unread still is")
		}},
		{"is not hurried by what comes in", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			require.NoError(f, f.store.Fail(f.Context(), w.Lease, bot.Failure{Now: at(2), Retry: at(30)}))
			f.receive(f.said(chat("a"), 3))
			require.Empty(f, f.claimAll(29, 10))
			require.Equal(f, at(30), f.nextDue())
			require.Len(f, f.claim(30).Incoming, 2)
		}},
		{"makes a conversation due that had nothing to do", func(f *fixture) {
			l := f.held(chat("a"), 1)
			f.commit(l, bot.Commit{Now: at(1), Until: at(50)})
			require.NoError(f, f.store.Fail(f.Context(), l, bot.Failure{Now: at(2), Retry: at(30)}))
			require.Equal(f, at(30), f.nextDue())
			f.claim(30)
		}},
		{"is lifted by a commit", func(f *fixture) {
			w := f.hold(chat("a"), 1)
			require.NoError(f, f.store.Fail(f.Context(), w.Lease, bot.Failure{Now: at(2), Retry: at(500)}))
			w = f.claim(500)
			f.commit(w.Lease, bot.Commit{Now: at(500), Done: ids(w), Due: at(100)})
			require.Equal(f, at(100), f.nextDue())
			f.claim(100)
		}},
	}
}

func dueSentences() []sentence {
	return []sentence{
		{"is never in an empty store", func(f *fixture) {
			require.True(f, f.nextDue().IsZero())
		}},
		{"is the earliest of all", func(f *fixture) {
			f.commit(f.held(chat("a"), 1), bot.Commit{Now: at(1), Due: at(70)})
			f.commit(f.held(chat("b"), 1), bot.Commit{Now: at(1), Due: at(60)})
			f.commit(f.held(chat("c"), 1), bot.Commit{Now: at(1)})
			require.Equal(f, at(60), f.nextDue())
			f.receive(f.said(chat("c"), 2))
			require.Equal(f, at(2), f.nextDue())
		}},
		{"waits for the end of a lease", func(f *fixture) {
			f.hold(chat("a"), 1)
			require.Equal(f, at(1+leaseTime), f.nextDue())
			f.commit(f.claimAll(1+leaseTime, 1)[0].Lease, bot.Commit{Now: at(62), Due: at(500)})
			require.Equal(f, at(1), f.nextDue(), "what is unread is due since it came")
		}},
		{"is when a held conversation is due, if that is later than the end of the lease", func(f *fixture) {
			l := f.held(chat("a"), 1)
			f.commit(l, bot.Commit{Now: at(1), Due: at(500), Until: at(90)})
			require.Equal(f, at(500), f.nextDue())
		}},
		{"passes over a held conversation that has nothing to do", func(f *fixture) {
			f.held(chat("a"), 1)
			require.True(f, f.nextDue().IsZero())
			f.commit(f.held(chat("b"), 1), bot.Commit{Now: at(1), Due: at(800)})
			require.Equal(f, at(800), f.nextDue())
		}},
		{"is when Claim finds something, and not before", func(f *fixture) {
			f.commit(f.held(chat("timer"), 1), bot.Commit{Now: at(1), Due: at(300)})
			w := f.hold(chat("failed"), 1)
			require.NoError(f, f.store.Fail(f.Context(), w.Lease, bot.Failure{Now: at(1), Retry: at(200)}))
			f.commit(f.held(chat("held"), 1), bot.Commit{Now: at(1), Due: at(2), Until: at(100)})
			for _, want := range []int{100, 200, 300} {
				require.Equal(f, at(want), f.nextDue())
				require.Empty(f, f.claimAll(want-1, 10))
				w := f.claim(want)
				f.commit(w.Lease, bot.Commit{Now: at(want), Done: ids(w)})
			}
			require.True(f, f.nextDue().IsZero())
		}},
	}
}
