package sqlite

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/camerton/camerton/bot/internal/sqlstore"
)

// A Check says how a file is checked.
type Check int

// The checks.
const (
	CheckQuick Check = iota // the pages and rows are sound
	CheckFull               // what the indexes and references say is true too
	CheckNone
)

// maxFaults is how many faults of a file are told.
const maxFaults = 5

// Examine checks the file of an open store. It returns ErrCorrupt with the first
// faults, or nil. Calls that write go on meanwhile.
func (s *Store) Examine(ctx context.Context, check Check) error {
	return s.file.Read(ctx, func(t sqlstore.Tx) error { return examineTx(t, s.file.path, check) })
}

func examine(ctx context.Context, conn *connection, check Check) error {
	return examineTx(tx{caller: ctx, statements: ctx, conn: conn}, conn.path, check)
}

func examineTx(t sqlstore.Tx, path string, check Check) error {
	if check == CheckNone {
		return nil
	}
	var faults []string
	row := func(scan sqlstore.Scan) error {
		var fault string
		err := scan(&fault)
		if fault != "ok" {
			faults = append(faults, fault)
		}
		return err
	}
	reference := func(scan sqlstore.Scan) error {
		var table, parent string
		var rowid, number any
		err := scan(&table, &rowid, &parent, &number)
		faults = append(faults, fmt.Sprintf("row %v of %s has no %s", rowid, table, parent))
		return err
	}
	checks := []*sqlstore.Statement{{SQL: fmt.Sprintf("PRAGMA quick_check(%d)", maxFaults), Row: row}}
	if check == CheckFull {
		checks = []*sqlstore.Statement{
			{SQL: fmt.Sprintf("PRAGMA integrity_check(%d)", maxFaults), Row: row},
			{SQL: "PRAGMA foreign_key_check", Row: reference},
		}
	}
	if err := t.Run(checks...); err != nil && !errors.Is(err, ErrCorrupt) {
		return err
	} else if err != nil {
		faults = append(faults, err.Error())
	}
	if len(faults) > 0 {
		told := faults[:min(len(faults), maxFaults)]
		return fmt.Errorf("sqlite: %s: %w (%s)", path, ErrCorrupt, strings.Join(told, "; "))
	}
	return nil
}
