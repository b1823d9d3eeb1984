package sqlstore

import (
	"context"
	"errors"
	"sync"

	"github.com/camerton/camerton/bot"
)

// How many transactions are under way at once, and how many changes are made in
// one at most.
const (
	maxSharedAtOnce = 2
	maxSharedSize   = 64
)

// A sharing has changes share transactions: those that wait while transactions are
// under way go into the next one together. None waits for a lock meanwhile, so
// that nobody is kept waiting by the conversation of somebody else: a change whose
// conversation is locked, or that was lost with others, is made alone.
type sharing struct {
	store *Store

	// mayRepeat reports whether nothing was stored of a transaction that failed
	// with an error, and each change in it may be made alone.
	mayRepeat func(error) bool

	mu      sync.Mutex // protects those below
	waiting []*seat
	running int
}

// A seat is a change that waits for its transaction.
type seat struct {
	*change

	// turn gets the group when its time has come, nil if somebody else has made
	// the change.
	turn  chan []*seat
	err   error
	alone bool // it has to be made alone
}

// do makes a change, and returns when it is durable. A caller may give up as long
// as the change waits; then its end is waited for.
func (s *sharing) do(ctx context.Context, c *change) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	me := &seat{change: c, turn: make(chan []*seat, 1)}
	group := s.board(me)
	if group == nil {
		var waits bool
		if group, waits = s.wait(ctx, me); !waits {
			return ctx.Err()
		}
	}
	if group != nil {
		s.run(ctx, group)
	}
	if me.alone {
		return s.store.commitAlone(ctx, c)
	}
	return me.err
}

// board takes a seat. It returns the group that is to be run at once by the
// caller; nil if the turn has to be waited for.
func (s *sharing) board(me *seat) []*seat {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running < maxSharedAtOnce {
		s.running++
		return []*seat{me}
	}
	s.waiting = append(s.waiting, me)
	return nil
}

// wait waits for the turn. It reports false if the caller has given up before.
func (s *sharing) wait(ctx context.Context, me *seat) (group []*seat, waits bool) {
	select {
	case group = <-me.turn:
		return group, true
	case <-ctx.Done():
	}
	s.mu.Lock()
	for i, other := range s.waiting {
		if other == me {
			s.waiting = append(s.waiting[:i:i], s.waiting[i+1:]...)
			s.mu.Unlock()
			return nil, false
		}
	}
	s.mu.Unlock()
	return <-me.turn, true
}

// errBroken says that a transaction was broken off in the middle of it.
var errBroken = errors.New("panic in a transaction that was shared; nobody knows whether it was stored")

// run makes the changes of a group. If that panics, the others in it and those who
// wait are not left waiting.
func (s *sharing) run(ctx context.Context, group []*seat) {
	for _, one := range group {
		one.err = errBroken
	}
	defer s.handOn(group)
	s.make(context.WithoutCancel(ctx), group)
}

// handOn tells who waits for a group that it is over, and hands on to the first of
// those who have come meanwhile.
func (s *sharing) handOn(group []*seat) {
	for _, other := range group[1:] {
		other.turn <- nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	next := s.next()
	if len(next) == 0 {
		s.running--
		return
	}
	next[0].turn <- next
}

// next takes the next group from those who wait: no conversation twice.
func (s *sharing) next() []*seat {
	var group, rest []*seat
	taken := make(map[bot.Key]bool)
	for _, other := range s.waiting {
		if key := other.lease.Key; len(group) < maxSharedSize && !taken[key] {
			taken[key] = true
			group = append(group, other)
		} else {
			rest = append(rest, other)
		}
	}
	s.waiting = rest
	return group
}

// make makes the changes of a group, as far as it can be done together.
func (s *sharing) make(ctx context.Context, group []*seat) {
	changes := make([]*change, len(group))
	for i, one := range group {
		changes[i] = one.change
	}
	err := s.store.commitTogether(ctx, changes)
	for _, one := range group {
		one.err = err
		one.alone = err == nil && one.id == 0 || err != nil && s.mayRepeat(err)
	}
}
