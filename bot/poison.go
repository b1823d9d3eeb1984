package bot

import (
	"context"
	"errors"
	"runtime/debug"
	"slices"
)

// A panicError is what a panic becomes.
type panicError struct{ stack []byte }

func (e *panicError) Error() string { return "panic in the work on a conversation" }

// protected turns a panic of f into an error. The value of the panic is left out,
// because it may hold a text.
func protected(f func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = &panicError{debug.Stack()}
		}
	}()
	return f()
}

// A hand is what a holder is at: an incoming event, a timer or a send, whichever is
// not zero. If the work fails, it fails at that and at nothing else.
type hand struct {
	event int64
	timer TimerID
	send  int64
}

// putAside puts aside what the work has failed at too often, and ends the lease. It
// begins anew with what is stored: what a panic has left behind is not to be
// trusted.
func (h *holder) putAside(ctx context.Context) error {
	w, err := h.engine.config.Store.Load(ctx, h.work.Lease)
	if err != nil {
		return err
	}
	again := &holder{engine: h.engine, stopping: h.stopping, work: w, until: h.until}
	if err := again.load(ctx); err != nil {
		return err
	}
	again.now = moment(h.engine.config.Clock.Now())
	if !again.drop(h.hand) {
		return errNothingInHand
	}
	h.engine.config.Metrics.Failed("buried")
	again.note(Event{Kind: Skipped, At: again.now, Reason: failsAgain})
	return again.release(ctx)
}

// failsAgain is why something is put aside.
const failsAgain = "the work on it failed again and again"

// errNothingInHand says that the work fails at nothing that could be put aside.
var errNothingInHand = errors.New("the work fails at nothing that could be put aside")

// drop puts aside what the work was at: an event becomes a dead letter, and so does
// a send; a timer goes. What is not stored came of the timer that is due first.
func (h *holder) drop(at hand) bool {
	event := slices.ContainsFunc(h.work.Incoming, func(in Received) bool { return in.ID == at.event })
	send := slices.IndexFunc(h.sends, func(s Send) bool { return s.No == at.send })
	_, set := h.timers[at.timer]
	next, when, ok := h.nextTimer()
	switch {
	case event:
		h.buried = append(h.buried, Burial{ID: at.event, Reason: failsAgain})
	case set:
		h.cancel(at.timer)
	case send >= 0:
		dead := h.sends[send]
		dead.Status, dead.Error = SendDead, failsAgain
		h.put(dead)
		h.note(result(dead, Outcome{Kind: Rejected}, failsAgain, h.now))
	case ok && !when.After(h.now):
		h.cancel(next)
	default:
		return false
	}
	return true
}
