package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

// A slowDatabase makes transactions one step at a time: each waits for a word on
// gate, nil or how it fails. It notes which chats each was for.
type slowDatabase struct {
	gate chan error

	mu     sync.Mutex
	locked map[string]bool // chats that somebody else has locked
	made   [][]string
}

func (d *slowDatabase) Write(_ context.Context, f func(Tx) ([]*Statement, error)) error {
	fault := <-d.gate
	if errors.Is(fault, errPanic) {
		panic(fault)
	}
	tx := &slowTx{db: d}
	if _, err := f(tx); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.made = append(d.made, tx.chats)
	return fault
}

func (d *slowDatabase) Read(context.Context, func(Tx) error) error { return errors.ErrUnsupported }

func (d *slowDatabase) Look(context.Context, *Statement) error { return errors.ErrUnsupported }

type slowTx struct {
	db    *slowDatabase
	chats []string
}

// Run answers the statements that lock conversations.
func (t *slowTx) Run(statements ...*Statement) error {
	for _, s := range statements {
		switch {
		case strings.HasSuffix(s.SQL, "SKIP LOCKED"):
			for i, chat := range s.Args[2].([]string) { //nolint:forcetypeassert // the chats
				if t.db.locked[chat] {
					continue
				}
				t.chats = append(t.chats, chat)
				if err := s.Row(row(int64(i), int64(i)+1, int64(0))); err != nil {
					return err
				}
			}
		case s.Row != nil && len(s.Args) == 5: // of one that is alone, which waits for the lock
			t.chats = append(t.chats, fmt.Sprint("alone ", s.Args[2]))
			if err := s.Row(row(int64(1), int64(0), int64(never))); err != nil {
				return err
			}
		}
	}
	return nil
}

// row returns a Scan of a row of numbers.
func row(values ...int64) Scan {
	return func(dest ...any) error {
		for i, v := range values {
			*dest[i].(*int64) = v //nolint:forcetypeassert // all columns of these statements are numbers
		}
		return nil
	}
}

var (
	errRefused = errors.New("refused")
	errPanic   = errors.New("panic")
)

// A sharedTest has calls wait for a slow database.
type sharedTest struct {
	*testing.T

	db    *slowDatabase
	store *Store
	ended map[string]error
	mu    sync.Mutex
}

func newSharedTest(t *testing.T) *sharedTest {
	t.Helper()
	db := &slowDatabase{gate: make(chan error), locked: make(map[string]bool)}
	return &sharedTest{T: t, db: db, ended: make(map[string]error), store: New(db, Dialect{
		Sets: true, Lock: "FOR UPDATE", MayRepeat: func(err error) bool { return errors.Is(err, errRefused) },
	})}
}

// commit commits for a chat, in a goroutine.
func (s *sharedTest) commit(ctx context.Context, name, chat string) {
	go func() {
		l := bot.Lease{Key: bot.Key{Chat: chat}, Fence: 1}
		_, err := s.protected(ctx, l, bot.Commit{Now: time.Unix(1, 0)})
		s.mu.Lock()
		defer s.mu.Unlock()
		s.ended[name] = err
	}()
	synctest.Wait()
}

// protected commits as the engine does, which goes on after a panic.
func (s *sharedTest) protected(ctx context.Context, l bot.Lease, c bot.Commit) (begun bool, err error) {
	defer func() {
		if recover() != nil {
			err = errPanic
		}
	}()
	return s.store.Commit(ctx, l, c)
}

// pass lets the next transaction through, with how it ends.
func (s *sharedTest) pass(err error) {
	s.db.gate <- err
	synctest.Wait()
}

// ends returns how the calls have ended that have.
func (s *sharedTest) ends() map[string]error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ended
}

// busy has as many transactions under way as there may be, each for a chat.
func (s *sharedTest) busy() {
	for i := range maxSharedAtOnce {
		s.commit(s.Context(), fmt.Sprint("busy ", i), fmt.Sprint("busy ", i))
	}
}

func (s *sharedTest) passAll() {
	for range maxSharedAtOnce {
		s.pass(nil)
	}
}

func TestSharedTransaction(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]func(s *sharedTest){
		"those that wait go together":            sharedTogether,
		"who gives up while waiting is left out": sharedGivenUp,
		"a conversation is there once":           sharedOnce,
		"what is locked is made alone":           sharedLocked,
		"a refusal is found out alone":           sharedRefused,
		"what may have been stored is not":       sharedBroken,
		"a panic leaves nobody waiting":          sharedPanic,
		"what is forgotten shares with nobody":   sharedForget,
		"there are not too many":                 sharedMany,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { test(newSharedTest(t)) })
		})
	}
}

func sharedTogether(s *sharedTest) {
	s.busy()
	for _, chat := range []string{"a", "b", "c"} {
		s.commit(s.Context(), chat, chat)
	}
	require.Empty(s, s.ends())
	s.passAll()
	require.Len(s, s.ends(), maxSharedAtOnce, "none returns before its own part is durable")
	s.pass(nil)
	require.Equal(s, []string{"a", "b", "c"}, s.db.made[maxSharedAtOnce])
	for name, err := range s.ends() {
		require.NoError(s, err, name)
	}
	require.Len(s, s.ends(), 3+maxSharedAtOnce)
	s.commit(s.Context(), "later", "d")
	s.pass(nil)
	require.Equal(s, []string{"d"}, s.db.made[maxSharedAtOnce+1])
}

