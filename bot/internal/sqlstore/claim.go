package sqlstore

import (
	"context"
	"errors"
	"strings"

	"github.com/camerton/camerton/bot"
)

// Claim implements bot.Store.
func (s *Store) Claim(ctx context.Context, c bot.Claim) ([]bot.Work, error) {
	if err := checkClaim(c); err != nil {
		return nil, failed("claim", err)
	}
	var all []*claimed
	err := s.db.Write(ctx, func(tx Tx) (last []*Statement, err error) {
		if all, err = s.due(tx, c); err != nil || len(all) == 0 {
			return nil, err
		}
		if err := tx.Run(s.take(c, all)...); err != nil {
			return nil, err
		}
		for _, w := range all {
			last = append(last, w.putAside(millis(c.Now))...)
		}
		return last, nil
	})
	if err != nil {
		return nil, failed("claim", err)
	}
	var works []bot.Work
	var faults []error
	for _, w := range all {
		if w.unreadable.key != nil {
			faults = append(faults, w.unreadable.key)
			continue
		}
		works = append(works, w.work)
	}
	return works, failed("claim", errors.Join(faults...))
}

// due locks the conversations that c gets. Of those that are due early more may be
// locked, and are left.
func (s *Store) due(tx Tx, c bot.Claim) ([]*claimed, error) {
	var all []*claimed
	row := func(scan Scan) error {
		var key writtenKey
		w := &claimed{}
		err := scan(append([]any{&w.id, &w.work.Failures}, key.dest()...)...)
		w.work.Lease.Key, w.unreadable.key = key.key()
		all = append(all, w)
		return err
	}
	now, limit := millis(c.Now), int64(c.Limit)
	err := tx.Run(query(row, s.q.ready, now, limit), query(row, s.q.early, now, limit))
	return all[:min(len(all), c.Limit)], err
}

// take returns the statements that give conversations to their holder and load
// what is to be done in them.
func (s *Store) take(c bot.Claim, all []*claimed) []*Statement {
	var statements []*Statement
	if s.q.draw != "" {
		statements = append(statements, exec(s.q.draw))
	}
	l := newLoading(all)
	statements = append(statements, s.ofEach(l.ids, l.fence, s.q.take, millis(c.Until), prose(c.Owner))...)
	return append(statements, s.load(l)...)
}

// ofEach returns the statements that run sql for every number, which is $1 and
// stands after an equals sign.
func (s *Store) ofEach(numbers []int64, row func(Scan) error, sql string, more ...any) []*Statement {
	if s.sets {
		set := strings.Replace(sql, "= $1", "= ANY ($1::bigint[])", 1)
		return []*Statement{query(row, set, append([]any{numbers}, more...)...)}
	}
	all := make([]*Statement, len(numbers))
	for i, n := range numbers {
		all[i] = query(row, sql, append([]any{n}, more...)...)
	}
	return all
}

// Load implements bot.Store.
func (s *Store) Load(ctx context.Context, l bot.Lease) (bot.Work, error) {
	var w *claimed
	err := s.db.Read(ctx, func(tx Tx) error {
		w = &claimed{work: bot.Work{Lease: l}}
		err := tx.Run(query(func(scan Scan) error { return scan(&w.id, &w.work.Failures) },
			"SELECT c.id, c.failures FROM conversation c WHERE "+keyIs+" AND c.fence = $5 AND c.lease_until <> 0",
			keyArgs(l.Key, l.Fence)...))
		switch {
		case err != nil:
			return err
		case w.id == 0:
			return bot.ErrLost
		}
		if err := tx.Run(s.load(newLoading([]*claimed{w}))...); err != nil {
			return err
		}
		return w.unreadable.err()
	})
	if err != nil {
		return bot.Work{}, failed("load", err)
	}
	return w.work, nil
}
