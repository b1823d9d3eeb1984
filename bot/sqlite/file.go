package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"

	_ "modernc.org/sqlite" // the driver

	"github.com/camerton/camerton/bot/internal/sqlstore"
)

// A file is an open file: one connection that writes and some that read.
type file struct {
	path    string
	db      *sql.DB
	writer  *writer
	readers chan *connection

	close  sync.Once
	closed chan struct{}
}

// openFile opens the file at path with its connections, having made it ready by
// prepare.
func openFile(ctx context.Context, path string, o Options, prepare func(*connection) error) (*file, error) {
	db, err := sql.Open("sqlite", source(path, o, url.Values{}))
	if err != nil {
		return nil, explain(path, err)
	}
	conns := make([]*connection, 0, o.Readers+1)
	abandon := func(err error) (*file, error) {
		for _, c := range conns {
			err = errors.Join(err, c.close())
		}
		return nil, errors.Join(err, db.Close())
	}
	for i := range cap(conns) {
		c, err := newConnection(ctx, db, path)
		if err != nil {
			return abandon(err)
		}
		conns = append(conns, c)
		if i == 0 {
			err = prepare(c)
		} else {
			err = c.script(ctx, "PRAGMA query_only = ON")
		}
		if err != nil {
			return abandon(err)
		}
	}
	f := &file{path: path, db: db, readers: make(chan *connection, o.Readers), closed: make(chan struct{})}
	for _, c := range conns[1:] {
		f.readers <- c
	}
	f.writer = newWriter(conns[0])
	return f, nil
}

// Write implements sqlstore.Database.
func (f *file) Write(ctx context.Context, change func(sqlstore.Tx) ([]*sqlstore.Statement, error)) error {
	return f.writer.write(ctx, change)
}

// Read implements sqlstore.Database.
func (f *file) Read(ctx context.Context, read func(sqlstore.Tx) error) error {
	return f.reading(ctx, func(c *connection) error { return c.transaction(ctx, read) })
}

// Look implements sqlstore.Database.
func (f *file) Look(ctx context.Context, s *sqlstore.Statement) error {
	return f.reading(ctx, func(c *connection) error { return c.run(ctx, s) })
}

// reading lends a connection that reads.
func (f *file) reading(ctx context.Context, do func(*connection) error) error {
	select {
	case <-f.closed:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	case conn := <-f.readers:
		defer func() { f.readers <- conn }()
		return do(conn)
	}
}

// Close waits for the calls that are under way, then closes the file.
func (f *file) Close() (err error) {
	f.close.Do(func() {
		f.writer.close()
		close(f.closed)
		faults := []error{f.writer.conn.close()}
		for range cap(f.readers) {
			faults = append(faults, (<-f.readers).close())
		}
		err = errors.Join(append(faults, f.db.Close())...)
	})
	return err
}

// checkPath says what is wrong with a path before SQLite says it in its words.
func checkPath(path string, existing bool) error {
	if path == "" {
		return errors.New("sqlite: the path of the store is empty")
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("sqlite: %s: %w; it is a folder", path, ErrForeign)
	case errors.Is(err, fs.ErrNotExist) && existing:
		return fmt.Errorf("sqlite: %s: %w", path, ErrMissing)
	case errors.Is(err, fs.ErrNotExist):
		if _, err := os.Stat(filepath.Dir(path)); err != nil {
			return fmt.Errorf("sqlite: %s: its folder does not exist: %w", path, err)
		}
	}
	return nil
}

// makeFile makes an empty file if there is none, and returns ErrReadOnly if there
// is one that we may not write: SQLite would read it, and leave files beside it
// that may not be written either, for good. What customers write is for its
// owner only; the files that SQLite puts beside it get the same rights.
func makeFile(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) //nolint:gosec // the path that the caller gave
	switch {
	case errors.Is(err, fs.ErrExist):
		if err = writable(path); err == nil {
			return nil
		}
		return fmt.Errorf("sqlite: %s: %w (%w)", path, ErrReadOnly, err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fmt.Errorf("sqlite: %s: %w (%w)", path, ErrReadOnly, err)
	case err != nil:
		return fmt.Errorf("sqlite: %w", err)
	}
	return f.Close()
}

// source is how the driver wants to be told about the file. To wait for locks
// comes before everything else that a connection does.
func source(path string, o Options, parameters url.Values) string {
	if full, err := filepath.Abs(path); err == nil {
		path = full
	}
	parameters.Set("_busy_timeout", strconv.FormatInt(o.Wait.Milliseconds(), 10))
	parameters.Set("_pragma", "foreign_keys(1)")
	return "file:" + url.PathEscape(path) + "?" + parameters.Encode()
}
