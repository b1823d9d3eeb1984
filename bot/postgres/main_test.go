package postgres_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/camerton/camerton/bot/postgres"
	"github.com/camerton/camerton/bot/storetest"
	"github.com/camerton/camerton/bot/storetest/pgtest"
)

// shared is for tests that neither end the server nor change its settings.
var shared = pgtest.Shared{Options: pgtest.Options{Careless: true}}

func TestMain(m *testing.M) {
	code := storetest.Main(m, func(ctx context.Context, where string) (storetest.Store, error) {
		return postgres.Open(ctx, where, postgres.Options{Connections: 4})
	})
	if err := shared.Remove(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}
