package sqlstore

import (
	"context"
	"slices"

	"github.com/camerton/camerton/bot"
)

// forgetDone returns the statements that delete what is stored about a
// conversation, except for unread events after the given ones.
func forgetDone(id int64, done []int64) []*Statement {
	var last int64
	if len(done) > 0 {
		last = slices.Max(done)
	}
	return []*Statement{
		exec("DELETE FROM inbox WHERE conversation = $1 AND no <= $2", id, last),
		exec(`DELETE FROM identity WHERE conversation = $1 AND NOT EXISTS
			(SELECT 1 FROM inbox WHERE inbox.conversation = $1 AND inbox.digest = identity.digest)`, id),
		exec("DELETE FROM burial WHERE conversation = $1", id),
		exec("DELETE FROM event WHERE conversation = $1", id),
		exec("DELETE FROM send WHERE conversation = $1", id),
		exec("DELETE FROM timer WHERE conversation = $1", id),
		exec("DELETE FROM history WHERE conversation = $1", id),
		exec("DELETE FROM conversation WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM inbox WHERE conversation = $1)", id),
		exec(`UPDATE conversation SET logged = 0, due_at = `+forever+`, poked_at = `+forever+`,
			retry_at = 0, failures = 0, failure = '', lease_until = 0, owner = '',
			unread_at = (SELECT MIN(queued_at) FROM inbox WHERE conversation = $1)
			WHERE id = $1`, id),
	}
}

// Forget implements bot.Archive.
func (s *Store) Forget(ctx context.Context, key bot.Key) error {
	return failed("forget", s.db.Write(ctx, func(tx Tx) ([]*Statement, error) {
		var id int64
		if err := tx.Run(query(one(&id), s.q.key, keyArgs(key)...)); err != nil || id == 0 {
			return nil, err
		}
		var all []*Statement
		for _, p := range parts {
			all = append(all, exec("DELETE FROM "+p.table+" WHERE conversation = $1", id))
		}
		return append(all, exec("DELETE FROM conversation WHERE id = $1", id)), nil
	}))
}
