package sqlstore

import (
	"cmp"
	"context"
	"strings"

	"github.com/camerton/camerton/bot"
)

// pruneLimit is how many rows of a table go at once if nothing is said.
const pruneLimit = 10_000

// Prune implements bot.Archive. A conversation that goes loses its key first, so
// that a customer who writes while its rows are being deleted, which may take
// several calls, finds none of them.
func (s *Store) Prune(ctx context.Context, p bot.Prune) (int64, error) {
	limit := int64(cmp.Or(max(p.Limit, 0), pruneLimit))
	var deletions []*Statement
	err := s.db.Write(ctx, func(tx Tx) ([]*Statement, error) {
		deletions = nil
		if !p.Updates.IsZero() {
			deletions = append(deletions, exec(loseArrivals, millis(p.Updates), limit))
		}
		if !p.Conversations.IsZero() {
			if err := tx.Run(exec(loseKeys, millis(p.Conversations), limit)); err != nil {
				return nil, err
			}
		}
		for _, part := range parts {
			deletions = append(deletions, exec(part.lose(), limit))
		}
		deletions = append(deletions, exec(loseRows(), limit))
		return deletions, nil
	})
	if err != nil {
		return 0, failed("prune", err)
	}
	var rows int64
	for _, d := range deletions {
		rows += d.Changed
	}
	return rows, nil
}

// A part is a table that holds what belongs to a conversation, with its columns
// that tell the rows of a conversation apart.
type part struct {
	table   string
	columns []string
}

var parts = []part{
	{"history", nil},
	{"identity", []string{"digest"}},
	{"inbox", []string{"no"}},
	{"burial", []string{"no"}},
	{"event", []string{"no"}},
	{"send", []string{"no"}},
	{"timer", []string{"kind", "subject"}},
}

// lose deletes rows of conversations that have lost their key.
func (p part) lose() string {
	own := append([]string{"conversation"}, p.columns...)
	return "DELETE FROM " + p.table + " WHERE (" + strings.Join(own, ", ") + ") IN" +
		" (SELECT p." + strings.Join(own, ", p.") + " FROM conversation c JOIN " + p.table + " p ON p.conversation = c.id" +
		" WHERE c.channel = '" + gone + "' LIMIT $1)"
}

// loseRows deletes conversations that have lost their key and all their parts.
func loseRows() string {
	var rest strings.Builder
	for _, p := range parts {
		rest.WriteString(" AND NOT EXISTS (SELECT 1 FROM " + p.table + " p WHERE p.conversation = c.id)")
	}
	return "DELETE FROM conversation WHERE id IN (SELECT c.id FROM conversation c WHERE c.channel = '" + gone + "'" +
		rest.String() + " LIMIT $1)"
}

const (
	loseArrivals = `DELETE FROM arrival WHERE (source, update_no) IN
		(SELECT source, update_no FROM arrival WHERE received_at < $1 ORDER BY received_at LIMIT $2)`

	// What is quiet is asked twice: the second time with the row locked.
	quiet    = "since = " + forever + " AND touched_at < $1 AND lease_until < $1 AND channel <> '" + gone + "'"
	loseKeys = "UPDATE conversation SET channel = '" + gone + "', account = '', chat = CAST(id AS TEXT), thread = ''" +
		" WHERE id IN (SELECT id FROM conversation WHERE " + quiet + " ORDER BY touched_at LIMIT $2) AND " + quiet
)
