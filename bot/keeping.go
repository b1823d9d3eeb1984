package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// unsaved reports whether anything has happened that is not stored.
func (h *holder) unsaved() bool { return h.changed() || len(h.done)+len(h.buried) > 0 }

// release stores what has happened and ends the lease.
func (h *holder) release(ctx context.Context) error {
	_, err := h.commit(ctx, time.Time{}, 0)
	return err
}

// fresh returns until when a lease lasts that begins now.
func (h *holder) fresh() time.Time {
	return moment(h.engine.config.Clock.Now()).Add(h.engine.config.Lease)
}

// The waits between the tries of a commit: the first one, which doubles, and the
// longest, after which a store that is back is noticed.
const (
	firstWait = 50 * time.Millisecond
	mostWait  = 2 * time.Second
)

// commit stores what has happened, begins the send with the given number if that
// is not zero, and reports whether it was begun: not if something has come in
// meanwhile. The lease goes on until the given time; zero ends it.
func (h *holder) commit(ctx context.Context, until time.Time, begin int64) (begun bool, err error) {
	c, err := h.draft(until, begin)
	if err != nil {
		return false, err
	}
	begun, err = h.engine.config.Store.Commit(ctx, h.work.Lease, c)
	return h.insist(ctx, c, begun, err)
}

// commitNothing begins a send when nothing has happened that is not stored.
func (h *holder) commitNothing(ctx context.Context, begin int64) (begun bool, err error) {
	if err := h.secure(ctx); err != nil {
		return false, err
	}
	err = h.engine.config.Store.Begin(ctx, h.work.Lease, begin, h.now)
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, ErrIncoming):
		return false, nil
	}
	c, fault := h.draft(h.fresh(), begin)
	if fault != nil {
		return false, fault
	}
	return h.insist(ctx, c, false, err)
}

// draft returns the commit of what has happened.
func (h *holder) draft(until time.Time, begin int64) (c Commit, err error) {
	c = h.pending()
	c.Done, c.Buried, c.Until, c.Begin = h.done, h.buried, until, begin
	c.Forget = h.forgets()
	c.Snapshot, err = h.h.Snapshot()
	return c, err
}

// insist sees a commit through that has ended like this. While the store can't be
// reached it is tried again, for as long as the lease lasts and half a lease at
// least: how a send ended must not be forgotten for a short trouble, and what comes
// too late the store refuses.
func (h *holder) insist(ctx context.Context, c Commit, begun bool, err error) (bool, error) {
	patience := later(h.until, moment(h.engine.config.Clock.Now()).Add(h.engine.config.Lease/2))
	for wait := firstWait; err != nil && !errors.Is(err, ErrLost) && h.mayWait(ctx, wait, patience); wait = min(2*wait, mostWait) {
		begun, err = h.commitAgain(ctx, &c)
	}
	if err != nil {
		return false, fmt.Errorf("commit: %w", err)
	}
	h.work.Events += int64(len(c.Events))
	h.work.Failures, h.ended = 0, nil
	h.until = orTime(c.Until, h.until)
	h.clear()
	h.done, h.buried = nil, nil
	return begun, nil
}

// commitAgain makes a commit that failed, if it was not stored all the same. It
// renews the lease first: a commit may still be under way in the database after
// the connection to it broke, and whoever writes the conversation waits for its
// end. What is loaded after that stays true.
func (h *holder) commitAgain(ctx context.Context, c *Commit) (begun bool, err error) {
	if err := h.renew(ctx); err != nil {
		return false, err
	}
	if !c.Until.IsZero() {
		c.Until = h.until
	}
	stored, begun, err := h.stored(ctx, *c)
	if err != nil || stored {
		return begun, err
	}
	return h.engine.config.Store.Commit(ctx, h.work.Lease, *c)
}

// forgets reports whether everything is to be deleted now: the customer has been
// told, and nothing that was written since waits for its answer.
func (h *holder) forgets() bool {
	_, waits := h.timers[TimerID{Kind: BurstEnd}]
	return h.h.Forgetting && len(h.sends) == 0 && !waits
}

// mayWait waits before another try, if that comes before the given time.
func (h *holder) mayWait(ctx context.Context, wait time.Duration, patience time.Time) bool {
	return h.engine.config.Clock.Now().Add(wait).Before(patience) && h.engine.sleep(ctx, wait, nil)
}

// stored reports whether a commit was stored although it seemed to fail, and
// whether it has begun its send: a call of the same send that was begun earlier has
// another time. One that has neither events nor a send to begin may simply be
// stored again.
func (h *holder) stored(ctx context.Context, c Commit) (stored, begun bool, err error) {
	if len(c.Events) == 0 && c.Begin == 0 {
		return false, false, nil
	}
	w, err := h.engine.config.Store.Load(ctx, h.work.Lease)
	if err != nil {
		return false, false, err
	}
	begun = slices.ContainsFunc(w.Sends, func(s Send) bool {
		return s.No == c.Begin && s.Status == SendStarted && s.Started.Equal(c.Now)
	})
	return begun || len(c.Events) > 0 && w.Events == h.work.Events+int64(len(c.Events)), begun, nil
}
