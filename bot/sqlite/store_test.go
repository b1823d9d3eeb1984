package sqlite_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/internal/sqlstore/sqltest"
	"github.com/camerton/camerton/bot/sqlite"
	"github.com/camerton/camerton/bot/storetest"
)

func open(tb testing.TB) storetest.Store {
	tb.Helper()
	s, err := sqlite.Open(tb.Context(), filepath.Join(tb.TempDir(), "store.db"), sqlite.Options{})
	require.NoError(tb, err)
	tb.Cleanup(func() { require.NoError(tb, s.Close()) })
	return s
}

func TestStore(t *testing.T) {
	t.Parallel()
	storetest.Exercise(t, open)
}

func TestSpoiledRows(t *testing.T) {
	t.Parallel()
	storetest.ExerciseSpoiled(t, func(tb testing.TB) (storetest.Store, storetest.Spoil) {
		tb.Helper()
		s := open(tb).(*sqlite.Store)
		return s, func(table, chat string, no int64, body string) {
			tb.Helper()
			require.NoError(tb, sqltest.Spoil(tb.Context(), s.Database(), table, chat, no, body))
		}
	})
}
