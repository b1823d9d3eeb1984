package sqlstore

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// ErrNewer says that a newer program has changed the tables. This one must not
// write to them.
var ErrNewer = errors.New("the store was written by a newer version of the program")

// A Migration is one step from the tables of one version to those of the next.
type Migration struct {
	Number int // from 1 without a gap
	Name   string
	SQL    string // statements, with semicolons between them
}

// Migrations reads the files of a folder, which are named like "001_name.sql".
func Migrations(fsys fs.FS) ([]Migration, error) {
	files, err := fs.Glob(fsys, "*.sql") // sorted by name
	if err != nil {
		return nil, err
	}
	all := make([]Migration, len(files))
	for i, file := range files {
		number, title, ok := strings.Cut(strings.TrimSuffix(path.Base(file), ".sql"), "_")
		if n, err := strconv.Atoi(number); !ok || err != nil || n != i+1 || len(number) != 3 {
			return nil, fmt.Errorf("migration %s: want %03d_name.sql", file, i+1)
		}
		sql, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, err
		}
		all[i] = Migration{Number: i + 1, Name: title, SQL: string(sql)}
	}
	return all, nil
}

// Migrate brings the tables to the last version within a transaction that holds
// off all others that might do the same. script runs the statements of a
// migration. It returns ErrNewer if the tables have a version that this program
// does not know.
func Migrate(tx Tx, script func(sql string) error, all []Migration) error {
	if err := tx.Run(exec(
		"CREATE TABLE IF NOT EXISTS schema_version (number INTEGER PRIMARY KEY, name TEXT NOT NULL)")); err != nil {
		return err
	}
	applied, err := appliedMigrations(tx)
	if err != nil {
		return err
	}
	if err := checkApplied(applied, all); err != nil {
		return err
	}
	for _, m := range all[len(applied):] {
		if err := m.apply(tx, script); err != nil {
			return fmt.Errorf("migration %03d_%s: %w", m.Number, m.Name, err)
		}
	}
	return nil
}

func (m Migration) apply(tx Tx, script func(sql string) error) error {
	if err := script(m.SQL); err != nil {
		return err
	}
	return tx.Run(exec("INSERT INTO schema_version (number, name) VALUES ($1, $2)", int64(m.Number), m.Name))
}

// CheckVersion returns ErrNewer if the tables have a version that this program
// does not know. It changes nothing.
func CheckVersion(tx Tx, all []Migration) error {
	applied, err := appliedMigrations(tx)
	if err != nil {
		return err
	}
	return checkApplied(applied, all)
}

// appliedMigrations returns the names of those that the tables have gone
// through, in their order.
func appliedMigrations(tx Tx) ([]string, error) {
	var names []string
	err := tx.Run(query(func(scan Scan) error {
		var number int
		var title string
		err := scan(&number, &title)
		names = append(names, title)
		if err == nil && number != len(names) {
			err = fmt.Errorf("schema_version has number %d where %d was expected", number, len(names))
		}
		return err
	}, "SELECT number, name FROM schema_version ORDER BY number"))
	return names, err
}

// checkApplied returns an error unless the migrations that were applied are the
// first of those that there are.
func checkApplied(applied []string, all []Migration) error {
	if len(applied) > len(all) {
		return fmt.Errorf("%w: its schema has version %d, this program knows %d; use the newer program",
			ErrNewer, len(applied), len(all))
	}
	for i, title := range applied {
		if title != all[i].Name {
			return fmt.Errorf("version %d of the schema is %q, and this program's is %q: another program uses these tables",
				i+1, title, all[i].Name)
		}
	}
	return nil
}
