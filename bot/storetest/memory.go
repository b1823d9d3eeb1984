package storetest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/camerton/camerton/bot"
)

// Memory is a store that lasts as long as the process. Its zero value is empty
// and ready. It keeps to the contract of bot.Store and bot.Archive, except that
// nothing survives; every method looks at all conversations, so it is for tests.
type Memory struct {
	mu            sync.Mutex // protects what follows
	conversations map[bot.Key]*conversation
	updates       map[update]time.Time
	connections   map[[2]string]bot.Connection
	fence         int64
	born          int64 // how many conversations there have been
}

// An update is by what an incoming event is known again.
type update struct {
	source string
	number int64
}

// A conversation is what Memory keeps of one.
type conversation struct {
	key  bot.Key
	born int64 // orders conversations by age

	inbox      []queued
	stored     int64
	identities map[string]bool
	graves     []grave

	log      []bot.Event
	snapshot []byte
	held     int64
	sends    []sent // by number
	timers   []bot.Timer

	due, poked, retry time.Time // zero for never, never, at once
	failures          int
	fence             int64
	until             time.Time // zero if nobody holds it
	touched           time.Time
}

type queued struct {
	bot.Received

	at time.Time
}

type grave struct {
	queued

	buried time.Time
	reason string
}

type sent struct {
	bot.Send

	changed time.Time
}

