package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/internal/sqlstore/sqltest"
	"github.com/camerton/camerton/bot/postgres"
	"github.com/camerton/camerton/bot/storetest"
)

// open opens a store that is closed when the test ends.
func open(tb testing.TB, url string, o postgres.Options) *postgres.Store {
	tb.Helper()
	s, err := postgres.Open(tb.Context(), url, o)
	require.NoError(tb, err)
	tb.Cleanup(func() { require.NoError(tb, s.Close()) })
	return s
}

func TestStore(t *testing.T) {
	t.Parallel()
	cluster := shared.Cluster(t)
	storetest.Exercise(t, func(tb testing.TB) storetest.Store {
		tb.Helper()
		return open(tb, cluster.NewSchema(tb), postgres.Options{Connections: 4})
	})
}

func TestSpoiledRows(t *testing.T) {
	t.Parallel()
	cluster := shared.Cluster(t)
	storetest.ExerciseSpoiled(t, func(tb testing.TB) (storetest.Store, storetest.Spoil) {
		tb.Helper()
		s := open(tb, cluster.NewSchema(tb), postgres.Options{Connections: 4})
		return s, func(table, chat string, no int64, body string) {
			tb.Helper()
			require.NoError(tb, sqltest.Spoil(tb.Context(), s.Database(), table, chat, no, body))
		}
	})
}
