package main

import (
	"context"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/postgres"
	"github.com/camerton/camerton/bot/sqlite"
)

// A botStore is where conversations are, open.
type botStore interface {
	bot.Store
	bot.Archive
	Close() error
}

// openStore opens the store of a config. Existing refuses to make a file that is
// not there.
func openStore(ctx context.Context, c *config, s secrets, existing bool) (botStore, error) {
	if c.store.kind == postgreSQL {
		store, err := postgres.Open(ctx, s.Database, postgres.Options{Connections: c.store.connections})
		if err != nil {
			return nil, err
		}
		return store, nil
	}
	checks := map[string]sqlite.Check{"quick": sqlite.CheckQuick, "full": sqlite.CheckFull, "none": sqlite.CheckNone}
	store, err := sqlite.Open(ctx, c.store.path, sqlite.Options{Check: checks[c.store.check], Existing: existing})
	if err != nil {
		return nil, err
	}
	return store, nil
}

// An inbox is a store that counts what comes in, and wakes the engine for it.
type inbox struct {
	botStore

	wake   func()
	counts bot.Metrics
}

// Receive implements bot.Store.
func (i inbox) Receive(ctx context.Context, batch []bot.Incoming) ([]bool, error) {
	fresh, err := i.botStore.Receive(ctx, batch)
	if err == nil {
		n := 0
		for _, is := range fresh {
			if is {
				n++
			}
		}
		i.counts.Received(len(batch), n)
		i.wake()
	}
	return fresh, err
}
