package bot

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// A lease is shared out like this, in sixths of its length. A call is begun with
// four of them left at least, is broken off with the last one left, and in the
// meantime the lease is renewed in every sixth. So three renewals in a row may
// fail before a call is broken off, and a call that is broken off has a sixth to
// end before anybody else may have the conversation.
const (
	leaseParts = 6
	leaseFirst = 4
)

// errShort says that the lease could be renewed, but not in time for a call.
var errShort = errors.New("too little of the lease is left for a call")

// left returns how much is left of the lease.
func (h *holder) left() time.Duration {
	return h.until.Sub(h.engine.config.Clock.Now())
}

// enough reports whether so much of the lease is left that a call may begin.
func (h *holder) enough() bool {
	return h.left() >= h.engine.config.Lease*leaseFirst/leaseParts
}

// secure renews the lease if there is not enough of it for a call, and returns
// an error if there is not enough even then.
func (h *holder) secure(ctx context.Context) error {
	if h.enough() {
		return nil
	}
	if err := h.renew(ctx); err != nil {
		return fmt.Errorf("renew the lease: %w", err)
	}
	if !h.enough() {
		return errShort
	}
	return nil
}

// renew makes the lease last from now on. How long that takes is time in which
// it runs.
func (h *holder) renew(ctx context.Context) error {
	config := &h.engine.config
	until := moment(config.Clock.Now()).Add(config.Lease)
	err := config.Store.Renew(ctx, h.work.Lease, until)
	if err == nil {
		h.until = until
	}
	return err
}

// watch renews the lease while a call is under way, and calls end to break the
// call off: after its timeout, when the lease is lost, and when the lease is
// nearly over because the store can't be reached. A call that does not end even
// then keeps the lease, as far as that can be had: nobody else may send meanwhile.
func (h *holder) watch(ctx context.Context, end context.CancelFunc, ended <-chan struct{}) {
	config := &h.engine.config
	part := config.Lease / leaseParts
	cancelTimeout := config.Clock.AfterFunc(config.SendTimeout, end)
	defer cancelTimeout()
	cancelOver := config.Clock.AfterFunc(h.left()-part, end)
	defer func() { cancelOver() }()
	ctx = context.WithoutCancel(ctx)
	for {
		renew, stop := newTimer(config.Clock, part)
		select {
		case <-ended:
			stop()
			return
		case <-renew:
		}
		switch err := h.renew(ctx); {
		case err == nil:
			cancelOver()
			cancelOver = config.Clock.AfterFunc(h.left()-part, end)
		case errors.Is(err, ErrLost):
			end()
			return
		}
	}
}
