package bot_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

// A slowStore is a memory that takes its time to say what it has done, as a
// database does that is being restarted.
type slowStore struct {
	*memory

	mu    sync.Mutex
	after map[string]func(ctx context.Context, err error) error // by the name of the method; "keep" is a Commit that keeps the lease
	calls []string
	idle  bool
}

// retire lets nothing more be claimed.
func (s *slowStore) retire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.idle = true
}

// answers has a method answer as f says, from now on; nil is at once.
func (s *slowStore) answers(method string, f func(ctx context.Context, err error) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.after == nil {
		s.after = make(map[string]func(context.Context, error) error)
	}
	s.after[method] = f
}

// once has a method answer late, one time.
func (s *slowStore) once(method string, late time.Duration) {
	s.answers(method, func(_ context.Context, err error) error {
		s.answers(method, nil)
		time.Sleep(late)
		return err
	})
}

func (s *slowStore) said(ctx context.Context, method string, err error) error {
	s.mu.Lock()
	s.calls = append(s.calls, method)
	f := s.after[method]
	s.mu.Unlock()
	if f != nil {
		return f(ctx, err)
	}
	return err
}

func (s *slowStore) Claim(ctx context.Context, c bot.Claim) ([]bot.Work, error) {
	s.mu.Lock()
	idle := s.idle
	s.mu.Unlock()
	if idle {
		return nil, nil
	}
	works, err := s.memory.Claim(ctx, c)
	if len(works) == 0 {
		return works, err
	}
	return works, s.said(ctx, "Claim", err)
}

func (s *slowStore) Renew(ctx context.Context, l bot.Lease, until time.Time) error {
	return s.said(ctx, "Renew", s.memory.Renew(ctx, l, until))
}

func (s *slowStore) Begin(ctx context.Context, l bot.Lease, no int64, now time.Time) error {
	return s.said(ctx, "Begin", s.memory.Begin(ctx, l, no, now))
}

func (s *slowStore) Commit(ctx context.Context, l bot.Lease, c bot.Commit) (bool, error) {
	begun, err := s.memory.Commit(ctx, l, c)
	if c.Until.IsZero() {
		return begun, s.said(ctx, "Commit", err)
	}
	return begun, s.said(ctx, "keep", err)
}

// renewed returns how often the lease was renewed.
func (s *slowStore) renewed() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, method := range s.calls {
		if method == "Renew" {
			n++
		}
	}
	return n
}

// testLease is the lease of these tests, shorter than the default for their
// sake alone.
const testLease = 6 * time.Second

// A pair is two replicas: the first works through a slow store, the other has
// all the time in the world and takes what the first loses.
type pair struct {
	*world

	slow  *slowStore
	other *recorder
}

func newPair(t *testing.T) *pair {
	t.Helper()
	p := &pair{other: &recorder{}}
	p.world = newWorld(t, func(c *bot.Config) {
		p.slow = &slowStore{memory: c.Store.(*memory)}
		c.Store, c.Lease, c.Owner = p.slow, testLease, "slow"
	})
	return p
}

// join starts the other replica.
func (p *pair) join() {
	p.start(func(c *bot.Config) { c.Sender, c.Lease, c.Owner = p.other, testLease, "other" })
}

// A send that was begun with a lease which ran out meanwhile is not made: the
// next holder has answered.
func TestEngineSendsNothingLate(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.slow.answers("Begin", func(_ context.Context, err error) error {
			p.slow.retire()
			time.Sleep(4 * testLease)
			return err
		})
		p.say("1", "сколько стоит доставка?")
		time.Sleep(18 * time.Second)
		p.store.look(testKey, func(r *row) { require.Equal(t, bot.SendStarted, r.sends[1].Status) })
		p.join()
		p.say("2", "и в Бельцы?")
		time.Sleep(2 * time.Minute)
		require.Empty(t, p.sender.sends(bot.SendAnswer), "the first replica was late")
		require.NotEmpty(t, p.other.sends(bot.SendAnswer))
		p.store.look(testKey, func(r *row) { require.Equal(t, 1, r.sends[1].Unknown, "and nobody could know") })
		p.stop()
	})
}

// While nobody else has taken the conversation, a late send is made all the
// same, with a lease that lasts.
func TestEngineRenewsAfterALateBegin(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.slow.once("Begin", testLease-time.Second)
		p.say("1", "сколько стоит доставка?")
		time.Sleep(2 * time.Minute)
		require.Len(t, p.sender.sends(bot.SendAnswer), 1)
		require.Equal(t, 1, p.slow.renewed())
		p.store.look(testKey, func(r *row) {
			require.Equal(t, bot.SendDone, r.sends[1].Status)
			require.Zero(t, r.sends[1].Unknown)
		})
		p.stop()
	})
}

