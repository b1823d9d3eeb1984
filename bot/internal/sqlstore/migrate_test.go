package sqlstore

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// folders are where the migrations of the databases are.
func folders() map[string]fs.FS {
	return map[string]fs.FS{"sqlite": os.DirFS("../../sqlite/migrations"), "postgres": os.DirFS("../../postgres/migrations")}
}

var (
	tableLine  = regexp.MustCompile(`^CREATE (?:TABLE|INDEX) (\w+)`)
	columnLine = regexp.MustCompile(`^  (\w+) +[A-Z]`)
)

// shape lists tables, indexes and columns, without their types.
func shape(sql string) []string {
	var all []string
	for line := range strings.Lines(sql) {
		for _, pattern := range []*regexp.Regexp{tableLine, columnLine} {
			if found := pattern.FindStringSubmatch(line); found != nil && found[1] != "fence" && found[1] != "PRIMARY" {
				all = append(all, found[1])
			}
		}
	}
	return all
}

func TestDatabasesHaveTheSameMigrations(t *testing.T) {
	t.Parallel()
	sqlite, err := Migrations(folders()["sqlite"])
	require.NoError(t, err)
	postgres, err := Migrations(folders()["postgres"])
	require.NoError(t, err)
	require.Len(t, postgres, len(sqlite))
	require.NotEmpty(t, sqlite)
	for i := range sqlite {
		require.Equal(t, sqlite[i].Name, postgres[i].Name)
		require.Equal(t, shape(sqlite[i].SQL), shape(postgres[i].SQL), sqlite[i].Name)
	}
	require.Contains(t, shape(sqlite[0].SQL), "lease_until", "the patterns find columns")
}

func TestMigrationsAreNamedInOrder(t *testing.T) {
	t.Parallel()
	file := func() *fstest.MapFile { return &fstest.MapFile{Data: []byte("SELECT 1")} }
	all, err := Migrations(fstest.MapFS{"001_one.sql": file(), "002_and_two.sql": file(), "README.md": file()})
	require.NoError(t, err)
	require.Equal(t, []Migration{{1, "one", "SELECT 1"}, {2, "and_two", "SELECT 1"}}, all)
	for _, name := range []string{"002_x.sql", "1_x.sql", "001.sql", "0001_x.sql", "one_x.sql"} {
		_, err := Migrations(fstest.MapFS{name: file()})
		require.ErrorContains(t, err, "want 001_name.sql", name)
	}
}

func TestCheckApplied(t *testing.T) {
	t.Parallel()
	all := []Migration{{Number: 1, Name: "one"}, {Number: 2, Name: "two"}}
	require.NoError(t, checkApplied(nil, all))
	require.NoError(t, checkApplied([]string{"one"}, all))
	require.NoError(t, checkApplied([]string{"one", "two"}, all))
	require.ErrorIs(t, checkApplied([]string{"one", "two", "three"}, all), ErrNewer)
	require.ErrorContains(t, checkApplied([]string{"two"}, all), "another program")
}
