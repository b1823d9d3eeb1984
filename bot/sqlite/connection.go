package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"github.com/camerton/camerton/bot/internal/sqlstore"
)

// A connection is one connection to the file, with the statements that it has
// prepared. It is used by one goroutine at a time.
type connection struct {
	path     string
	conn     *sql.Conn
	prepared map[string]*sql.Stmt
}

func newConnection(ctx context.Context, db *sql.DB, path string) (*connection, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, explain(path, err)
	}
	return &connection{path: path, conn: conn, prepared: make(map[string]*sql.Stmt)}, nil
}

func (c *connection) close() error {
	var faults []error
	for _, s := range c.prepared {
		faults = append(faults, s.Close())
	}
	return errors.Join(append(faults, c.conn.Close())...)
}

// script runs statements that take no parameters and return no rows.
func (c *connection) script(ctx context.Context, text string) error {
	_, err := c.conn.ExecContext(ctx, text)
	return explain(c.path, err)
}

// word returns the only column of the only row that a statement returns.
func (c *connection) word(ctx context.Context, text string) (string, error) {
	var word string
	err := c.conn.QueryRowContext(ctx, text).Scan(&word)
	return word, explain(c.path, err)
}

func (c *connection) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	if s, ok := c.prepared[text]; ok {
		return s, nil
	}
	s, err := c.conn.PrepareContext(ctx, text)
	if err != nil {
		return nil, explain(c.path, err)
	}
	c.prepared[text] = s
	return s, nil
}

// run runs a statement.
func (c *connection) run(ctx context.Context, s *sqlstore.Statement) error {
	stmt, err := c.prepare(ctx, s.SQL) //nolint:sqlclosecheck // it is kept, and closed by close
	if err != nil {
		return err
	}
	if s.Row == nil {
		result, err := stmt.ExecContext(ctx, s.Args...)
		if err != nil {
			return explain(c.path, err)
		}
		s.Changed, err = result.RowsAffected()
		return err
	}
	rows, err := stmt.QueryContext(ctx, s.Args...)
	if err != nil {
		return explain(c.path, err)
	}
	defer rows.Close() //nolint:errcheck // what it would say is in rows.Err
	for rows.Next() {
		if err := s.Row(rows.Scan); err != nil {
			return err
		}
	}
	return explain(c.path, rows.Err())
}

// transaction runs read in a transaction that sees one state of the file and
// writes nothing.
func (c *connection) transaction(ctx context.Context, read func(sqlstore.Tx) error) error {
	t := tx{caller: ctx, statements: ctx, conn: c}
	if err := t.Run(&sqlstore.Statement{SQL: "BEGIN"}); err != nil {
		return err
	}
	err := read(t)
	return errors.Join(err, c.run(context.WithoutCancel(ctx), &sqlstore.Statement{SQL: "ROLLBACK"}))
}

// A tx is the transaction that is open on a connection. Its caller may give up
// between two statements; a statement that runs is not interrupted if it writes.
type tx struct {
	caller     context.Context //nolint:containedctx // a tx lives no longer than a call
	statements context.Context //nolint:containedctx // as above
	conn       *connection
}

func (t tx) Run(statements ...*sqlstore.Statement) error {
	for _, s := range statements {
		if err := t.caller.Err(); err != nil {
			return err
		}
		if err := t.conn.run(t.statements, s); err != nil {
			return err
		}
	}
	return nil
}
