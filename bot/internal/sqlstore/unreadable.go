package sqlstore

import (
	"fmt"
	"time"
)

// An unreadable is what a conversation has that can't be read. Nothing that this
// package has written is: somebody else had a hand in the database, or a much
// newer program.
type unreadable struct {
	key             error // why the conversation itself can't be read; nil if it can
	incoming, sends []int64
	timers          [][]any // conversation, kind, subject
}

// The reasons for which it is put aside.
const (
	unreadableIncoming = "the event can't be read in the store"
	unreadableSend     = "the send can't be read in the store"
	unreadableKey      = "the conversation can't be read in the store"
)

// aside is how long a conversation that can't be read is left alone.
const aside = time.Hour

// err returns an error that names what can't be read; nil if there is nothing.
func (u *unreadable) err() error {
	if len(u.incoming)+len(u.sends)+len(u.timers) == 0 {
		return nil
	}
	return fmt.Errorf("unread events %v, open sends %v and %d timers can't be read; the next claim puts them aside",
		u.incoming, u.sends, len(u.timers))
}

// putAside returns the statements that put aside what can't be read, so that the
// rest of the conversation, and all others, are worked on: events and sends become
// dead letters, timers go. A conversation whose key can't be read is set aside for
// a while: it may be mended by then, or be claimed by the newer program that made it.
func (c *claimed) putAside(now int64) []*Statement {
	if c.unreadable.key != nil {
		c.unreadable.key = fmt.Errorf("conversation %d is set aside for %v, and until its row is mended: %w",
			c.id, aside, c.unreadable.key)
		return []*Statement{exec("UPDATE conversation SET lease_until = 0, owner = '', retry_at = $3, failure = $2"+
			" WHERE id = $1", c.id, unreadableKey, now+aside.Milliseconds())}
	}
	var all []*Statement
	for _, no := range c.unreadable.incoming {
		all = append(all, bury(c.id, no, now, unreadableIncoming))
		all = append(all, readEvents.each(false, [][]any{{c.id, no}})...)
	}
	if len(all) > 0 {
		all = append(all, exec("UPDATE conversation SET unread_at ="+
			" COALESCE((SELECT MIN(queued_at) FROM inbox WHERE conversation = $1), "+forever+") WHERE id = $1", c.id))
	}
	for _, no := range c.unreadable.sends {
		all = append(all, exec("UPDATE send SET status = 'dead', changed_at = $3 WHERE conversation = $1 AND no = $2",
			c.id, no, now))
	}
	return append(all, cancelTimers.each(false, c.unreadable.timers)...)
}
