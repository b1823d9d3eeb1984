package postgres

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/internal/sqlstore"
)

// Options are how a store is opened. The zero value is good.
type Options struct {
	// Connections is how many there are at most. Defaults to 16.
	Connections int

	// Timeout is how long a transaction may take at most, with waiting for a free
	// connection or for another transaction; a commit may have to wait for that of
	// others before. Defaults to 10 s.
	Timeout time.Duration

	// Name is what the connections are called in pg_stat_activity. Defaults to
	// "camerton".
	Name string
}

func (o Options) withDefaults() Options {
	o.Connections = cmp.Or(max(o.Connections, 0), 16)
	o.Timeout = cmp.Or(max(o.Timeout, 0), 10*time.Second)
	o.Name = cmp.Or(o.Name, "camerton")
	return o
}

// A Store keeps conversations in a database. Its methods are safe for concurrent
// use.
type Store struct {
	bot.Store
	bot.Archive

	db *database
}

// Open opens the store in the database that a URL (or a "key=value" string)
// names, as libpq understands it, and brings the tables up to date. It returns
// ErrUnavailable if the database can't be reached now, and ErrNewer for one that
// a newer version of this program has written to, which is not changed. Errors
// never hold the password.
func Open(ctx context.Context, url string, o Options) (*Store, error) {
	o = o.withDefaults()
	config, err := configure(url, o)
	if err != nil {
		return nil, err
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, explain(err)
	}
	db := &database{pool: pool, timeout: o.Timeout, tries: o.Connections + 2}
	if err := db.prepare(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	s := sqlstore.New(db, dialect)
	return &Store{Store: s, Archive: s, db: db}, nil
}

// dialect is what PostgreSQL says its own way.
var dialect = sqlstore.Dialect{
	Lock: "FOR UPDATE OF c", Skip: "FOR UPDATE OF c SKIP LOCKED", Fence: "nextval('fence')",
	Sets: true, MayRepeat: isData,
}

// configure reads the URL and sets what must not be left to the server's
// defaults.
func configure(url string, o Options) (*pgxpool.Config, error) {
	if url == "" {
		return nil, errors.New("postgres: the URL of the database is empty")
	}
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("postgres: the URL of the database: %w", err) // which leaves out the password
	}
	config.MaxConns = int32(min(o.Connections, 10_000)) //nolint:gosec // it fits
	config.ConnConfig.ConnectTimeout = min(cmp.Or(config.ConnConfig.ConnectTimeout, o.Timeout), o.Timeout)
	limit := strconv.FormatInt(o.Timeout.Milliseconds(), 10)
	parameters := config.ConnConfig.RuntimeParams
	parameters["application_name"] = o.Name
	parameters["client_encoding"] = "UTF8"
	parameters["default_transaction_isolation"] = "read committed"
	parameters["synchronous_commit"] = "on"
	parameters["plan_cache_mode"] = "force_generic_plan" // the statements have one good plan whatever the values
	// Every statement goes by an index, one row after the other. What a plan costs
	// must not depend on how full the tables were when it was made; and only a plain
	// index scan, not one by a bitmap, marks the entries of rows that are gone, of
	// which the indexes of due and of leased conversations soon consist.
	for _, way := range []string{"enable_seqscan", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin", "jit"} {
		parameters[way] = "off"
	}
	parameters["statement_timeout"] = limit
	parameters["idle_in_transaction_session_timeout"] = limit
	return config, nil
}

// Close waits for the calls that are under way and closes the connections. Calls
// that come later return ErrClosed. It may be called twice, and returns nil.
func (s *Store) Close() error {
	s.db.closed.Store(true)
	s.db.pool.Close()
	return nil
}
