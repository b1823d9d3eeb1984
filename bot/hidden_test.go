package bot_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/postgres"
	"github.com/camerton/camerton/bot/sqlite"
	"github.com/camerton/camerton/bot/storetest"
	"github.com/camerton/camerton/bot/storetest/pgtest"
	"github.com/camerton/camerton/tone"
)

// A hidingStore loses calls of its methods that write, or what they answer, about
// one call in eight: nobody can tell the one from the other.
type hidingStore struct {
	storetest.Store

	mu   sync.Mutex
	dice *rand.Rand
}

func newHidingStore(s storetest.Store) *hidingStore {
	return &hidingStore{Store: s, dice: rand.New(rand.NewPCG(1, 2))}
}

func (s *hidingStore) hides(call func() error) error {
	s.mu.Lock()
	fate := s.dice.IntN(16)
	s.mu.Unlock()
	if fate == 0 {
		return errStoreGone
	}
	err := call()
	if fate == 1 {
		return errStoreGone
	}
	return err
}

func (s *hidingStore) Receive(ctx context.Context, batch []bot.Incoming) (fresh []bool, err error) {
	err = s.hides(func() error {
		fresh, err = s.Store.Receive(ctx, batch)
		return err
	})
	return fresh, err
}

func (s *hidingStore) Renew(ctx context.Context, l bot.Lease, until time.Time) error {
	return s.hides(func() error { return s.Store.Renew(ctx, l, until) })
}

func (s *hidingStore) Begin(ctx context.Context, l bot.Lease, no int64, now time.Time) error {
	return s.hides(func() error { return s.Store.Begin(ctx, l, no, now) })
}

func (s *hidingStore) Commit(ctx context.Context, l bot.Lease, c bot.Commit) (begun bool, err error) {
	err = s.hides(func() error {
		begun, err = s.Store.Commit(ctx, l, c)
		return err
	})
	return begun && err == nil, err
}

func (s *hidingStore) Load(ctx context.Context, l bot.Lease) (w bot.Work, err error) {
	err = s.hides(func() error {
		w, err = s.Store.Load(ctx, l)
		return err
	})
	return w, err
}

// Two replicas answer everybody once though they often don't hear what the store
// did; on PostgreSQL also where the connections themselves break.
func TestHiddenOutcomes(t *testing.T) {
	t.Parallel()
	brain := always() // which takes a while, and belongs to no bubble
	t.Run("memory", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) { talk(t, brain, newHidingStore(&storetest.Memory{})) })
	})
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		file := filepath.Join(t.TempDir(), "store.db")
		synctest.Test(t, func(t *testing.T) {
			s, err := sqlite.Open(t.Context(), file, sqlite.Options{})
			require.NoError(t, err)
			talk(t, brain, newHidingStore(s))
			require.NoError(t, s.Close())
		})
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		cluster := pgtest.Start(t, pgtest.Options{Careless: true})
		line := newLine(t, cluster)
		for name, url := range map[string]string{"calls": cluster.NewSchema(t), "connections": line.url(t, cluster.NewSchema(t))} {
			synctest.Test(t, func(t *testing.T) {
				s, err := postgres.Open(t.Context(), url, postgres.Options{})
				require.NoError(t, err, name)
				if name == "calls" {
					talk(t, brain, newHidingStore(s))
				} else {
					talk(t, brain, s)
				}
				require.NoError(t, s.Close())
			})
		}
		require.NotZero(t, line.brokenSoFar(), "or it tests nothing")
	})
}

const talkers = 12

// talk has customers talk to two replicas, and checks what they got and what is
// stored.
func talk(t *testing.T, brain *bot.Brain, store storetest.Store) {
	t.Helper()
	w := &world{T: t, sender: &recorder{}}
	var replicas []*bot.Engine
	for _, owner := range []string{"a", "b"} {
		w.engine = w.start(func(c *bot.Config) { c.Store, c.Brain, c.Owner = store, brain, owner })
		replicas = append(replicas, w.engine)
	}
	for i := range 2 * talkers {
		w.update++
		key := bot.Key{Channel: tone.Telegram, Chat: fmt.Sprint("chat ", i%talkers)}
		in := bot.Incoming{Key: key, Source: "test", Update: w.update, Received: time.Now(), Event: bot.Event{
			Kind: bot.Said, At: time.Now(), Message: &bot.Message{ID: strconv.Itoa(i / talkers), Text: "сколько стоит доставка?"},
		}}
		for w.engine.Receive(t.Context(), []bot.Incoming{in}) != nil { // as a channel does
			time.Sleep(100 * time.Millisecond)
		}
		time.Sleep(3 * time.Second)
	}
	time.Sleep(3 * time.Minute)
	for _, replica := range replicas {
		require.NoError(t, replica.Stop(context.Background()))
	}
	calls := make(map[string]int)
	w.sender.mu.Lock()
	for _, d := range w.sender.sent {
		calls[fmt.Sprint(d.Key.Chat, " ", d.Send.No)]++
	}
	w.sender.mu.Unlock()
	if unsure, ok := store.(*hidingStore); ok {
		store = unsure.Store
	}
	stats, err := store.Stats(t.Context(), time.Now())
	require.NoError(t, err)
	require.Zero(t, stats.Unread+stats.Dead+stats.Unknown)
	for i := range talkers {
		checkTalk(t, store, bot.Key{Channel: tone.Telegram, Chat: fmt.Sprint("chat ", i)}, calls)
	}
}

// checkTalk checks that in a conversation everything happened once.
func checkTalk(t *testing.T, store storetest.Store, key bot.Key, calls map[string]int) {
	t.Helper()
	log, err := store.Events(t.Context(), key, 0, 1000)
	require.NoError(t, err)
	once := make(map[string]int)
	for _, e := range log {
		switch e.Kind { //nolint:exhaustive // the others are not told
		case bot.Said:
			once["said "+e.Message.ID]++
		case bot.SendEnded:
			once[fmt.Sprint("ended ", e.Result.No)]++
		}
	}
	require.Equal(t, 1, once["said 0"])
	require.Equal(t, 1, once["said 1"])
	for what, n := range once {
		require.Equal(t, 1, n, what)
	}
	sends, err := store.Outbox(t.Context(), key)
	require.NoError(t, err)
	require.NotEmpty(t, sends)
	for _, s := range sends {
		n := calls[fmt.Sprint(key.Chat, " ", s.No)]
		if s.Status == bot.SendDone {
			require.Equal(t, 1, n)
			require.Equal(t, 1, s.Attempts)
			require.Equal(t, 1, once[fmt.Sprint("ended ", s.No)])
		} else {
			require.Zero(t, n, "send %d is %s", s.No, s.Status)
		}
	}
}
