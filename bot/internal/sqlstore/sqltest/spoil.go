package sqltest

import (
	"context"

	"github.com/camerton/camerton/bot/internal/sqlstore"
)

// Spoil writes over the body of a row, as somebody would who changes a database
// by hand. The table is one that has conversations with numbered rows: inbox,
// burial, send or event. Of "timer" the kinds of all timers are written over, of
// "conversation" the channel.
func Spoil(ctx context.Context, db sqlstore.Database, table, chat string, no int64, body string) error {
	return db.Write(ctx, func(sqlstore.Tx) ([]*sqlstore.Statement, error) {
		switch table {
		case "timer":
			return []*sqlstore.Statement{{
				SQL:  "UPDATE timer SET kind = $2 WHERE conversation = (SELECT c.id FROM conversation c WHERE c.chat = $1)",
				Args: []any{chat, body},
			}}, nil
		case "conversation":
			return []*sqlstore.Statement{{SQL: "UPDATE conversation SET channel = $2 WHERE chat = $1", Args: []any{chat, body}}}, nil
		}
		return []*sqlstore.Statement{{
			SQL: "UPDATE " + table + " SET body = $3 WHERE no = $2" +
				" AND conversation = (SELECT c.id FROM conversation c WHERE c.chat = $1)",
			Args: []any{chat, no, body},
		}}, nil
	})
}
