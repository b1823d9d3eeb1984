//go:build unix

package pgtest_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/storetest/pgtest"
)

func TestClusterKeepsWhatItHasThroughAKill(t *testing.T) {
	t.Parallel()
	c := pgtest.Start(t, pgtest.Options{Settings: []string{"work_mem = '5MB'"}})
	said, err := c.SQL("SHOW fsync; SHOW work_mem; SHOW listen_addresses")
	require.NoError(t, err)
	require.Equal(t, "on\n5MB", said)
	_, err = c.SQL("CREATE TABLE kept (n INTEGER); INSERT INTO kept VALUES (7)")
	require.NoError(t, err)
	for _, end := range []func() error{c.Kill, c.Stop} {
		require.NoError(t, end())
		_, err = c.SQL("SELECT 1")
		require.Error(t, err, "it is gone")
		require.NoError(t, c.Start())
		said, err = c.SQL("SELECT n FROM kept")
		require.NoError(t, err)
		require.Equal(t, "7", said)
	}
	require.NoError(t, c.Kill())
	require.NoError(t, c.Kill(), "again")
	require.NoError(t, c.Start())
}

func TestSchemasAreApart(t *testing.T) {
	t.Parallel()
	c := pgtest.Start(t, pgtest.Options{Careless: true})
	one, two := c.NewSchema(t), c.NewSchema(t)
	require.NotEqual(t, one, two)
	_, err := c.SQL("SELECT nonsense")
	require.ErrorContains(t, err, "nonsense")
}

func TestRemoveLeavesNothing(t *testing.T) {
	t.Parallel()
	c, err := pgtest.New(pgtest.Options{Careless: true})
	if err != nil {
		pgtest.Start(t, pgtest.Options{}) // which says what is missing
	}
	_, folder, ok := strings.Cut(c.URL(""), "host=")
	require.True(t, ok)
	folder, _, _ = strings.Cut(folder, "&")
	folder = strings.ReplaceAll(folder, "%2F", "/")
	_, err = os.Stat(folder)
	require.NoError(t, err)
	require.NoError(t, c.Remove())
	_, err = os.Stat(folder)
	require.ErrorIs(t, err, os.ErrNotExist)
}