// earliest returns the earliest of the times that are not zero.
func earliest(times ...time.Time) time.Time {
	var first time.Time
	for _, t := range times {
		if !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	return first
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// since is when the conversation came to be due; zero if it is not.
func (c *conversation) since() time.Time {
	first := earliest(c.due, c.poked)
	for _, q := range c.inbox {
		first = earliest(first, q.at)
	}
	if first.IsZero() {
		return first
	}
	return latest(first, c.retry)
}

// claimable reports whether a claim at now may have the conversation.
func (c *conversation) claimable(now time.Time) bool {
	since := c.since()
	due := !since.IsZero() && !since.After(now) || len(c.inbox) > 0 && !c.retry.After(now)
	return due && !c.until.After(now)
}

// Receive implements bot.Store.
func (m *Memory) Receive(ctx context.Context, batch []bot.Incoming) ([]bool, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for i, in := range batch {
		if err := in.Validate(); err != nil {
			return nil, fmt.Errorf("receive: event %d: %w", i+1, err)
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.make()
	var fresh []bool
	for _, in := range batch {
		fresh = append(fresh, m.receive(in))
	}
	return fresh, nil
}

func (m *Memory) make() {
	if m.conversations == nil {
		m.conversations = make(map[bot.Key]*conversation)
		m.updates = make(map[update]time.Time)
		m.connections = make(map[[2]string]bot.Connection)
	}
}

func (m *Memory) receive(in bot.Incoming) bool {
	u := update{in.Source, in.Update}
	in.Received = whole(in.Received)
	if _, ok := m.updates[u]; ok {
		return false
	}
	m.updates[u] = in.Received
	c := m.conversations[in.Key]
	if c == nil {
		m.born++
		c = &conversation{key: in.Key, born: m.born, identities: make(map[string]bool)}
		m.conversations[in.Key] = c
	}
	if id := in.Identity(); id != "" {
		if c.identities[id] {
			return false
		}
		c.identities[id] = true
	}
	c.stored++
	in.Event = clean(in.Event)
	c.inbox = append(c.inbox, queued{bot.Received{ID: c.stored, Incoming: in}, in.Received})
	c.touched = latest(c.touched, in.Received)
	return true
}

// Claim implements bot.Store.
func (m *Memory) Claim(ctx context.Context, claim bot.Claim) ([]bot.Work, error) {
	if claim.Limit < 1 || claim.Owner == "" || claim.Now.IsZero() || !claim.Until.After(claim.Now) {
		return nil, fmt.Errorf("claim: %+v makes no sense", claim)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	now := whole(claim.Now)
	var due, early []*conversation
	for _, c := range m.conversations {
		switch {
		case !c.claimable(now):
		case c.since().After(now):
			early = append(early, c)
		default:
			due = append(due, c)
		}
	}
	for _, list := range [][]*conversation{due, early} {
		slices.SortFunc(list, func(a, b *conversation) int {
			if d := a.since().Compare(b.since()); d != 0 {
				return d
			}
			return int(a.born - b.born)
		})
	}
	var works []bot.Work
	for _, c := range append(due, early...) {
		if len(works) == claim.Limit {
			break
		}
		m.fence++
		c.fence, c.until = m.fence, whole(claim.Until)
		c.due, c.poked = earliest(c.due, c.poked), time.Time{}
		works = append(works, c.work())
	}
	return works, nil
}

// work is what a holder gets.
func (c *conversation) work() bot.Work {
	w := bot.Work{
		Lease:    bot.Lease{Key: c.key, Fence: c.fence},
		Failures: c.failures, Snapshot: slices.Clone(c.snapshot), Events: c.held,
	}
	for _, q := range c.inbox {
		r := q.Received
		r.Event = clean(r.Event)
		w.Incoming = append(w.Incoming, r)
	}
	for _, s := range c.sends {
		if s.Status.Open() {
			w.Sends = append(w.Sends, clean(s.Send))
		}
	}
	w.Timers = slices.Clone(c.timers)
	slices.SortFunc(w.Timers, compareTimers)
	return w
}

// holder returns the conversation of a lease.
func (m *Memory) holder(ctx context.Context, l bot.Lease) (*conversation, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	c := m.conversations[l.Key]
	if c == nil || c.fence != l.Fence || c.until.IsZero() {
		return nil, bot.ErrLost
	}
	return c, nil
}

// Load implements bot.Store.
func (m *Memory) Load(ctx context.Context, l bot.Lease) (bot.Work, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, err := m.holder(ctx, l)
	if err != nil {
		return bot.Work{}, err
	}
	return c.work(), nil
}

// Renew implements bot.Store.
func (m *Memory) Renew(ctx context.Context, l bot.Lease, until time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, err := m.holder(ctx, l)
	if err == nil {
		c.until = whole(until)
	}
	return err
}

// Begin implements bot.Store.
func (m *Memory) Begin(ctx context.Context, l bot.Lease, no int64, now time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, err := m.holder(ctx, l)
	if err != nil {
		return err
	}
	if len(c.inbox) > 0 {
		return bot.ErrIncoming
	}
	if !c.begin(no, now) {
		return fmt.Errorf("begin: send %d is not planned", no)
	}
	return nil
}

// Fail implements bot.Store.
func (m *Memory) Fail(ctx context.Context, l bot.Lease, f bot.Failure) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, err := m.holder(ctx, l)
	if err != nil {
		return err
	}
	c.retry, c.until = whole(f.Retry), time.Time{}
	c.due = earliest(c.due, c.retry)
	c.failures++
	c.touched = latest(c.touched, whole(f.Now))
	return nil
}

// NextDue implements bot.Store.
func (m *Memory) NextDue(ctx context.Context) (time.Time, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var next time.Time
	for _, c := range m.conversations {
		if since := c.since(); !since.IsZero() {
			next = earliest(next, latest(since, c.until))
		}
	}
	return next, ctx.Err()
}

// Events implements bot.Store.
func (m *Memory) Events(ctx context.Context, key bot.Key, after int64, limit int) ([]bot.Logged, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := m.conversations[key]
	if c == nil {
		return nil, ctx.Err()
	}
	var events []bot.Logged
	for i, e := range c.log {
		if no := int64(i + 1); no > after && len(events) < limit {
			events = append(events, bot.Logged{No: no, Event: clean(e)})
		}
	}
	return events, ctx.Err()
}