func sharedGivenUp(s *sharedTest) {
	s.busy()
	ctx, cancel := context.WithCancel(s.Context())
	s.commit(ctx, "a", "a")
	s.commit(s.Context(), "b", "b")
	cancel()
	synctest.Wait()
	require.ErrorIs(s, s.ends()["a"], context.Canceled)
	s.passAll()
	late, cancel := context.WithCancel(s.Context())
	s.commit(late, "c", "c") // it is being made
	cancel()
	synctest.Wait()
	require.NotContains(s, s.ends(), "c", "its end is waited for")
	s.pass(nil)
	s.pass(nil)
	require.NoError(s, s.ends()["b"])
	require.NoError(s, s.ends()["c"])
	require.NotContains(s, slices.Concat(s.db.made...), "a")
}

func sharedOnce(s *sharedTest) {
	s.busy()
	s.commit(s.Context(), "first", "a")
	s.commit(s.Context(), "second", "a")
	s.commit(s.Context(), "b", "b")
	s.passAll()
	s.pass(nil)
	s.pass(nil)
	require.Equal(s, [][]string{{"a", "b"}, {"a"}}, s.db.made[maxSharedAtOnce:])
	require.Len(s, s.ends(), 3+maxSharedAtOnce)
}

func sharedLocked(s *sharedTest) {
	s.db.locked["b"] = true
	s.busy()
	for _, chat := range []string{"a", "b", "c"} {
		s.commit(s.Context(), chat, chat)
	}
	s.passAll()
	s.pass(nil)
	require.Contains(s, s.ends(), "a")
	require.Contains(s, s.ends(), "c")
	require.NotContains(s, s.ends(), "b", "it waits for the lock, and nobody for it")
	s.pass(nil)
	require.Equal(s, [][]string{{"a", "c"}, {"alone b"}}, s.db.made[maxSharedAtOnce:])
	require.NoError(s, s.ends()["b"])
}

func sharedRefused(s *sharedTest) {
	s.busy()
	s.commit(s.Context(), "a", "a")
	s.commit(s.Context(), "b", "b")
	s.passAll()
	s.pass(errRefused)
	s.pass(nil)
	s.pass(nil)
	require.ElementsMatch(s, [][]string{{"alone a"}, {"alone b"}}, s.db.made[maxSharedAtOnce+1:])
	require.NoError(s, s.ends()["a"])
	require.NoError(s, s.ends()["b"])
}

func sharedBroken(s *sharedTest) {
	s.busy()
	s.commit(s.Context(), "a", "a")
	s.commit(s.Context(), "b", "b")
	s.passAll()
	s.pass(errors.New("broken"))
	require.ErrorContains(s, s.ends()["a"], "broken")
	require.ErrorContains(s, s.ends()["b"], "broken")
}

func sharedPanic(s *sharedTest) {
	s.busy()
	s.commit(s.Context(), "a", "a")
	s.commit(s.Context(), "b", "b")
	s.passAll()
	s.pass(errPanic)
	require.ErrorIs(s, s.ends()["a"], errPanic)
	require.ErrorIs(s, s.ends()["b"], errBroken)
	for i := range 2 * maxSharedAtOnce { // none of the places is lost
		chat := fmt.Sprint("later ", i)
		s.commit(s.Context(), chat, chat)
	}
	for range maxSharedAtOnce + 1 {
		s.pass(nil)
	}
	for i := range 2 * maxSharedAtOnce {
		require.NoError(s, s.ends()[fmt.Sprint("later ", i)])
	}
	require.Len(s, s.ends(), 2+3*maxSharedAtOnce)
}

func sharedForget(s *sharedTest) {
	s.busy()
	go func() {
		_, err := s.store.Commit(s.Context(), bot.Lease{Key: bot.Key{Chat: "a"}, Fence: 1}, bot.Commit{Forget: true})
		s.mu.Lock()
		defer s.mu.Unlock()
		s.ended["a"] = err
	}()
	s.commit(s.Context(), "b", "b")
	s.passAll()
	s.pass(nil)
	s.pass(nil)
	require.Contains(s, s.db.made, []string{"alone a"})
	require.Contains(s, s.db.made, []string{"b"})
	require.NoError(s, s.ends()["a"])
}

func sharedMany(s *sharedTest) {
	s.busy()
	for i := range maxSharedSize + 1 {
		s.commit(s.Context(), strconv.Itoa(i), strconv.Itoa(i))
	}
	s.passAll()
	s.pass(nil)
	s.pass(nil)
	require.Len(s, s.db.made[maxSharedAtOnce], maxSharedSize)
	require.Equal(s, []string{strconv.Itoa(maxSharedSize)}, s.db.made[maxSharedAtOnce+1])
}
