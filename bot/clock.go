package bot

import "time"

// A Clock tells the time to an Engine. It is safe for concurrent use.
type Clock interface {
	// Now returns the present time.
	Now() time.Time

	// NewTimer returns a channel that gets a value once, when d has passed,
	// and a function that takes the timer back and may be called at any time.
	NewTimer(d time.Duration) (c <-chan time.Time, stop func())
}

// moment returns the time as stores keep it: whole milliseconds in UTC.
func moment(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }
