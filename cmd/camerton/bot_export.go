package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"time"

	"github.com/camerton/camerton/bot"
)

type exportCommand struct {
	configFlag

	Chat string `arg:"" optional:"" help:"The number of a chat (in a private chat it is the customer's), or a conversation's key. Without it, all conversations."`
}

// Help is shown under the flags.
func (*exportCommand) Help() string {
	return `Prints what is stored about a customer as JSON Lines: every event in its order, then what has come
in and was not worked on yet or was put aside, then every text that was sent or is to be sent. The bot may go on running.

Example:
  camerton export 123456789 > customer.jsonl`
}

// Run prints the conversations.
func (c *exportCommand) Run(ctx context.Context, p *program) error {
	return c.withStore(ctx, p, func(store botStore) error {
		out := bufio.NewWriter(p.out)
		show := func(k bot.Key) error { return exportConversation(ctx, store, k, out) }
		if c.Chat == "" {
			return errors.Join(eachConversation(ctx, store, show), out.Flush())
		}
		keys, err := findConversations(ctx, store, c.Chat)
		for _, k := range keys {
			err = errors.Join(err, show(k))
		}
		return errors.Join(err, out.Flush())
	})
}

// exportConversation writes the events of a conversation, what has come in besides,
// and its sends. What has come in is read first: an event may be there twice then, if
// the bot takes it up meanwhile, and none is left out.
func exportConversation(ctx context.Context, store botStore, key bot.Key, w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	incoming, err := store.Inbox(ctx, key)
	if err != nil {
		return err
	}
	if err := exportEvents(ctx, store, key, e); err != nil {
		return err
	}
	for _, one := range incoming {
		err = errors.Join(err, e.Encode(struct {
			Conversation bot.Key   `json:"conversation"`
			Received     time.Time `json:"received"`
			Event        bot.Event `json:"event"`
		}{key, one.Received, one.Event}))
	}
	if err != nil {
		return err
	}
	sends, err := store.Outbox(ctx, key)
	for _, one := range sends {
		err = errors.Join(err, e.Encode(struct {
			Conversation bot.Key  `json:"conversation"`
			Send         bot.Send `json:"send"`
		}{key, one.Send}))
	}
	return err
}

// exportEvents writes the log of a conversation.
func exportEvents(ctx context.Context, store botStore, key bot.Key, e *json.Encoder) error {
	const page = 500
	for last := int64(0); ; {
		events, err := store.Events(ctx, key, last, page)
		if err != nil {
			return err
		}
		for _, one := range events {
			last = one.No
			err := e.Encode(struct {
				Conversation bot.Key   `json:"conversation"`
				No           int64     `json:"no"`
				Event        bot.Event `json:"event"`
			}{key, one.No, one.Event})
			if err != nil {
				return err
			}
		}
		if len(events) < page {
			return nil
		}
	}
}
