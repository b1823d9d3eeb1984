package postgres_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/postgres"
	"github.com/camerton/camerton/bot/storetest"
	"github.com/camerton/camerton/bot/storetest/pgtest"
)

var kills = flag.Int("kills", 20, "how often a process is killed")

// Three processes share a database, and each of them is killed and replaced.
func TestReplicas(t *testing.T) {
	t.Parallel()
	url := shared.Cluster(t).NewSchema(t)
	choice := rand.New(rand.NewPCG(3, 4))
	born := 0
	start := func() *storetest.Child {
		born++
		return storetest.StartChild(t, storetest.ChildTask{
			Where: url, Name: fmt.Sprint("child", born), Seed: uint64(1000 * born), Chats: 6, Events: 60,
		})
	}
	replicas := []*storetest.Child{start(), start(), start()}
	var receipts []storetest.Receipt
	for range *kills {
		i := choice.IntN(len(replicas))
		receipts = append(receipts, replicas[i].Kill(t, choice.IntN(120))...)
		replicas[i] = start()
	}
	for _, r := range replicas {
		receipts = append(receipts, r.Wait(t)...)
	}
	require.NoError(t, storetest.Check(t.Context(), open(t, url, postgres.Options{}), receipts))
	t.Logf("%d kills, %d receipts", *kills, len(receipts))
}

// The database is killed while many work on it, and comes back. Nobody who works
// has to be started again.
func TestDatabaseIsKilled(t *testing.T) {
	t.Parallel()
	cluster := pgtest.Start(t, pgtest.Options{})
	store := open(t, cluster.NewSchema(t), postgres.Options{Connections: 8})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var mu sync.Mutex // protects what follows
	var receipts []storetest.Receipt
	progress := make(chan struct{}, 1)
	var all sync.WaitGroup
	for i := range 4 {
		w := &storetest.Worker{
			Store: store, Name: fmt.Sprint("worker", i), Seed: uint64(i), Chats: 6,
			Told: func(r storetest.Receipt) {
				mu.Lock()
				receipts = append(receipts, r)
				mu.Unlock()
				select {
				case progress <- struct{}{}:
				default:
				}
			},
			Forgive: func(err error) bool {
				return ctx.Err() == nil && errors.Is(err, postgres.ErrUnavailable)
			},
		}
		all.Go(func() {
			if err := w.Run(ctx, 1_000_000); !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		})
	}
	choice := rand.New(rand.NewPCG(5, 6))
	for range (*kills + 3) / 4 {
		for range 20 + choice.IntN(100) {
			<-progress
		}
		require.NoError(t, cluster.Kill())
		require.NoError(t, cluster.Start())
	}
	cancel()
	all.Wait()
	require.NoError(t, storetest.Check(t.Context(), store, receipts))
	t.Logf("%d receipts", len(receipts))
}
