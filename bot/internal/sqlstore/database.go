package sqlstore

import (
	"context"

	"github.com/camerton/camerton/bot"
)

// A Database runs statements.
type Database interface {
	// Write runs f, then the statements that f returns, in one transaction that
	// is durable when Write returns nil. Nothing is stored when it returns an
	// error, unless the connection broke while the transaction was being
	// committed. f may be run several times: each run is in a transaction of its
	// own and begins from the start, and only the last one counts.
	Write(ctx context.Context, f func(Tx) ([]*Statement, error)) error

	// Read runs f in a transaction that writes nothing.
	Read(ctx context.Context, f func(Tx) error) error

	// Look runs one statement that writes nothing.
	Look(ctx context.Context, s *Statement) error
}

// A Tx is a transaction that is open.
type Tx interface {
	// Run runs statements one after the other and stops at the first that fails.
	Run(statements ...*Statement) error
}

// A Statement is one SQL statement, used once.
type Statement struct {
	SQL  string // with the parameters $1, $2, …
	Args []any  // int64, string or []byte; a nil []byte is NULL; with sets arrays of them too

	// Row is called with every row that the statement returns; nil if it returns
	// none.
	Row func(Scan) error

	// Changed is how many rows it has changed; only without Row.
	Changed int64
}

// A Scan reads the columns of a row.
type Scan func(dest ...any) error

// exec makes a statement that returns no rows.
func exec(sql string, args ...any) *Statement { return &Statement{SQL: sql, Args: args} }

// query makes a statement whose rows are given to row.
func query(row func(Scan) error, sql string, args ...any) *Statement {
	return &Statement{SQL: sql, Args: args, Row: row}
}

// A Dialect holds the words that databases have differently.
type Dialect struct {
	// Lock stands at the end of a SELECT from a conversation named c: until the
	// transaction ends nobody else writes the rows. Skip does the same and
	// passes over rows that somebody else has locked. Empty where a transaction
	// that writes is alone anyway.
	Lock, Skip string

	// Draw is run before fences are given; empty if nothing has to be. Fence is
	// an expression whose value is greater than that of every claim before.
	Draw, Fence string

	// Sets says that parameters may be arrays, and that they are made rows by
	// unnest. Calls of Commit that wait for each other then share a transaction,
	// and one statement does for all of them what is the same.
	Sets bool

	// MayRepeat reports whether an error says that nothing of a transaction was
	// stored, for a reason that may lie in one part of it. Needed with Sets.
	MayRepeat func(error) bool
}

// A Store implements bot.Store and bot.Archive.
type Store struct {
	db     Database
	q      queries
	sets   bool
	shared *sharing // nil if transactions are not shared here
}

var (
	_ bot.Store   = (*Store)(nil)
	_ bot.Archive = (*Store)(nil)
)

// New returns a store whose tables are in db, which has been migrated.
func New(db Database, d Dialect) *Store {
	s := &Store{db: db, q: newQueries(d), sets: d.Sets}
	if d.Sets {
		s.shared = &sharing{store: s, mayRepeat: d.MayRepeat}
	}
	return s
}
