package telegram_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

// BenchmarkWebhook is what an update costs beside the store.
func BenchmarkWebhook(b *testing.B) {
	w := newWorld(b).meet()
	handler, err := w.a.Webhook(secret)
	require.NoError(b, err)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		body := fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":1,"chat":{"id":5,"type":"private"},`+
			`"from":{"id":5,"first_name":"Ана"},"text":"Здравствуйте! Когда будет мой заказ?"}}`, n, n)
		req := httptest.NewRequestWithContext(b.Context(), http.MethodPost, "/", strings.NewReader(body))
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
		rec := httptest.NewRecorder()
		handler.ServeHTTP(rec, req)
		if rec.Code != http.StatusOK {
			b.Fatal(rec.Code)
		}
		w.store.clear()
	}
}

// BenchmarkSend is a call of a server on the same machine.
func BenchmarkSend(b *testing.B) {
	w := newWorld(b).meet()
	w.srv.Customer(5).Say("а")
	d := delivery("5", "Добрый день! Ваш заказ собран и ждёт курьера.")
	b.ReportAllocs()
	for b.Loop() {
		if outcome, err := w.a.Send(b.Context(), d); outcome.Kind != bot.Delivered {
			b.Fatal(err)
		}
	}
}
