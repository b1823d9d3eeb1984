package main

import (
	"slices"
	"sync"
	"time"
)

// A leapClock goes like the machine's clock, begins when it is told to, and can
// leap ahead: what was to happen in the meantime then happens at once.
type leapClock struct {
	start time.Time // what it showed at the time base of the machine's
	base  time.Time

	mu      sync.Mutex // protects those below
	ahead   time.Duration
	waiting map[*leapTimer]bool
}

// A leapTimer is a call that waits for its time.
type leapTimer struct {
	at   time.Time
	call func()
	real *time.Timer
}

func newLeapClock(start time.Time) *leapClock {
	return &leapClock{start: start, base: time.Now(), waiting: make(map[*leapTimer]bool)}
}

// Now implements bot.Clock.
func (c *leapClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *leapClock) now() time.Time { return c.start.Add(time.Since(c.base) + c.ahead) }

// AfterFunc implements bot.Clock.
func (c *leapClock) AfterFunc(d time.Duration, f func()) (stop func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := &leapTimer{at: c.now().Add(d), call: f}
	c.waiting[t] = true
	t.real = time.AfterFunc(d, func() {
		if c.take(t) {
			f()
		}
	})
	return func() {
		if c.take(t) {
			t.real.Stop()
		}
	}
}

// take takes a timer away and reports whether it was still waiting.
func (c *leapClock) take(t *leapTimer) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	was := c.waiting[t]
	delete(c.waiting, t)
	return was
}

// leap moves the clock ahead and makes the calls whose time that was, in the
// order of their times.
func (c *leapClock) leap(d time.Duration) {
	for _, t := range c.leapOver(d) {
		t.call()
	}
}

// leapOver moves the clock ahead and returns the timers that are due.
func (c *leapClock) leapOver(d time.Duration) []*leapTimer {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += d
	now := c.now()
	var due []*leapTimer
	for t := range c.waiting {
		t.real.Stop()
		if left := t.at.Sub(now); left > 0 {
			t.real.Reset(left)
			continue
		}
		delete(c.waiting, t)
		due = append(due, t)
	}
	slices.SortFunc(due, func(a, b *leapTimer) int { return a.at.Compare(b.at) })
	return due
}
