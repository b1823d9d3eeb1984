package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

// page returns what the metrics show.
func (m *metrics) page(tb testing.TB) string {
	tb.Helper()
	w := httptest.NewRecorder()
	m.ServeHTTP(w, httptest.NewRequestWithContext(tb.Context(), http.MethodGet, "/metrics", nil))
	require.Equal(tb, "text/plain; version=0.0.4; charset=utf-8", w.Header().Get("Content-Type"))
	return w.Body.String()
}

func TestMetricsPage(t *testing.T) {
	t.Parallel()
	m := &metrics{}
	require.Contains(t, m.page(t), "camerton_send_late_seconds_count 0\n", "before anything has happened")
	m.Received(3, 2)
	m.Received(1, 1)
	m.Held(4)
	m.Decided(bot.Reply)
	m.Decided(bot.Wait)
	m.Decided(bot.Wait)
	m.Sent(bot.SendAnswer, bot.Delivered, 20*time.Millisecond)
	m.Sent(bot.SendAnswer, bot.Delivered, -time.Second)
	m.Sent(bot.SendNotice, bot.Failed, 3*time.Minute)
	m.Failed("panic")
	page := m.page(t)
	for _, line := range []string{
		"# TYPE camerton_events_received_total counter", "camerton_events_received_total 4", "camerton_events_new_total 3",
		"camerton_conversations_held_total 4", `camerton_decisions_total{verdict="reply"} 1`,
		`camerton_decisions_total{verdict="wait"} 2`, `camerton_sends_total{kind="answer",outcome="delivered"} 2`,
		`camerton_sends_total{kind="notice",outcome="failed"} 1`, `camerton_failures_total{where="panic"} 1`,
		"# TYPE camerton_send_late_seconds histogram", `camerton_send_late_seconds_bucket{le="0.01"} 1`,
		`camerton_send_late_seconds_bucket{le="0.05"} 2`, `camerton_send_late_seconds_bucket{le="60"} 2`,
		`camerton_send_late_seconds_bucket{le="+Inf"} 3`, "camerton_send_late_seconds_sum 180.02",
		"camerton_send_late_seconds_count 3",
	} {
		require.Contains(t, strings.Split(page, "\n"), line, page)
	}
	require.Equal(t, page, m.page(t), "the order is fixed")
}

// What may come from elsewhere breaks no line.
func TestMetricsLabels(t *testing.T) {
	t.Parallel()
	m := &metrics{}
	m.Sent("\"} 1\nplanted{x=\"", "Плант", 0)
	m.Sent(bot.SendAnswer, bot.Unknown, 0)
	m.Failed("")
	page := m.page(t)
	require.Contains(t, page, `camerton_sends_total{kind="answer",outcome="unknown"} 1`, "what matters most has a name")
	require.Contains(t, page, `camerton_sends_total{kind="other",outcome="other"} 1`)
	require.Contains(t, page, `camerton_failures_total{where="other"} 1`)
	require.NotContains(t, page, "planted")
}

func TestMetricsOfMany(t *testing.T) {
	t.Parallel()
	m := &metrics{}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 100 {
				m.Held(1)
				m.Sent(bot.SendAnswer, bot.Delivered, time.Second)
			}
		})
	}
	all.Wait()
	require.Contains(t, m.page(t), "camerton_conversations_held_total 800\n")
	require.Contains(t, m.page(t), "camerton_send_late_seconds_count 800\n")
}

// A running bot shows its counts where its health is, and nothing private.
func TestBotShowsMetrics(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	r := s.run()
	health := "http://" + r.log.at(t, "health is told")
	eve := s.srv.Customer(5).As(models.User{FirstName: "ПлантИмя"})
	eve.Say("ПлантТекст: сколько стоит доставка?")
	require.NotEmpty(t, s.answer(eve))
	status, page := get(t, health+"/metrics")
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, page, "camerton_events_received_total 1\n")
	require.Contains(t, page, "camerton_events_new_total 1\n")
	require.Contains(t, page, "camerton_decisions_total{")
	require.NotContains(t, page, "Плант")
	r.stop()
}
