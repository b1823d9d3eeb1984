package telegram_test

import (
	"context"
	"fmt"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/telegram"
	"github.com/camerton/camerton/bot/telegram/apitest"
)

// What customers write is stored, and what the engine decides to say is sent.
// With Telegram itself, API is left out and the token is BotFather's.
func Example() {
	server := apitest.New(apitest.Options{})
	if err := server.Start(); err != nil {
		panic(err)
	}
	defer server.Close() //nolint:errcheck // the program ends

	store := make(events, 1) // a bot has a sqlite.Store here
	adapter, err := telegram.New(telegram.Options{
		Token: apitest.DefaultToken, API: server.URL(), Store: store, Clock: newClock(),
	})
	if err != nil {
		panic(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- adapter.Poll(ctx) }()

	server.Customer(5).Say("Buna ziua, lucrați azi?")
	in := <-store
	fmt.Println(in.Key, in.Event.Kind, in.Event.Message.Text)

	outcome, err := adapter.Send(ctx, bot.Delivery{Key: in.Key, Send: bot.Send{Kind: bot.SendAnswer, Text: "Bună ziua! Da, până la 18:00."}})
	fmt.Println(outcome.Kind, err)

	stop()
	fmt.Println(<-done)
	adapter.Close()
	// Output:
	// telegram//5/ said Buna ziua, lucrați azi?
	// delivered <nil>
	// <nil>
}

// events is a store that hands on what it gets and knows no business accounts.
type events chan bot.Incoming

func (e events) Receive(_ context.Context, batch []bot.Incoming) ([]bool, error) {
	for _, in := range batch {
		e <- in
	}
	return make([]bool, len(batch)), nil
}

func (events) SaveConnection(context.Context, bot.Connection) error { return nil }

func (events) Connection(context.Context, string, string) (bot.Connection, error) {
	return bot.Connection{}, nil
}
