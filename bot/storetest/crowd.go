package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	crowdWorkers = 6
	crowdEvents  = 60 // for each worker
	crowdChats   = 5
)

// exerciseCrowd has many work on one store at once, and checks what came of it.
func exerciseCrowd(t *testing.T, open func(testing.TB) Store) {
	t.Helper()
	for seed := range uint64(3) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			t.Parallel()
			store := open(t)
			receipts, err := crowd(t, store, seed)
			require.NoError(t, err)
			require.NoError(t, Check(t.Context(), store, receipts))
			require.Greater(t, len(receipts), crowdWorkers*crowdEvents, "as many things were acknowledged at least")
		})
	}
}

// crowd runs the workers and returns their receipts.
func crowd(t *testing.T, store Store, seed uint64) ([]Receipt, error) {
	t.Helper()
	receipts, errs := make([][]Receipt, crowdWorkers), make([]error, crowdWorkers)
	var all sync.WaitGroup
	for i := range crowdWorkers {
		w := &Worker{
			Store: store, Name: fmt.Sprint("worker", i), Seed: seed*100 + uint64(i), Chats: crowdChats,
			Told: func(r Receipt) { receipts[i] = append(receipts[i], r) },
		}
		all.Go(func() { errs[i] = w.Run(t.Context(), crowdEvents) })
	}
	all.Wait()
	var joined []Receipt
	for _, some := range receipts {
		joined = append(joined, some...)
	}
	return joined, errors.Join(errs...)
}
