package sqlite_test

import (
	"flag"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/internal/sqlstore/sqltest"
	"github.com/camerton/camerton/bot/sqlite"
	"github.com/camerton/camerton/bot/storetest"
)

var stored = flag.Int64("stored", 10_000, "up to how many stored messages the cost of another one is measured")

func openBench(b *testing.B) *sqlite.Store {
	b.Helper()
	s, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "store.db"), sqlite.Options{})
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, s.Close()) })
	return s
}

func BenchmarkMessage(b *testing.B) {
	for _, inFlight := range []int{1, 8, 32} {
		b.Run(fmt.Sprint("in flight ", inFlight), func(b *testing.B) {
			storetest.Benchmark(b, openBench(b), inFlight)
		})
	}
}

// What a message takes does not grow with how many are stored.
func BenchmarkStored(b *testing.B) {
	for n := int64(1000); n <= *stored; n *= 10 {
		s := openBench(b)
		require.NoError(b, sqltest.Fill(b.Context(), s.Database(), n))
		_, err := raw(b, s.Path()).ExecContext(b.Context(), "PRAGMA wal_checkpoint(TRUNCATE)") // which is part of filling it
		require.NoError(b, err)
		b.Run(fmt.Sprint("stored ", n), func(b *testing.B) { storetest.Benchmark(b, s, 8) })
	}
}
