package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/telegram/apitest"
	"github.com/camerton/camerton/tone"
)

// command runs a command on the shop's config and returns its status and what
// it said.
func (s *shop) command(input string, args ...string) (int, string) {
	s.t.Helper()
	var out bytes.Buffer
	p := &program{in: strings.NewReader(input), out: &out, err: &out, environ: s.environ(), now: time.Now}
	status := p.run(s.t.Context(), append(args, "--config", s.path(configFile)))
	return status, strings.ReplaceAll(out.String(), s.dir, "DIR")
}

// open opens the shop's store.
func (s *shop) open() botStore {
	s.t.Helper()
	c, err := readConfig(s.path(configFile))
	require.NoError(s.t, err)
	store, err := openStore(s.t.Context(), c, secrets{}, true)
	require.NoError(s.t, err)
	return store
}

// TestStoreIsLookedAfter while the bot runs: what customers wrote is exported,
// copied, forgotten and restored.
func TestStoreIsLookedAfter(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	r := s.run()
	for id := range int64(3) {
		require.NotEmpty(t, s.answer(said(s.srv.Customer(id+5), "Сколько стоит доставка?")))
	}

	status, exported := s.command("", "export", "5")
	require.Equal(t, exitOK, status, exported)
	require.Contains(t, exported, "Сколько стоит доставка?")
	for line := range strings.Lines(exported) {
		var row struct {
			Conversation bot.Key
			Event        *bot.Event
			Send         *bot.Send
		}
		require.NoError(t, json.Unmarshal([]byte(line), &row))
		require.Equal(t, bot.Key{Channel: tone.Telegram, Chat: "5"}, row.Conversation)
		require.True(t, (row.Event == nil) != (row.Send == nil))
	}
	status, all := s.command("", "export")
	require.Equal(t, exitOK, status)
	require.Equal(t, 3, strings.Count(all, `"kind":"said"`))
	status, one := s.command("", "export", "telegram//5/")
	require.Equal(t, exitOK, status)
	require.Equal(t, exported, one)

	status, said := s.command("", "backup", s.path("copy.db"))
	require.Equal(t, exitOK, status, said)
	status, said = s.command("", "backup", s.path("copy.db"))
	require.Equal(t, exitUsage, status, said)
	require.Contains(t, said, "there is a file already")

	status, said = s.command("n\n", "forget", "5")
	require.Equal(t, exitUsage, status)
	require.Contains(t, said, "nothing was changed")
	status, said = s.command("y\n", "forget", "5")
	require.Equal(t, exitOK, status)
	require.Contains(t, said, "telegram//5/\n")
	require.Contains(t, said, "deleted: 1")
	status, said = s.command("", "export", "5")
	require.Equal(t, exitUsage, status)
	require.Contains(t, said, "there is no conversation in chat 5")
	status, said = s.command("", "forget", "--yes", "telegram//6/")
	require.Equal(t, exitOK, status, said)
	r.stop()

	status, said = s.command("", "restore", s.path("copy.db"))
	require.Equal(t, exitUsage, status)
	require.Contains(t, said, "move it away")
	require.NoError(t, os.Rename(s.path("camerton.db"), s.path("old.db")))
	status, said = s.command("", "restore", s.path("copy.db"))
	require.Equal(t, exitOK, status, said)
	status, again := s.command("", "export")
	require.Equal(t, exitOK, status)
	require.Equal(t, 3, strings.Count(again, `"kind":"said"`))

	s.write("bad.db", "this is no store")
	require.NoError(t, os.Rename(s.path("camerton.db"), s.path("old2.db")))
	status, said = s.command("", "restore", s.path("bad.db"))
	require.Equal(t, exitUsage, status, said)
	status, said = s.command("", "export")
	require.Equal(t, exitUsage, status, said)
	require.Contains(t, said, "there is no such file")
}

