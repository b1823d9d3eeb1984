package sqlstore

import (
	"context"
	"fmt"
	"slices"

	"github.com/camerton/camerton/bot"
)

// Commit implements bot.Store.
func (s *Store) Commit(ctx context.Context, l bot.Lease, c bot.Commit) error {
	bodies, err := newCommitBodies(c)
	if err != nil {
		return failed("commit", err)
	}
	return failed("commit", s.db.Write(ctx, func(tx Tx) ([]*Statement, error) {
		h, err := s.hold(tx, l)
		if err != nil {
			return nil, err
		}
		if c.Forget {
			return forgetDone(h.id, c.Done), nil
		}
		return bodies.store(h), nil
	}))
}

// commitBodies is a commit whose values are written.
type commitBodies struct {
	bot.Commit

	events, sends []string
}

func newCommitBodies(c bot.Commit) (b commitBodies, err error) {
	b.Commit = c
	if c.Forget {
		return b, nil
	}
	if err := checkCommit(c); err != nil {
		return b, err
	}
	b.events, b.sends = make([]string, len(c.Events)), make([]string, len(c.Sends))
	for i, e := range c.Events {
		if b.events[i], err = encode(e); err != nil {
			return b, fmt.Errorf("event %d of %d: %w", i+1, len(c.Events), err)
		}
	}
	for i, s := range c.Sends {
		if b.sends[i], err = encode(s); err != nil {
			return b, fmt.Errorf("send %d: %w", s.No, err)
		}
	}
	return b, nil
}

// store returns the statements that store the commit.
func (b *commitBodies) store(h held) []*Statement {
	all := b.storeIncoming(h.id)
	logged := h.logged
	events := make([][]any, len(b.events))
	for i, body := range b.events {
		logged++
		events[i] = []any{h.id, logged, body}
	}
	all = append(all, insert("event (conversation, no, body)", "", events)...)
	if b.Snapshot != nil {
		all = append(all, exec(`INSERT INTO history (conversation, held, snapshot) VALUES ($1, $2, $3)
			ON CONFLICT (conversation) DO UPDATE SET held = excluded.held, snapshot = excluded.snapshot`,
			h.id, logged, b.Snapshot))
	}
	all = append(all, b.storeSends(h.id)...)
	all = append(all, b.storeTimers(h.id)...)

	owner := "owner"
	if b.Until.IsZero() {
		owner = "''"
	}
	return append(all, exec(`UPDATE conversation SET logged = $2, due_at = $3, lease_until = $4, owner = `+owner+`,
		failures = 0, failure = '', retry_at = 0,
		unread_at = `+unreadAt+`,
		touched_at = CASE WHEN touched_at > $5 THEN touched_at ELSE $5 END
		WHERE id = $1`, h.id, logged, dueMillis(b.Due), millis(b.Until), millis(b.Now)))
}

func (b *commitBodies) storeIncoming(id int64) []*Statement {
	var all []*Statement
	for _, burial := range b.Buried {
		all = append(all, bury(id, burial.ID, millis(b.Now), prose(burial.Reason))...)
	}
	for _, no := range b.Done {
		all = append(all, read(id, no))
	}
	return all
}

// unreadAt is since when the conversation $1 has unread events.
const unreadAt = "COALESCE((SELECT MIN(queued_at) FROM inbox WHERE conversation = $1), " + forever + ")"

// bury puts an event from the inbox aside.
func bury(id, no, at int64, reason string) []*Statement {
	return []*Statement{
		exec(`INSERT INTO burial
			(conversation, no, at, reason, received_at, source, update_no, digest, body)
			SELECT conversation, no, $3, $4, received_at, source, update_no, digest, body
			FROM inbox WHERE conversation = $1 AND no = $2`, id, no, at, reason),
		read(id, no),
	}
}

// read takes an event out of the inbox.
func read(id, no int64) *Statement {
	return exec("DELETE FROM inbox WHERE conversation = $1 AND no = $2", id, no)
}

// storeSends puts the sends into the outbox. Of several with one number the last
// one counts.
func (b *commitBodies) storeSends(id int64) []*Statement {
	rows := make([][]any, 0, len(b.Sends))
	for i, s := range b.Sends {
		if slices.ContainsFunc(b.Sends[i+1:], func(later bot.Send) bool { return later.No == s.No }) {
			continue
		}
		rows = append(rows, []any{
			id, s.No, prose(string(s.Status)), int64(s.Attempts), millis(s.Started), int64(s.Unknown), millis(b.Now), b.sends[i],
		})
	}
	return insert("send (conversation, no, status, attempts, started_at, unknown, changed_at, body)",
		`ON CONFLICT (conversation, no) DO UPDATE SET status = excluded.status, attempts = excluded.attempts,
			started_at = excluded.started_at, unknown = excluded.unknown, body = excluded.body,
			changed_at = CASE WHEN send.status = excluded.status THEN send.changed_at ELSE excluded.changed_at END`, rows)
}

// storeTimers takes away first and then sets: a timer that is in both lists is
// set. Of several that are the same the last one counts.
func (b *commitBodies) storeTimers(id int64) []*Statement {
	all := make([]*Statement, 0, len(b.Cancelled)+1)
	for _, t := range b.Cancelled {
		all = append(all, exec("DELETE FROM timer WHERE conversation = $1 AND kind = $2 AND subject = $3",
			id, name(string(t.Kind)), name(t.Subject)))
	}
	rows := make([][]any, 0, len(b.Timers))
	for i, t := range b.Timers {
		if !slices.ContainsFunc(b.Timers[i+1:], func(later bot.Timer) bool { return later.ID() == t.ID() }) {
			rows = append(rows, []any{id, name(string(t.Kind)), name(t.Subject), millis(t.At)})
		}
	}
	return append(all, insert("timer (conversation, kind, subject, at)",
		"ON CONFLICT (conversation, kind, subject) DO UPDATE SET at = excluded.at", rows)...)
}
