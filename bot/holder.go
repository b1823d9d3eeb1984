package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"
)

// A holder works on one conversation while it has the lease.
type holder struct {
	course

	engine   *Engine
	stopping <-chan struct{} // closed when no new send may be begun
	work     Work
	until    time.Time // when the lease runs out, as it is stored
	hand     hand      // what the work is at
	ended    *call     // of which is not stored how it ended; nil if it is
	done     []int64   // incoming events that have been worked on
	buried   []Burial
}

// hold does what is to be done in a conversation. A panic is kept from the other
// conversations: the work is tried again later, and in the end the event that it
// fails at is put aside.
func (e *Engine) hold(ctx context.Context, stopping <-chan struct{}, w Work, until time.Time) {
	h := &holder{engine: e, stopping: stopping, work: w, until: until}
	err := protected(func() error { return h.run(ctx) })
	switch {
	case err == nil:
	case errors.Is(err, ErrLost):
		e.config.Metrics.Failed("lease")
		h.log().WarnContext(ctx, "lost the lease on a conversation")
	case ctx.Err() != nil:
	default:
		h.failed(ctx, err)
	}
	e.Wake() // what is due next may be due before anything we rest for
}

// failed gives the conversation back after a failure of our own, for another try
// later, or puts aside what it fails at again and again. After a failure of the
// store nothing can be written: the lease is left to run out.
func (h *holder) failed(ctx context.Context, err error) {
	config := &h.engine.config
	var broken *panicError
	if !errors.As(err, &broken) {
		config.Metrics.Failed("store")
		h.log().ErrorContext(ctx, "the work on a conversation could not be stored", slog.String("error", err.Error()))
		return
	}
	config.Metrics.Failed("panic")
	h.log().ErrorContext(ctx, "panic in the work on a conversation", slog.String("stack", string(broken.stack)))
	if protected(func() error { return h.rescue(ctx) }) == nil {
		return
	}
	now := moment(config.Clock.Now())
	f := Failure{Now: now, Retry: now.Add(config.Retries.wait(h.work.Failures + 1)), Reason: err.Error()}
	if err := config.Store.Fail(ctx, h.work.Lease, f); err != nil {
		h.log().ErrorContext(ctx, "a failure could not be stored", slog.String("error", err.Error()))
	}
}

// log returns the logger for what happens in the conversation.
func (h *holder) log() *slog.Logger {
	return h.engine.config.Log.With(slog.String("conversation", h.work.Lease.Key.String()))
}

// run works until nothing is due any more, and ends the lease.
func (h *holder) run(ctx context.Context) error {
	if err := h.load(ctx); err != nil {
		return err
	}
	h.settleStarted()
	for {
		h.now = later(h.now, moment(h.engine.config.Clock.Now()))
		h.brain = h.engine.brain.Load()
		h.takeIncoming()
		if h.work.Failures > 0 && len(h.done) > 0 {
			return h.release(ctx) // what comes next is tried by itself, and no event is blamed for it
		}
		h.takeTimers()
		send := h.ready()
		if send == nil {
			return h.release(ctx)
		}
		if err := h.send(ctx, *send); err != nil {
			return err
		}
	}
}

// load makes the course of the conversation from its work.
func (h *holder) load(ctx context.Context) error {
	history, err := h.history(ctx)
	if err != nil {
		return err
	}
	h.course = newCourse(h.engine.brain.Load(), history)
	h.decided = h.told
	h.sends = append(h.sends, h.work.Sends...)
	for _, t := range h.work.Timers {
		h.timers[t.ID()] = t.At
	}
	return nil
}

// told counts decisions and has typing shown.
func (h *holder) told(_ Event, d *Decision) {
	if d.Verdict != NoVerdict {
		h.engine.config.Metrics.Decided(d.Verdict)
	}
	for i := range d.Actions {
		a := &d.Actions[i]
		switch {
		case a.Kind == CancelSend:
			h.engine.typist.cancel(h.work.Lease.Key)
		case a.Kind == PlanSend && a.Send.Typing > 0:
			h.engine.typist.plan(h.delivery(*a.Send))
		}
	}
}

