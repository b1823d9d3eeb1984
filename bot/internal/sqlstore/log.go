package sqlstore

import (
	"cmp"
	"context"
	"fmt"
	"slices"

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

// Inbox implements bot.Archive.
func (s *Store) Inbox(ctx context.Context, key bot.Key) ([]bot.Received, error) {
	var all []bot.Received
	row := func(scan Scan) error {
		var in writtenIncoming
		r := bot.Received{Incoming: bot.Incoming{Key: key}}
		if err := scan(append([]any{&r.ID}, in.dest()...)...); err != nil {
			return err
		}
		_ = in.read(&r.Incoming) // what can't be read stays away
		all = append(all, r)
		return nil
	}
	err := s.db.Read(ctx, func(tx Tx) error {
		all = nil
		return tx.Run(query(row, arrivedIn+"inbox"+arrivedOf, keyArgs(key)...), query(row, arrivedIn+"burial"+arrivedOf, keyArgs(key)...))
	})
	if err != nil {
		return nil, failed(fmt.Sprintf("inbox of %v", key), err)
	}
	slices.SortFunc(all, func(a, b bot.Received) int { return cmp.Compare(a.ID, b.ID) })
	return all, nil
}

const (
	arrivedIn = "SELECT i.no, i.received_at, i.source, i.update_no, i.body FROM conversation c JOIN "
	arrivedOf = " i ON i.conversation = c.id WHERE " + keyIs
)

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
