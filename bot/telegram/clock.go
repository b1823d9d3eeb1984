package telegram

import (
	"context"
	"time"

	"github.com/camerton/camerton/bot"
)

// pause waits on the clock and returns nil, or returns the context's error as
// soon as that is done.
func pause(ctx context.Context, clock bot.Clock, d time.Duration) error {
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
