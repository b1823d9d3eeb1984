package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/postgres"
	"github.com/camerton/camerton/bot/storetest/pgtest"
	"github.com/camerton/camerton/tone"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func said(chat string, update int64) bot.Incoming {
	return bot.Incoming{
		Key: bot.Key{Channel: tone.Telegram, Chat: chat}, Source: "bot", Update: update, Received: noon,
		Event: bot.Event{Kind: bot.Said, At: noon, Message: &bot.Message{ID: strconv.FormatInt(update, 10), Text: "Unde e comanda?"}},
	}
}

func receive(t *testing.T, s *postgres.Store, batch ...bot.Incoming) error {
	t.Helper()
	_, err := s.Receive(t.Context(), batch)
	return err
}

func unread(t *testing.T, s *postgres.Store) int64 {
	t.Helper()
	stats, err := s.Stats(t.Context(), noon)
	require.NoError(t, err)
	return stats.Unread
}

// raw is a connection beside the store.
func raw(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func TestDatabaseIsGoneAndComesBack(t *testing.T) {
	t.Parallel()
	cluster := pgtest.Start(t, pgtest.Options{})
	url := cluster.NewSchema(t)
	s := open(t, url, postgres.Options{Connections: 5})
	var all sync.WaitGroup
	for i := range int64(20) { // so that there are several connections
		all.Go(func() {
			if err := receive(t, s, said("a", i)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	require.NoError(t, cluster.Stop())

	require.ErrorIs(t, receive(t, s, said("a", 100)), postgres.ErrUnavailable)
	_, err := s.Claim(t.Context(), bot.Claim{Now: noon, Until: noon.Add(time.Minute), Limit: 1, Owner: "x"})
	require.ErrorIs(t, err, postgres.ErrUnavailable)
	_, err = s.NextDue(t.Context())
	require.ErrorIs(t, err, postgres.ErrUnavailable)
	_, err = postgres.Open(t.Context(), url, postgres.Options{})
	require.ErrorIs(t, err, postgres.ErrUnavailable)

	require.NoError(t, cluster.Start())
	require.NoError(t, receive(t, s, said("a", 100)), "the first call after it is back")
	require.EqualValues(t, 21, unread(t, s), "nothing was lost, nothing is there twice")
}

// Connections that break while nobody uses them are not noticed by any call.
func TestConnectionsAreEnded(t *testing.T) {
	t.Parallel()
	cluster := shared.Cluster(t)
	s := open(t, cluster.NewSchema(t), postgres.Options{Connections: 4, Name: "victim"})
	for i := range int64(10) {
		require.NoError(t, receive(t, s, said("a", i)))
		_, err := cluster.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'victim'")
		require.NoError(t, err)
	}
	require.EqualValues(t, 10, unread(t, s))
}

func TestReadOnlyDatabase(t *testing.T) {
	t.Parallel()
	cluster := pgtest.Start(t, pgtest.Options{Careless: true})
	url := cluster.NewSchema(t)
	s := open(t, url, postgres.Options{})
	conn := raw(t, url)
	_, err := conn.Exec(t.Context(), "ALTER ROLE camerton SET default_transaction_read_only = on")
	require.NoError(t, err)
	_, err = cluster.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'camerton'")
	require.NoError(t, err)
	require.ErrorIs(t, receive(t, s, said("a", 1)), postgres.ErrReadOnly)
	require.Zero(t, unread(t, s), "reading goes on")
	_, err = conn.Exec(t.Context(), "ALTER ROLE camerton RESET default_transaction_read_only")
	require.NoError(t, err)
	_, err = cluster.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'camerton'")
	require.NoError(t, err)
	require.NoError(t, receive(t, s, said("a", 1)))
}

func TestNewerDatabase(t *testing.T) {
	t.Parallel()
	url := shared.Cluster(t).NewSchema(t)
	open(t, url, postgres.Options{})
	version, err := postgres.SchemaVersion()
	require.NoError(t, err)
	conn := raw(t, url)
	_, err = conn.Exec(t.Context(), "INSERT INTO schema_version (number, name) VALUES ($1, 'teleportation')", version+1)
	require.NoError(t, err)
	_, err = postgres.Open(t.Context(), url, postgres.Options{})
	require.ErrorIs(t, err, postgres.ErrNewer)
	_, err = conn.Exec(t.Context(), "DELETE FROM schema_version WHERE number > 1")
	require.NoError(t, err)
	_, err = conn.Exec(t.Context(), "UPDATE schema_version SET name = 'another'")
	require.NoError(t, err)
	_, err = postgres.Open(t.Context(), url, postgres.Options{})
	require.ErrorContains(t, err, "another program")
}

func TestManyStartAtOnce(t *testing.T) {
	t.Parallel()
	url := shared.Cluster(t).NewSchema(t)
	var all sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		all.Go(func() {
			s, err := postgres.Open(t.Context(), url, postgres.Options{Connections: 2})
			if err == nil {
				err = errors.Join(receive(t, s, said("a", int64(i))), s.Close())
			}
			errs[i] = err
		})
	}
	all.Wait()
	require.NoError(t, errors.Join(errs...))
	require.EqualValues(t, len(errs), unread(t, open(t, url, postgres.Options{})))
}

func TestUnfitDatabase(t *testing.T) {
	t.Parallel()
	cluster := shared.Cluster(t)
	_, err := cluster.SQL("CREATE DATABASE old ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
	require.NoError(t, err)
	for url, want := range map[string]string{
		cluster.URL("missing"): "create one",
		strings.ReplaceAll(cluster.URL(""), "/postgres?", "/old?"):       "LATIN1",
		strings.ReplaceAll(cluster.URL(""), "/postgres?", "/missing?"):   "does not exist",
		strings.ReplaceAll(cluster.URL(""), "port=5432", "port=5433"):    "can't be reached",
		strings.ReplaceAll(cluster.URL(""), "user=camerton", "user=ana"): "can't be reached",
	} {
		_, err := postgres.Open(t.Context(), url, postgres.Options{})
		require.ErrorContains(t, err, want)
	}
	_, err = postgres.Open(t.Context(), cluster.URL("missing"), postgres.Options{})
	require.ErrorIs(t, err, postgres.ErrForeign)
}

func TestPasswordIsNotTold(t *testing.T) {
	t.Parallel()
	for _, url := range []string{
		"postgres://camerton:hunter2@127.0.0.1:1/x?sslmode=disable", "postgres://camerton:hunter2@127.0.0.1:port/x",
		"host=127.0.0.1 port=1 password=hunter2 sslmode=nonsense", "",
	} {
		_, err := postgres.Open(t.Context(), url, postgres.Options{})
		require.Error(t, err)
		require.NotContains(t, err.Error(), "hunter2")
	}
}

// A call that waits for a row that somebody has locked gives up in time, and
// stores nothing.
func TestLockedRow(t *testing.T) {
	t.Parallel()
	url := shared.Cluster(t).NewSchema(t)
	s := open(t, url, postgres.Options{Timeout: 300 * time.Millisecond})
	require.NoError(t, receive(t, s, said("a", 1)))
	lock, err := raw(t, url).Begin(t.Context())
	require.NoError(t, err)
	_, err = lock.Exec(t.Context(), "SELECT 1 FROM conversation FOR UPDATE")
	require.NoError(t, err)
	require.ErrorIs(t, receive(t, s, said("a", 2)), postgres.ErrUnavailable)
	works, err := s.Claim(t.Context(), bot.Claim{Now: noon, Until: noon.Add(time.Minute), Limit: 1, Owner: "x"})
	require.NoError(t, err)
	require.Empty(t, works, "a claim passes over it")
	require.NoError(t, lock.Rollback(t.Context()))
	require.NoError(t, receive(t, s, said("a", 2)))
	require.EqualValues(t, 2, unread(t, s))
}

// A renewal ends after whoever writes the conversation: after it nothing is under
// way that a Load does not see.
func TestRenewWaits(t *testing.T) {
	t.Parallel()
	url := shared.Cluster(t).NewSchema(t)
	s := open(t, url, postgres.Options{Timeout: 300 * time.Millisecond})
	lease := claimed(t, s, 1)[0].Lease
	lock, err := raw(t, url).Begin(t.Context())
	require.NoError(t, err)
	_, err = lock.Exec(t.Context(), "SELECT 1 FROM conversation FOR UPDATE")
	require.NoError(t, err)
	require.ErrorIs(t, s.Renew(t.Context(), lease, noon.Add(2*time.Hour)), postgres.ErrUnavailable)
	_, err = s.Load(t.Context(), lease)
	require.NoError(t, err, "which waits for nobody")
	require.NoError(t, lock.Rollback(t.Context()))
	require.NoError(t, s.Renew(t.Context(), lease, noon.Add(2*time.Hour)))
}

// Two batches that name the same conversations in another order do not stop each
// other.
func TestBatchesCross(t *testing.T) {
	t.Parallel()
	s := open(t, shared.Cluster(t).NewSchema(t), postgres.Options{})
	var all sync.WaitGroup
	const goroutines, rounds, chats = 6, 20, 5
	for g := range int64(goroutines) {
		all.Go(func() {
			for r := range int64(rounds) {
				batch := make([]bot.Incoming, chats)
				for i := range batch {
					chat := i
					if g%2 == 0 {
						chat = chats - 1 - i
					}
					batch[i] = said(fmt.Sprint("chat", chat), (g*rounds+r)*chats+int64(i))
				}
				if err := receive(t, s, batch...); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	require.EqualValues(t, goroutines*rounds*chats, unread(t, s))
}

func TestClosedStore(t *testing.T) {
	t.Parallel()
	url := shared.Cluster(t).NewSchema(t)
	s, err := postgres.Open(t.Context(), url, postgres.Options{})
	require.NoError(t, err)
	require.NoError(t, s.Close())
	require.NoError(t, s.Close())
	require.ErrorIs(t, receive(t, s, said("a", 1)), postgres.ErrClosed)
	_, err = s.NextDue(t.Context())
	require.ErrorIs(t, err, postgres.ErrClosed)
}

// The settings that durability stands on are in force, whatever the server's
// defaults are.
func TestSettings(t *testing.T) {
	t.Parallel()
	cluster := pgtest.Start(t, pgtest.Options{Settings: []string{
		"synchronous_commit = off", "default_transaction_isolation = 'serializable'", "statement_timeout = 0",
	}})
	s := open(t, cluster.NewSchema(t), postgres.Options{Timeout: 7 * time.Second})
	for name, want := range map[string]string{
		"synchronous_commit": "on", "transaction_isolation": "read committed", "statement_timeout": "7s",
		"idle_in_transaction_session_timeout": "7s", "application_name": "camerton",
	} {
		got, err := s.Setting(t.Context(), name)
		require.NoError(t, err)
		require.Equal(t, want, got, name)
	}
}
