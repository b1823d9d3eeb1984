package sqlstore

import "fmt"

// An unreadable is what a conversation has that can't be read. Nothing that this
// package has written is: somebody else had a hand in the database, or a much
// newer program.
type unreadable struct{ incoming, sends []int64 }

// The reasons for which it is put aside.
const (
	unreadableIncoming = "the event can't be read in the store"
	unreadableSend     = "the send can't be read in the store"
)

// err returns an error that names what can't be read; nil if there is nothing.
func (u *unreadable) err() error {
	if len(u.incoming)+len(u.sends) == 0 {
		return nil
	}
	return fmt.Errorf("the bodies of unread events %v and open sends %v can't be read; the next claim puts them aside",
		u.incoming, u.sends)
}

// putAside returns the statements that make dead letters of what can't be read,
// so that the rest of the conversation, and all others, are worked on.
func (c *claimed) putAside(now int64) []*Statement {
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
	return all
}
