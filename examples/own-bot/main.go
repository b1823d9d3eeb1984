// Command own-bot is a Telegram bot of your own whose replies fit: it reads
// the state of each message and answers in its tone, in Russian or Romanian.
//
//	TELEGRAM_TOKEN=… go run ./examples/own-bot
//
// With -api it talks to another Bot API server, such as the one of
// bot/telegram/apitest.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"strconv"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

func main() {
	api := flag.String("api", "https://api.telegram.org", "the Bot API `server`")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *api, os.Getenv("TELEGRAM_TOKEN")); err != nil {
		slog.ErrorContext(ctx, "own-bot", slog.Any("error", err))
		os.Exit(1) //nolint:gocritic // stop only listens for signals
	}
}

// run answers until ctx ends.
func run(ctx context.Context, api, token string) error {
	texts, err := templates.Load(locales.FS)
	if err != nil {
		return fmt.Errorf("load the texts: %w", err)
	}
	desk, err := texts.Desk(nil) // nil: no facts of a business, always open
	if err != nil {
		return fmt.Errorf("open the desk: %w", err)
	}
	a := answerer{desk: desk, recent: map[int64][]string{}}
	b, err := bot.New(token, bot.WithServerURL(api), bot.WithDefaultHandler(a.handle), bot.WithNotAsyncHandlers())
	if err != nil {
		return fmt.Errorf("meet Telegram: %w", err)
	}
	b.Start(ctx)
	return nil
}

// answerer remembers what each customer has been sent. It is used by one
// goroutine; a real bot keeps this in a database.
type answerer struct {
	desk   *templates.Desk
	recent map[int64][]string // ids of texts, by customer
}

func (a *answerer) handle(ctx context.Context, b *bot.Bot, u *models.Update) {
	m := u.Message
	if m == nil || m.Text == "" || m.From == nil || m.From.IsBot {
		return
	}
	draft, err := a.answer(m.From.ID, m.Text, time.Now())
	if errors.Is(err, templates.ErrPerson) {
		return // no text fits: here a real bot calls a person
	}
	if err == nil {
		_, err = b.SendMessage(ctx, &bot.SendMessageParams{ChatID: m.Chat.ID, Text: draft.Text})
	}
	if err != nil {
		slog.ErrorContext(ctx, "answer", slog.Any("error", err))
		return
	}
	a.recent[m.From.ID] = append(a.recent[m.From.ID], draft.ID)
}

// answer finds the words: what state and topic, by when, which text.
func (a *answerer) answer(customer int64, text string, now time.Time) (templates.Draft, error) {
	reading := tone.Classify(text)
	plan := a.desk.Policy().Plan(reading, timing.History{}, now)
	query := a.desk.Query(reading, plan, now)
	query.Seed = strconv.FormatInt(customer, 10)
	query.Recent = a.recent[customer]
	query.First = len(query.Recent) == 0 // the first one says that an assistant writes
	return a.desk.Answer(query, plan, now)
}
