package sqltest

import (
	"context"

	"github.com/camerton/camerton/bot/internal/sqlstore"
)

// perChat is how many messages a conversation of Fill has.
const perChat = 10

// The bodies are about as long as those of a running bot.
const (
	eventBody = `{"kind":"said","at":"2026-03-02T10:00:00Z","message":{"id":"1","text":"Unde e comanda mea? Astept de trei zile, ` +
		`va rog sa imi raspundeti cat mai repede.","author":{"id":"1","name":"Ana"}}}`
	sendBody = `{"no":1,"kind":"answer","status":"done","at":"2026-03-02T10:00:10Z","text":"Buna ziua! Verificam comanda si ` +
		`revenim astazi, pana la 14:30.","template":"order_status.irritated.a","language":"ro"}`
)

// Fill puts so many messages of conversations that are over into an empty store:
// their update numbers and identities, two events each in the log, and an answer.
func Fill(ctx context.Context, db sqlstore.Database, messages int64) error {
	const count = "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < $1) "
	conversations := max(messages/perChat, 1)
	snapshot := make([]byte, 2000)
	steps := []*sqlstore.Statement{
		{SQL: "INSERT INTO arrival (source, update_no, received_at) " + count +
			"SELECT 'fill', i, 1000000000000 + i FROM n", Args: []any{messages}},
		{
			SQL: "INSERT INTO conversation (channel, account, chat, thread, stored, logged, touched_at) " + count +
				"SELECT 'telegram', '', CAST(i AS TEXT), '', CAST($2 AS BIGINT), 2 * CAST($2 AS BIGINT), 1000000000000 + i FROM n",
			Args: []any{conversations, int64(perChat)},
		},
		{
			SQL:  "INSERT INTO event (conversation, no, body) " + count + "SELECT c.id, n.i, $2 FROM conversation c CROSS JOIN n",
			Args: []any{int64(2 * perChat), eventBody},
		},
		{
			SQL: "INSERT INTO send (conversation, no, status, attempts, started_at, unknown, changed_at, body) " + count +
				"SELECT c.id, n.i, 'done', 1, 1000000000000, 0, 1000000000000, $2 FROM conversation c CROSS JOIN n",
			Args: []any{int64(perChat), sendBody},
		},
		{
			SQL:  "INSERT INTO history (conversation, held, snapshot) SELECT c.id, $1, $2 FROM conversation c",
			Args: []any{int64(2 * perChat), snapshot},
		},
	}
	for i := range byte(perChat) {
		digest := make([]byte, 16)
		digest[0] = i
		steps = append(steps, &sqlstore.Statement{
			SQL:  "INSERT INTO identity (conversation, digest) SELECT c.id, $1 FROM conversation c",
			Args: []any{digest},
		})
	}
	for _, s := range steps {
		one := *s
		if err := db.Write(ctx, func(sqlstore.Tx) ([]*sqlstore.Statement, error) {
			again := one
			return []*sqlstore.Statement{&again}, nil
		}); err != nil {
			return err
		}
	}
	return nil
}
