package telegram_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/telegram"
	"github.com/camerton/camerton/bot/telegram/apitest"
)

func TestPollStoresWhatCustomersSay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ana := w.srv.Customer(5).As(models.User{FirstName: "Ана", LanguageCode: "ru"})
	ana.Say("Где мой заказ?") // before the start: it waits
	w.poll(w.a)
	w.store.await(t, 1)
	ana.Say("Алло")
	events := w.store.await(t, 2)

	require.Equal(t, bot.Incoming{
		Key: bot.Key{Chat: "5"}, Source: "telegram:7000000001", Update: events[0].Update, Received: monday,
		Event: bot.Event{Kind: bot.Said, At: monday, Message: &bot.Message{
			ID: "1", Text: "Где мой заказ?", Author: bot.Author{ID: "5", Name: "Ана", Language: "ru"},
		}},
	}, events[0])
	require.Equal(t, "Алло", events[1].Event.Message.Text)
	require.Greater(t, events[1].Update, events[0].Update)
	require.NoError(t, w.a.Ready())
}

// TestPollConfirmsOnlyWhatIsStored: as long as the store fails, Telegram keeps
// the updates.
func TestPollConfirmsOnlyWhatIsStored(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.store.fail(errDisk)
	w.poll(w.a)
	w.srv.Customer(5).Say("Важное")
	w.store.awaitRefused(t, 1)
	line := w.log.await(t, "no updates come in", "disk full", "stay with Telegram")
	require.Contains(t, line, "level=ERROR")
	require.Equal(t, 1, w.srv.DefaultBot().Pending())
	require.ErrorIs(t, w.a.Ready(), errDisk)

	defer w.advance(time.Second)() // Telegram keeps back who asks for the same again
	w.store.awaitRefused(t, 2)
	require.Equal(t, 1, strings.Count(w.log.String(), "no updates come in"), "said once")
	w.store.fail(nil)
	require.Equal(t, "Важное", w.store.await(t, 1)[0].Event.Message.Text)
	w.log.awaitNth(t, 2, "updates come in", "level=INFO") // first at the start
	require.NoError(t, w.a.Ready())
}

// TestPollOutlivesACancelledStore: the library takes a cancelled context for the
// end of polling, which only the end of ours is.
func TestPollOutlivesACancelledStore(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.store.fail(fmt.Errorf("a transaction: %w", context.Canceled))
	w.poll(w.a)
	w.srv.Customer(5).Say("Важное")
	w.store.awaitRefused(t, 1)
	defer w.advance(time.Second)() // Telegram keeps back who asks for the same again
	w.store.fail(nil)
	require.Equal(t, "Важное", w.store.await(t, 1)[0].Event.Message.Text)
}

// TestNothingIsLostOverRestarts stops adapters again and again while customers
// write.
func TestNothingIsLostOverRestarts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	defer w.advance(time.Second)()
	const rounds, lines = 10, 5
	for round := range rounds {
		stop := w.poll(w.adapter())
		for n := range lines {
			w.srv.Customer(int64(5 + n)).Say("строка")
		}
		if round%2 == 0 {
			w.store.await(t, (round+1)*lines)
		}
		stop()
	}
	w.poll(w.adapter())
	events := w.store.await(t, rounds*lines)
	seen := map[string]bool{}
	for _, in := range events {
		seen[in.Identity()] = true
	}
	require.Len(t, seen, rounds*lines)
}

func TestStartDropsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hook := telegram.Hook{URL: "http://127.0.0.1:1/hook", Secret: "s"}
	require.NoError(t, w.a.SetWebhook(soon(t), hook))
	w.srv.Customer(5).Say("пока бот спал")
	w.clock.Advance(time.Minute)
	w.poll(w.adapter())
	w.store.await(t, 1)
}

// TestReadyWhileNobodyWrites: an answer to the first request is not waited for.
func TestReadyWhileNobodyWrites(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.poll(w.a)
	w.log.await(t, "level=INFO", "updates come in")
	require.NoError(t, w.a.Ready())
}

// TestReadyAgainWhileNobodyWrites after Telegram could not be reached.
func TestReadyAgainWhileNobodyWrites(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.poll(w.a)
	w.log.await(t, "level=INFO", "updates come in")
	require.NoError(t, w.srv.Stop())
	w.log.await(t, "no updates come in")
	require.Error(t, w.a.Ready())
	require.NoError(t, w.srv.Start())
	w.log.awaitNth(t, 2, "level=INFO", "updates come in")
	require.NoError(t, w.a.Ready())
}

func TestPollAsksForWhatItNeeds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.poll(w.a)
	call, err := w.srv.Wait(soon(t), apitest.Called("deleteWebhook"))
	require.NoError(t, err)
	require.NotEqual(t, "true", call.Params["drop_pending_updates"])
	w.srv.Customer(5).Say("а")
	call, err = w.srv.Wait(soon(t), apitest.Called("getUpdates"))
	require.NoError(t, err)
	var kinds []string
	require.NoError(t, json.Unmarshal([]byte(call.Params["allowed_updates"]), &kinds))
	require.ElementsMatch(t, []string{
		"message", "edited_message", "business_connection", "business_message", "edited_business_message",
		"deleted_business_messages", "callback_query", "my_chat_member", "message_reaction",
	}, kinds)
	require.Equal(t, "50", call.Params["timeout"])
}

