package postgres_test

import (
	"flag"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/internal/sqlstore/sqltest"
	"github.com/camerton/camerton/bot/postgres"
	"github.com/camerton/camerton/bot/storetest"
	"github.com/camerton/camerton/bot/storetest/pgtest"
)

var stored = flag.Int64("stored", 10_000, "up to how many stored messages the cost of another one is measured")

func BenchmarkMessage(b *testing.B) {
	cluster := pgtest.Start(b, pgtest.Options{})
	for _, inFlight := range []int{1, 8, 32} {
		b.Run(fmt.Sprint("in flight ", inFlight), func(b *testing.B) {
			storetest.Benchmark(b, open(b, cluster.NewSchema(b), postgres.Options{}), inFlight)
		})
	}
}

// What a message takes does not grow with how many are stored.
func BenchmarkStored(b *testing.B) {
	cluster := pgtest.Start(b, pgtest.Options{})
	for n := int64(1000); n <= *stored; n *= 10 {
		s := open(b, cluster.NewSchema(b), postgres.Options{Timeout: 10 * time.Minute})
		require.NoError(b, sqltest.Fill(b.Context(), s.Database(), n))
		_, err := cluster.SQL("VACUUM ANALYZE")
		require.NoError(b, err)
		b.Run(fmt.Sprint("stored ", n), func(b *testing.B) { storetest.Benchmark(b, s, 8) })
	}
}
