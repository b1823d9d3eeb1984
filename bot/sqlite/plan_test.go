package sqlite_test

import (
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/internal/sqlstore/sqltest"
	"github.com/camerton/camerton/bot/sqlite"
)

// No statement of the daily work reads a table from its beginning to its end.
func TestPlansUseIndexes(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "store.db")
	s := openAt(t, path, sqlite.Options{})
	require.NoError(t, sqltest.Fill(t.Context(), s.Database(), 10_000))
	statements, err := sqltest.Statements(t.Context(), s.Database(), sqlite.Dialect())
	require.NoError(t, err)
	require.Greater(t, len(statements), 50)
	db := raw(t, path)
	for _, statement := range statements {
		for _, step := range plan(t, db, statement) {
			_, index, _ := strings.Cut(step, "INDEX ") // b is burial, which holds dead letters only
			if strings.HasSuffix(step, "VALUES CLAUSE") || step == "SCAN CONSTANT ROW" {
				continue // what is inserted, or a SELECT of nothing but other SELECTs
			}
			if strings.HasPrefix(step, "SCAN ") && step != "SCAN fence" && !strings.HasPrefix(step, "SCAN b ") && !slices.Contains(ofOpenWork, index) {
				t.Errorf("%s\n%s", step, statement.SQL)
			}
		}
	}
}

// ofOpenWork are indexes that hold only what is not over.
var ofOpenWork = []string{
	"conversation_since", "conversation_unread", "conversation_leased", "send_open", "send_unknown", "send_dead",
}

// plan returns the steps by which SQLite carries out a statement.
func plan(t *testing.T, db *sql.DB, s sqltest.Statement) (steps []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+s.SQL, s.Args...)
	require.NoError(t, err, s.SQL)
	defer func() { require.NoError(t, rows.Close()) }()
	for rows.Next() {
		var id, parent, unused int
		var step string
		require.NoError(t, rows.Scan(&id, &parent, &unused, &step))
		steps = append(steps, step)
	}
	require.NoError(t, rows.Err())
	return steps
}
