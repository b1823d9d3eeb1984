package main

import (
	"context"
	"strconv"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

// A stored conversation is what the store tells of a chat.
type stored struct {
	events []bot.Event
	sends  []bot.Send
}

// readStored reads all conversations.
func readStored(ctx context.Context, store keeper) (map[place]*stored, error) {
	all := make(map[place]*stored)
	var after bot.Key
	for {
		keys, err := store.Conversations(ctx, after, 1000)
		if err != nil || len(keys) == 0 {
			return all, err
		}
		for _, key := range keys {
			s, err := readConversation(ctx, store, key)
			if err != nil {
				return nil, err
			}
			chat, err := strconv.ParseInt(key.Chat, 10, 64)
			if err != nil {
				return nil, err
			}
			all[place{chat, key.Channel == tone.TelegramBusiness}] = s
			after = key
		}
	}
}

func readConversation(ctx context.Context, store keeper, key bot.Key) (*stored, error) {
	s := &stored{}
	const page = 1000
	for last := int64(0); ; {
		events, err := store.Events(ctx, key, last, page)
		if err != nil {
			return nil, err
		}
		for _, e := range events {
			s.events = append(s.events, e.Event)
			last = e.No
		}
		if len(events) < page {
			break
		}
	}
	sends, err := store.Outbox(ctx, key)
	for i := range sends {
		s.sends = append(s.sends, sends[i].Send)
	}
	return s, err
}
