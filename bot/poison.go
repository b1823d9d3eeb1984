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

// A call is a send whose call has ended.
type call struct {
	send    Send
	outcome Outcome
	reason  string
}

// rescue stores after a panic what is certain, and ends the lease: how the last call
// ended, since it would be made again otherwise; or that what the work was at is put
// aside, if it has failed too often. It begins anew with what is stored: what a panic
// has left behind is not to be trusted.
func (h *holder) rescue(ctx context.Context) error {
	config := &h.engine.config
	if h.ended == nil && h.work.Failures+1 < config.Poison {
		return errNothingToRescue
	}
	w, err := config.Store.Load(ctx, h.work.Lease)
	if err != nil {
		return err
	}
	again := &holder{engine: h.engine, stopping: h.stopping, work: w, until: h.until}
	if err := again.load(ctx); err != nil {
		return err
	}
	again.now = moment(config.Clock.Now())
	switch {
	case h.ended != nil:
		again.end(*h.ended)
	case again.drop(h.hand):
		config.Metrics.Failed("buried")
		again.note(Event{Kind: Skipped, At: again.now, Reason: failsAgain})
	default:
		return errNothingToRescue
	}
	return again.release(ctx)
}

// end notes how a call ended, and has nothing decided about it.
func (h *holder) end(c call) {
	send := h.engine.config.Retries.settle(c.send, c.outcome, h.now)
	send.Error = c.reason
	h.put(send)
	h.note(result(send, c.outcome, c.reason, h.now))
}

// failsAgain is why something is put aside.
const failsAgain = "the work on it failed again and again"

// errNothingToRescue says that there is nothing to store, and another try to make.
var errNothingToRescue = errors.New("the work has failed at nothing that could be put aside")

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
		if dead.Status == SendStarted {
			dead.Unknown++
		}
		dead.Status, dead.Error = SendDead, failsAgain
		h.put(dead)
		h.note(result(dead, Outcome{Kind: Rejected}, failsAgain, h.now))
	case at != hand{} && ok && !when.After(h.now):
		h.cancel(next)
	default:
		return false
	}
	return true
}
