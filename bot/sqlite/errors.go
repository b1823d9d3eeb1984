package sqlite

import (
	"errors"
	"fmt"

	driver "modernc.org/sqlite"

	"github.com/camerton/camerton/bot/internal/sqlstore"
)

// What can be wrong with a file. The errors that methods return wrap one of
// these, and name the file and what SQLite said.
var (
	ErrFull     = errors.New("the disk is full; nothing was stored, and it goes on by itself when there is space")
	ErrReadOnly = errors.New("the file can't be written; check who owns it and its folder, and what they may do")
	ErrLocked   = errors.New("another program keeps the file locked; end it, or let it finish")
	ErrCorrupt  = errors.New("the file is damaged; restore a backup")
	ErrForeign  = errors.New("the file is not a store of this program; give another path")
	ErrMissing  = errors.New("there is no such file")
	ErrClosed   = errors.New("the store is closed")
)

// ErrNewer says that a newer version of the program has written to the file.
var ErrNewer = sqlstore.ErrNewer

// Result codes of SQLite, without what is in their higher bits.
const (
	codeBusy     = 5
	codeLocked   = 6
	codeReadOnly = 8
	codeIOErr    = 10
	codeCorrupt  = 11
	codeFull     = 13
	codeCantOpen = 14
	codeNotADB   = 26
)

// explain says what an error of the driver means for the file.
func explain(path string, err error) error {
	var e *driver.Error
	if !errors.As(err, &e) {
		return err
	}
	var cause error
	switch e.Code() & 0xff {
	case codeBusy, codeLocked:
		cause = ErrLocked
	case codeReadOnly, codeCantOpen:
		cause = ErrReadOnly
	case codeCorrupt:
		cause = ErrCorrupt
	case codeFull:
		cause = ErrFull
	case codeNotADB:
		cause = ErrForeign
	case codeIOErr:
		cause = errIO
	default:
		return fmt.Errorf("sqlite: %s: %w", path, err)
	}
	return fmt.Errorf("sqlite: %s: %w (%w)", path, cause, err)
}

// errIO is a failure of the disk of which SQLite does not say more.
var errIO = errors.New("the disk reports a fault; look at the system's log")
