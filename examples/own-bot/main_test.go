package main

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

// started runs the bot against a server of its own until the test ends.
func started(t *testing.T) *apitest.Server {
	t.Helper()
	srv := apitest.New(apitest.Options{})
	require.NoError(t, srv.Start())
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- run(ctx, srv.URL(), apitest.DefaultToken) }()
	t.Cleanup(func() {
		cancel()
		require.NoError(t, <-done)
		require.NoError(t, srv.Close())
	})
	return srv
}

// ask writes to the bot and returns its answer.
func ask(t *testing.T, c *apitest.Customer, text string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	c.Say(text)
	e, err := c.Next(ctx)
	require.NoError(t, err)
	return e.Text()
}

// possible are all the texts that the bot may choose for a customer's first
// message, whichever minute of the test it is when it chooses.
func possible(t *testing.T, customer int64, text string, around time.Time) map[string]bool {
	t.Helper()
	catalog, err := templates.Load(locales.FS)
	require.NoError(t, err)
	desk, err := catalog.Desk(nil)
	require.NoError(t, err)
	out := map[string]bool{}
	for minute := -1; minute <= 2; minute++ {
		a := answerer{desk: desk, recent: map[int64][]string{}}
		draft, err := a.answer(customer, text, around.Add(time.Duration(minute)*time.Minute))
		require.NoError(t, err)
		out[draft.Text] = true
	}
	return out
}

func TestOwnBot(t *testing.T) {
	t.Parallel()
	srv := started(t)
	for id, text := range map[int64]string{
		5: "Где мой заказ?! Третий день жду",
		6: "Unde e comanda mea? Aștept de trei zile!",
		7: "скажите цену, через 10 минут закрываем смету",
		8: "nu înțeleg cum se plătește",
	} {
		got := ask(t, srv.Customer(id), text)
		require.Contains(t, possible(t, id, text, time.Now()), got, text)
	}
}

func TestOwnBotAnswersInTheCustomersLanguage(t *testing.T) {
	t.Parallel()
	srv := started(t)
	require.Equal(t, tone.Russian, tone.Classify(ask(t, srv.Customer(5), "Здравствуйте, сколько стоит доставка?")).Language)
	require.Equal(t, tone.Romanian, tone.Classify(ask(t, srv.Customer(6), "Bună ziua, cât costă livrarea?")).Language)
}

func TestOwnBotDoesNotRepeatItself(t *testing.T) {
	t.Parallel()
	srv := started(t)
	c := srv.Customer(5)
	first := ask(t, c, "Где мой заказ?")
	require.NotEqual(t, first, ask(t, c, "Где мой заказ?"))
}

func TestOwnBotOutlivesAnError(t *testing.T) {
	t.Parallel()
	srv := started(t)
	c := srv.Customer(5)
	srv.Inject(apitest.Fault{Method: "sendMessage", Kind: apitest.FaultError, Status: 500})
	c.Say("Где мой заказ?")
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	_, err := srv.Wait(ctx, apitest.Called("sendMessage"))
	require.NoError(t, err)
	require.NotEmpty(t, ask(t, c, "Вы здесь?"))
}

func TestRunWithoutATelegram(t *testing.T) {
	t.Parallel()
	require.ErrorContains(t, run(t.Context(), "http://127.0.0.1:1", apitest.DefaultToken), "meet Telegram")
	require.ErrorContains(t, run(t.Context(), "http://127.0.0.1:1", ""), "empty token")
}
