package sqlite

import (
	"context"

	"github.com/camerton/camerton/bot/internal/sqlstore"
)

// LimitPages lets the file grow to so many pages, as a disk of that size would.
// It returns the limit; empty only asks for it.
func (s *Store) LimitPages(ctx context.Context, pages string) (limit int64, err error) {
	text := "PRAGMA max_page_count"
	if pages != "" {
		text += " = " + pages
	}
	err = s.file.Write(ctx, func(tx sqlstore.Tx) ([]*sqlstore.Statement, error) {
		return nil, tx.Run(&sqlstore.Statement{SQL: text, Row: func(scan sqlstore.Scan) error { return scan(&limit) }})
	})
	return limit, err
}

// Word runs a statement on the connection that writes, and returns the only
// column of its only row.
func (s *Store) Word(ctx context.Context, text string) (word string, err error) {
	err = s.file.Write(ctx, func(tx sqlstore.Tx) ([]*sqlstore.Statement, error) {
		return nil, tx.Run(&sqlstore.Statement{SQL: text, Row: func(scan sqlstore.Scan) error { return scan(&word) }})
	})
	return word, err
}

// Database returns what runs the store's statements.
func (s *Store) Database() sqlstore.Database { return s.file }

// Dialect is the words in which the store talks to its database.
func Dialect() sqlstore.Dialect { return dialect }
