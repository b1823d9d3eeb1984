package postgres

import (
	"context"
	"errors"
	"io"
	"net"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/camerton/camerton/bot/internal/sqlstore"
)

// A database runs transactions on a pool of connections.
type database struct {
	pool    *pgxpool.Pool
	closed  atomic.Bool
	timeout time.Duration
	tries   int // how often a transaction is begun at most
}

const (
	beginWrite = "BEGIN ISOLATION LEVEL READ COMMITTED"
	beginRead  = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
)

// Write implements sqlstore.Database. After the database was away every
// connection of the pool may be broken: each is found out by one try.
func (d *database) Write(ctx context.Context, change func(sqlstore.Tx) ([]*sqlstore.Statement, error)) error {
	return d.run(ctx, beginWrite, func(t *tx) error {
		last, err := change(t)
		if err != nil {
			return err
		}
		return t.commit(last)
	})
}

// Read implements sqlstore.Database. What is read is of one moment.
func (d *database) Read(ctx context.Context, read func(sqlstore.Tx) error) error {
	return d.run(ctx, beginRead, func(t *tx) error { return read(t) })
}

// Look implements sqlstore.Database.
func (d *database) Look(ctx context.Context, s *sqlstore.Statement) error {
	return d.run(ctx, "", func(t *tx) error { return t.send(t.ctx, []*sqlstore.Statement{s}) })
}

func (d *database) run(ctx context.Context, begin string, work func(*tx) error) error {
	var err error
	for range d.tries {
		t := &tx{begin: begin}
		err = d.try(ctx, t, work)
		if err == nil || ctx.Err() != nil || !passes(err) || t.committing && !undone(err) {
			break
		}
	}
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return explain(err)
}

// try runs work in a transaction of its own.
func (d *database) try(ctx context.Context, t *tx, work func(*tx) error) error {
	caller := ctx
	ctx, cancel := context.WithTimeout(ctx, d.timeout)
	defer cancel()
	conn, err := d.pool.Acquire(ctx)
	if err != nil {
		if d.closed.Load() {
			return ErrClosed
		}
		return err
	}
	defer conn.Release()
	// Once the commit is asked for its end is waited for, whoever gives up.
	last, end := context.WithTimeout(context.WithoutCancel(caller), d.timeout)
	defer end()
	t.ctx, t.last, t.conn = ctx, last, conn
	err = work(t)
	if t.begun && !t.ended {
		t.rollback()
	}
	return err
}

// isNetwork reports whether the connection broke.
func isNetwork(err error) bool {
	var network net.Error
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.As(err, &network)
}
