package storetest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

// Spoil writes over what is stored in a row: of the unread events ("inbox"),
// those put aside ("burial") or the sends ("send") of a chat the one with a
// number; or the kind of its timers ("timer"), or its own channel ("conversation").
type Spoil func(table, chat string, no int64, body string)

// ExerciseSpoiled tests a store that keeps rows of JSON in a database, which
// others may write into: a row that can't be read must not keep the rest from
// being worked on. open returns an empty store and how to spoil it.
func ExerciseSpoiled(t *testing.T, open func(tb testing.TB) (Store, Spoil)) {
	t.Helper()
	for name, test := range map[string]func(f *fixture, spoil Spoil){
		"an event becomes a dead letter":                  spoiledEvent,
		"an event that comes alone leaves nothing unread": spoiledOnlyEvent,
		"an event that was mended can be revived":         mendedEvent,
		"a send becomes a dead letter":                    spoiledSend,
		"a send that was mended can be revived":           mendedSend,
		"a timer goes":                                    spoiledTimer,
		"a conversation is set aside":                     spoiledConversation,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store, spoil := open(t)
			test(&fixture{T: t, store: store}, spoil)
		})
	}
}

// broken is a body that can't be read.
const broken = `{"kind":`

func spoiledEvent(f *fixture, spoil Spoil) {
	f.receive(f.said(chat("a"), 1), f.said(chat("a"), 1), f.said(chat("a"), 1), f.said(chat("b"), 2))
	l := f.claimAll(1, 1)[0].Lease
	spoil("inbox", "a", 2, broken)
	_, err := f.store.Load(f.Context(), l)
	require.ErrorContains(f, err, "unread events [2]")

	works := f.claimAll(1+leaseTime, 10)
	require.Len(f, works, 2, "others are not kept from work")
	require.Equal(f, []string{"line 1", "line 3"}, texts(works[0]))
	require.Equal(f, works[0], f.load(works[0].Lease))
	require.Equal(f, []string{"line 4"}, texts(works[1]))

	letters := f.letters()
	require.Len(f, letters, 1)
	require.Equal(f, bot.DeadLetter{
		ID: letters[0].ID, Key: chat("a"), At: at(1 + leaseTime), Reason: "the event can't be read in the store",
		Incoming: &bot.Incoming{Key: chat("a"), Source: "bot", Update: 2, Received: at(1)},
	}, letters[0])
	require.EqualValues(f, 1, f.stats(2).Dead)
	require.EqualValues(f, 3, f.stats(2).Unread)
}

func spoiledOnlyEvent(f *fixture, spoil Spoil) {
	l := f.withSends(planned(1, 5))
	f.commit(l, bot.Commit{Now: at(2), Due: at(5)})
	f.receive(f.said(chat("a"), 3))
	spoil("inbox", "a", 2, "")
	w := f.claim(3)
	require.Empty(f, w.Incoming)
	require.NoError(f, f.store.Begin(f.Context(), w.Lease, 1, at(5)), "nothing is unread")
	f.commit(w.Lease, bot.Commit{Now: at(6)})
	require.True(f, f.nextDue().IsZero())
}

func spoiledTimer(f *fixture, spoil Spoil) {
	l := f.withSends(planned(1, 5))
	f.commit(l, bot.Commit{Now: at(2), Timers: []bot.Timer{{Kind: bot.GuardDue, At: at(5)}}, Due: at(5)})
	spoil("timer", "a", 0, "!x")
	w := f.claim(5)
	require.Empty(f, w.Timers)
	require.Equal(f, []bot.Send{planned(1, 5)}, w.Sends)
	require.Equal(f, w, f.load(w.Lease), "it is gone")
}

