package sqlite

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"time"

	"github.com/camerton/camerton/bot/internal/sqlstore"
)

//go:embed migrations/*.sql
var migrations embed.FS

// applicationID stands in the head of the file and says whose it is: "CAMR".
const applicationID = 0x43414D52

// writerPragmas are set on the connection that writes. What is deleted is
// overwritten, so that what was forgotten can't be read from the file.
const writerPragmas = "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;" +
	" PRAGMA cache_size = -16000; PRAGMA journal_size_limit = 67108864"

// between is how long to wait before looking again at a file that others who start
// have locked in a way in which SQLite does not wait.
const between = 10 * time.Millisecond

// prepareSoon is prepare, tried again for a while if the file is locked.
func prepareSoon(ctx context.Context, conn *connection, o Options) error {
	waiting, end := context.WithTimeout(ctx, o.Wait)
	defer end()
	for {
		err := prepare(ctx, conn, o.Check)
		if !errors.Is(err, ErrLocked) {
			return err
		}
		select {
		case <-waiting.Done():
			return err
		case <-time.After(between): //nolint:forbidigo // another process has it; no test waits for this
		}
	}
}

// prepare makes the file of a new connection ready to be written to. Nothing is
// written before it is known that the file is ours and sound.
func prepare(ctx context.Context, conn *connection, check Check) error {
	isNew, err := identify(ctx, conn)
	if err != nil {
		return err
	}
	if !isNew {
		if err := checkVersion(ctx, conn); err != nil {
			return err
		}
		if err := examine(ctx, conn, check); err != nil {
			return err
		}
	}
	if err := conn.script(ctx, writerPragmas); err != nil {
		return err
	}
	switch mode, err := conn.word(ctx, "PRAGMA journal_mode = WAL"); {
	case err != nil:
		return err
	case mode != "wal":
		return fmt.Errorf("sqlite: %s: the journal is %q and can't be made WAL; use a local disk", conn.path, mode)
	}
	return migrate(ctx, conn)
}

// identify reports whether the file is empty, and returns an error if it is
// somebody else's.
func identify(ctx context.Context, conn *connection) (isNew bool, err error) {
	// In this order: another process may be making the tables, and both at once.
	tables, err := conn.word(ctx, "SELECT COUNT(*) FROM sqlite_schema")
	if err != nil {
		return false, err
	}
	id, err := conn.word(ctx, "PRAGMA application_id")
	if err != nil {
		return false, err
	}
	isNew = tables == "0"
	if !isNew && id != strconv.Itoa(applicationID) {
		return false, fmt.Errorf("sqlite: %s: %w", conn.path, ErrForeign)
	}
	return isNew, nil
}

// checkVersion returns ErrNewer if the tables are of a version that this program
// does not know.
func checkVersion(ctx context.Context, conn *connection) error {
	all, err := schema()
	if err != nil {
		return err
	}
	if err := sqlstore.CheckVersion(tx{caller: ctx, statements: ctx, conn: conn}, all); err != nil {
		return fmt.Errorf("sqlite: %s: %w", conn.path, err)
	}
	return nil
}

// migrate brings the tables up to date. Of several processes that start at once
// one does it, while the others wait for the lock.
func migrate(ctx context.Context, conn *connection) error {
	all, err := schema()
	if err != nil {
		return err
	}
	if err := conn.script(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	t := tx{caller: ctx, statements: ctx, conn: conn}
	err = sqlstore.Migrate(t, func(text string) error { return conn.script(ctx, text) }, all)
	if err == nil {
		err = conn.script(ctx, "PRAGMA application_id = "+strconv.Itoa(applicationID)+"; COMMIT")
	}
	if err != nil {
		_ = conn.script(context.WithoutCancel(ctx), "ROLLBACK") // the first error counts
		return fmt.Errorf("sqlite: %s: %w", conn.path, err)
	}
	return nil
}

// schema returns the migrations that this program knows.
func schema() ([]sqlstore.Migration, error) {
	folder, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	return sqlstore.Migrations(folder)
}

// SchemaVersion returns the version of the tables that this program makes.
func SchemaVersion() (int, error) {
	all, err := schema()
	return len(all), err
}
