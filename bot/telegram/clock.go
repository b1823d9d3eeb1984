package telegram

import (
	"context"
	"time"
)

// A Clock tells the time and wakes whoever waits for it. It is safe for
// concurrent use.
type Clock interface {
	// Now is the present moment.
	Now() time.Time

	// AfterFunc calls f once, when d has passed. Calling stop makes the call
	// not happen if it has not begun.
	AfterFunc(d time.Duration, f func()) (stop func())
}

// pause waits on the clock and returns nil, or returns the context's error as
// soon as that is done.
func pause(ctx context.Context, clock Clock, d time.Duration) error {
	if d <= 0 || ctx.Err() != nil {
		return ctx.Err()
	}
	over := make(chan struct{})
	stop := clock.AfterFunc(d, func() { close(over) })
	defer stop()
	select {
	case <-over:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
