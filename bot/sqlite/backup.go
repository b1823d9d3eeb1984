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
	"strings"
)

// ErrExists says that a file stands where a new one was to be made. Files are
// never written over: move it away, or give another path.
var ErrExists = errors.New("there is a file already; move it away, or give another path")

// Backup copies the store at from, which may be in use by this or another
// process, into a new file at to. What was committed when the copy began is in
// it; those who write are not held up. The copy is checked in full, synced to the
// disk, and only then gets its name: a file at to is always a whole one. It can be
// opened as a store, and Restore makes one from it. It returns ErrExists if there
// is something at to.
func Backup(ctx context.Context, from, to string) error {
	if err := checkPath(from, true); err != nil {
		return err
	}
	if err := checkFree(to); err != nil {
		return err
	}
	// In the same folder, so that giving it its name is one step.
	part, err := os.CreateTemp(filepath.Dir(to), filepath.Base(to)+".part-")
	if err != nil {
		return fmt.Errorf("sqlite: backup: %w", err)
	}
	err = errors.Join(part.Close(), copyStore(ctx, from, part.Name()))
	if err == nil {
		err = Verify(ctx, part.Name())
	}
	if err == nil {
		err = publish(part.Name(), to)
	}
	if err != nil {
		return errors.Join(err, removeParts(part.Name()))
	}
	return nil
}

// Restore makes the store at to from a backup, having checked all of it first.
// The backup is left as it is. A store that still stands at to is an error,
// ErrExists, and so are leftovers of one ("-wal", "-shm"), which would spoil the
// restored one.
func Restore(ctx context.Context, backup, to string) error {
	if err := checkPath(backup, true); err != nil {
		return err
	}
	if err := Verify(ctx, backup); err != nil {
		return err
	}
	return Backup(ctx, backup, to)
}

// Verify checks in full a file that nobody needs to have open, and changes
// nothing: ErrCorrupt, ErrForeign, ErrNewer, ErrMissing, or nil for a store that
// this program can use.
func Verify(ctx context.Context, path string) error {
	if err := checkPath(path, true); err != nil {
		return err
	}
	return readOnly(ctx, path, func(conn *connection) error {
		isNew, err := identify(ctx, conn)
		switch {
		case err != nil:
			return err
		case isNew:
			return fmt.Errorf("sqlite: %s: %w; it is empty", path, ErrForeign)
		}
		if err := checkVersion(ctx, conn); err != nil {
			return err
		}
		return examine(ctx, conn, CheckFull)
	})
}

// Backup copies the open store as the function Backup does.
func (s *Store) Backup(ctx context.Context, to string) error { return Backup(ctx, s.Path(), to) }

// copyStore copies a store into an empty file.
func copyStore(ctx context.Context, from, to string) error {
	return readOnly(ctx, from, func(conn *connection) error {
		if _, err := identify(ctx, conn); err != nil {
			return err
		}
		_, err := conn.conn.ExecContext(ctx, "VACUUM INTO ?", to)
		return explain(from, err)
	})
}

// readOnly opens a file for reading.
func readOnly(ctx context.Context, path string, read func(*connection) error) error {
	db, err := sql.Open("sqlite", source(path, Options{}.withDefaults(), url.Values{"mode": {"ro"}}))
	if err != nil {
		return explain(path, err)
	}
	conn, err := newConnection(ctx, db, path)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	return errors.Join(read(conn), conn.close(), db.Close())
}

// checkFree returns ErrExists if there is a store at path, or something that
// SQLite would take for a part of it.
func checkFree(path string) error {
	if err := checkPath(path, false); err != nil {
		return err
	}
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		switch _, err := os.Lstat(path + end); {
		case err == nil:
			return fmt.Errorf("sqlite: %s%s: %w", path, end, ErrExists)
		case !errors.Is(err, fs.ErrNotExist):
			return fmt.Errorf("sqlite: %w", err)
		}
	}
	return nil
}

// publish syncs a file to the disk and gives it its name, unless that was taken
// in the meantime.
func publish(part, to string) error {
	if err := toDisk(part); err != nil {
		return err
	}
	err := os.Link(part, to) // which, other than renaming, never replaces a file
	switch {
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("sqlite: %s: %w", to, ErrExists)
	case err != nil: // not every file system has links
		err = os.Rename(part, to)
	}
	if err != nil {
		return fmt.Errorf("sqlite: backup: %w", err)
	}
	return errors.Join(removeParts(part), toDisk(filepath.Dir(to)))
}

// toDisk has what was written to a file or a folder reach the disk.
func toDisk(path string) error {
	f, err := os.Open(path) //nolint:gosec // the path that the caller gave
	if err != nil {
		return fmt.Errorf("sqlite: backup: %w", err)
	}
	return errors.Join(f.Sync(), f.Close())
}

// removeParts deletes an unfinished copy and what SQLite put beside it.
func removeParts(part string) error {
	beside, err := filepath.Glob(strings.NewReplacer("\\", "\\\\", "*", "\\*", "?", "\\?", "[", "\\[").Replace(part) + "*")
	for _, path := range beside {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}
