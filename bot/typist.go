package bot

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// A typist shows customers that an answer is being typed. That is a courtesy and
// no promise: it is not stored, and when there is too much of it, some is left
// out.
type typist struct {
	config Config

	mu     sync.Mutex // protects those below
	closed bool
	active map[Key]*typing
	all    sync.WaitGroup
}

// typing is being shown in one chat until end is called.
type typing struct{ end context.CancelFunc }

const (
	maxTyping    = 512             // chats in which typing is shown at once
	typingLasts  = 4 * time.Second // channels take the sign back a little later
	typingBudget = 3 * time.Second // for one call
)

func newTypist(c Config) *typist {
	return &typist{config: c, active: make(map[Key]*typing)}
}

// plan has typing shown for the time that the send asks for. It takes the place
// of what was planned for the chat before.
func (t *typist) plan(d Delivery) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if before := t.active[d.Key]; before != nil {
		before.end()
		delete(t.active, d.Key)
	}
	if t.closed || len(t.active) >= maxTyping {
		return
	}
	ctx, end := context.WithCancel(context.Background())
	one := &typing{end}
	t.active[d.Key] = one
	t.all.Go(func() {
		defer t.over(d.Key, one)
		t.show(ctx, d)
	})
}

// over forgets what has ended, unless something else has taken its place.
func (t *typist) over(key Key, one *typing) {
	t.mu.Lock()
	defer t.mu.Unlock()
	one.end()
	if t.active[key] == one {
		delete(t.active, key)
	}
}

// cancel stops showing it in a chat.
func (t *typist) cancel(key Key) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if one := t.active[key]; one != nil {
		one.end()
	}
}

// stop stops everywhere, waits, and shows no more.
func (t *typist) stop() {
	t.mu.Lock()
	t.closed = true
	for _, one := range t.active {
		one.end()
	}
	t.mu.Unlock()
	t.all.Wait()
}

// show waits until typing begins and shows it until the send is due.
func (t *typist) show(ctx context.Context, d Delivery) {
	wait := d.Send.At.Add(-d.Send.Typing).Sub(t.config.Clock.Now())
	for t.sleep(ctx, wait) {
		left := d.Send.At.Sub(t.config.Clock.Now())
		if left <= 0 {
			return
		}
		call, end := context.WithTimeout(ctx, typingBudget)
		err := protected(func() error { return t.config.Sender.Typing(call, d) })
		if err != nil && ctx.Err() == nil {
			t.config.Log.DebugContext(ctx, "typing can't be shown", slog.String("error", err.Error()))
		}
		end()
		wait = min(left, typingLasts)
	}
}

// sleep waits, and reports whether the time has passed.
func (t *typist) sleep(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	timer, stop := newTimer(t.config.Clock, d)
	defer stop()
	select {
	case <-timer:
		return true
	case <-ctx.Done():
		return false
	}
}
