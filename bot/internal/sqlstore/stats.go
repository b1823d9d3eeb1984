package sqlstore

import (
	"context"
	"time"

	"github.com/camerton/camerton/bot"
)

// Stats implements bot.Archive.
func (s *Store) Stats(ctx context.Context, now time.Time) (bot.Stats, error) {
	var stats bot.Stats
	err := s.db.Read(ctx, func(tx Tx) error {
		stats = bot.Stats{}
		var oldest int64
		err := tx.Run(
			query(one(&stats.Conversations), "SELECT COUNT(*) FROM conversation c WHERE c.channel <> '"+gone+"'"),
			query(one(&stats.Unread, &oldest), "SELECT COUNT(*), COALESCE(MIN(received_at), 0) FROM inbox"),
			query(one(&stats.Planned), countSends+sendOpen),
			query(one(&stats.Unknown), countSends+sendUnknown),
			query(one(&stats.Dead), "SELECT (SELECT COUNT(*) FROM burial b JOIN conversation c ON c.id = b.conversation"+
				" WHERE c.channel <> '"+gone+"') + ("+countSends+sendDead+")"),
			query(one(&stats.Leased), "SELECT COUNT(*) FROM conversation c WHERE c.lease_until > 0 AND c.lease_until > $1",
				millis(now)),
			query(one(&stats.Overdue), "SELECT COUNT(*) FROM conversation c WHERE c.since < "+forever+
				" AND c.since <= $1 AND c.lease_until <= $1", millis(now)),
		)
		stats.Oldest = moment(oldest)
		return err
	})
	if err != nil {
		return bot.Stats{}, failed("stats", err)
	}
	return stats, nil
}

const countSends = "SELECT COUNT(*) FROM send s JOIN conversation c ON c.id = s.conversation" +
	" WHERE c.channel <> '" + gone + "' AND "

// one scans the only row of a statement.
func one(dest ...any) func(Scan) error {
	return func(scan Scan) error { return scan(dest...) }
}
