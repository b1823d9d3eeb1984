package bot_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

// called returns the names of the calls of a slow store that changed something.
func (s *slowStore) called() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.calls...)
}

// A send is begun with the commit that plans it if it is due at once, and the
// next one with the commit that ends it: three transactions for two sends.
func TestEngineBeginsWithACommit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.say("1", "позовите человека")
		time.Sleep(time.Minute)
		require.Len(t, p.sender.sends(bot.SendAnswer), 1)
		require.Len(t, p.sender.sends(bot.SendNotice), 1)
		require.Equal(t, []string{"Claim", "keep", "keep", "Commit"}, p.slow.called())
		p.store.look(testKey, func(r *row) {
			for _, s := range r.sends {
				require.Equal(t, 1, s.Attempts)
				require.False(t, s.Started.IsZero())
				require.Equal(t, bot.SendDone, s.Status)
			}
		})
		p.stop()
	})
}

// What comes in while a send is made comes before the next one.
func TestEngineLooksBeforeItBeginsWithACommit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.sender.ends(func(_ context.Context, d bot.Delivery) (bot.Outcome, error) {
			if d.Send.Kind == bot.SendAnswer {
				p.event(bot.Event{Kind: bot.PersonWrote, Message: &bot.Message{ID: "90", Text: "я здесь"}})
			} else {
				p.store.look(testKey, func(r *row) { require.Empty(t, r.unread, "it was taken first") })
			}
			return bot.Outcome{Kind: bot.Delivered}, nil
		})
		p.say("1", "позовите человека")
		time.Sleep(2 * time.Minute)
		require.Len(t, p.sender.sends(bot.SendAnswer), 1)
		require.Len(t, p.sender.sends(bot.SendNotice), 1)
		require.Equal(t, []string{"Claim", "keep", "keep", "keep", "Commit"}, p.slow.called(), "the second began nothing")
		p.store.look(testKey, func(r *row) {
			require.Empty(t, r.unread)
			for _, s := range r.sends {
				require.False(t, s.Status.Open())
				require.LessOrEqual(t, s.Attempts, 1)
			}
		})
		p.stop()
	})
}

// A commit that was stored though it seemed to fail has begun its send: that is
// made, once.
func TestEngineCommitThatSeemedToFail(t *testing.T) {
	t.Parallel()
	for name, stored := range map[string]bool{"stored": true, "not stored": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				p := newPair(t)
				p.sender.ends(func(_ context.Context, d bot.Delivery) (bot.Outcome, error) {
					switch {
					case d.Send.Kind != bot.SendAnswer:
					case stored:
						p.slow.answers("keep", func(context.Context, error) error {
							p.slow.answers("keep", nil)
							return errStoreGone
						})
					default:
						failed := false
						p.store.fail(func(method string) error {
							if method != "Commit" || failed {
								return nil
							}
							failed = true
							return errStoreGone
						})
					}
					return bot.Outcome{Kind: bot.Delivered}, nil
				})
				p.say("1", "позовите человека")
				time.Sleep(2 * time.Minute)
				require.Len(t, p.sender.sends(bot.SendAnswer), 1)
				require.Len(t, p.sender.sends(bot.SendNotice), 1)
				p.store.look(testKey, func(r *row) {
					for _, s := range r.sends {
						require.Equal(t, bot.SendDone, s.Status)
						require.Equal(t, 1, s.Attempts)
						require.Zero(t, s.Unknown)
					}
				})
				p.stop()
			})
		})
	}
}

// A send that was begun by a commit which took longer than the lease is not made.
func TestEngineLateCommitWithBegin(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.sender.ends(func(_ context.Context, d bot.Delivery) (bot.Outcome, error) {
			if d.Send.Kind == bot.SendAnswer {
				p.slow.answers("keep", func(_ context.Context, err error) error {
					p.slow.retire()
					time.Sleep(4 * testLease)
					return err
				})
			}
			return bot.Outcome{Kind: bot.Delivered}, nil
		})
		p.say("1", "позовите человека")
		time.Sleep(14*time.Second + testLease)
		p.join()
		p.say("2", "вы где?")
		time.Sleep(2 * time.Minute)
		require.Empty(t, p.sender.sends(bot.SendNotice), "the first replica was late")
		require.NotEmpty(t, p.other.sends(bot.SendNotice))
		p.stop()
	})
}
