package bot_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

// A lateStore is a memory whose connection breaks while a commit is under way: the
// caller hears so at once, and the commit ends when somebody else wants to write
// the conversation. Who only reads does not see it before.
type lateStore struct {
	*memory

	mu       sync.Mutex
	commits  int
	breaks   int // the commit that it breaks at
	underWay func()
}

func (s *lateStore) Commit(ctx context.Context, l bot.Lease, c bot.Commit) (bool, error) {
	s.settle()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.commits++; s.commits == s.breaks {
		s.underWay = func() { _, _ = s.memory.Commit(ctx, l, c) }
		return false, errStoreGone
	}
	return s.memory.Commit(ctx, l, c)
}

func (s *lateStore) Renew(ctx context.Context, l bot.Lease, until time.Time) error {
	s.settle()
	return s.memory.Renew(ctx, l, until)
}

func (s *lateStore) Begin(ctx context.Context, l bot.Lease, no int64, now time.Time) error {
	s.settle()
	return s.memory.Begin(ctx, l, no, now)
}

func (s *lateStore) Claim(ctx context.Context, c bot.Claim) ([]bot.Work, error) {
	s.settle()
	return s.memory.Claim(ctx, c)
}

// called returns how many commits there were.
func (s *lateStore) called() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.commits
}

func (s *lateStore) settle() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.underWay != nil {
		s.underWay()
		s.underWay = nil
	}
}

// A commit that goes on in the database after its connection broke is not made a
// second time.
func TestEngineCommitUnderWay(t *testing.T) {
	t.Parallel()
	for breaks := 1; breaks <= 4; breaks++ {
		t.Run(strconv.Itoa(breaks), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				store := &lateStore{breaks: breaks}
				w := newWorld(t, func(c *bot.Config) {
					store.memory = c.Store.(*memory)
					c.Store = store
				})
				defer w.stop()
				w.say("1", "сколько стоит доставка?")
				time.Sleep(5 * time.Minute)
				require.GreaterOrEqual(t, store.called(), breaks, "or it tests nothing")
				require.Len(t, w.sender.sends(bot.SendAnswer), 1)
				require.Len(t, w.sender.sends(bot.SendNotice), 1)
				w.store.look(testKey, func(r *row) {
					require.Equal(t, []string{"said", "1 delivered", "2 delivered"}, outline(r))
					for _, s := range r.sends {
						require.Equal(t, 1, s.Attempts)
						require.Zero(t, s.Unknown)
					}
				})
			})
		})
	}
}

// outline returns what the log of a conversation says of lines and calls.
func outline(r *row) []string {
	var all []string
	for _, e := range r.log {
		switch e.Kind { //nolint:exhaustive // the others are not told
		case bot.Said:
			all = append(all, "said")
		case bot.SendEnded:
			all = append(all, fmt.Sprint(e.Result.No, " ", e.Result.Outcome))
		}
	}
	return all
}

// A stoppingClock stands still before it tells a time, as a machine does that is
// moved.
type stoppingClock struct {
	bubbleClock

	mu    sync.Mutex
	after int // how many times it tells before
}

func (c *stoppingClock) stop(after int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.after = after
}

func (c *stoppingClock) Now() time.Time {
	c.mu.Lock()
	c.after--
	stops := c.after == 0
	c.mu.Unlock()
	if stops {
		time.Sleep(3 * time.Second)
	}
	return c.bubbleClock.Now()
}

// A call that was begun earlier is not taken for a sign that the commit which
// begins it again was stored.
func TestEngineCommitThatBeginsAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		clock := &stoppingClock{}
		w := newWorld(t, func(c *bot.Config) { c.Clock = clock })
		defer w.stop()
		w.sender.ends(func(_ context.Context, d bot.Delivery) (bot.Outcome, error) {
			if d.Send.Kind != bot.SendNotice || d.Send.Attempts > 1 {
				return bot.Outcome{Kind: bot.Delivered}, nil
			}
			time.Sleep(time.Millisecond) // the call is being watched
			clock.stop(2)                // between its end and what is due next
			failed := false
			w.store.fail(func(method string) error {
				if method != "Commit" || failed {
					return nil
				}
				failed = true
				return errStoreGone
			})
			return bot.Outcome{Kind: bot.Failed}, errors.New("connection refused")
		})
		w.say("1", "сколько стоит доставка?")
		time.Sleep(5 * time.Minute)
		w.store.look(testKey, func(r *row) {
			require.Equal(t, []string{"said", "1 delivered", "2 failed", "2 delivered"}, outline(r))
			require.Equal(t, 2, r.sends[2].Attempts)
			require.True(t, slices.IsSortedFunc(r.log, func(a, b bot.Logged) int { return int(a.No - b.No) }))
		})
	})
}

// A store that comes back late in the lease is noticed in time: how a send ended
// is known.
func TestEngineStoreGoneForMostOfALease(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		w.sender.ends(func(_ context.Context, d bot.Delivery) (bot.Outcome, error) {
			if d.Send.Kind == bot.SendAnswer {
				back := time.Now().Add(27 * time.Second)
				w.store.fail(func(string) error {
					if time.Now().Before(back) {
						return errStoreGone
					}
					return nil
				})
			}
			return bot.Outcome{Kind: bot.Delivered}, nil
		})
		w.say("1", "сколько стоит доставка?")
		time.Sleep(5 * time.Minute)
		require.Len(t, w.sender.sends(bot.SendAnswer), 1)
		w.store.look(testKey, func(r *row) { require.Zero(t, r.sends[1].Unknown) })
	})
}

// A begin whose answer got lost costs neither the send nor a lease of waiting.
func TestEngineBeginThatSeemedToFail(t *testing.T) {
	t.Parallel()
	for name, stored := range map[string]bool{"stored": true, "not stored": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				p := newPair(t)
				if stored {
					p.slow.answers("Begin", func(context.Context, error) error {
						p.slow.answers("Begin", nil)
						return errStoreGone
					})
				} else {
					p.store.fail(func(method string) error {
						if method == "Begin" {
							return errStoreGone
						}
						return nil
					})
				}
				p.say("1", "сколько стоит доставка?")
				time.Sleep(18 * time.Second)
				require.Len(t, p.sender.sends(bot.SendAnswer), 1)
				time.Sleep(5 * time.Minute)
				require.Len(t, p.sender.sends(bot.SendAnswer), 1)
				p.store.look(testKey, func(r *row) {
					require.Equal(t, []string{"said", "1 delivered", "2 delivered"}, outline(r))
					require.Zero(t, r.sends[1].Unknown)
				})
				p.stop()
			})
		})
	}
}
