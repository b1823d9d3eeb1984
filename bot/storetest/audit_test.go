package storetest_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/storetest"
)

// A forgetful store acknowledges events that it does not store.
type forgetful struct{ *storetest.Memory }

func (f forgetful) Receive(ctx context.Context, batch []bot.Incoming) ([]bool, error) {
	fresh, err := f.Memory.Receive(ctx, batch[1:])
	return append([]bool{true}, fresh...), err
}

// A trusting store believes every holder: a commit of a lost lease, of which it
// has many, is acknowledged.
type trusting struct{ *storetest.Memory }

func (t trusting) Claim(ctx context.Context, c bot.Claim) ([]bot.Work, error) {
	c.Until = c.Now.Add(time.Second)
	works, err := t.Memory.Claim(ctx, c)
	for range 100 {
		runtime.Gosched()
	}
	return works, err
}

func (t trusting) Commit(ctx context.Context, l bot.Lease, c bot.Commit) (bool, error) {
	begun, err := t.Memory.Commit(ctx, l, c)
	if errors.Is(err, bot.ErrLost) {
		err = nil
	}
	return begun, err
}

// A hesitant store stores what it says that it has not.
type hesitant struct{ *storetest.Memory }

func (h hesitant) Receive(ctx context.Context, batch []bot.Incoming) ([]bool, error) {
	fresh, err := h.Memory.Receive(context.WithoutCancel(ctx), batch)
	for range 1000 {
		if ctx.Err() != nil {
			break
		}
		runtime.Gosched()
	}
	return fresh, errors.Join(err, ctx.Err())
}

// A careless store writes half of a commit.
type careless struct{ *storetest.Memory }

func (c careless) Commit(ctx context.Context, l bot.Lease, commit bot.Commit) (bool, error) {
	if len(commit.Events) > 2 {
		commit.Events = commit.Events[1:]
	}
	return c.Memory.Commit(ctx, l, commit)
}

// A repetitive store has events worked on twice.
type repetitive struct{ *storetest.Memory }

func (r repetitive) Commit(ctx context.Context, l bot.Lease, c bot.Commit) (bool, error) {
	if len(c.Done) > 1 {
		c.Done = c.Done[1:]
	}
	return r.Memory.Commit(ctx, l, c)
}

// An unsteady store forgets that a send was begun.
type unsteady struct{ *storetest.Memory }

func (u unsteady) Begin(context.Context, bot.Lease, int64, time.Time) error { return nil }

func TestCheckFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		store storetest.Store
		want  string
	}{
		{"forgetful", forgetful{&storetest.Memory{}}, "does not fit what is stored"},
		{"trusting", trusting{&storetest.Memory{}}, "stepped"},
		{"hesitant", hesitant{&storetest.Memory{}}, "withheld"},
		{"careless", careless{&storetest.Memory{}}, "a commit is there in part"},
		{"repetitive", repetitive{&storetest.Memory{}}, "was worked on twice"},
		{"unsteady", unsteady{&storetest.Memory{}}, "was given twice"},
		{"sound", &storetest.Memory{}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var mu sync.Mutex // protects receipts
			var receipts []storetest.Receipt
			var all sync.WaitGroup
			for i := range 3 {
				w := &storetest.Worker{
					Store: c.store, Name: fmt.Sprint("w", i), Seed: uint64(i), Chats: 2,
					Told: func(r storetest.Receipt) {
						mu.Lock()
						defer mu.Unlock()
						receipts = append(receipts, r)
					},
					Forgive: func(error) bool { return true },
				}
				all.Go(func() { _ = w.Run(t.Context(), 300) })
			}
			all.Wait()
			err := storetest.Check(t.Context(), c.store, receipts)
			if c.want == "" {
				require.NoError(t, err)
			} else {
				require.ErrorContains(t, err, c.want)
			}
		})
	}
}

func TestCheckWithoutReceiptsFindsNothingAcknowledged(t *testing.T) {
	t.Parallel()
	missing := storetest.Receipt{Kind: storetest.Received, Chat: "1", Source: "w", No: 7}
	err := storetest.Check(t.Context(), &storetest.Memory{}, []storetest.Receipt{missing})
	require.ErrorContains(t, err, "does not fit")
}

func TestReadReceipts(t *testing.T) {
	t.Parallel()
	all := fmt.Sprintln(`{"kind":"received","chat":"1","source":"w","no":7}`) +
		fmt.Sprintln(`{"kind":"stepped","chat":"1","no":1,"fence":9}`)
	receipts, err := storetest.ReadReceipts(strings.NewReader(all + `{"kind":"st`))
	require.NoError(t, err)
	require.Equal(t, []storetest.Receipt{
		{Kind: storetest.Received, Chat: "1", Source: "w", No: 7}, {Kind: storetest.Stepped, Chat: "1", No: 1, Fence: 9},
	}, receipts)
	_, err = storetest.ReadReceipts(strings.NewReader("nonsense\n" + all))
	require.ErrorContains(t, err, "receipt 1")
}