// A lease that can't be renewed is no ground to send on; but that nothing was
// sent is known, and so the answer is sent later.
func TestEngineDoesNotSendWithoutALease(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		var began time.Time
		p.slow.answers("Begin", func(_ context.Context, err error) error {
			p.slow.answers("Begin", nil)
			began = time.Now()
			time.Sleep(testLease / 2)
			return err
		})
		p.slow.answers("Renew", func(context.Context, error) error {
			p.slow.answers("Renew", nil)
			return errStoreGone
		})
		p.say("1", "сколько стоит доставка?")
		time.Sleep(2 * time.Minute)
		require.Len(t, p.sender.sends(bot.SendAnswer), 1)
		for i, d := range p.sender.sent {
			if d.Send.Kind == bot.SendAnswer {
				require.Greater(t, p.sender.at[i].Sub(began), testLease/2, "not at once")
			}
		}
		p.store.look(testKey, func(r *row) {
			require.Equal(t, bot.SendDone, r.sends[1].Status)
			require.Equal(t, 2, r.sends[1].Attempts)
			require.Zero(t, r.sends[1].Unknown, "it is known that the first call was not made")
		})
		p.stop()
	})
}

// A lease runs from when the claim was asked for, however long it took.
func TestEngineLateClaim(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		var mu sync.Mutex
		now, most := 0, 0
		call := func(context.Context, bot.Delivery) (bot.Outcome, error) {
			mu.Lock()
			now++
			most = max(most, now)
			mu.Unlock()
			time.Sleep(testLease)
			mu.Lock()
			now--
			mu.Unlock()
			return bot.Outcome{Kind: bot.Delivered}, nil
		}
		p.sender.ends(call)
		p.other.ends(call)
		p.say("1", "сколько стоит доставка?")
		time.Sleep(14 * time.Second) // the answer is planned
		p.slow.once("Claim", testLease-testLease/12)
		time.Sleep(testLease)
		p.join()
		time.Sleep(2 * time.Minute)
		require.Equal(t, 1, most, "one at a time")
		require.NotZero(t, p.slow.renewed())
		p.store.look(testKey, func(r *row) { require.Zero(t, r.sends[1].Unknown) })
		p.stop()
	})
}

// A commit that took most of the lease leaves too little of it for a call.
func TestEngineLateCommit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.slow.once("keep", testLease-time.Second)
		p.sender.ends(func(context.Context, bot.Delivery) (bot.Outcome, error) {
			p.store.look(testKey, func(r *row) {
				require.GreaterOrEqual(t, time.Until(r.until), testLease/2)
			})
			return bot.Outcome{Kind: bot.Delivered}, nil
		})
		p.say("1", "сколько стоит доставка?")
		time.Sleep(2 * time.Minute)
		require.Len(t, p.sender.sends(bot.SendAnswer), 1)
		require.Len(t, p.sender.sends(bot.SendNotice), 1, "which the late commit made way for")
		require.Equal(t, 1, p.slow.renewed())
		p.stop()
	})
}

// While the store is away a call may not outlive the lease: somebody else may
// hold the conversation as soon as the store is back.
func TestEngineBreaksOffBeforeTheLeaseEnds(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]func(ctx context.Context, err error) error{
		"fails": func(context.Context, error) error { return errStoreGone },
		"hangs": func(context.Context, error) error {
			time.Sleep(10 * testLease)
			return errStoreGone
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				p := newPair(t)
				left := make(chan time.Duration, 1)
				p.sender.ends(func(ctx context.Context, _ bot.Delivery) (bot.Outcome, error) {
					if len(left) > 0 {
						return bot.Outcome{Kind: bot.Delivered}, nil
					}
					var until time.Time
					p.store.look(testKey, func(r *row) { until = r.until })
					p.store.fail(func(method string) error {
						if method == "Renew" {
							return errStoreGone
						}
						return nil
					})
					p.slow.answers("Renew", answer)
					<-ctx.Done()
					left <- time.Until(until)
					p.store.fail(nil)
					p.slow.answers("Renew", nil)
					return bot.Outcome{}, ctx.Err()
				})
				p.say("1", "сколько стоит доставка?")
				time.Sleep(3 * time.Minute)
				require.Len(t, left, 1)
				rest := <-left
				require.Positive(t, rest)
				require.Less(t, rest, testLease/2, "but not sooner than needed")
				require.Len(t, p.sender.sends(bot.SendAnswer), 2, "and the answer is sent again")
				p.stop()
			})
		})
	}
}
