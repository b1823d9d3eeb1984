package sqlstore

// writes are the rows that changes write, of one conversation or of many: what is
// the same for all of them is done at once.
type writes struct {
	burials []*Statement

	reads         [][]any // conversation, no
	events        [][]any // conversation, no, body
	histories     [][]any // conversation, held, snapshot
	sends         [][]any // conversation, no, status, attempts, started_at, unknown, changed_at, body
	begins        [][]any // conversation, no, started_at
	cancelled     [][]any // conversation, kind, subject
	timers        [][]any // conversation, kind, subject, at
	conversations [][]any // id, logged, due_at, lease_until, unread_at, touched_at

	forget []*Statement
}

// statements returns the statements that write the rows.
func (w *writes) statements(sets bool) []*Statement {
	all := w.burials
	all = append(all, readEvents.each(sets, w.reads)...)
	all = append(all, insert(sets, "event (conversation, no, body)", "", w.events)...)
	all = append(all, insert(sets, "history (conversation, held, snapshot)",
		"ON CONFLICT (conversation) DO UPDATE SET held = excluded.held, snapshot = excluded.snapshot", w.histories)...)
	all = append(all, insert(sets, "send (conversation, no, status, attempts, started_at, unknown, changed_at, body)",
		`ON CONFLICT (conversation, no) DO UPDATE SET status = excluded.status, attempts = excluded.attempts,
			started_at = excluded.started_at, unknown = excluded.unknown, body = excluded.body,
			changed_at = CASE WHEN send.status = excluded.status THEN send.changed_at ELSE excluded.changed_at END`, w.sends)...)
	all = append(all, beginSends.each(sets, w.begins)...)
	all = append(all, cancelTimers.each(sets, w.cancelled)...)
	all = append(all, insert(sets, "timer (conversation, kind, subject, at)",
		"ON CONFLICT (conversation, kind, subject) DO UPDATE SET at = excluded.at", w.timers)...)
	all = append(all, endChanges.each(sets, w.conversations)...)
	return append(all, w.forget...)
}

// What is done to rows that are there, for one and for a set of them.
var (
	readEvents = manyRows{
		one:     "DELETE FROM inbox WHERE conversation = $1 AND no = $2",
		set:     "DELETE FROM inbox USING " + setOfRows + " WHERE inbox.conversation = r.conversation AND inbox.no = r.no",
		columns: "conversation, no",
	}
	beginSends = manyRows{
		one: "UPDATE send SET status = 'started', attempts = attempts + 1, started_at = $3 WHERE conversation = $1 AND no = $2",
		set: "UPDATE send SET status = 'started', attempts = attempts + 1, started_at = r.started_at FROM " + setOfRows +
			" WHERE send.conversation = r.conversation AND send.no = r.no",
		columns: "conversation, no, started_at",
	}
	cancelTimers = manyRows{
		one: "DELETE FROM timer WHERE conversation = $1 AND kind = $2 AND subject = $3",
		set: "DELETE FROM timer USING " + setOfRows +
			` WHERE timer.conversation = r.conversation AND timer.kind = r.kind COLLATE "C" AND timer.subject = r.subject COLLATE "C"`,
		columns: "conversation, kind, subject",
	}
	endChanges = manyRows{
		one: `UPDATE conversation SET logged = $2, due_at = $3, lease_until = $4,
			owner = CASE WHEN $4 = 0 THEN '' ELSE owner END, failures = 0, failure = '', retry_at = 0, unread_at = $5,
			touched_at = CASE WHEN touched_at > $6 THEN touched_at ELSE $6 END WHERE id = $1`,
		set: `UPDATE conversation AS c SET logged = r.logged, due_at = r.due_at, lease_until = r.lease_until,
			owner = CASE WHEN r.lease_until = 0 THEN '' ELSE c.owner END, failures = 0, failure = '', retry_at = 0,
			unread_at = r.unread_at, touched_at = GREATEST(c.touched_at, r.touched_at) FROM ` + setOfRows + " WHERE c.id = r.id",
		columns: "id, logged, due_at, lease_until, unread_at, touched_at",
	}
)
