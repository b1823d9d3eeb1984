package postgres_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/postgres"
)

// claimed has a message come in so many chats, and claims them.
func claimed(t *testing.T, s *postgres.Store, chats int) []bot.Work {
	t.Helper()
	batch := make([]bot.Incoming, chats)
	for i := range batch {
		batch[i] = said(fmt.Sprintf("chat%02d", i), int64(i+1))
	}
	require.NoError(t, receive(t, s, batch...))
	works, err := s.Claim(t.Context(), bot.Claim{Now: noon, Until: noon.Add(time.Hour), Limit: chats, Owner: "test"})
	require.NoError(t, err)
	require.Len(t, works, chats)
	return works
}

// commitAll commits all works at once, with an event whose reason says the chat,
// and tells how each has ended.
func commitAll(t *testing.T, s *postgres.Store, works []bot.Work, ended func(chat string, err error)) {
	t.Helper()
	var all sync.WaitGroup
	for _, w := range works {
		all.Go(func() {
			_, err := s.Commit(t.Context(), w.Lease, bot.Commit{
				Now: noon, Done: []int64{w.Incoming[0].ID}, Events: []bot.Event{{Kind: bot.Skipped, At: noon, Reason: w.Lease.Key.Chat}},
				Snapshot: []byte("x"),
			})
			ended(w.Lease.Key.Chat, err)
		})
	}
	all.Wait()
}

// A conversation that somebody has locked keeps no other from being committed.
func TestLockedRowKeepsNobodyElse(t *testing.T) {
	t.Parallel()
	url := shared.Cluster(t).NewSchema(t)
	s := open(t, url, postgres.Options{Timeout: time.Minute})
	const chats = 30
	works := claimed(t, s, chats)
	lock, err := raw(t, url).Begin(t.Context())
	require.NoError(t, err)
	_, err = lock.Exec(t.Context(), "SELECT 1 FROM conversation WHERE chat = 'chat07' FOR UPDATE")
	require.NoError(t, err)
	var mu sync.Mutex
	left := chats
	commitAll(t, s, works, func(chat string, err error) {
		mu.Lock()
		defer mu.Unlock()
		if err != nil {
			t.Error(err)
		}
		if left--; left == 1 { // all the others are over, while the row is still locked
			if err := lock.Rollback(t.Context()); err != nil {
				t.Error(err)
			}
		}
		if chat == "chat07" && left != 0 {
			t.Error("the commit did not wait for the lock")
		}
	})
	require.Zero(t, unread(t, s))
}

// What the server refuses to store for one conversation is stored for all others
// that shared its transaction.
func TestRefusedCommitHarmsNoOther(t *testing.T) {
	t.Parallel()
	url := shared.Cluster(t).NewSchema(t)
	s := open(t, url, postgres.Options{})
	const chats = 30
	works := claimed(t, s, chats)
	_, err := raw(t, url).Exec(t.Context(), "ALTER TABLE event ADD CHECK (body NOT LIKE '%chat07%')")
	require.NoError(t, err)
	var mu sync.Mutex
	failed := map[string]error{}
	commitAll(t, s, works, func(chat string, err error) {
		mu.Lock()
		defer mu.Unlock()
		if err != nil {
			failed[chat] = err
		}
	})
	require.Len(t, failed, 1)
	require.ErrorContains(t, failed["chat07"], "23514")
	require.EqualValues(t, 1, unread(t, s))
	for _, w := range works {
		events, err := s.Events(t.Context(), w.Lease.Key, 0, 10)
		require.NoError(t, err)
		if w.Lease.Key.Chat != "chat07" {
			require.Len(t, events, 1)
			require.Equal(t, w.Lease.Key.Chat, events[0].Reason)
		}
	}
}
