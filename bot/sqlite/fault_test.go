package sqlite_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/sqlite"
	"github.com/camerton/camerton/bot/storetest"
	"github.com/camerton/camerton/tone"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// said returns an event of a chat with a text of some length.
func said(chat string, update int64, length int) bot.Incoming {
	return bot.Incoming{
		Key: bot.Key{Channel: tone.Telegram, Chat: chat}, Source: "bot", Update: update, Received: noon,
		Event: bot.Event{Kind: bot.Said, At: noon, Message: &bot.Message{
			ID: strconv.FormatInt(update, 10), Text: strings.Repeat("x", length),
		}},
	}
}

func openAt(t *testing.T, path string, o sqlite.Options) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func receive(t *testing.T, s *sqlite.Store, batch ...bot.Incoming) error {
	t.Helper()
	_, err := s.Receive(t.Context(), batch)
	return err
}

func unread(t *testing.T, s *sqlite.Store) int64 {
	t.Helper()
	stats, err := s.Stats(t.Context(), noon)
	require.NoError(t, err)
	return stats.Unread
}

// raw opens the file without the store.
func raw(tb testing.TB, path string) *sql.DB {
	tb.Helper()
	db, err := sql.Open("sqlite", path)
	require.NoError(tb, err)
	db.SetMaxOpenConns(1)
	tb.Cleanup(func() { require.NoError(tb, db.Close()) })
	return db
}

func TestFullDisk(t *testing.T) {
	t.Parallel()
	s := openAt(t, filepath.Join(t.TempDir(), "store.db"), sqlite.Options{})
	_, err := s.LimitPages(t.Context(), "100")
	require.NoError(t, err)
	var stored int64
	for {
		err = receive(t, s, said("a", stored+1, 5000))
		if err != nil {
			break
		}
		stored++
	}
	require.ErrorIs(t, err, sqlite.ErrFull)
	require.ErrorContains(t, err, s.Path())
	require.Positive(t, stored)
	require.Equal(t, stored, unread(t, s), "what failed is not there")

	works, err := s.Claim(t.Context(), bot.Claim{Now: noon, Until: noon.Add(time.Minute), Limit: 1, Owner: "x"})
	require.NoError(t, err, "what is there is worked on")
	require.Len(t, works[0].Incoming, int(stored))

	_, err = s.LimitPages(t.Context(), "10000")
	require.NoError(t, err)
	require.NoError(t, receive(t, s, said("a", stored+1, 5000)), "it goes on by itself")
	require.Equal(t, stored+1, unread(t, s))
	require.NoError(t, s.Examine(t.Context(), sqlite.CheckFull))
}

// When a commit that many share finds the disk full, those that fit are stored
// and only the others fail.
func TestFullDiskSparesThoseThatFit(t *testing.T) {
	t.Parallel()
	s := openAt(t, filepath.Join(t.TempDir(), "store.db"), sqlite.Options{})
	_, err := s.LimitPages(t.Context(), "120")
	require.NoError(t, err)
	var all sync.WaitGroup
	errs := make([]error, 40)
	for i := range errs {
		length := 10
		if i%4 == 0 {
			length = 1 << 20
		}
		all.Go(func() { errs[i] = receive(t, s, said("a", int64(i+1), length)) })
	}
	all.Wait()
	for i, err := range errs {
		if i%4 == 0 {
			require.ErrorIs(t, err, sqlite.ErrFull)
		} else {
			require.NoError(t, err)
		}
	}
	require.EqualValues(t, 30, unread(t, s))
}

func TestLockedFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "store.db")
	s := openAt(t, path, sqlite.Options{Wait: time.Millisecond})
	other := raw(t, path)
	_, err := other.ExecContext(t.Context(), "BEGIN IMMEDIATE")
	require.NoError(t, err)
	require.ErrorIs(t, receive(t, s, said("a", 1, 1)), sqlite.ErrLocked)
	require.Zero(t, unread(t, s), "reading goes on")
	_, err = sqlite.Open(t.Context(), path, sqlite.Options{Wait: time.Millisecond})
	require.ErrorIs(t, err, sqlite.ErrLocked)
	_, err = other.ExecContext(t.Context(), "ROLLBACK")
	require.NoError(t, err)
	require.NoError(t, receive(t, s, said("a", 1, 1)), "it goes on by itself")
}

