package postgres

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"time"

	"github.com/camerton/camerton/bot/internal/sqlstore"
)

//go:embed migrations/*.sql
var migrations embed.FS

// lockTables keeps everybody else who starts from changing the tables of the
// same schema until the transaction ends. The number is "CAMR".
const lockTables = "SELECT pg_advisory_xact_lock(1128353106, hashtext(current_schema()))"

// patience is how long a migration may take, with waiting for that of another
// process.
const patience = time.Hour

// prepare sees whether the database is fit, and brings the tables up to date. Of
// several processes that start at once one does it, while the others wait.
func (d *database) prepare(ctx context.Context) error {
	all, err := schema()
	if err != nil {
		return err
	}
	patient := &database{pool: d.pool, timeout: patience, tries: d.tries}
	return patient.run(ctx, beginWrite, func(t *tx) error {
		if err := examine(t); err != nil {
			return err
		}
		ignore := func(sqlstore.Scan) error { return nil }
		if err := t.Run(&sqlstore.Statement{SQL: "SET LOCAL statement_timeout = 0"},
			&sqlstore.Statement{SQL: lockTables, Row: ignore}); err != nil {
			return err
		}
		if err := sqlstore.Migrate(t, t.script, all); err != nil {
			return err
		}
		return t.commit(nil)
	})
}

// script runs the statements of a migration, which take no parameters.
func (t *tx) script(text string) error {
	_, err := t.conn.Conn().PgConn().Exec(t.ctx, text).ReadAll()
	return err
}

// examine returns ErrForeign for a database in which texts or tables would not
// be what they are elsewhere.
func examine(t sqlstore.Tx) error {
	var version int
	var encoding string
	var schema *string
	row := func(scan sqlstore.Scan) error { return scan(&version, &encoding, &schema) }
	err := t.Run(&sqlstore.Statement{Row: row, SQL: `SELECT current_setting('server_version_num')::int,
		current_setting('server_encoding'), current_schema()`})
	switch {
	case err != nil:
		return err
	case version < 120000:
		return fmt.Errorf("postgres: %w: it is PostgreSQL %d; 12 or newer is needed", ErrForeign, version/10000)
	case encoding != "UTF8":
		return fmt.Errorf("postgres: %w: its encoding is %s; UTF8 is needed", ErrForeign, encoding)
	case schema == nil:
		return fmt.Errorf("postgres: %w: no schema of the search_path is there; create one", ErrForeign)
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
