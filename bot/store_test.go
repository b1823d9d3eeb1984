package bot_test

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/camerton/camerton/bot"
)

// A memory is a bot.Store for the tests of the engine: as simple as the contract
// allows, with faults on demand.
type memory struct {
	mu            sync.Mutex
	conversations map[bot.Key]*row
	updates       map[string]bool
	nextID        int64

	// fault is asked before every call, by the name of the method.
	fault func(method string) error

	calls map[string]int
}

type row struct {
	key       bot.Key
	fence     int64
	until     time.Time // of the lease; zero if free
	notBefore time.Time
	due       time.Time
	failures  int
	snapshot  []byte
	log       []bot.Logged
	unread    []bot.Received
	buried    []bot.Received
	sends     map[int64]bot.Send
	timers    map[bot.TimerID]time.Time
	seen      map[string]bool
}

func newMemory() *memory {
	return &memory{conversations: make(map[bot.Key]*row), updates: make(map[string]bool), calls: make(map[string]int)}
}

var errStoreGone = errors.New("the store is gone")

func (m *memory) enter(method string) error {
	m.mu.Lock()
	m.calls[method]++
	if m.fault != nil {
		return m.fault(method)
	}
	return nil
}

func (m *memory) row(key bot.Key) *row {
	r := m.conversations[key]
	if r == nil {
		r = &row{
			key: key, sends: make(map[int64]bot.Send), timers: make(map[bot.TimerID]time.Time), seen: make(map[string]bool),
		}
		m.conversations[key] = r
	}
	return r
}

func (m *memory) Receive(_ context.Context, batch []bot.Incoming) ([]bool, error) {
	defer m.mu.Unlock()
	if err := m.enter("Receive"); err != nil {
		return nil, err
	}
	fresh := make([]bool, len(batch))
	for i, in := range batch {
		r, update := m.row(in.Key), in.Source+"/"+time.Duration(in.Update).String()
		identity := in.Identity()
		if m.updates[update] || identity != "" && r.seen[identity] {
			continue
		}
		m.updates[update], fresh[i] = true, true
		if identity != "" {
			r.seen[identity] = true
		}
		m.nextID++
		r.unread = append(r.unread, bot.Received{ID: m.nextID, Incoming: in})
	}
	return fresh, nil
}

// dueAt returns when a conversation is due and free; zero for never.
func (r *row) dueAt() time.Time {
	due := r.due
	if len(r.unread) > 0 && (due.IsZero() || r.unread[0].Received.Before(due)) {
		due = r.unread[0].Received
	}
	if due.IsZero() {
		return due
	}
	for _, t := range []time.Time{r.notBefore, r.until} {
		if t.After(due) {
			due = t
		}
	}
	return due
}

func (m *memory) Claim(_ context.Context, c bot.Claim) ([]bot.Work, error) {
	defer m.mu.Unlock()
	if err := m.enter("Claim"); err != nil {
		return nil, err
	}
	var rows []*row
	for _, r := range m.conversations {
		if due := r.dueAt(); !due.IsZero() && !due.After(c.Now) {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b *row) int { return cmp.Or(a.dueAt().Compare(b.dueAt()), a.key.Compare(b.key)) })
	var works []bot.Work
	for _, r := range rows[:min(len(rows), c.Limit)] {
		r.fence++
		r.until = c.Until
		works = append(works, r.work())
	}
	return works, nil
}

func (r *row) work() bot.Work {
	w := bot.Work{
		Lease: bot.Lease{Key: r.key, Fence: r.fence}, Failures: r.failures, Snapshot: r.snapshot,
		Events: int64(len(r.log)), Incoming: slices.Clone(r.unread),
	}
	for _, s := range r.sends {
		if s.Status.Open() {
			w.Sends = append(w.Sends, s)
		}
	}
	slices.SortFunc(w.Sends, func(a, b bot.Send) int { return cmp.Compare(a.No, b.No) })
	for id, at := range r.timers {
		w.Timers = append(w.Timers, bot.Timer{Kind: id.Kind, Subject: id.Subject, At: at})
	}
	return w
}

// held returns the row of a lease that holds.
func (m *memory) held(l bot.Lease) (*row, error) {
	r := m.conversations[l.Key]
	if r == nil || r.fence != l.Fence || r.until.IsZero() {
		return nil, bot.ErrLost
	}
	return r, nil
}

