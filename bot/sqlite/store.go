package sqlite

import (
	"cmp"
	"context"
	"time"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/internal/sqlstore"
)

// Options are how a store is opened. The zero value is good.
type Options struct {
	// Wait is how long a call waits while another process writes. Defaults to
	// 5 s.
	Wait time.Duration

	// Check is how the file is checked before it is used. Defaults to
	// CheckQuick.
	Check Check

	// Readers is how many calls may read at the same time. Defaults to 4.
	Readers int

	// Existing refuses to make a file that is not there: ErrMissing.
	Existing bool
}

func (o Options) withDefaults() Options {
	o.Wait = cmp.Or(max(o.Wait, 0), 5*time.Second)
	o.Readers = cmp.Or(max(o.Readers, 0), 4)
	return o
}

// A Store keeps conversations in one file. Its methods are safe for concurrent
// use.
type Store struct {
	bot.Store
	bot.Archive

	file *file
}

// Open opens the store in the file at path, and makes the file if there is
// none. It checks the file as o says and brings the tables up to date. It
// returns ErrNewer for a file that a newer version of this program has written
// to, and ErrForeign for one that is no store; neither is changed.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	o = o.withDefaults()
	if err := checkPath(path, o.Existing); err != nil {
		return nil, err
	}
	if err := makeFile(path); err != nil {
		return nil, err
	}
	f, err := openFile(ctx, path, o, func(c *connection) error { return prepareSoon(ctx, c, o) })
	if err != nil {
		return nil, err
	}
	s := sqlstore.New(f, dialect)
	return &Store{Store: s, Archive: s, file: f}, nil
}

// dialect is what SQLite says its own way. Whoever writes is alone.
var dialect = sqlstore.Dialect{Draw: "UPDATE fence SET n = n + 1", Fence: "(SELECT n FROM fence)"}

// Path returns the path that the store was opened with.
func (s *Store) Path() string { return s.file.path }

// Close waits for the calls that are under way and closes the file. Calls that
// come later return ErrClosed. It may be called twice.
func (s *Store) Close() error { return s.file.Close() }
