package main

import "time"

// wallClock is the machine's clock.
type wallClock struct{}

// Now implements bot.Clock.
func (wallClock) Now() time.Time { return time.Now() }

// AfterFunc implements bot.Clock.
func (wallClock) AfterFunc(d time.Duration, f func()) func() {
	t := time.AfterFunc(d, f)
	return func() { t.Stop() }
}
