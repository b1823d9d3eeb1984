package sqlstore

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/camerton/camerton/bot"
)

// Receive implements bot.Store.
func (s *Store) Receive(ctx context.Context, batch []bot.Incoming) ([]bool, error) {
	if len(batch) == 0 {
		return nil, nil
	}
	arrivals, err := newArrivals(batch)
	if err != nil {
		return nil, failed("receive", err)
	}
	var fresh []bool
	err = s.db.Write(ctx, func(tx Tx) ([]*Statement, error) {
		fresh = make([]bool, len(batch))
		r := reception{tx: tx, sets: s.sets, fresh: fresh}
		return r.receive(arrivals)
	})
	if err != nil {
		return nil, failed("receive", err)
	}
	return fresh, nil
}

// An arrival is an incoming event as it is written.
type arrival struct {
	index      int // in the batch
	key        bot.Key
	source     string
	update     int64
	receivedAt int64
	identity   []byte // nil if the event has none
	body       string
}

func newArrivals(batch []bot.Incoming) ([]arrival, error) {
	arrivals := make([]arrival, len(batch))
	for i, in := range batch {
		if err := checkIncoming(in); err != nil {
			return nil, fmt.Errorf("event %d of %d: %w", i+1, len(batch), err)
		}
		body, err := encode(in.Event)
		if err != nil {
			return nil, fmt.Errorf("event %d of %d: %w", i+1, len(batch), err)
		}
		arrivals[i] = arrival{
			index: i, key: in.Key, source: name(in.Source), update: in.Update,
			receivedAt: millis(in.Received), identity: digest(in.Identity()), body: body,
		}
	}
	return arrivals, nil
}

// digest makes an identity short enough for an index, however long the ids of a
// channel are.
func digest(identity string) []byte {
	if identity == "" {
		return nil
	}
	sum := sha256.Sum256([]byte(identity))
	return sum[:16]
}

// A reception stores a batch within a transaction. Rows that several writers
// may want are taken in an order that all keep, so that none waits in a circle:
// update numbers, then conversations, each in their order.
type reception struct {
	tx    Tx
	sets  bool
	fresh []bool
}

func (r *reception) receive(arrivals []arrival) ([]*Statement, error) {
	arrivals, err := r.byUpdate(arrivals)
	if err != nil || len(arrivals) == 0 {
		return nil, err
	}
	mailboxes, err := r.mailboxes(arrivals)
	if err != nil {
		return nil, err
	}
	if err := r.byIdentity(mailboxes); err != nil {
		return nil, err
	}
	var rows, due [][]any
	for _, m := range mailboxes {
		if len(m.arrivals) > 0 {
			rows = append(rows, m.rows()...)
			due = append(due, m.due())
		}
	}
	last := insert(r.sets, "inbox (conversation, no, queued_at, received_at, source, update_no, digest, body)", "", rows)
	return append(last, makeDue.each(r.sets, due)...), nil
}

// byUpdate leaves out the arrivals whose update numbers have come before.
func (r *reception) byUpdate(arrivals []arrival) ([]arrival, error) {
	ordered := slices.Clone(arrivals)
	slices.SortStableFunc(ordered, func(a, b arrival) int {
		return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.update, b.update))
	})
	type number struct {
		source string
		update int64
	}
	rows := make([][]any, len(ordered))
	for i, a := range ordered {
		rows[i] = []any{a.source, a.update, a.receivedAt}
	}
	notes := insert(r.sets, "arrival (source, update_no, received_at)", "ON CONFLICT DO NOTHING RETURNING source, update_no", rows)
	isNew := make(map[number]bool)
	for _, n := range notes {
		n.Row = func(scan Scan) error {
			var a number
			err := scan(&a.source, &a.update)
			isNew[a] = true
			return err
		}
	}
	if err := r.tx.Run(notes...); err != nil {
		return nil, err
	}
	for _, a := range ordered { // of several with one number the first is new
		n := number{a.source, a.update}
		r.fresh[a.index] = isNew[n]
		delete(isNew, n)
	}
	return slices.DeleteFunc(slices.Clone(arrivals), func(a arrival) bool { return !r.fresh[a.index] }), nil
}

