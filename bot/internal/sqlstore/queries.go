package sqlstore

// forever is never as it stands in statements; the indexes of what is due leave
// it out, and are only used where a statement says so in the same words.
const forever = "9223372036854775807"

// queries are the statements in which databases differ.
type queries struct {
	key, lease, conversation string // lock a conversation by its key, its lease, or its number
	ready, early             string // lock conversations to claim
	begin                    string // begin a send, if nothing is unread
	draw, take               string // give a conversation to its holder
}

func newQueries(d Dialect) queries {
	const free = " AND c.lease_until <= $1 ORDER BY c.since, c.id LIMIT $2 "
	return queries{
		lease: "SELECT c.id, c.logged, c.unread_at FROM conversation c WHERE " +
			keyIs + " AND c.fence = $5 AND c.lease_until <> 0 " + d.Lock,
		key: "SELECT c.id FROM conversation c WHERE " + keyIs + " " + d.Lock,
		begin: "UPDATE send SET status = 'started', attempts = attempts + 1, started_at = $7" +
			" FROM (SELECT c.id FROM conversation c WHERE " + keyIs + " AND c.fence = $5 AND c.lease_until <> 0" +
			" AND c.unread_at = " + forever + " " + d.Lock + ") h" +
			" WHERE send.conversation = h.id AND send.no = $6 AND send.status = 'planned'",
		conversation: "SELECT c.stored FROM conversation c WHERE c.id = $1 " + d.Lock,

		// Due by its time; or by unread events that came, by a clock that has
		// been set back since, later than now.
		ready: "SELECT c.id, c.failures, " + keyColumns + " FROM conversation c WHERE c.since < " + forever +
			" AND c.since <= $1" + free + d.Skip,
		early: "SELECT c.id, c.failures, " + keyColumns + " FROM conversation c WHERE c.unread_at < " + forever +
			" AND c.unread_at > $1 AND c.since > $1 AND c.retry_at <= $1" + free + d.Skip,

		draw: d.Draw,
		take: "UPDATE conversation SET lease_until = $2, owner = $3, fence = " + d.Fence + "," +
			" due_at = CASE WHEN poked_at < due_at THEN poked_at ELSE due_at END, poked_at = " + forever +
			" WHERE id = $1 RETURNING id, fence",
	}
}
