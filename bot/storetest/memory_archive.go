package storetest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/camerton/camerton/bot"
)

// Stats implements bot.Archive.
func (m *Memory) Stats(ctx context.Context, now time.Time) (bot.Stats, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now = whole(now)
	var s bot.Stats
	for _, c := range m.conversations {
		s.Conversations++
		s.Unread += int64(len(c.inbox))
		for _, q := range c.inbox {
			s.Oldest = earliest(s.Oldest, q.Received.Received)
		}
		if c.until.After(now) {
			s.Leased++
		} else if since := c.since(); !since.IsZero() && !since.After(now) {
			s.Overdue++
		}
		s.Dead += int64(len(c.graves))
		for _, send := range c.sends {
			s.Planned += count(send.Status.Open())
			s.Unknown += count(isUnknown(send.Send))
			s.Dead += count(send.Status == bot.SendDead)
		}
	}
	return s, ctx.Err()
}

func count(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func isUnknown(s bot.Send) bool { return s.Status == bot.SendUnknown || s.Unknown != 0 }

// keys returns the keys in their order.
func (m *Memory) keys() []bot.Key {
	keys := make([]bot.Key, 0, len(m.conversations))
	for key := range m.conversations {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, bot.Key.Compare)
	return keys
}

// Conversations implements bot.Archive.
func (m *Memory) Conversations(ctx context.Context, after bot.Key, limit int) ([]bot.Key, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var keys []bot.Key
	for _, key := range m.keys() {
		if key.Compare(after) > 0 && len(keys) < limit {
			keys = append(keys, key)
		}
	}
	return keys, ctx.Err()
}

// Outbox implements bot.Archive.
func (m *Memory) Outbox(ctx context.Context, key bot.Key, statuses ...bot.SendStatus) ([]bot.Outgoing, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var sends []bot.Outgoing
	for _, k := range m.keys() {
		if key != (bot.Key{}) && key != k {
			continue
		}
		for _, s := range m.conversations[k].sends {
			if len(statuses) == 0 || slices.Contains(statuses, s.Status) ||
				slices.Contains(statuses, bot.SendUnknown) && isUnknown(s.Send) {
				sends = append(sends, bot.Outgoing{Key: k, Send: clean(s.Send)})
			}
		}
	}
	return sends, ctx.Err()
}

// DeadLetters implements bot.Archive.
func (m *Memory) DeadLetters(ctx context.Context, limit int) ([]bot.DeadLetter, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var letters []bot.DeadLetter
	for _, k := range m.keys() {
		c := m.conversations[k]
		for _, g := range c.graves {
			in := g.Incoming
			in.Event = clean(in.Event)
			letters = append(letters, bot.DeadLetter{
				ID: letterID("in", k, g.ID), Key: k, At: g.buried, Reason: g.reason, Incoming: &in,
			})
		}
		for _, s := range c.sends {
			if s.Status == bot.SendDead {
				send := clean(s.Send)
				letters = append(letters, bot.DeadLetter{
					ID: letterID("out", k, s.No), Key: k, At: s.changed, Reason: s.Error, Send: &send,
				})
			}
		}
	}
	slices.SortStableFunc(letters, func(a, b bot.DeadLetter) int { return a.At.Compare(b.At) })
	return letters[:min(len(letters), max(limit, 0))], ctx.Err()
}

// Inbox implements bot.Archive.
func (m *Memory) Inbox(ctx context.Context, key bot.Key) ([]bot.Received, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []bot.Received
	if c := m.conversations[key]; c != nil {
		for _, q := range c.inbox {
			all = append(all, q.Received)
		}
		for _, g := range c.graves {
			all = append(all, g.Received)
		}
	}
	for i := range all {
		all[i].Event = clean(all[i].Event)
	}
	slices.SortFunc(all, func(a, b bot.Received) int { return cmp.Compare(a.ID, b.ID) })
	return all, ctx.Err()
}

func letterID(kind string, k bot.Key, no int64) string { return fmt.Sprintf("%s:%v:%d", kind, k, no) }

// letter finds a dead letter; both indexes are -1 if there is none.
func (m *Memory) letter(id string) (c *conversation, grave, send int) {
	for k, c := range m.conversations {
		for i, g := range c.graves {
			if letterID("in", k, g.ID) == id {
				return c, i, -1
			}
		}
		for i, s := range c.sends {
			if s.Status == bot.SendDead && letterID("out", k, s.No) == id {
				return c, -1, i
			}
		}
	}
	return nil, -1, -1
}

// Revive implements bot.Archive.
func (m *Memory) Revive(ctx context.Context, id string, now time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, i, j := m.letter(id)
	switch {
	case c == nil:
		return bot.ErrNoLetter
	case i >= 0:
		q := c.graves[i].queued
		c.stored++
		q.ID, q.at = c.stored, whole(now)
		c.inbox = append(c.inbox, q)
		c.graves = slices.Delete(c.graves, i, i+1)
	default:
		c.sends[j].Status, c.sends[j].changed = bot.SendPlanned, whole(now)
		c.poked = earliest(c.poked, whole(now))
	}
	return ctx.Err()
}

// Drop implements bot.Archive.
func (m *Memory) Drop(ctx context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, i, j := m.letter(id)
	switch {
	case c == nil:
		return bot.ErrNoLetter
	case i >= 0:
		c.graves = slices.Delete(c.graves, i, i+1)
	default:
		c.sends = slices.Delete(c.sends, j, j+1)
	}
	return ctx.Err()
}

// SaveConnection implements bot.Archive.
func (m *Memory) SaveConnection(ctx context.Context, c bot.Connection) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.make()
	id := [2]string{c.Source, c.Account}
	c.At = whole(c.At)
	if !m.connections[id].At.After(c.At) {
		m.connections[id] = c
	}
	return ctx.Err()
}

// Connection implements bot.Archive.
func (m *Memory) Connection(ctx context.Context, source, account string) (bot.Connection, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.connections[[2]string{source, account}], ctx.Err()
}