// A mailbox is a conversation with what has arrived for it.
type mailbox struct {
	id       int64
	stored   int64 // the greatest number given to an event of it
	arrivals []arrival
}

// mailboxes finds or makes the conversations of the arrivals, and locks them.
func (r *reception) mailboxes(arrivals []arrival) ([]*mailbox, error) {
	byKey := make(map[bot.Key]*mailbox)
	var keys []bot.Key
	for _, a := range arrivals {
		m, ok := byKey[a.key]
		if !ok {
			m = &mailbox{}
			byKey[a.key] = m
			keys = append(keys, a.key)
		}
		m.arrivals = append(m.arrivals, a)
	}
	slices.SortFunc(keys, bot.Key.Compare)
	all := make([]*mailbox, len(keys))
	rows := make([][]any, len(keys))
	byRow := make(map[writtenKey]*mailbox, len(keys))
	for i, k := range keys {
		all[i], rows[i] = byKey[k], keyArgs(k)
		byRow[newWrittenKey(k)] = all[i]
	}
	locks := insert(r.sets, "conversation (channel, account, chat, thread)",
		`ON CONFLICT (channel, account, chat, thread) DO UPDATE SET stored = conversation.stored
		RETURNING channel, account, chat, thread, id, stored`, rows)
	for _, l := range locks {
		l.Row = func(scan Scan) error {
			var k writtenKey
			var id, stored int64
			if err := scan(k.dest(&id, &stored)...); err != nil {
				return err
			}
			byRow[k].id, byRow[k].stored = id, stored
			return nil
		}
	}
	return all, r.tx.Run(locks...)
}

// byIdentity leaves out the arrivals that have come before with another update
// number.
func (r *reception) byIdentity(mailboxes []*mailbox) error {
	type message struct {
		conversation int64
		digest       string
	}
	var rows [][]any
	for _, m := range mailboxes {
		for _, a := range m.arrivals {
			if a.identity != nil {
				rows = append(rows, []any{m.id, a.identity})
			}
		}
	}
	notes := insert(r.sets, "identity (conversation, digest)", "ON CONFLICT DO NOTHING RETURNING conversation, digest", rows)
	isNew := make(map[message]bool)
	for _, n := range notes {
		n.Row = func(scan Scan) error {
			var id int64
			var digest []byte
			err := scan(&id, &digest)
			isNew[message{id, string(digest)}] = true
			return err
		}
	}
	if err := r.tx.Run(notes...); err != nil {
		return err
	}
	for _, m := range mailboxes {
		m.arrivals = slices.DeleteFunc(m.arrivals, func(a arrival) bool {
			if a.identity == nil {
				return false
			}
			id := message{m.id, string(a.identity)}
			r.fresh[a.index] = isNew[id]
			delete(isNew, id)
			return !r.fresh[a.index]
		})
	}
	return nil
}

// rows returns what is left as rows of the inbox.
func (m *mailbox) rows() [][]any {
	all := make([][]any, len(m.arrivals))
	for i, a := range m.arrivals {
		m.stored++
		all[i] = []any{m.id, m.stored, a.receivedAt, a.receivedAt, a.source, a.update, a.identity, a.body}
	}
	return all
}

// due returns the mailbox as a row of makeDue.
func (m *mailbox) due() []any {
	first, last := m.arrivals[0].receivedAt, m.arrivals[0].receivedAt
	for _, a := range m.arrivals {
		first, last = min(first, a.receivedAt), max(last, a.receivedAt)
	}
	return []any{m.id, m.stored, first, last}
}

// makeDue makes conversations due.
var makeDue = manyRows{
	one: `UPDATE conversation SET stored = $2,
		unread_at = CASE WHEN unread_at < $3 THEN unread_at ELSE $3 END,
		touched_at = CASE WHEN touched_at > $4 THEN touched_at ELSE $4 END
		WHERE id = $1`,
	set: `UPDATE conversation AS c SET stored = r.stored, unread_at = LEAST(c.unread_at, r.unread_at),
		touched_at = GREATEST(c.touched_at, r.touched_at) FROM ` + setOfRows + " WHERE c.id = r.id",
	columns: "id, stored, unread_at, touched_at",
}