func TestReadOnlyFile(t *testing.T) {
	t.Parallel()
	if storetest.Unprivileged(t) {
		return
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "store.db")
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	require.NoError(t, err)
	require.NoError(t, receive(t, s, said("a", 1, 1)))
	require.NoError(t, s.Close())
	rights := func(file, dir os.FileMode) {
		require.NoError(t, os.Chmod(path, file))
		require.NoError(t, os.Chmod(folder, dir))
	}
	t.Cleanup(func() { rights(0o600, 0o700) })

	rights(0o400, 0o700)
	_, err = sqlite.Open(t.Context(), path, sqlite.Options{})
	require.ErrorIs(t, err, sqlite.ErrReadOnly, "the file")
	rights(0o600, 0o500)
	_, err = sqlite.Open(t.Context(), path, sqlite.Options{})
	require.ErrorIs(t, err, sqlite.ErrReadOnly, "the folder")
	_, err = sqlite.Open(t.Context(), filepath.Join(folder, "new.db"), sqlite.Options{})
	require.ErrorIs(t, err, sqlite.ErrReadOnly, "a new file")
	rights(0o000, 0o700)
	_, err = sqlite.Open(t.Context(), path, sqlite.Options{})
	require.ErrorIs(t, err, sqlite.ErrReadOnly, "not even to be read")

	rights(0o600, 0o700)
	s = openAt(t, path, sqlite.Options{})
	require.EqualValues(t, 1, unread(t, s), "nothing was lost")
}

// damaged writes rubbish over a part of a store with some content.
func damaged(t *testing.T, from, to float64) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "store.db")
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	require.NoError(t, err)
	for i := range int64(200) {
		require.NoError(t, receive(t, s, said(fmt.Sprint("chat", i%20), i, 300)))
	}
	require.NoError(t, s.Close())
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	size := float64(len(data))
	copy(data[int(from*size):int(to*size)], bytes.Repeat([]byte("rubbish!"), len(data)))
	require.NoError(t, os.WriteFile(path, data, 0o600))
	return path
}

func TestCorruptFile(t *testing.T) {
	t.Parallel()
	for _, check := range []sqlite.Check{sqlite.CheckQuick, sqlite.CheckFull} {
		path := damaged(t, 0.3, 0.7)
		before, err := os.ReadFile(path)
		require.NoError(t, err)
		_, err = sqlite.Open(t.Context(), path, sqlite.Options{Check: check})
		require.ErrorIs(t, err, sqlite.ErrCorrupt)
		require.ErrorContains(t, err, path)
		after, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, before, after, "a damaged file is left as it is")
		require.ErrorIs(t, sqlite.Verify(t.Context(), path), sqlite.ErrCorrupt)
	}
}

func TestCorruptFileInUse(t *testing.T) {
	t.Parallel()
	path := damaged(t, 0.5, 0.95)
	s := openAt(t, path, sqlite.Options{Check: sqlite.CheckNone})
	require.ErrorIs(t, s.Examine(t.Context(), sqlite.CheckQuick), sqlite.ErrCorrupt)
	var faults []error
	for i := range 20 {
		_, err := s.Events(t.Context(), bot.Key{Channel: tone.Telegram, Chat: fmt.Sprint("chat", i)}, 0, 10)
		faults = append(faults, err)
	}
	_, err := s.Stats(t.Context(), noon)
	require.ErrorIs(t, errors.Join(append(faults, err)...), sqlite.ErrCorrupt)
}

func TestTruncatedFile(t *testing.T) {
	t.Parallel()
	path := damaged(t, 0, 0)
	require.NoError(t, os.Truncate(path, 20_000))
	_, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	require.ErrorIs(t, err, sqlite.ErrCorrupt)
}

