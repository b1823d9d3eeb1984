package sqlstore

import (
	"context"
	"errors"

	"github.com/camerton/camerton/bot"
)

// SaveConnection implements bot.Archive.
func (s *Store) SaveConnection(ctx context.Context, c bot.Connection) error {
	if err := errors.Join(checkName("Connection.Source", c.Source), checkName("Connection.Account", c.Account),
		checkTime("Connection.At", c.At)); err != nil {
		return failed("save connection", err)
	}
	return failed("save connection", s.db.Write(ctx, func(Tx) ([]*Statement, error) {
		return []*Statement{exec(`INSERT INTO connection (source, account, id, chat, enabled, reply, at)
			VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (source, account) DO UPDATE SET id = excluded.id, chat = excluded.chat,
			enabled = excluded.enabled, reply = excluded.reply, at = excluded.at
			WHERE excluded.at >= connection.at`,
			name(c.Source), name(c.Account), prose(c.ID), prose(c.Chat), bit(c.Enabled), bit(c.Reply), millis(c.At))}, nil
	}))
}

// Connection implements bot.Archive.
func (s *Store) Connection(ctx context.Context, source, account string) (bot.Connection, error) {
	var c bot.Connection
	err := s.db.Read(ctx, func(tx Tx) error {
		c = bot.Connection{}
		return tx.Run(query(func(scan Scan) error {
			var enabled, reply, at int64
			if err := scan(&c.ID, &c.Chat, &enabled, &reply, &at); err != nil {
				return err
			}
			c = bot.Connection{
				Source: source, Account: account, ID: unprose(c.ID), Chat: unprose(c.Chat),
				Enabled: enabled != 0, Reply: reply != 0, At: moment(at),
			}
			return nil
		}, "SELECT id, chat, enabled, reply, at FROM connection WHERE source = $1 AND account = $2",
			name(source), name(account)))
	})
	if err != nil {
		return bot.Connection{}, failed("connection", err)
	}
	return c, nil
}

// bit writes a truth value, which not every database has.
func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
