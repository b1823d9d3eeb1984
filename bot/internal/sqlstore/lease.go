package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/camerton/camerton/bot"
)

// Renew implements bot.Store.
func (s *Store) Renew(ctx context.Context, l bot.Lease, until time.Time) error {
	if err := checkTime("until", until); err != nil {
		return failed("renew", err)
	}
	var renewal *Statement
	err := s.db.Write(ctx, func(Tx) ([]*Statement, error) {
		renewal = exec(`UPDATE conversation AS c SET lease_until = $6
			WHERE `+keyIs+` AND c.fence = $5 AND c.lease_until <> 0`, keyArgs(l.Key, l.Fence, millis(until))...)
		return []*Statement{renewal}, nil
	})
	if err == nil && renewal.Changed == 0 {
		err = bot.ErrLost
	}
	return failed("renew", err)
}

// Begin implements bot.Store. Mostly one statement does it; if that changes
// nothing, another transaction finds out why, or does it after all.
func (s *Store) Begin(ctx context.Context, l bot.Lease, no int64, now time.Time) error {
	if err := checkTime("now", now); err != nil {
		return failed("begin", err)
	}
	var start *Statement
	err := s.db.Write(ctx, func(Tx) ([]*Statement, error) {
		start = exec(s.q.begin, keyArgs(l.Key, l.Fence, no, millis(now))...)
		return []*Statement{start}, nil
	})
	if err != nil || start.Changed == 1 {
		return failed("begin", err)
	}
	return s.beginStepwise(ctx, l, no, now)
}

func (s *Store) beginStepwise(ctx context.Context, l bot.Lease, no int64, now time.Time) error {
	c := &change{lease: l, Commit: bot.Commit{Begin: no}}
	err := s.db.Write(ctx, func(tx Tx) ([]*Statement, error) {
		err := s.hold(tx, c)
		switch {
		case err != nil:
			return nil, err
		case len(c.unread) > 0:
			return nil, bot.ErrIncoming
		case !c.planned:
			return nil, fmt.Errorf("send %d is not planned", no)
		}
		return beginSends.each(false, [][]any{{c.id, no, millis(now)}}), nil
	})
	return failed("begin", err)
}

// Fail implements bot.Store.
func (s *Store) Fail(ctx context.Context, l bot.Lease, f bot.Failure) error {
	if err := errors.Join(checkTime("Failure.Now", f.Now), checkTime("Failure.Retry", f.Retry)); err != nil {
		return failed("fail", err)
	}
	var failure *Statement
	err := s.db.Write(ctx, func(Tx) ([]*Statement, error) {
		failure = exec(`UPDATE conversation AS c SET lease_until = 0, owner = '', failures = failures + 1, failure = $6,
			retry_at = $7, due_at = CASE WHEN due_at < $7 THEN due_at ELSE $7 END,
			touched_at = CASE WHEN touched_at > $8 THEN touched_at ELSE $8 END
			WHERE `+keyIs+` AND c.fence = $5 AND c.lease_until <> 0`,
			keyArgs(l.Key, l.Fence, prose(f.Reason), millis(f.Retry), millis(f.Now))...)
		return []*Statement{failure}, nil
	})
	if err == nil && failure.Changed == 0 {
		err = bot.ErrLost
	}
	return failed("fail", err)
}

// NextDue implements bot.Store.
func (s *Store) NextDue(ctx context.Context) (time.Time, error) {
	var free, held int64
	err := s.db.Look(ctx, query(func(scan Scan) error { return scan(&free, &held) }, nextDue))
	return dueMoment(min(free, held)), failed("next due", err)
}

// The next conversation that nobody holds, and the next of those that somebody
// holds: it is free when the lease runs out.
const (
	nextFree = "SELECT c.since FROM conversation c WHERE c.since < " + forever +
		" AND c.lease_until = 0 ORDER BY c.since LIMIT 1"
	nextHeld = "SELECT MIN(CASE WHEN c.since > c.lease_until THEN c.since ELSE c.lease_until END) FROM conversation c" +
		" WHERE c.lease_until > 0 AND c.since < " + forever
	nextDue = "SELECT COALESCE((" + nextFree + "), " + forever + "), COALESCE((" + nextHeld + "), " + forever + ")"
)

// failed says what could not be done. What a caller asks for by name is left as
// it is.
func failed(what string, err error) error {
	for _, known := range []error{bot.ErrLost, bot.ErrIncoming, bot.ErrNoLetter} {
		if errors.Is(err, known) {
			return known
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}
