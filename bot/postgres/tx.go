package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/camerton/camerton/bot/internal/sqlstore"
)

// A tx is a transaction. It is begun with its first statements, so that the
// server is asked once for both.
type tx struct {
	ctx, last context.Context //nolint:containedctx // a tx lives no longer than a call
	conn      *pgxpool.Conn
	begin     string

	begun      bool
	committing bool // COMMIT was sent
	ended      bool // and was answered
}

// Run implements sqlstore.Tx.
func (t *tx) Run(statements ...*sqlstore.Statement) error { return t.run(t.ctx, statements) }

func (t *tx) run(ctx context.Context, statements []*sqlstore.Statement) error {
	if len(statements) == 0 {
		return ctx.Err()
	}
	if !t.begun {
		t.begun = true
		statements = append([]*sqlstore.Statement{{SQL: t.begin}}, statements...)
	}
	return t.send(ctx, statements)
}

// commit runs the last statements and ends the transaction. Both go together,
// unless rows have to be read that might not be understood.
func (t *tx) commit(statements []*sqlstore.Statement) error {
	for _, s := range statements {
		if s.Row != nil {
			if err := t.run(t.ctx, statements); err != nil {
				return err
			}
			statements = nil
			break
		}
	}
	if !t.begun && len(statements) == 0 {
		return nil
	}
	if err := t.ctx.Err(); err != nil {
		return err
	}
	t.committing = true
	if !t.begun && len(statements) == 1 { // which is a transaction of its own
		return t.send(t.last, statements)
	}
	err := t.run(t.last, append(statements, &sqlstore.Statement{SQL: "COMMIT"}))
	t.ended = err == nil
	return err
}

// rollback ends the transaction without storing anything. If it can't, the pool
// closes the connection, which does the same.
func (t *tx) rollback() {
	if !t.conn.Conn().IsClosed() {
		_, _ = t.conn.Exec(t.last, "ROLLBACK")
	}
}

// send sends statements together and reads what comes back.
func (t *tx) send(ctx context.Context, statements []*sqlstore.Statement) error {
	batch := &pgx.Batch{}
	for _, s := range statements {
		batch.Queue(s.SQL, s.Args...)
	}
	results := t.conn.SendBatch(ctx, batch)
	for _, s := range statements {
		if err := result(results, s); err != nil {
			_ = results.Close() // the first error counts
			return err
		}
	}
	return results.Close()
}

// result reads what came back for a statement.
func result(results pgx.BatchResults, s *sqlstore.Statement) error {
	if s.Row == nil {
		tag, err := results.Exec()
		s.Changed = tag.RowsAffected()
		return err
	}
	rows, err := results.Query()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := s.Row(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}
