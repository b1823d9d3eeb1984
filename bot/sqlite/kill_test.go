package sqlite_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/sqlite"
	"github.com/camerton/camerton/bot/storetest"
)

var kills = flag.Int("kills", 20, "how often the process is killed")

// A process that is killed at any instant leaves a file in which everything that
// was acknowledged is there, whole and once.
func TestKill(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "store.db")
	choice := rand.New(rand.NewPCG(1, 2))
	var receipts []storetest.Receipt
	for i := range *kills {
		child := storetest.StartChild(t, storetest.ChildTask{
			Where: path, Name: fmt.Sprint("child", i), Seed: uint64(1000 * i), Chats: 5, Events: 1_000_000,
		})
		receipts = append(receipts, child.Kill(t, choice.IntN(120))...)
	}
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{Check: sqlite.CheckFull})
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Close()) }()
	require.NoError(t, storetest.Check(t.Context(), s, receipts))
	t.Logf("%d kills, %d receipts", *kills, len(receipts))
}

// Two processes on one file share it, as replicas do.
func TestTwoProcesses(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "store.db")
	var children []*storetest.Child
	for i := range 2 {
		children = append(children, storetest.StartChild(t, storetest.ChildTask{
			Where: path, Name: fmt.Sprint("child", i), Seed: uint64(100 * i), Chats: 4, Events: 40,
		}))
	}
	var receipts []storetest.Receipt
	for _, c := range children {
		receipts = append(receipts, c.Wait(t)...)
	}
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{Check: sqlite.CheckFull, Existing: true})
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Close()) }()
	require.NoError(t, storetest.Check(t.Context(), s, receipts))
}
