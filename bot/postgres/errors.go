package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/camerton/camerton/bot/internal/sqlstore"
)

// What can be wrong with a database. The errors that methods return wrap one of
// these, and hold what PostgreSQL said.
var (
	ErrUnavailable = errors.New("the database can't be reached; it goes on by itself when it can")
	ErrFull        = errors.New("the database's disk is full; nothing was stored, and it goes on by itself when there is space")
	ErrReadOnly    = errors.New("the database can't be written; check that it is not a standby and what the user may do")
	ErrForeign     = errors.New("the database is not fit to be a store; give another one")
	ErrClosed      = errors.New("the store is closed")
)

// ErrNewer says that a newer version of the program has written to the database.
var ErrNewer = sqlstore.ErrNewer

// Error codes of PostgreSQL, and classes of them.
const (
	codeSerialization   = "40001"
	codeDeadlock        = "40P01"
	codeLockTimeout     = "55P03"
	codeQueryCanceled   = "57014"
	codeReadOnly        = "25006"
	codeNoPrivilege     = "42501"
	codeNoDatabase      = "3D000"
	codeNoSchema        = "3F000"
	classConnection     = "08"
	classAuthorization  = "28"
	classResources      = "53"
	codeDiskFull        = "53100"
	classShutdown       = "57P"
	classSystem         = "58"
	classData           = "22"
	classIntegrity      = "23"
	classLimit          = "54"
	codeIdleTransaction = "25P03"
)

// explain says what an error of the driver means for the database.
func explain(err error) error {
	var said *pgconn.PgError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &said):
		if cause := meaning(said.Code); cause != nil {
			return fmt.Errorf("postgres: %w (%w)", cause, err)
		}
		return fmt.Errorf("postgres: %w", err)
	case errors.Is(err, context.Canceled):
		return err
	case isConnection(err):
		return fmt.Errorf("postgres: %w (%w)", ErrUnavailable, err)
	}
	return err
}

// meaning returns what an error code means; nil for none of ours.
func meaning(code string) error {
	switch {
	case code == codeDiskFull:
		return ErrFull
	case code == codeReadOnly, code == codeNoPrivilege:
		return ErrReadOnly
	case code == codeNoDatabase, code == codeNoSchema:
		return ErrForeign
	case hasClass(code, classConnection, classAuthorization, classResources, classShutdown, classSystem),
		code == codeLockTimeout, code == codeQueryCanceled, code == codeIdleTransaction:
		return ErrUnavailable
	}
	return nil
}

func hasClass(code string, classes ...string) bool {
	for _, class := range classes {
		if strings.HasPrefix(code, class) {
			return true
		}
	}
	return false
}

// isConnection reports whether an error, which the server did not send, says
// that the connection can't be made, is broken or too slow.
func isConnection(err error) bool {
	var connect *pgconn.ConnectError
	return errors.As(err, &connect) || pgconn.Timeout(err) || pgconn.SafeToRetry(err) ||
		errors.Is(err, context.DeadlineExceeded) || isNetwork(err)
}

// undone reports whether the server says that it has undone the transaction for
// the sake of another one, so that it was not committed in any case.
func undone(err error) bool {
	said, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (said.Code == codeSerialization || said.Code == codeDeadlock)
}

// isData reports whether the server has refused what was to be stored. The
// transaction is undone then, and would be again.
func isData(err error) bool {
	said, ok := errors.AsType[*pgconn.PgError](err)
	return ok && hasClass(said.Code, classData, classIntegrity, classLimit)
}

// passes reports whether an error that came before the commit was asked for goes
// away if the transaction is begun again, on another connection.
func passes(err error) bool {
	if said, ok := errors.AsType[*pgconn.PgError](err); ok {
		return undone(err) || hasClass(said.Code, classShutdown)
	}
	return !pgconn.Timeout(err) && !errors.Is(err, context.DeadlineExceeded) && (pgconn.SafeToRetry(err) || isNetwork(err))
}
