package main

import (
	"context"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// echo is the bare bot that load measures beside ours: it stores nothing,
// decides nothing and writes back what it got.
func echo(ctx context.Context, args []string) error {
	if len(args) != 1 {
		return errUsage
	}
	b, err := tg.New(apitest.DefaultToken, tg.WithServerURL(args[0]), tg.WithDefaultHandler(
		func(ctx context.Context, b *tg.Bot, u *models.Update) {
			if u.Message != nil {
				_, _ = b.SendMessage(ctx, &tg.SendMessageParams{ChatID: u.Message.Chat.ID, Text: u.Message.Text})
			}
		}))
	if err != nil {
		return err
	}
	b.Start(ctx)
	return nil
}
