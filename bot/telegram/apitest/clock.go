package apitest

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Clock tells the time and wakes whoever waits for it. Implementations are
// safe for concurrent use.
type Clock interface {
	// Now is the present moment.
	Now() time.Time
	// AfterFunc calls f once, when d has passed, in whatever goroutine it
	// likes; with d <= 0 at once. Calling stop makes the call not happen if it
	// has not begun.
	AfterFunc(d time.Duration, f func()) (stop func())
}

// SystemClock is the machine's clock. The zero value is ready to use.
type SystemClock struct{}

// Now implements Clock.
func (SystemClock) Now() time.Time {
	return time.Now() //nolint:forbidigo // the one place where the package meets the machine's clock
}

// AfterFunc implements Clock.
func (SystemClock) AfterFunc(d time.Duration, f func()) (stop func()) {
	t := time.AfterFunc(d, f) //nolint:forbidigo // the one place where the package meets the machine's clock
	return func() { t.Stop() }
}

// ManualClock stands still until it is told to move, so that a day passes in a
// test at once. Make one with NewManualClock.
type ManualClock struct {
	mu     sync.Mutex
	now    time.Time
	timers []*manualTimer
}

type manualTimer struct {
	at time.Time
	f  func()
}

// NewManualClock returns a clock that shows start.
func NewManualClock(start time.Time) *ManualClock {
	return &ManualClock{now: start}
}

// Now implements Clock.
func (c *ManualClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// AfterFunc implements Clock. f runs in the goroutine that calls Advance, or
// in a new one if d <= 0.
func (c *ManualClock) AfterFunc(d time.Duration, f func()) (stop func()) {
	if d <= 0 {
		go f()
		return func() {}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	t := &manualTimer{at: c.now.Add(d), f: f}
	c.timers = append(c.timers, t)
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.timers = slices.DeleteFunc(c.timers, func(o *manualTimer) bool { return o == t })
	}
}

// Advance moves the clock forward by d, stopping at each moment that somebody
// waits for; those calls are over when Advance returns. A negative d moves the
// clock back and wakes nobody.
func (c *ManualClock) Advance(d time.Duration) {
	c.mu.Lock()
	end := c.now.Add(d)
	for {
		t := c.earliest(end)
		if t == nil {
			break
		}
		if t.at.After(c.now) {
			c.now = t.at
		}
		c.mu.Unlock()
		t.f()
		c.mu.Lock()
	}
	c.now = end
	c.mu.Unlock()
}

// Waiting is how many calls of AfterFunc are still to come: long polls,
// delayed answers and redeliveries among them.
func (c *ManualClock) Waiting() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.timers)
}

// earliest takes out the first timer due by end, or returns nil.
func (c *ManualClock) earliest(end time.Time) *manualTimer {
	best := -1
	for i, t := range c.timers {
		if !t.at.After(end) && (best < 0 || t.at.Before(c.timers[best].at)) {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	t := c.timers[best]
	c.timers = slices.Delete(c.timers, best, best+1)
	return t
}

// sleep waits on the clock, or until ctx or done ends; it reports whether the
// whole time passed.
func sleep(ctx context.Context, clock Clock, done <-chan struct{}, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	over := make(chan struct{})
	stop := clock.AfterFunc(d, func() { close(over) })
	defer stop()
	select {
	case <-over:
		return true
	case <-ctx.Done():
		return false
	case <-done:
		return false
	}
}