func TestForeignFile(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	text := filepath.Join(folder, "notes.txt")
	require.NoError(t, os.WriteFile(text, []byte(strings.Repeat("buy milk\n", 1000)), 0o600))
	other := filepath.Join(folder, "other.db")
	_, err := raw(t, other).ExecContext(t.Context(), "CREATE TABLE milk (litres INTEGER)")
	require.NoError(t, err)
	for _, path := range []string{text, other, folder} {
		_, err := sqlite.Open(t.Context(), path, sqlite.Options{})
		require.ErrorIs(t, err, sqlite.ErrForeign, path)
	}
	_, err = sqlite.Open(t.Context(), filepath.Join(folder, "none", "store.db"), sqlite.Options{})
	require.ErrorContains(t, err, "folder does not exist")
	_, err = sqlite.Open(t.Context(), filepath.Join(folder, "none.db"), sqlite.Options{Existing: true})
	require.ErrorIs(t, err, sqlite.ErrMissing)
	_, err = sqlite.Open(t.Context(), "", sqlite.Options{})
	require.ErrorContains(t, err, "empty")
}

func TestNewerFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "store.db")
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	require.NoError(t, err)
	require.NoError(t, s.Close())
	version, err := sqlite.SchemaVersion()
	require.NoError(t, err)
	db := raw(t, path)
	insert := "INSERT INTO schema_version (number, name) VALUES (?, ?)"
	_, err = db.ExecContext(t.Context(), insert, version+1, "teleportation")
	require.NoError(t, err)
	_, err = sqlite.Open(t.Context(), path, sqlite.Options{})
	require.ErrorIs(t, err, sqlite.ErrNewer)
	require.ErrorIs(t, sqlite.Verify(t.Context(), path), sqlite.ErrNewer)
	_, err = db.ExecContext(t.Context(), "UPDATE schema_version SET name = 'another' WHERE number = 1")
	require.NoError(t, err)
	_, err = db.ExecContext(t.Context(), "DELETE FROM schema_version WHERE number > 1")
	require.NoError(t, err)
	_, err = sqlite.Open(t.Context(), path, sqlite.Options{})
	require.ErrorContains(t, err, "another program")
}

func TestManyStartAtOnce(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a b?c#d%41.db")
	var all sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		all.Go(func() {
			s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
			if err == nil {
				_, err = s.Receive(t.Context(), []bot.Incoming{said("a", int64(i), 1)})
				err = errors.Join(err, s.Close())
			}
			errs[i] = err
		})
	}
	all.Wait()
	require.NoError(t, errors.Join(errs...))
	require.EqualValues(t, len(errs), unread(t, openAt(t, path, sqlite.Options{Existing: true})))
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), "what customers write is for the owner only")
}

func TestClosedStore(t *testing.T) {
	t.Parallel()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "store.db"), sqlite.Options{})
	require.NoError(t, err)
	require.NoError(t, s.Close())
	require.NoError(t, s.Close())
	require.ErrorIs(t, receive(t, s, said("a", 1, 1)), sqlite.ErrClosed)
	_, err = s.NextDue(t.Context())
	require.ErrorIs(t, err, sqlite.ErrClosed)
}

func TestOpenIsBrokenOff(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "store.db"), sqlite.Options{})
	require.ErrorIs(t, err, context.Canceled)
}

// The settings that durability stands on are really in force.
func TestSettings(t *testing.T) {
	t.Parallel()
	s := openAt(t, filepath.Join(t.TempDir(), "store.db"), sqlite.Options{Wait: 1234 * time.Millisecond})
	for name, want := range map[string]string{
		"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "secure_delete": "1", "busy_timeout": "1234",
	} {
		got, err := s.Word(t.Context(), "PRAGMA "+name)
		require.NoError(t, err)
		require.Equal(t, want, got, name)
	}
}

// What a full check finds and a quick one does not: a row whose conversation is
// gone.
func TestOrphanedRow(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "store.db")
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	require.NoError(t, err)
	require.NoError(t, s.Close())
	_, err = raw(t, path).ExecContext(t.Context(), "INSERT INTO event (conversation, no, body) VALUES (7, 1, '{}')")
	require.NoError(t, err)
	s = openAt(t, path, sqlite.Options{Check: sqlite.CheckQuick})
	err = s.Examine(t.Context(), sqlite.CheckFull)
	require.ErrorIs(t, err, sqlite.ErrCorrupt)
	require.ErrorContains(t, err, "event has no conversation")
	require.ErrorIs(t, sqlite.Verify(t.Context(), path), sqlite.ErrCorrupt)
}
