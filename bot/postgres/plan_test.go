package postgres_test

import (
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/internal/sqlstore/sqltest"
	"github.com/camerton/camerton/bot/postgres"
)

// No statement of the daily work reads a table from its beginning to its end.
func TestPlansUseIndexes(t *testing.T) {
	t.Parallel()
	url := shared.Cluster(t).NewSchema(t)
	s := open(t, url, postgres.Options{Timeout: time.Minute})
	require.NoError(t, sqltest.Fill(t.Context(), s.Database(), 10_000))
	conn := raw(t, url)
	// A table of this size may be read as a whole; it must not have to be.
	_, err := conn.Exec(t.Context(), "SET enable_seqscan = off")
	require.NoError(t, err)
	statements, err := sqltest.Statements(t.Context(), s.Database(), postgres.Dialect())
	require.NoError(t, err)
	require.Greater(t, len(statements), 50)
	small := []string{"fence", "inbox", "burial", "timer", "connection"} // which hold what is under way only
	for _, statement := range statements {
		rows, err := conn.Query(t.Context(), "EXPLAIN "+statement.SQL, statement.Args...)
		require.NoError(t, err, statement.SQL)
		plan, err := pgx.CollectRows(rows, pgx.RowTo[string])
		require.NoError(t, err, statement.SQL)
		for _, step := range plan {
			_, table, ok := strings.Cut(step, "Seq Scan on ")
			table, _, _ = strings.Cut(table, " ")
			if ok && !strings.Contains(strings.Join(small, " "), table) {
				t.Errorf("%s\n%s", statement.SQL, strings.Join(plan, "\n"))
			}
		}
	}
}
