package sqlstore

import (
	"context"
	"fmt"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

// Events implements bot.Store.
func (s *Store) Events(ctx context.Context, key bot.Key, after int64, limit int) ([]bot.Logged, error) {
	var events []bot.Logged
	err := s.db.Read(ctx, func(tx Tx) error {
		events = nil
		return tx.Run(query(func(scan Scan) error {
			var e bot.Logged
			var body string
			err := scan(&e.No, &body)
			if err == nil {
				e.Event, err = decodeEvent(body)
			}
			events = append(events, e)
			return err
		}, "SELECT e.no, e.body FROM conversation c JOIN event e ON e.conversation = c.id WHERE "+keyIs+
			" AND e.no > $5 ORDER BY e.no LIMIT $6", keyArgs(key, after, int64(max(limit, 0)))...))
	})
	if err != nil {
		return nil, failed(fmt.Sprintf("events of %v", key), err)
	}
	return events, nil
}

// Conversations implements bot.Archive. Channels sort by their place in the list
// of channels, which the database does not know: each is asked in turn.
func (s *Store) Conversations(ctx context.Context, after bot.Key, limit int) ([]bot.Key, error) {
	var keys []bot.Key
	row := func(scan Scan) error {
		var w writtenKey
		if err := scan(w.dest()...); err != nil {
			return err
		}
		k, err := w.key()
		keys = append(keys, k)
		return err
	}
	err := s.db.Read(ctx, func(tx Tx) error {
		keys = nil
		for _, channel := range tone.Channels() {
			from := bot.Key{Channel: channel}
			if channel == after.Channel {
				from = after
			}
			rest := limit - len(keys)
			if channel < after.Channel || rest <= 0 {
				continue
			}
			if err := tx.Run(query(row, keysOfChannel, keyArgs(from, int64(rest))...)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, failed("conversations", err)
	}
	return keys, nil
}

const keysOfChannel = "SELECT " + keyColumns + " FROM conversation c WHERE c.channel = $1" +
	" AND (c.account, c.chat, c.thread) > ($2, $3, $4) ORDER BY c.account, c.chat, c.thread LIMIT $5"