func TestPollTellsOfConflicts(t *testing.T) {
	t.Parallel()
	t.Run("webhook", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		w.poll(w.a)
		w.srv.Customer(5).Say("раз")
		w.store.await(t, 1)
		other := w.adapter()
		require.NoError(t, other.SetWebhook(soon(t), telegram.Hook{URL: "http://127.0.0.1:1/hook", Secret: "s"}))
		defer w.advance(time.Second)()
		w.log.await(t, "no updates come in", "another program uses its token")
		require.ErrorContains(t, w.a.Ready(), "409")
		w.poll(w.adapter())
		w.srv.Customer(5).Say("два")
		w.store.await(t, 2)
	})
	t.Run("second poller", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		w.poll(w.a)
		w.srv.Customer(5).Say("раз")
		w.store.await(t, 1)
		defer w.advance(time.Second)()
		w.poll(w.adapter())
		w.log.await(t, "no updates come in", "only one may")
	})
}

// TestPollHeedsRetryAfter: an hour of patience is an hour.
func TestPollHeedsRetryAfter(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.srv.Inject(apitest.Fault{Method: "getUpdates", Kind: apitest.FaultTooMany, RetryAfter: 3600})
	w.poll(w.a)
	w.log.await(t, "no updates come in", "Telegram asks for patience")
	w.srv.Customer(5).Say("жду")
	w.clock.awaitWaiting(t)
	w.clock.Advance(59 * time.Minute)
	require.Equal(t, 1, w.srv.DefaultBot().Pending())
	w.clock.Advance(2 * time.Minute)
	w.store.await(t, 1)
}

// TestPollPassesOverWhatItCannotRead: an update that is in no known form must
// not keep those after it.
func TestPollPassesOverWhatItCannotRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.srv.DefaultBot()
	for _, odd := range []struct{ kind, payload string }{
		{"message", `{"message_id":"one","chat":{"id":5,"type":"private"},"text":"секрет-один"}`},
		{"message", `[]`},
		{"message", `{"message_id":1,"date":1,"chat":{"id":"секрет-два"},"from":{"id":5}}`},
		{"poll", `{"id":"1"}`},
		{"callback_query", `{"id":"1","from":{"id":5},"data":"x"}`},
	} {
		require.NoError(t, b.Update(odd.kind, json.RawMessage(odd.payload)))
	}
	w.srv.Customer(5).Say("а я читаюсь")
	w.poll(w.a)
	require.Equal(t, "а я читаюсь", w.store.await(t, 1)[0].Event.Message.Text)
	w.log.await(t, "an update was passed over")
	require.NotContains(t, w.log.String(), "секрет")
}

func TestPollGoesOnAfterBadAnswers(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]apitest.Fault{
		"garbled":          {Kind: apitest.FaultGarble},
		"page of a proxy":  {Kind: apitest.FaultHTML, Status: http.StatusBadGateway},
		"error":            {Kind: apitest.FaultError, Status: http.StatusInternalServerError},
		"dropped":          {Kind: apitest.FaultDrop},
		"dropped too late": {Kind: apitest.FaultDrop, AfterEffect: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			defer w.advance(time.Second)()
			fault.Method, fault.Times = "getUpdates", 2
			in := w.srv.Inject(fault)
			w.srv.Customer(5).Say("секрет")
			w.poll(w.a)
			w.store.await(t, 1)
			require.Equal(t, 2, in.Hits())
			require.NotContains(t, w.log.String(), "секрет")
		})
	}
}

// TestPollWaitsForTelegram: a bot that starts while Telegram is away starts when
// it is back.
func TestPollWaitsForTelegram(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	require.NoError(t, w.srv.Stop())
	w.poll(w.a)
	w.log.await(t, "tried again", "getMe")
	require.Error(t, w.a.Ready())
	require.NoError(t, w.srv.Start())
	w.srv.Customer(5).Say("доброе утро")
	defer w.advance(time.Second)()
	w.store.await(t, 1)
}

func TestPollRefusesAWrongToken(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.adapter(func(o *telegram.Options) { o.Token = "7000000002:apitest-no-such-bot-0000000000" })
	err := a.Poll(soon(t))
	require.ErrorContains(t, err, "does not know this token")
	require.NotContains(t, err.Error(), "apitest-no-such-bot")
}

func TestNewSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	good := telegram.Options{Token: apitest.DefaultToken, Store: newMemory(), Clock: apitest.SystemClock{}}
	for want, change := range map[string]func(*telegram.Options){
		"the token is empty":             func(o *telegram.Options) { o.Token = "" },
		"the token has the wrong form":   func(o *telegram.Options) { o.Token = "abc" },
		"Store is missing":               func(o *telegram.Options) { o.Store = nil },
		"Clock is missing":               func(o *telegram.Options) { o.Clock = nil },
		"Timeout is 1ms":                 func(o *telegram.Options) { o.Timeout = time.Millisecond },
		"Limits.Group is 5 in 0s":        func(o *telegram.Options) { o.Limits.Group.N = 5 },
		"Limits.Chat is 0 in 1s; N must": func(o *telegram.Options) { o.Limits.Chat.Per = time.Second },
	} {
		o := good
		change(&o)
		_, err := telegram.New(o)
		require.ErrorContains(t, err, want)
	}
	a, err := telegram.New(good)
	require.NoError(t, err)
	require.Equal(t, "telegram:7000000001", a.Source())
	require.Error(t, a.Ready())
}
