package postgres

import (
	"context"

	"github.com/camerton/camerton/bot/internal/sqlstore"
)

// Setting returns a setting of the server, as it is where the store writes.
func (s *Store) Setting(ctx context.Context, name string) (value string, err error) {
	err = s.db.Write(ctx, func(tx sqlstore.Tx) ([]*sqlstore.Statement, error) {
		return nil, tx.Run(&sqlstore.Statement{
			SQL: "SELECT current_setting($1)", Args: []any{name}, Row: func(scan sqlstore.Scan) error { return scan(&value) },
		})
	})
	return value, err
}

// Database returns what runs the store's statements.
func (s *Store) Database() sqlstore.Database { return s.db }

// Dialect is the words in which the store talks to its database.
func Dialect() sqlstore.Dialect { return dialect }
