package sqlite_test

import (
	"context"
	"os"
	"testing"

	"github.com/camerton/camerton/bot/sqlite"
	"github.com/camerton/camerton/bot/storetest"
)

func TestMain(m *testing.M) {
	os.Exit(storetest.Main(m, func(ctx context.Context, where string) (storetest.Store, error) {
		return sqlite.Open(ctx, where, sqlite.Options{})
	}))
}
