package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/camerton/camerton/bot"
)

// keepUpdates is how long update numbers are remembered: Telegram brings none
// again after a day.
const keepUpdates = 2 * day

// pruneEvery deletes what is too old once an hour, until ctx is done.
func pruneEvery(ctx context.Context, store bot.Archive, keep time.Duration, log *slog.Logger) {
	ticker := time.NewTicker(time.Hour)
	defer ticker.Stop()
	for {
		rows, err := prune(ctx, store, keep, time.Now())
		switch {
		case ctx.Err() != nil:
		case err != nil:
			log.ErrorContext(ctx, "what is too old could not be deleted", slog.Any("error", err))
		case rows > 0:
			log.InfoContext(ctx, "what was too old is deleted", slog.Int64("rows", rows))
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
}

// prune deletes what is too old now, a little at a time. With keep zero,
// conversations are kept for good.
func prune(ctx context.Context, store bot.Archive, keep time.Duration, now time.Time) (rows int64, err error) {
	limits := bot.Prune{Updates: now.Add(-keepUpdates), Limit: 1000}
	if keep > 0 {
		limits.Conversations = now.Add(-keep)
	}
	for {
		n, err := store.Prune(ctx, limits)
		rows += n
		if n == 0 || err != nil {
			return rows, err
		}
	}
}
