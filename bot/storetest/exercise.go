package storetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

// A Store is what is tested: both halves of the contract.
type Store interface {
	bot.Store
	bot.Archive
}

// A suite is a part of the tests: sentences of the contract.
type suite struct {
	name  string
	cases []sentence
}

// A sentence is one thing that a store promises.
type sentence struct {
	name  string
	check func(*fixture)
}

func suites() []suite {
	return []suite{
		{"Receive", receiveSentences()},
		{"Claim", claimSentences()},
		{"Lease", leaseSentences()},
		{"Begin", beginSentences()},
		{"Commit", commitSentences()},
		{"Commit with Begin", commitBeginSentences()},
		{"Fail", failSentences()},
		{"Due", dueSentences()},
		{"Log", logSentences()},
		{"Forget", forgetSentences()},
		{"Prune", pruneSentences()},
		{"Letters", letterSentences()},
		{"Archive", archiveSentences()},
		{"Values", valueSentences()},
		{"Context", contextSentences()},
	}
}

// Exercise runs the suite. open returns an empty store, and sees to it that it
// is closed when the test ends; it is called for every test, by several
// goroutines.
func Exercise(t *testing.T, open func(testing.TB) Store) {
	t.Helper()
	for _, part := range suites() {
		t.Run(part.name, func(t *testing.T) {
			t.Parallel()
			for _, s := range part.cases {
				t.Run(s.name, func(t *testing.T) {
					t.Parallel()
					s.check(&fixture{T: t, store: open(t)})
				})
			}
		})
	}
	t.Run("Model", func(t *testing.T) {
		t.Parallel()
		exerciseModel(t, open)
	})
	t.Run("Crowd", func(t *testing.T) {
		t.Parallel()
		exerciseCrowd(t, open)
	})
}

// start is when the tests begin.
var start = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// at is a time some seconds after start.
func at(seconds int) time.Time { return start.Add(time.Duration(seconds) * time.Second) }

// A fixture is a test with its store, and with what is done to a store over and
// over.
type fixture struct {
	*testing.T

	store  Store
	update int64 // the last one given
}

// chat returns the key of a chat.
func chat(id string) bot.Key { return bot.Key{Channel: tone.Telegram, Chat: id} }

// said returns an event that has not come before: the customer of a chat wrote.
func (f *fixture) said(key bot.Key, second int) bot.Incoming {
	f.update++
	return bot.Incoming{
		Key: key, Source: "bot", Update: f.update, Received: at(second),
		Event: bot.Event{Kind: bot.Said, At: at(second), Message: &bot.Message{
			ID: fmt.Sprintf("m%d", f.update), Text: fmt.Sprintf("line %d", f.update),
		}},
	}
}

// blocked returns an event without a message, and so without an identity.
func (f *fixture) blocked(key bot.Key, second int) bot.Incoming {
	f.update++
	return bot.Incoming{
		Key: key, Source: "bot", Update: f.update, Received: at(second),
		Event: bot.Event{Kind: bot.Blocked, At: at(second)},
	}
}

func (f *fixture) receive(batch ...bot.Incoming) []bool {
	f.Helper()
	fresh, err := f.store.Receive(f.Context(), batch)
	require.NoError(f, err)
	require.Len(f, fresh, len(batch))
	return fresh
}

// leaseTime is how long the leases of the tests run.
const leaseTime = 60

// claimAll claims at a second, for a minute.
func (f *fixture) claimAll(second, limit int) []bot.Work {
	f.Helper()
	works, err := f.store.Claim(f.Context(), bot.Claim{
		Now: at(second), Until: at(second + leaseTime), Limit: limit, Owner: "tester",
	})
	require.NoError(f, err)
	return works
}

// claim claims the only conversation that is due.
func (f *fixture) claim(second int) bot.Work {
	f.Helper()
	works := f.claimAll(second, 10)
	require.Len(f, works, 1)
	return works[0]
}

// hold receives an event for a chat and claims the chat.
func (f *fixture) hold(key bot.Key, second int) bot.Work {
	f.Helper()
	f.receive(f.said(key, second))
	return f.claim(second)
}

// held is hold, with the event done and the lease kept.
func (f *fixture) held(key bot.Key, second int) bot.Lease {
	f.Helper()
	w := f.hold(key, second)
	f.commit(w.Lease, bot.Commit{Now: at(second), Done: ids(w), Until: at(second + leaseTime)})
	return w.Lease
}

func (f *fixture) commit(l bot.Lease, c bot.Commit) {
	f.Helper()
	_, err := f.store.Commit(f.Context(), l, c)
	require.NoError(f, err)
}

func (f *fixture) load(l bot.Lease) bot.Work {
	f.Helper()
	w, err := f.store.Load(f.Context(), l)
	require.NoError(f, err)
	return w
}

func (f *fixture) stats(second int) bot.Stats {
	f.Helper()
	s, err := f.store.Stats(f.Context(), at(second))
	require.NoError(f, err)
	return s
}

func (f *fixture) events(key bot.Key) []bot.Logged {
	f.Helper()
	events, err := f.store.Events(f.Context(), key, 0, 100_000)
	require.NoError(f, err)
	return events
}

func (f *fixture) outbox(key bot.Key, statuses ...bot.SendStatus) []bot.Outgoing {
	f.Helper()
	sends, err := f.store.Outbox(f.Context(), key, statuses...)
	require.NoError(f, err)
	return sends
}

func (f *fixture) letters() []bot.DeadLetter {
	f.Helper()
	letters, err := f.store.DeadLetters(f.Context(), 100)
	require.NoError(f, err)
	return letters
}

func (f *fixture) nextDue() time.Time {
	f.Helper()
	next, err := f.store.NextDue(f.Context())
	require.NoError(f, err)
	return next
}

// ids returns the numbers of the unread events.
func ids(w bot.Work) []int64 {
	all := make([]int64, len(w.Incoming))
	for i, r := range w.Incoming {
		all[i] = r.ID
	}
	return all
}

// texts returns what the unread events say.
func texts(w bot.Work) []string {
	all := make([]string, len(w.Incoming))
	for i, r := range w.Incoming {
		if r.Event.Message != nil {
			all[i] = r.Event.Message.Text
		}
	}
	return all
}

// planned returns a send that is to be made at a second.
func planned(no int64, second int) bot.Send {
	return bot.Send{
		No: no, Kind: bot.SendAnswer, Status: bot.SendPlanned, At: at(second),
		Text: fmt.Sprintf("answer %d", no), Template: "greeting.neutral.a", Language: tone.Romanian,
	}
}

// note returns an event that says what it is.
func note(second int, reason string) bot.Event {
	return bot.Event{Kind: bot.Skipped, At: at(second), Reason: reason}
}

// cancelled returns a context that is done.
func (f *fixture) cancelled() context.Context {
	f.Helper()
	ctx, cancel := context.WithCancel(f.Context())
	cancel()
	return ctx
}