func (m *memory) Load(_ context.Context, l bot.Lease) (bot.Work, error) {
	defer m.mu.Unlock()
	if err := m.enter("Load"); err != nil {
		return bot.Work{}, err
	}
	r, err := m.held(l)
	if err != nil {
		return bot.Work{}, err
	}
	return r.work(), nil
}

func (m *memory) Renew(_ context.Context, l bot.Lease, until time.Time) error {
	defer m.mu.Unlock()
	if err := m.enter("Renew"); err != nil {
		return err
	}
	r, err := m.held(l)
	if err == nil {
		r.until = until
	}
	return err
}

func (m *memory) Begin(_ context.Context, l bot.Lease, no int64, now time.Time) error {
	defer m.mu.Unlock()
	if err := m.enter("Begin"); err != nil {
		return err
	}
	r, err := m.held(l)
	if err != nil {
		return err
	}
	if len(r.unread) > 0 {
		return bot.ErrIncoming
	}
	if !r.begin(no, now) {
		return errors.New("the send is not planned")
	}
	return nil
}

func (m *memory) Commit(_ context.Context, l bot.Lease, c bot.Commit) (bool, error) {
	defer m.mu.Unlock()
	if err := m.enter("Commit"); err != nil {
		return false, err
	}
	r, err := m.held(l)
	if err != nil {
		return false, err
	}
	r.unread = slices.DeleteFunc(r.unread, func(in bot.Received) bool {
		if slices.ContainsFunc(c.Buried, func(b bot.Burial) bool { return b.ID == in.ID }) {
			r.buried = append(r.buried, in)
			return true
		}
		return slices.Contains(c.Done, in.ID)
	})
	if c.Forget {
		left := r.unread
		delete(m.conversations, l.Key)
		if len(left) > 0 {
			m.row(l.Key).unread = left
		}
		return false, nil
	}
	for _, e := range c.Events {
		r.log = append(r.log, bot.Logged{No: int64(len(r.log)) + 1, Event: e})
	}
	r.snapshot, r.due, r.until, r.failures, r.notBefore = c.Snapshot, c.Due, c.Until, 0, time.Time{}
	for _, s := range c.Sends {
		r.sends[s.No] = s
	}
	for _, t := range c.Timers {
		r.timers[t.ID()] = t.At
	}
	for _, id := range c.Cancelled {
		delete(r.timers, id)
	}
	return r.begin(c.Begin, c.Now), nil
}

// begin begins a send if it is planned and nothing is unread.
func (r *row) begin(no int64, now time.Time) bool {
	s, ok := r.sends[no]
	if !ok || s.Status != bot.SendPlanned || len(r.unread) > 0 {
		return false
	}
	s.Status, s.Started = bot.SendStarted, now
	s.Attempts++
	r.sends[no] = s
	return true
}

func (m *memory) Fail(_ context.Context, l bot.Lease, f bot.Failure) error {
	defer m.mu.Unlock()
	if err := m.enter("Fail"); err != nil {
		return err
	}
	r, err := m.held(l)
	if err == nil {
		r.failures++
		r.until, r.notBefore = time.Time{}, f.Retry
		if r.due.IsZero() || r.due.After(f.Retry) {
			r.due = f.Retry
		}
	}
	return err
}

func (m *memory) NextDue(context.Context) (time.Time, error) {
	defer m.mu.Unlock()
	if err := m.enter("NextDue"); err != nil {
		return time.Time{}, err
	}
	var next time.Time
	for _, r := range m.conversations {
		if due := r.dueAt(); !due.IsZero() && (next.IsZero() || due.Before(next)) {
			next = due
		}
	}
	return next, nil
}

func (m *memory) Events(_ context.Context, key bot.Key, after int64, limit int) ([]bot.Logged, error) {
	defer m.mu.Unlock()
	if err := m.enter("Events"); err != nil {
		return nil, err
	}
	r := m.row(key)
	from := min(int(after), len(r.log))
	return slices.Clone(r.log[from:min(from+limit, len(r.log))]), nil
}

// fail sets the fault.
func (m *memory) fail(fault func(method string) error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fault = fault
}

// called returns how often a method was called.
func (m *memory) called(method string) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.calls[method]
}

// look runs f with the row of a conversation.
func (m *memory) look(key bot.Key, f func(*row)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f(m.row(key))
}