// What nobody has worked on yet, or what was put aside, belongs to the customer too.
func TestExportShowsWhatIsUnread(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	r := s.run() // which makes the store
	r.log.await(t, "updates come in")
	r.stop()
	store, key := s.open(), bot.Key{Channel: tone.Telegram, Chat: "5"}
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	var batch []bot.Incoming
	for i, text := range []string{"put aside", "unread"} {
		batch = append(batch, bot.Incoming{
			Key: key, Source: "1", Update: int64(i), Received: now,
			Event: bot.Event{Kind: bot.Said, At: now, Message: &bot.Message{ID: text, Text: text}},
		})
	}
	_, err := store.Receive(t.Context(), batch)
	require.NoError(t, err)
	works, err := store.Claim(t.Context(), bot.Claim{Now: now, Until: now.Add(time.Minute), Limit: 1, Owner: "test"})
	require.NoError(t, err)
	_, err = store.Commit(t.Context(), works[0].Lease, bot.Commit{
		Now: now, Buried: []bot.Burial{{ID: works[0].Incoming[0].ID, Reason: "test"}},
	})
	require.NoError(t, err)
	require.NoError(t, store.Close())
	status, exported := s.command("", "export", "5")
	require.Equal(t, exitOK, status, exported)
	require.Equal(t, 2, strings.Count(exported, "\n"), exported)
	require.Contains(t, exported, `"received":"2026-03-02T12:00:00Z"`)
	require.Contains(t, exported, `"text":"put aside"`)
	require.Contains(t, exported, `"text":"unread"`)
}

func TestDeadLetters(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	ana := s.srv.Customer(5)
	r := s.run()
	require.NotEmpty(t, s.answer(said(ana, "Позовите человека, пожалуйста")))
	r.log.await(t, "there is nobody to tell")
	r.stop()
	// No chat of operators is set: the notice to them could not be sent.
	status, listed := s.command("", "dead", "list", "--format", "json")
	require.Equal(t, exitOK, status, listed)
	var l letter
	require.NoError(t, json.Unmarshal([]byte(listed), &l))
	require.Equal(t, "send notice", l.Kind)
	require.Contains(t, l.Reason, "operators.chat is not set")
	require.NotContains(t, listed, "Позовите")

	status, listed = s.command("", "dead")
	require.Equal(t, exitOK, status, listed)
	require.Contains(t, listed, l.ID)
	require.NotContains(t, listed, "Позовите")

	status, said := s.command("", "dead", "retry", l.ID)
	require.Equal(t, exitOK, status, said)
	status, said = s.command("", "dead", "retry", l.ID)
	require.Equal(t, exitUsage, status)
	require.Contains(t, said, "no such dead letter")
	s.write(configFile, "[operators]\nchat = -700\n"+s.config())
	g := s.srv.Group(-700, "Смена")
	g.AddBot(s.srv.DefaultBot(), 77)
	r = s.run()
	e, err := s.srv.WaitSent(soon(t), apitest.InChat(-700))
	require.NoError(t, err)
	require.Contains(t, e.Text(), "Позовите человека")
	r.stop()
	status, listed = s.command("", "dead")
	require.Equal(t, exitOK, status)
	require.Equal(t, "no dead letters\n", listed)
	status, said = s.command("", "dead", "drop", "x")
	require.Equal(t, exitUsage, status, said)
}

func TestHealth(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	r := s.run()
	at := r.log.at(t, "health is told")
	require.NotEmpty(t, s.answer(said(s.srv.Customer(5), "Сколько стоит доставка?")))
	s.edit(`health = "127.0.0.1:0"`, `health = "`+at+`"`)
	status, said := s.command("", "health")
	require.Equal(t, exitOK, status, said)
	require.True(t, strings.HasPrefix(said, "ready\n"), said)
	require.Contains(t, said, "1  conversations")
	status, said = s.command("", "health", "--format", "json")
	require.Equal(t, exitOK, status)
	var h health
	require.NoError(t, json.Unmarshal([]byte(said), &h))
	require.True(t, h.Ready)
	require.EqualValues(t, 1, h.Conversations)

	require.NoError(t, s.srv.Stop())
	r.log.await(t, "no updates come in")
	status, said = s.command("", "health")
	require.Equal(t, exitWrong, status)
	require.Contains(t, said, "not ready: telegram: getUpdates")
	require.NoError(t, s.srv.Start())
	r.log.awaitNth(t, 2, "level=INFO", "updates come in")
	status, said = s.command("", "health")
	require.Equal(t, exitOK, status, said)
	r.stop()
	status, said = s.command("", "health")
	require.Equal(t, exitWrong, status)
	require.Contains(t, said, "the bot does not run here")
}

func TestCommandsOfTheOtherStore(t *testing.T) {
	t.Parallel()
	s := newShop(t, "[store]", "kind = 'postgres'")
	status, said := s.command("", "backup", s.path("copy.db"))
	require.Equal(t, exitUsage, status)
	require.Contains(t, said, "pg_dump")
	status, said = s.command("", "dead")
	require.Equal(t, exitUsage, status)
	require.Contains(t, said, "CAMERTON_DATABASE is not set")
}
