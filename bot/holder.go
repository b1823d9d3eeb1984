package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
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
	done     []int64   // incoming events that have been worked on
	buried   []Burial
}

// hold does what is to be done in a conversation. A panic is kept from the other
// conversations: the work is tried again later, and in the end the event that it
// fails at is put aside.
func (e *Engine) hold(ctx context.Context, stopping <-chan struct{}, w Work, until time.Time) {
	h := &holder{engine: e, stopping: stopping, work: w, until: until}
	err := h.protected(ctx)
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

// A panicError is what a panic becomes.
type panicError struct{ stack []byte }

func (e *panicError) Error() string { return "panic in the work on a conversation" }

// protected runs the holder and turns a panic into an error. The value of the
// panic is left out, because it may hold a text.
func (h *holder) protected(ctx context.Context) (err error) {
	defer func() {
		if recover() != nil {
			err = &panicError{debug.Stack()}
		}
	}()
	return h.run(ctx)
}

// failed gives the conversation back after a failure of our own, for another try
// later. After a failure of the store nothing can be written: the lease is left
// to run out.
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
		if err := h.isolate(ctx); err != nil {
			return err
		}
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
			h.settled(send, Outcome{Kind: Unknown}, "the process ended during the call")
		}
	}
}

// isolate puts aside what the work has failed at too often, and stores that
// before anything else is tried. With failures behind it, a conversation is
// worked on event by event, so that the first one left is the one it fails at.
func (h *holder) isolate(ctx context.Context) error {
	if h.work.Failures < h.engine.config.Poison {
		return nil
	}
	h.work.Failures = 0
	const reason = "the work on it failed again and again"
	timer, at, set := h.nextTimer()
	send := h.nextSend()
	switch {
	case len(h.work.Incoming) > 0:
		h.buried = append(h.buried, Burial{ID: h.work.Incoming[0].ID, Reason: reason})
		h.work.Incoming = h.work.Incoming[1:]
	case set && !at.After(h.now):
		h.cancel(timer)
	case send != nil && !send.At.After(h.now):
		dead := *send
		dead.Status, dead.Error = SendDead, reason
		h.put(dead)
		h.note(result(dead, Outcome{Kind: Rejected}, reason, h.now))
	default:
		return nil
	}
	h.engine.config.Metrics.Failed("buried")
	h.note(Event{Kind: Skipped, At: h.now, Reason: reason})
	return h.keep(ctx)
}

// takeIncoming lets the unread events happen in their order: one of them if the
// work has failed before, so that what follows is not lost with it.
func (h *holder) takeIncoming() {
	n := len(h.work.Incoming)
	if h.work.Failures > 0 {
		n = min(n, 1)
	}
	for _, in := range h.work.Incoming[:n] {
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
		switch {
		case send == nil || send.At.After(h.now):
			return nil
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

// unsaved reports whether anything has happened that is not stored.
func (h *holder) unsaved() bool { return h.changed() || len(h.done)+len(h.buried) > 0 }

// keep stores what has happened, if anything has, and goes on.
func (h *holder) keep(ctx context.Context) error {
	if !h.unsaved() {
		return nil
	}
	_, err := h.commit(ctx, h.fresh(), 0)
	return err
}

// release stores what has happened and ends the lease.
func (h *holder) release(ctx context.Context) error {
	_, err := h.commit(ctx, time.Time{}, 0)
	return err
}

// fresh returns until when a lease lasts that begins now.
func (h *holder) fresh() time.Time {
	return moment(h.engine.config.Clock.Now()).Add(h.engine.config.Lease)
}

// commit stores what has happened, begins the send with the given number if that
// is not zero, and reports whether it was begun: not if something has come in
// meanwhile. The lease goes on until the given time; zero ends it. While the store
// can't be reached it is tried again, for as long as the lease lasts and half a
// lease at least: how a send ended must not be forgotten for a short trouble, and
// what comes too late the store refuses.
func (h *holder) commit(ctx context.Context, until time.Time, begin int64) (begun bool, err error) {
	patience := later(h.until, moment(h.engine.config.Clock.Now()).Add(h.engine.config.Lease/2))
	c := h.pending()
	c.Done, c.Buried, c.Until, c.Begin = h.done, h.buried, until, begin
	c.Forget = h.forgets()
	if c.Snapshot, err = h.h.Snapshot(); err != nil {
		return false, err
	}
	store, lease := h.engine.config.Store, h.work.Lease
	begun, err = store.Commit(ctx, lease, c)
	for wait := 50 * time.Millisecond; err != nil && !errors.Is(err, ErrLost) && h.mayWait(ctx, wait, patience); wait *= 2 {
		var stored bool
		if stored, begun, err = h.stored(ctx, c); err == nil && !stored {
			begun, err = store.Commit(ctx, lease, c)
		}
	}
	if err != nil {
		return false, fmt.Errorf("commit: %w", err)
	}
	h.work.Events += int64(len(c.Events))
	h.until = orTime(until, h.until)
	h.clear()
	h.done, h.buried = nil, nil
	return begun, nil
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
// whether it has begun its send. One that has neither events nor a send to begin
// may simply be stored again.
func (h *holder) stored(ctx context.Context, c Commit) (stored, begun bool, err error) {
	if len(c.Events) == 0 && c.Begin == 0 {
		return false, false, nil
	}
	w, err := h.engine.config.Store.Load(ctx, h.work.Lease)
	if err != nil {
		return false, false, err
	}
	begun = slices.ContainsFunc(w.Sends, func(s Send) bool { return s.No == c.Begin && s.Status == SendStarted })
	return begun || len(c.Events) > 0 && w.Events == h.work.Events+int64(len(c.Events)), begun, nil
}
