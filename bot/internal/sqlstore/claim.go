package sqlstore

import (
	"context"

	"github.com/camerton/camerton/bot"
)

// Claim implements bot.Store.
func (s *Store) Claim(ctx context.Context, c bot.Claim) ([]bot.Work, error) {
	if err := checkClaim(c); err != nil {
		return nil, failed("claim", err)
	}
	var claimed []*claimed
	err := s.db.Write(ctx, func(tx Tx) (last []*Statement, err error) {
		if claimed, err = s.due(tx, c); err != nil || len(claimed) == 0 {
			return nil, err
		}
		if err := tx.Run(s.take(c, claimed)...); err != nil {
			return nil, err
		}
		for _, w := range claimed {
			last = append(last, w.putAside(millis(c.Now))...)
		}
		return last, nil
	})
	if err != nil || len(claimed) == 0 {
		return nil, failed("claim", err)
	}
	works := make([]bot.Work, len(claimed))
	for i, w := range claimed {
		works[i] = w.work
	}
	return works, nil
}

// due locks the conversations that c gets.
func (s *Store) due(tx Tx, c bot.Claim) ([]*claimed, error) {
	var all []*claimed
	row := func(scan Scan) error {
		var key writtenKey
		w := &claimed{}
		err := scan(append([]any{&w.id, &w.work.Failures}, key.dest()...)...)
		if err == nil {
			w.work.Lease.Key, err = key.key()
		}
		all = append(all, w)
		return err
	}
	now := millis(c.Now)
	if err := tx.Run(query(row, s.q.ready, now, int64(c.Limit))); err != nil {
		return nil, err
	}
	if rest := c.Limit - len(all); rest > 0 {
		return all, tx.Run(query(row, s.q.early, now, int64(rest)))
	}
	return all, nil
}

// take returns the statements that give conversations to their holder and load
// what is to be done in them.
func (s *Store) take(c bot.Claim, all []*claimed) []*Statement {
	var statements []*Statement
	if s.q.draw != "" {
		statements = append(statements, exec(s.q.draw))
	}
	for _, w := range all {
		statements = append(statements, query(func(scan Scan) error { return scan(&w.work.Lease.Fence) },
			s.q.take, w.id, millis(c.Until), prose(c.Owner)))
		statements = append(statements, w.load()...)
	}
	return statements
}

// A claimed conversation is one whose work is being loaded.
type claimed struct {
	id   int64
	work bot.Work

	unreadable unreadable
}

// load returns the statements that load the work.
func (c *claimed) load() []*Statement {
	w := &c.work
	return []*Statement{
		query(func(scan Scan) error { return scan(&w.Events, &w.Snapshot) },
			"SELECT held, snapshot FROM history WHERE conversation = $1", c.id),
		query(c.incoming,
			"SELECT no, received_at, source, update_no, body FROM inbox WHERE conversation = $1 ORDER BY no", c.id),
		query(c.send, "SELECT "+sendColumns+" FROM send s WHERE s.conversation = $1 AND "+sendOpen+" ORDER BY s.no", c.id),
		query(c.timer, "SELECT kind, subject, at FROM timer WHERE conversation = $1 ORDER BY at, kind, subject", c.id),
	}
}

func (c *claimed) incoming(scan Scan) error {
	r := bot.Received{Incoming: bot.Incoming{Key: c.work.Lease.Key}}
	var in writtenIncoming
	if err := scan(append([]any{&r.ID}, in.dest()...)...); err != nil {
		return err
	}
	if err := in.read(&r.Incoming); err == nil {
		c.work.Incoming = append(c.work.Incoming, r)
	} else {
		c.unreadable.incoming = append(c.unreadable.incoming, r.ID)
	}
	return nil
}

func (c *claimed) send(scan Scan) error {
	var w writtenSend
	if err := scan(w.dest()...); err != nil {
		return err
	}
	if send, err := w.send(); err == nil {
		c.work.Sends = append(c.work.Sends, send)
	} else {
		c.unreadable.sends = append(c.unreadable.sends, w.no)
	}
	return nil
}

func (c *claimed) timer(scan Scan) error {
	var kind, subject string
	var at int64
	if err := scan(&kind, &subject, &at); err != nil {
		return err
	}
	t := bot.Timer{At: moment(at)}
	var err error
	if kind, err = unname(kind); err == nil {
		t.Subject, err = unname(subject)
	}
	t.Kind = bot.TimerKind(kind)
	c.work.Timers = append(c.work.Timers, t)
	return err
}

// Load implements bot.Store.
func (s *Store) Load(ctx context.Context, l bot.Lease) (bot.Work, error) {
	w := claimed{work: bot.Work{Lease: l}}
	err := s.db.Read(ctx, func(tx Tx) error {
		w = claimed{work: bot.Work{Lease: l}}
		err := tx.Run(query(func(scan Scan) error { return scan(&w.id, &w.work.Failures) },
			"SELECT c.id, c.failures FROM conversation c WHERE "+keyIs+" AND c.fence = $5 AND c.lease_until <> 0",
			keyArgs(l.Key, l.Fence)...))
		switch {
		case err != nil:
			return err
		case w.id == 0:
			return bot.ErrLost
		}
		if err := tx.Run(w.load()...); err != nil {
			return err
		}
		return w.unreadable.err()
	})
	if err != nil {
		return bot.Work{}, failed("load", err)
	}
	return w.work, nil
}