func spoiledConversation(f *fixture, spoil Spoil) {
	f.receive(f.said(chat("a"), 1), f.said(chat("b"), 2))
	spoil("conversation", "a", 0, "pigeon")
	claim := bot.Claim{Now: at(3), Until: at(3 + leaseTime), Limit: 10, Owner: "x"}
	works, err := f.store.Claim(f.Context(), claim)
	require.ErrorContains(f, err, "set aside")
	require.ErrorContains(f, err, "pigeon")
	require.Len(f, works, 1, "others are not kept from work")
	require.Equal(f, "b", works[0].Lease.Key.Chat)
	f.commit(works[0].Lease, bot.Commit{Now: at(3), Done: ids(works[0])})

	works, err = f.store.Claim(f.Context(), claim)
	require.NoError(f, err, "it is not met again at once")
	require.Empty(f, works)
	later := at(3 + 3600)
	require.Equal(f, later, f.nextDue())
	require.EqualValues(f, 1, f.stats(3).Unread, "and what is unread can be seen")

	claim.Now, claim.Until = later, later.Add(time.Minute)
	_, err = f.store.Claim(f.Context(), claim)
	require.ErrorContains(f, err, "set aside", "but it is not forgotten")
	spoil("conversation", "a", 0, "telegram")
	claim.Now, claim.Until = later.Add(time.Hour), later.Add(2*time.Hour)
	works, err = f.store.Claim(f.Context(), claim)
	require.NoError(f, err)
	require.Len(f, works, 1, "it was mended")
	require.Equal(f, []string{"line 1"}, texts(works[0]))
}

func mendedEvent(f *fixture, spoil Spoil) {
	f.receive(f.said(chat("a"), 1))
	spoil("inbox", "a", 1, broken)
	f.commit(f.claim(1).Lease, bot.Commit{Now: at(1)})
	require.NoError(f, f.store.Revive(f.Context(), f.letters()[0].ID, at(2)))
	w := f.claim(2)
	require.Empty(f, w.Incoming, "it still can't be read")
	f.commit(w.Lease, bot.Commit{Now: at(2)})

	spoil("burial", "a", 2, `{"kind":"blocked","at":"2026-03-02T12:00:01Z"}`)
	require.NoError(f, f.store.Revive(f.Context(), f.letters()[0].ID, at(3)))
	require.Equal(f, bot.Blocked, f.claim(3).Incoming[0].Event.Kind)
	require.Empty(f, f.letters())
}

func spoiledSend(f *fixture, spoil Spoil) {
	l := f.withSends(planned(1, 5), planned(2, 6))
	f.commit(l, bot.Commit{Now: at(2), Due: at(5)})
	spoil("send", "a", 1, "[]")
	w := f.claim(7)
	require.Equal(f, []bot.Send{planned(2, 6)}, w.Sends)
	require.NoError(f, f.store.Begin(f.Context(), w.Lease, 2, at(8)))

	const reason = "the send can't be read in the store"
	dead := bot.Send{No: 1, Status: bot.SendDead, Error: reason}
	letters := f.letters()
	require.Len(f, letters, 1)
	require.Equal(f, bot.DeadLetter{ID: letters[0].ID, Key: chat("a"), At: at(7), Reason: reason, Send: &dead}, letters[0])
	sends := f.outbox(chat("a"))
	require.Len(f, sends, 2)
	require.Equal(f, bot.Outgoing{Key: chat("a"), Send: dead}, sends[0])
}

func mendedSend(f *fixture, spoil Spoil) {
	l := f.withSends(planned(1, 5))
	f.commit(l, bot.Commit{Now: at(2), Due: at(5)})
	spoil("send", "a", 1, broken)
	f.commit(f.claim(7).Lease, bot.Commit{Now: at(7)})
	spoil("send", "a", 1, `{"no":1,"kind":"answer","text":"answer 1"}`)
	require.NoError(f, f.store.Revive(f.Context(), f.letters()[0].ID, at(8)))
	sends := f.claim(8).Sends
	require.Len(f, sends, 1)
	require.Equal(f, "answer 1", sends[0].Text)
	require.Equal(f, bot.SendPlanned, sends[0].Status)
}
