package storetest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/camerton/camerton/bot"
)

// Commit implements bot.Store.
func (m *Memory) Commit(ctx context.Context, l bot.Lease, commit bot.Commit) (begun bool, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, err := m.holder(ctx, l)
	switch {
	case err != nil:
		return false, err
	case commit.Forget:
		m.forgetDone(c, commit.Done)
		return false, nil
	case commit.Now.IsZero():
		return false, errors.New("commit: Now is not set")
	case commit.Begin != 0 && commit.Until.IsZero():
		return false, errors.New("commit: a send is begun and the lease is not kept")
	}
	for _, b := range commit.Buried {
		c.bury(b, whole(commit.Now))
	}
	c.inbox = slices.DeleteFunc(c.inbox, func(q queued) bool { return slices.Contains(commit.Done, q.ID) })
	for _, e := range commit.Events {
		c.log = append(c.log, clean(e))
	}
	if commit.Snapshot != nil {
		c.snapshot, c.held = slices.Clone(commit.Snapshot), int64(len(c.log))
	}
	for _, s := range commit.Sends {
		c.put(clean(s), whole(commit.Now))
	}
	for _, id := range commit.Cancelled {
		c.timers = slices.DeleteFunc(c.timers, func(t bot.Timer) bool { return t.ID() == id })
	}
	for _, t := range commit.Timers {
		t.At = whole(t.At)
		c.timers = slices.DeleteFunc(c.timers, func(other bot.Timer) bool { return other.ID() == t.ID() })
		c.timers = append(c.timers, t)
	}
	c.due, c.until = whole(commit.Due), whole(commit.Until)
	c.failures, c.retry = 0, time.Time{}
	c.touched = latest(c.touched, whole(commit.Now))
	return len(c.inbox) == 0 && c.begin(commit.Begin, commit.Now), nil
}

// begin marks a send as started, and reports whether it was planned.
func (c *conversation) begin(no int64, now time.Time) bool {
	for i := range c.sends {
		if s := &c.sends[i]; s.No == no && s.Status == bot.SendPlanned {
			s.Status, s.Started = bot.SendStarted, whole(now)
			s.Attempts++
			return true
		}
	}
	return false
}

// bury puts an unread event aside.
func (c *conversation) bury(b bot.Burial, now time.Time) {
	i := slices.IndexFunc(c.inbox, func(q queued) bool { return q.ID == b.ID })
	if i < 0 {
		return
	}
	c.graves = append(c.graves, grave{queued: c.inbox[i], buried: now, reason: b.Reason})
	c.inbox = slices.Delete(c.inbox, i, i+1)
}

// put stores a send in the place of the one with its number.
func (c *conversation) put(s bot.Send, now time.Time) {
	i, ok := slices.BinarySearchFunc(c.sends, s.No, func(x sent, no int64) int { return int(x.No - no) })
	switch {
	case !ok:
		c.sends = slices.Insert(c.sends, i, sent{s, now})
	case c.sends[i].Status == s.Status:
		c.sends[i].Send = s
	default:
		c.sends[i] = sent{s, now}
	}
}

// forgetDone deletes a conversation but for what came after the events that are
// done.
func (m *Memory) forgetDone(c *conversation, done []int64) {
	var last int64
	for _, id := range done {
		last = max(last, id)
	}
	rest := slices.DeleteFunc(c.inbox, func(q queued) bool { return q.ID <= last })
	if len(rest) == 0 {
		delete(m.conversations, c.key)
		return
	}
	anew := &conversation{
		key: c.key, born: c.born, inbox: rest, stored: c.stored, identities: make(map[string]bool),
		fence: c.fence, touched: c.touched,
	}
	for _, q := range rest {
		if id := q.Identity(); id != "" {
			anew.identities[id] = true
		}
	}
	m.conversations[c.key] = anew
}

func compareTimers(a, b bot.Timer) int {
	if d := a.At.Compare(b.At); d != 0 {
		return d
	}
	if d := strings.Compare(string(a.Kind), string(b.Kind)); d != 0 {
		return d
	}
	return strings.Compare(a.Subject, b.Subject)
}

// Forget implements bot.Archive.
func (m *Memory) Forget(ctx context.Context, key bot.Key) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.conversations, key)
	return ctx.Err()
}

// Prune implements bot.Archive. It deletes everything at once, which is more
// than Limit allows.
func (m *Memory) Prune(ctx context.Context, p bot.Prune) (rows int64, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for u, received := range m.updates {
		if received.Before(whole(p.Updates)) {
			delete(m.updates, u)
			rows++
		}
	}
	before := whole(p.Conversations)
	for key, c := range m.conversations {
		if c.since().IsZero() && c.touched.Before(before) && c.until.Before(before) {
			delete(m.conversations, key)
			rows++
		}
	}
	return rows, ctx.Err()
}
