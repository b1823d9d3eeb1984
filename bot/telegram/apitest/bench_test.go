package apitest_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	tg "github.com/go-telegram/bot"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// BenchmarkHandler is a sendMessage without the network.
func BenchmarkHandler(b *testing.B) {
	srv := apitest.New(apitest.Options{KeepRecord: 1000, KeepMessages: 100})
	defer func() { require.NoError(b, srv.Close()) }()
	srv.Customer(5).Say("Здравствуйте")
	form := url.Values{"chat_id": {"5"}, "text": {"Добрый день! Ваш заказ уже собран, курьер приедет завтра с 10:00 до 14:00."}}.Encode()
	b.ReportAllocs()
	for b.Loop() {
		r := httptest.NewRequestWithContext(b.Context(), http.MethodPost, "/bot"+apitest.DefaultToken+"/sendMessage", strings.NewReader(form))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		srv.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			b.Fatal(w.Body)
		}
	}
}

// BenchmarkSendMessage is a sendMessage of go-telegram/bot over loopback: its
// multipart, the two HTTP sides and the record on disk included.
func BenchmarkSendMessage(b *testing.B) {
	for _, record := range []struct {
		name string
		to   io.Writer
	}{{"memory", nil}, {"recorded", io.Discard}} {
		b.Run(record.name, func(b *testing.B) {
			srv := apitest.New(apitest.Options{KeepRecord: 1000, KeepMessages: 100, Record: record.to})
			require.NoError(b, srv.Start())
			defer func() { require.NoError(b, srv.Close()) }()
			srv.Customer(5).Say("Здравствуйте")
			client, err := tg.New(apitest.DefaultToken, tg.WithServerURL(srv.URL()))
			require.NoError(b, err)
			ctx := context.Background()
			b.ReportAllocs()
			for b.Loop() {
				_, err := client.SendMessage(ctx, &tg.SendMessageParams{
					ChatID: 5, Text: "Добрый день! Ваш заказ уже собран, курьер приедет завтра с 10:00 до 14:00.",
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkUpdate is a customer's message and its way to a polling bot.
func BenchmarkUpdate(b *testing.B) {
	srv := apitest.New(apitest.Options{KeepRecord: 1000, KeepMessages: 100})
	defer func() { require.NoError(b, srv.Close()) }()
	c := srv.Customer(5)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		c.Say("Где мой заказ?")
		if n++; n%100 == 0 {
			r := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/bot"+apitest.DefaultToken+"/getUpdates?offset=-1", nil)
			srv.ServeHTTP(httptest.NewRecorder(), r)
		}
	}
}

// BenchmarkWebhook is a customer's message on its way to a webhook and back.
func BenchmarkWebhook(b *testing.B) {
	srv := apitest.New(apitest.Options{KeepRecord: 1000, KeepMessages: 100})
	defer func() { require.NoError(b, srv.Close()) }()
	came := make(chan struct{})
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		came <- struct{}{}
	}))
	defer hook.Close()
	r := httptest.NewRequestWithContext(b.Context(), http.MethodGet,
		"/bot"+apitest.DefaultToken+"/setWebhook?url="+url.QueryEscape(hook.URL), nil)
	srv.ServeHTTP(httptest.NewRecorder(), r)
	c := srv.Customer(5)
	b.ReportAllocs()
	for b.Loop() {
		c.Say("Где мой заказ?")
		<-came
	}
}
