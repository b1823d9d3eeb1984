package sqlstore

import (
	"strings"

	"github.com/camerton/camerton/bot"
)

// held is a conversation whose lease holds, locked. The zero value is none.
type held struct {
	id      int64
	logged  int64
	unread  []unread
	planned bool // the send that is to be begun, if it is not among those of the commit
}

// An unread is an event in the inbox.
type unread struct{ no, queuedAt int64 }

// hold locks the conversation of a change.
func (s *Store) hold(tx Tx, c *change) error {
	c.held, c.begun = held{}, false
	unreadAt := int64(never)
	err := tx.Run(query(func(scan Scan) error { return scan(&c.id, &c.logged, &unreadAt) },
		s.q.lease, keyArgs(c.lease.Key, c.lease.Fence)...))
	if err == nil && c.id == 0 {
		err = bot.ErrLost
	}
	if err != nil {
		return err
	}
	var more []*Statement
	if unreadAt != never {
		more = append(more, query(func(scan Scan) error {
			var u unread
			err := scan(&u.no, &u.queuedAt)
			c.unread = append(c.unread, u)
			return err
		}, "SELECT no, queued_at FROM inbox WHERE conversation = $1", c.id))
	}
	if c.beginsOther() {
		more = append(more, query(func(Scan) error {
			c.planned = true
			return nil
		}, "SELECT 1 FROM send WHERE conversation = $1 AND no = $2 AND status = 'planned'", c.id, c.Begin))
	}
	if len(more) == 0 {
		return nil
	}
	return tx.Run(more...)
}

// holdAll locks the conversations of changes that nobody else has locked; the
// others stay as they are. Each statement sees what was stored before it, so what
// is read after the lock does not change any more.
func (s *Store) holdAll(tx Tx, all []*change) error {
	rows := make([][]any, len(all))
	begins := false
	for i, c := range all {
		c.held, c.begun = held{}, false
		other := int64(0)
		if c.beginsOther() {
			other, begins = c.Begin, true
		}
		rows[i] = keyArgs(c.lease.Key, c.lease.Fence, other, int64(i))
	}
	args := columnsOf(rows)
	from := func(sql string) string { return strings.Replace(sql, setOfRows, unnest(args), 1) }
	statements := []*Statement{
		query(func(scan Scan) error {
			var i, id, logged int64
			if err := scan(&i, &id, &logged); err != nil {
				return err
			}
			all[i].id, all[i].logged = id, logged
			return nil
		}, from(lockLeases), args...),
		query(func(scan Scan) error {
			var i int64
			var u unread
			err := scan(&i, &u.no, &u.queuedAt)
			all[i].unread = append(all[i].unread, u)
			return err
		}, from(unreadOfLeases), args...),
	}
	if begins {
		statements = append(statements, query(func(scan Scan) error {
			var i int64
			err := scan(&i)
			all[i].planned = true
			return err
		}, from(plannedOfLeases), args...))
	}
	return tx.Run(statements...)
}

// The statements of holdAll, in the words of PostgreSQL.
const (
	leases = " FROM " + setOfRows + " AS r (channel, account, chat, thread, fence, send, i) JOIN conversation c" +
		` ON c.channel = r.channel COLLATE "C" AND c.account = r.account COLLATE "C"` +
		` AND c.chat = r.chat COLLATE "C" AND c.thread = r.thread COLLATE "C"` +
		" AND c.fence = r.fence AND c.lease_until <> 0 "
	lockLeases      = "SELECT r.i, c.id, c.logged" + leases + "FOR UPDATE OF c SKIP LOCKED"
	unreadOfLeases  = "SELECT r.i, n.no, n.queued_at" + leases + "JOIN inbox n ON n.conversation = c.id"
	plannedOfLeases = "SELECT r.i" + leases + "JOIN send s ON s.conversation = c.id AND s.no = r.send AND s.status = 'planned'"
)
