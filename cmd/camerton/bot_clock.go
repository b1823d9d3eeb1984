package main

import "time"

// wallClock is the machine's clock.
type wallClock struct{}

// Now implements bot.Clock and telegram.Clock.
func (wallClock) Now() time.Time { return time.Now() }

// NewTimer implements bot.Clock.
func (wallClock) NewTimer(d time.Duration) (<-chan time.Time, func()) {
	t := time.NewTimer(d)
	return t.C, func() { t.Stop() }
}

// AfterFunc implements telegram.Clock.
func (wallClock) AfterFunc(d time.Duration, f func()) func() {
	t := time.AfterFunc(d, f)
	return func() { t.Stop() }
}
