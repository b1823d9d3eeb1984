package sqlite_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/sqlite"
)

func TestBackupAndRestore(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	s := openAt(t, filepath.Join(folder, "store.db"), sqlite.Options{})
	require.NoError(t, receive(t, s, said("a", 1, 100), said("b", 2, 100)))
	backup := filepath.Join(folder, "it's a [backup].db")
	require.NoError(t, s.Backup(t.Context(), backup))
	require.NoError(t, receive(t, s, said("a", 3, 100)))
	require.NoError(t, sqlite.Verify(t.Context(), backup))

	restored := filepath.Join(folder, "restored.db")
	require.NoError(t, sqlite.Restore(t.Context(), backup, restored))
	r := openAt(t, restored, sqlite.Options{Existing: true, Check: sqlite.CheckFull})
	require.EqualValues(t, 2, unread(t, r))
	fresh, err := r.Receive(t.Context(), []bot.Incoming{said("a", 1, 100), said("a", 3, 100)})
	require.NoError(t, err)
	require.Equal(t, []bool{false, true}, fresh, "it knows what it knew, and nothing else")

	names, err := filepath.Glob(filepath.Join(folder, "*part*"))
	require.NoError(t, err)
	require.Empty(t, names, "nothing is left of the work")
	info, err := os.Stat(backup)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
}

func TestBackupReplacesNothing(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	s := openAt(t, filepath.Join(folder, "store.db"), sqlite.Options{})
	require.ErrorIs(t, s.Backup(t.Context(), s.Path()), sqlite.ErrExists)
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		to := filepath.Join(folder, "backup"+end+"x.db")
		require.NoError(t, os.WriteFile(to+end, []byte("mine"), 0o600))
		require.ErrorIs(t, s.Backup(t.Context(), to), sqlite.ErrExists)
		require.ErrorIs(t, sqlite.Restore(t.Context(), s.Path(), to), sqlite.ErrExists)
		kept, err := os.ReadFile(to + end)
		require.NoError(t, err)
		require.Equal(t, "mine", string(kept))
	}
}

func TestBackupOfWhatIsNoStore(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	to := filepath.Join(folder, "to.db")
	missing := filepath.Join(folder, "missing.db")
	require.ErrorIs(t, sqlite.Backup(t.Context(), missing, to), sqlite.ErrMissing)
	require.ErrorIs(t, sqlite.Restore(t.Context(), missing, to), sqlite.ErrMissing)
	require.ErrorIs(t, sqlite.Verify(t.Context(), missing), sqlite.ErrMissing)
	empty := filepath.Join(folder, "empty.db")
	require.NoError(t, os.WriteFile(empty, nil, 0o600))
	require.ErrorIs(t, sqlite.Restore(t.Context(), empty, to), sqlite.ErrForeign)
	require.ErrorIs(t, sqlite.Backup(t.Context(), empty, to), sqlite.ErrForeign)
	bad := damaged(t, 0.3, 0.7)
	require.ErrorIs(t, sqlite.Restore(t.Context(), bad, to), sqlite.ErrCorrupt)
	require.ErrorIs(t, sqlite.Backup(t.Context(), bad, to), sqlite.ErrCorrupt)
	names, err := filepath.Glob(filepath.Join(folder, "to*"))
	require.NoError(t, err)
	require.Empty(t, names, "nothing is left of what failed")
}

// A backup that is taken while many write is a whole store of one moment.
func TestBackupWhileWriting(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	s := openAt(t, filepath.Join(folder, "store.db"), sqlite.Options{})
	var all sync.WaitGroup
	stop := make(chan struct{})
	const writers = 4
	for w := range writers {
		all.Go(func() {
			for i := int64(0); ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				update := i*writers*2 + int64(w)*2
				if err := receive(t, s, said(strconv.Itoa(w), update, 50), said(strconv.Itoa(w), update+1, 50)); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	var last int64
	for i := range 5 {
		to := filepath.Join(folder, fmt.Sprint("backup", i, ".db"))
		require.NoError(t, s.Backup(t.Context(), to))
		n := unread(t, openAt(t, to, sqlite.Options{Existing: true}))
		require.Zero(t, n%2, "batches are there as a whole")
		require.GreaterOrEqual(t, n, last)
		last = n
	}
	close(stop)
	all.Wait()
	require.Positive(t, last)
}