// history returns the history as it was last committed. Where the snapshot is
// missing or of another version, the log is folded.
func (h *holder) history(ctx context.Context) (*History, error) {
	key := h.work.Lease.Key
	if h.work.Snapshot != nil {
		history, err := readSnapshot(h.work.Snapshot)
		if err == nil {
			history.Key = key
			return history, nil
		}
		if !errors.Is(err, errSnapshot) {
			h.log().WarnContext(ctx, "a snapshot can't be read; the log is folded", slog.String("error", err.Error()))
		}
	}
	history := &History{Key: key}
	const page = 500
	for last := int64(0); last < h.work.Events; {
		events, err := h.engine.config.Store.Events(ctx, key, last, page)
		if err != nil {
			return nil, fmt.Errorf("read the log: %w", err)
		}
		if len(events) == 0 {
			break
		}
		for _, e := range events {
			history.Apply(e.Event)
			last = e.No
		}
	}
	return history, nil
}

// settleStarted ends the calls that an earlier holder began and did not live to
// end: nobody knows whether they arrived.
func (h *holder) settleStarted() {
	h.now = moment(h.engine.config.Clock.Now())
	for _, send := range append([]Send(nil), h.sends...) {
		if send.Status == SendStarted {
			h.hand = hand{send: send.No}
			h.settled(send, Outcome{Kind: Unknown}, "the process ended during the call")
		}
	}
}

// takeIncoming lets the unread events happen in their order: one of them if the
// work has failed before, so that what follows is not lost with it.
func (h *holder) takeIncoming() {
	n := len(h.work.Incoming)
	if h.work.Failures > 0 {
		n = min(n, 1)
	}
	for _, in := range h.work.Incoming[:n] {
		h.hand = hand{event: in.ID}
		h.happen(in.Event)
		h.done = append(h.done, in.ID)
	}
	h.work.Incoming = h.work.Incoming[n:]
}

// takeTimers lets the timers go off that are due, in the order of their times.
func (h *holder) takeTimers() {
	if len(h.work.Incoming) > 0 {
		return
	}
	const most = 1000 // a timer that sets itself again and again must not keep us
	for range most {
		id, at, ok := h.nextTimer()
		if !ok || at.After(h.now) {
			return
		}
		h.hand = hand{timer: id}
		h.ring(id)
	}
}

// ready returns the send that is due now; nil if there is none, or if other
// events or the end of work come first.
func (h *holder) ready() *Send {
	if len(h.work.Incoming) > 0 || h.stops() {
		return nil
	}
	const most = 100
	for range most {
		send := h.nextSend()
		if send == nil || send.At.After(h.now) {
			return nil
		}
		h.hand = hand{send: send.No}
		switch {
		case !send.Expires.IsZero() && !h.now.Before(send.Expires):
			h.expire(*send)
		case h.brain.late(h.h, send, h.now) && h.reconsider(send.No):
		default:
			ready := *send
			return &ready
		}
	}
	return nil
}

// expire ends a send that the channel does not take any more.
func (h *holder) expire(send Send) {
	send.Status, send.Error = SendDead, "the channel takes no messages to this customer any more"
	if send.Kind.Starts() || send.Kind == SendReaction {
		send.Status = SendCancelled // nobody misses it
	}
	h.put(send)
	h.happen(result(send, Outcome{Kind: Rejected}, send.Error, h.now))
}

// reconsider asks the Brain about a send that is late, and reports whether it
// was called off.
func (h *holder) reconsider(no int64) bool {
	id := strconv.FormatInt(no, 10)
	h.happen(Event{Kind: TimerDue, At: h.now, Timer: &Timer{Kind: SendLate, Subject: id, At: h.now}})
	h.takeTimers()
	return h.h.pending(no) == nil
}

// stops reports whether the engine is being stopped.
func (h *holder) stops() bool {
	select {
	case <-h.stopping:
		return true
	default:
		return false
	}
}
