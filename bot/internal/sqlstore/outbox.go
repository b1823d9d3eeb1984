package sqlstore

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/camerton/camerton/bot"
)

// Outbox implements bot.Archive.
func (s *Store) Outbox(ctx context.Context, key bot.Key, statuses ...bot.SendStatus) ([]bot.Outgoing, error) {
	var sends []bot.Outgoing
	row := func(scan Scan) error {
		o, err := scanOutgoing(scan)
		sends = append(sends, o)
		return err
	}
	err := s.db.Read(ctx, func(tx Tx) error {
		sends = nil
		for _, where := range outboxOf(key, statuses) {
			if err := tx.Run(query(row, "SELECT "+keyColumns+", "+sendColumns+
				" FROM send s JOIN conversation c ON c.id = s.conversation WHERE "+where.sql, where.args...)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, failed("outbox", err)
	}
	slices.SortFunc(sends, func(a, b bot.Outgoing) int {
		return cmp.Or(a.Key.Compare(b.Key), cmp.Compare(a.No, b.No))
	})
	// One that arrived after an unknown attempt may have been asked for twice.
	return slices.CompactFunc(sends, func(a, b bot.Outgoing) bool { return a.Key == b.Key && a.No == b.No }), nil
}

func scanOutgoing(scan Scan) (o bot.Outgoing, err error) {
	var key writtenKey
	var send writtenSend
	if err := scan(key.dest(send.dest()...)...); err != nil {
		return o, err
	}
	if o.Key, err = key.key(); err != nil {
		return o, err
	}
	o.Send, _ = send.send() // what can't be read says so in its Error
	return o, nil
}

// A condition is what rows have to fulfil.
type condition struct {
	sql  string
	args []any
}

// outboxOf returns conditions that together find the sends of a conversation, or
// of all for the zero key, with one of the statuses, or with any for none. Each
// is in the words of an index if there is one for it.
func outboxOf(key bot.Key, statuses []bot.SendStatus) []condition {
	all := condition{sql: "c.channel <> '" + gone + "'"}
	if key != (bot.Key{}) {
		all = condition{sql: keyIs, args: keyArgs(key)}
	}
	if len(statuses) == 0 {
		return []condition{all}
	}
	conditions := make([]condition, len(statuses))
	for i, status := range statuses {
		c := condition{sql: all.sql + " AND ", args: all.args}
		switch status {
		case bot.SendPlanned, bot.SendStarted:
			c.sql += sendOpen + " AND s.status = '" + string(status) + "'"
		case bot.SendDead:
			c.sql += sendDead
		case bot.SendUnknown:
			c.sql += sendUnknown
		case bot.SendDone, bot.SendCancelled, bot.SendRefused:
			fallthrough
		default:
			c.sql += fmt.Sprintf("s.status = $%d", len(all.args)+1)
			c.args = append(slices.Clone(all.args), prose(string(status)))
		}
		conditions[i] = c
	}
	return conditions
}
