package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/camerton/camerton/bot"
)

// configFlag names the config of the bot that a command looks after.
type configFlag struct {
	Config string `default:"camerton.toml" placeholder:"FILE" help:"The config of the bot; camerton.toml if none is named."`
}

// withStore opens the bot's store, which must be there, for the time of use.
func (f configFlag) withStore(ctx context.Context, p *program, use func(botStore) error) error {
	config, err := readConfig(f.Config)
	if err != nil {
		return err
	}
	s, err := readSecrets(p.environ)
	if err == nil && config.store.kind == postgreSQL {
		err = s.missingDatabase()
	}
	if err != nil {
		return usage(err)
	}
	config.store.check = "none" // the bot may be running
	store, err := openStore(ctx, config, s, true)
	if err != nil {
		return misplaced(err)
	}
	return errors.Join(use(store), store.Close())
}

// findConversations returns the conversations that an argument means: the one
// with this key, or all with this chat, which in a private chat is the
// customer's id.
func findConversations(ctx context.Context, store bot.Archive, chat string) ([]bot.Key, error) {
	if key, err := bot.ParseKey(chat); err == nil {
		return []bot.Key{key}, nil
	}
	var found []bot.Key
	err := eachConversation(ctx, store, func(k bot.Key) error {
		if k.Chat == chat {
			found = append(found, k)
		}
		return nil
	})
	if err == nil && len(found) == 0 {
		err = usage(fmt.Errorf("there is no conversation in chat %s; give the number of a chat or a key as logs have it, such as telegram//5/", chat))
	}
	return found, err
}

// eachConversation calls each with every key of the store.
func eachConversation(ctx context.Context, store bot.Archive, each func(bot.Key) error) error {
	const page = 1000
	for last := (bot.Key{}); ; {
		keys, err := store.Conversations(ctx, last, page)
		if err != nil {
			return err
		}
		for _, k := range keys {
			if err := each(k); err != nil {
				return err
			}
			last = k
		}
		if len(keys) < page {
			return nil
		}
	}
}
