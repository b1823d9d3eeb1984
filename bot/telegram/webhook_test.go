package telegram_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram"
	"github.com/camerton/camerton/bot/telegram/apitest"
)

const secret = "S3cret_of-the-webhook"

// hooked is a world whose adapter is told updates by a webhook.
func hooked(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	handler, err := w.a.Webhook(secret)
	require.NoError(t, err)
	hook := httptest.NewServer(handler)
	t.Cleanup(hook.Close)
	require.NoError(t, w.a.SetWebhook(soon(t), telegram.Hook{URL: hook.URL, Secret: secret}))
	t.Cleanup(w.a.Close)
	return w
}

func TestWebhookStores(t *testing.T) {
	t.Parallel()
	w := hooked(t)
	require.NoError(t, w.a.Ready())
	for n := range 20 {
		w.srv.Customer(int64(n%4 + 1)).Say(strconv.Itoa(n))
	}
	events := w.store.await(t, 20)
	last := map[string]string{}
	for _, in := range events {
		require.Less(t, len(last[in.Key.Chat]), 3)
		last[in.Key.Chat] = in.Event.Message.Text
	}
	require.Equal(t, map[string]string{"1": "16", "2": "17", "3": "18", "4": "19"}, last, "each chat in its order")
	call, err := w.srv.Wait(soon(t), apitest.Called("setWebhook"))
	require.NoError(t, err)
	require.Equal(t, secret, call.Params["secret_token"])
	require.Contains(t, call.Params["allowed_updates"], "business_message")
	require.NotEqual(t, "true", call.Params["drop_pending_updates"])
}

// TestWebhookIsBroughtAgain what could not be stored.
func TestWebhookIsBroughtAgain(t *testing.T) {
	t.Parallel()
	w := hooked(t)
	w.store.fail(errDisk)
	w.srv.Customer(5).Say("важное")
	w.store.awaitRefused(t, 2)
	w.log.await(t, "updates can't be stored", "disk full")
	require.ErrorIs(t, w.a.Ready(), errDisk)
	w.store.fail(nil)
	defer w.advance(time.Second)()
	require.Equal(t, "важное", w.store.await(t, 1)[0].Event.Message.Text)
	w.log.awaitNth(t, 2, "updates come in") // first at the start
	require.NoError(t, w.a.Ready())
}

func TestWebhookAnswers(t *testing.T) {
	t.Parallel()
	w := newWorld(t).meet()
	handler, err := w.a.Webhook(secret)
	require.NoError(t, err)
	good := `{"update_id":7,"message":{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"text":"привет"}}`
	for name, tc := range map[string]struct {
		method, secret, body string
		want, stored         int
	}{
		"good":               {"POST", secret, good, 200, 1},
		"again":              {"POST", secret, good, 200, 1},
		"no secret":          {"POST", "", good, 401, 0},
		"wrong secret":       {"POST", secret + "x", good, 401, 0},
		"part of the secret": {"POST", secret[:5], good, 401, 0},
		"fetched":            {"GET", secret, "", 405, 0},
		"no JSON":            {"POST", secret, "привет", 400, 0},
		"a list":             {"POST", secret, "[" + good + "]", 400, 0},
		"no number":          {"POST", secret, `{"message":{}}`, 400, 0},
		"null":               {"POST", secret, `null`, 400, 0},
		"empty":              {"POST", secret, "", 400, 0},
		"unknown kind":       {"POST", secret, `{"update_id":8,"telepathy":{"from":5}}`, 200, 0},
		"odd form":           {"POST", secret, `{"update_id":9,"message":{"chat":"секрет"}}`, 200, 0},
		"huge":               {"POST", secret, `{"update_id":10,"message":{"text":"` + strings.Repeat("а", 1<<20) + `"}}`, 413, 0},
	} {
		w.store.clear()
		times := 1
		if name == "again" {
			times = 2
		}
		for range times {
			req := httptest.NewRequestWithContext(t.Context(), tc.method, "/", strings.NewReader(tc.body))
			if tc.secret != "" {
				req.Header.Set("X-Telegram-Bot-Api-Secret-Token", tc.secret)
			}
			rec := httptest.NewRecorder()
			handler.ServeHTTP(rec, req)
			require.Equal(t, tc.want, rec.Code, name)
			answer, err := io.ReadAll(rec.Body)
			require.NoError(t, err)
			require.NotContains(t, string(answer), secret)
		}
		require.Len(t, w.store.events, tc.stored, name)
	}
	require.NotContains(t, w.log.String(), "секрет")
	require.NotContains(t, w.log.String(), secret)
}

// TestWebhookBeforeTheBotKnowsItsName asks Telegram to come again.
func TestWebhookBeforeTheBotKnowsItsName(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	handler, err := w.a.Webhook(secret)
	require.NoError(t, err)
	req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", strings.NewReader(`{"update_id":1}`))
	req.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	rec := httptest.NewRecorder()
	handler.ServeHTTP(rec, req)
	require.Equal(t, http.StatusServiceUnavailable, rec.Code)
}

func TestHooksAreChecked(t *testing.T) {
	t.Parallel()
	good := telegram.Hook{URL: "https://shop.example/hook", Secret: "s"}
	require.NoError(t, good.Validate())
	for want, change := range map[string]func(*telegram.Hook){
		"must begin with https": func(h *telegram.Hook) { h.URL = "http://shop.example/hook" },
		"1 to 100 connections":  func(h *telegram.Hook) { h.Connections = 101 },
		"1 to 256":              func(h *telegram.Hook) { h.Secret = "" },
		"A-Z, a-z, 0-9, _ and":  func(h *telegram.Hook) { h.Secret = "пароль" },
		"secret has 1 to 256":   func(h *telegram.Hook) { h.Secret = strings.Repeat("a", 257) },
	} {
		h := good
		change(&h)
		require.ErrorContains(t, h.Validate(), want)
	}
	w := newWorld(t)
	_, err := w.a.Webhook("")
	require.Error(t, err, "a webhook without a secret lets anybody in")
	require.Error(t, w.a.SetWebhook(soon(t), telegram.Hook{URL: "ftp://x"}))

	bad := telegram.Hook{URL: "https://shop.example:444/hook", Secret: "s"}
	require.ErrorContains(t, w.a.SetWebhook(soon(t), bad), "ports 80, 88, 443 or 8443")
}
