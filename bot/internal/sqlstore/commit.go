package sqlstore

import (
	"context"
	"fmt"
	"slices"

	"github.com/camerton/camerton/bot"
)

// Commit implements bot.Store.
func (s *Store) Commit(ctx context.Context, l bot.Lease, c bot.Commit) (begun bool, err error) {
	change, err := newChange(l, c)
	if err != nil {
		return false, failed("commit", err)
	}
	if s.shared != nil && !c.Forget { // which may take long, and would take the time of others
		err = s.shared.do(ctx, change)
	} else {
		err = s.commitAlone(ctx, change)
	}
	return err == nil && change.begun, failed("commit", err)
}

// commitAlone makes a change in a transaction of its own. It waits for whoever
// has the conversation locked.
func (s *Store) commitAlone(ctx context.Context, c *change) error {
	return s.db.Write(ctx, func(tx Tx) ([]*Statement, error) {
		if err := s.hold(tx, c); err != nil {
			return nil, err
		}
		return s.write([]*change{c}), nil
	})
}

// commitTogether makes changes in one transaction. Those whose conversation is
// not found are left out: the lease is lost, or somebody has it locked.
func (s *Store) commitTogether(ctx context.Context, all []*change) error {
	return s.db.Write(ctx, func(tx Tx) ([]*Statement, error) {
		if err := s.holdAll(tx, all); err != nil {
			return nil, err
		}
		return s.write(all), nil
	})
}

// write returns the statements that make changes.
func (s *Store) write(all []*change) []*Statement {
	var w writes
	for _, c := range all {
		if c.id != 0 {
			c.write(&w)
		}
	}
	return w.statements(s.sets)
}

// A change is a commit on its way into the database.
type change struct {
	bot.Commit

	lease         bot.Lease
	events, sends []string // as they are written

	held
	begun bool
}

func newChange(l bot.Lease, c bot.Commit) (*change, error) {
	b := &change{Commit: c, lease: l}
	if c.Forget {
		return b, nil
	}
	if err := checkCommit(c); err != nil {
		return nil, err
	}
	var err error
	b.events, b.sends = make([]string, len(c.Events)), make([]string, len(c.Sends))
	for i, e := range c.Events {
		if b.events[i], err = encode(e); err != nil {
			return nil, fmt.Errorf("event %d of %d: %w", i+1, len(c.Events), err)
		}
	}
	for i, s := range c.Sends {
		if b.sends[i], err = encode(s); err != nil {
			return nil, fmt.Errorf("send %d: %w", s.No, err)
		}
	}
	return b, nil
}

// write puts down what has to be written.
func (c *change) write(w *writes) {
	if c.Forget {
		w.forget = append(w.forget, forgetDone(c.id, c.Done)...)
		return
	}
	unreadAt := c.writeIncoming(w)
	logged := c.logged
	for _, body := range c.events {
		logged++
		w.events = append(w.events, []any{c.id, logged, body})
	}
	if c.Snapshot != nil {
		w.histories = append(w.histories, []any{c.id, logged, c.Snapshot})
	}
	c.writeSends(w, unreadAt == never)
	c.writeTimers(w)
	w.conversations = append(w.conversations, []any{
		c.id, logged, dueMillis(c.Due), millis(c.Until), unreadAt, millis(c.Now),
	})
}

// writeIncoming takes out of the inbox what was read, and returns since when
// there are events that are unread.
func (c *change) writeIncoming(w *writes) (unreadAt int64) {
	for _, b := range c.Buried {
		w.burials = append(w.burials, bury(c.id, b.ID, millis(c.Now), prose(b.Reason)))
	}
	unreadAt = never
	for _, u := range c.unread {
		isBuried := slices.ContainsFunc(c.Buried, func(b bot.Burial) bool { return b.ID == u.no })
		if isBuried || slices.Contains(c.Done, u.no) {
			w.reads = append(w.reads, []any{c.id, u.no})
		} else {
			unreadAt = min(unreadAt, u.queuedAt)
		}
	}
	return unreadAt
}

// bury puts an event from the inbox aside. It has to be taken out besides.
func bury(id, no, at int64, reason string) *Statement {
	return exec(`INSERT INTO burial
		(conversation, no, at, reason, received_at, source, update_no, digest, body)
		SELECT conversation, no, $3, $4, received_at, source, update_no, digest, body
		FROM inbox WHERE conversation = $1 AND no = $2`, id, no, at, reason)
}

// writeSends puts the sends into the outbox, and begins the one that is to be
// begun. Of several with one number the last one counts.
func (c *change) writeSends(w *writes, allRead bool) {
	mayBegin := c.Begin != 0 && allRead
	if mayBegin && c.planned {
		c.begun = true
		w.begins = append(w.begins, []any{c.id, c.Begin, millis(c.Now)})
	}
	for i, s := range c.Sends {
		if slices.ContainsFunc(c.Sends[i+1:], func(later bot.Send) bool { return later.No == s.No }) {
			continue
		}
		if mayBegin && s.No == c.Begin && s.Status == bot.SendPlanned {
			c.begun = true
			s.Status, s.Started = bot.SendStarted, c.Now
			s.Attempts++
		}
		w.sends = append(w.sends, []any{
			c.id, s.No, prose(string(s.Status)), int64(s.Attempts), millis(s.Started), int64(s.Unknown), millis(c.Now), c.sends[i],
		})
	}
}

// beginsOther reports whether a send is to be begun that is not among those of the
// commit.
func (c *change) beginsOther() bool {
	return c.Begin != 0 && !slices.ContainsFunc(c.Sends, func(s bot.Send) bool { return s.No == c.Begin })
}

// writeTimers sets timers. Those that are taken away are taken away first: a timer
// that is in both lists is set. Of several that are the same the last one counts.
func (c *change) writeTimers(w *writes) {
	for _, t := range c.Cancelled {
		w.cancelled = append(w.cancelled, []any{c.id, name(string(t.Kind)), name(t.Subject)})
	}
	for i, t := range c.Timers {
		if !slices.ContainsFunc(c.Timers[i+1:], func(later bot.Timer) bool { return later.ID() == t.ID() }) {
			w.timers = append(w.timers, []any{c.id, name(string(t.Kind)), name(t.Subject), millis(t.At)})
		}
	}
}
