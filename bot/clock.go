package bot

import "time"

// A Clock tells the time to an Engine. It is safe for concurrent use.
type Clock interface {
	// Now returns the present time.
	Now() time.Time

	// AfterFunc calls f once when d has passed, in a goroutine of the clock's;
	// f returns at once. stop takes it back, if it is not too late, and may be
	// called at any time.
	AfterFunc(d time.Duration, f func()) (stop func())
}

// newTimer returns a channel that is closed when d has passed, and a function
// that takes the timer back.
func newTimer(c Clock, d time.Duration) (over <-chan struct{}, stop func()) {
	closed := make(chan struct{})
	return closed, c.AfterFunc(d, func() { close(closed) })
}

// moment returns the time as stores keep it: whole milliseconds in UTC.
func moment(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }
