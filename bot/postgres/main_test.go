package postgres_test

import (
	"context"
	"os"
	"testing"

	"github.com/camerton/camerton/bot/postgres"
	"github.com/camerton/camerton/bot/storetest"
)

func TestMain(m *testing.M) {
	os.Exit(storetest.Main(m, func(ctx context.Context, where string) (storetest.Store, error) {
		return postgres.Open(ctx, where, postgres.Options{Connections: 4})
	}))
}
