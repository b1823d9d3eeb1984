package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"
)

// delivery returns a send with what the sender needs to know.
func (h *holder) delivery(send Send) Delivery {
	return Delivery{Key: h.work.Lease.Key, Send: send, Connection: h.h.Connection, Group: h.h.Group}
}

// send makes one send: that it is about to be made is stored before the call, with
// what has happened so far, and how it ended with the next commit. If events have
// come in the meantime, they are loaded and the send is left for after them. The
// call is made only while the lease lasts: whoever has the conversation next may
// have gone on.
func (h *holder) send(ctx context.Context, send Send) error {
	config := &h.engine.config
	now := moment(config.Clock.Now())
	if wait := h.limit(&send, now); wait > 0 {
		send.At = moment(now.Add(wait)).Add(time.Millisecond)
		h.put(send)
		return nil
	}
	begun, err := h.begin(ctx, &send, now)
	if err != nil {
		return fmt.Errorf("begin a send: %w", err)
	}
	if !begun {
		return h.reload(ctx)
	}
	o, err := h.attempt(ctx, send)
	if errors.Is(err, ErrLost) {
		return err
	}
	h.ended = &call{send: send, outcome: o, reason: reasonOf(err)}
	config.Metrics.Sent(send.Kind, o.Kind, now.Sub(send.At))
	h.now = later(h.now, moment(config.Clock.Now()))
	if err != nil {
		h.log().WarnContext(ctx, "a send did not arrive, or nobody knows", slog.String("error", h.ended.reason))
	}
	if o.Kind == Throttled && config.Limiter != nil {
		config.Limiter.Pause(h.limited(&send), o.Global, h.now.Add(o.After))
	}
	h.settled(send, o, h.ended.reason)
	if ctx.Err() != nil {
		return h.lastWords(ctx, o)
	}
	return nil
}

// reasonOf returns what an error says; "" if there is none.
func reasonOf(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// begin stores that a send is about to be made, with what has happened and is not
// stored yet. It reports false if events have come in that come first.
func (h *holder) begin(ctx context.Context, send *Send, now time.Time) (begun bool, err error) {
	h.now = later(h.now, now)
	if h.unsaved() {
		begun, err = h.commit(ctx, h.fresh(), send.No)
	} else {
		begun, err = h.commitNothing(ctx, send.No)
	}
	if begun {
		send.Status, send.Started, send.Attempts = SendStarted, h.now, send.Attempts+1
	}
	return begun, err
}

// attempt makes the call of a send that was begun. If beginning it has taken so
// long that the lease may be over before the call is, and the lease can't be
// renewed, no call is made. The error is ErrLost if the lease is lost.
func (h *holder) attempt(ctx context.Context, send Send) (Outcome, error) {
	if err := h.secure(ctx); err != nil {
		return Outcome{Kind: Failed}, fmt.Errorf("no call was made: %w", err)
	}
	return h.call(ctx, send)
}

// lastWords stores how a call ended when the work is being broken off, if that is
// known: it would be made again otherwise.
func (h *holder) lastWords(ctx context.Context, o Outcome) error {
	if o.Kind != Unknown {
		last, end := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer end()
		if err := h.release(last); err != nil {
			h.log().WarnContext(ctx, "how a send ended could not be stored", slog.String("error", err.Error()))
		}
	}
	return ctx.Err()
}

// operatorsKey stands for the operators' chat in the Limiter.
var operatorsKey = Key{Chat: "operators"}

// limited returns by which chat a send is limited.
func (h *holder) limited(send *Send) Key {
	if send.Kind == SendNotice {
		return operatorsKey
	}
	return h.work.Lease.Key
}

// limit returns how long the send has to wait for the channel's limits.
func (h *holder) limit(send *Send, now time.Time) time.Duration {
	if h.engine.config.Limiter == nil {
		return 0
	}
	return h.engine.config.Limiter.Take(h.limited(send), h.h.Group && send.Kind != SendNotice, now)
}

// settled notes how a call ended.
func (h *holder) settled(send Send, o Outcome, reason string) {
	send = h.engine.config.Retries.settle(send, o, h.now)
	send.Error = reason
	h.put(send)
	h.happen(result(send, o, reason, h.now))
}

// reload takes up the events that have come since the conversation was loaded.
func (h *holder) reload(ctx context.Context) error {
	w, err := h.engine.config.Store.Load(ctx, h.work.Lease)
	if err != nil {
		return fmt.Errorf("load a conversation again: %w", err)
	}
	if len(w.Incoming) == 0 {
		return errNothingNew
	}
	h.work.Incoming = w.Incoming
	return nil
}

// errNothingNew says that a store contradicts itself.
var errNothingNew = errors.New("the store refused a send for unread events and has none")

// call makes a call of the sender. It may go on when the engine stops, but not
// longer than its timeout; the lease is renewed meanwhile.
func (h *holder) call(ctx context.Context, send Send) (Outcome, error) {
	calling, end := context.WithCancel(ctx)
	defer end()
	ended := make(chan struct{})
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		h.watch(calling, end, ended)
	}()
	defer func() {
		close(ended)
		<-watched
	}()
	return h.protectedCall(calling, send)
}

// protectedCall turns a panic of the sender into an end that nobody knows.
func (h *holder) protectedCall(ctx context.Context, send Send) (o Outcome, err error) {
	defer func() {
		if recover() != nil {
			h.engine.config.Metrics.Failed("panic")
			h.log().ErrorContext(ctx, "panic in the sender", slog.String("stack", string(debug.Stack())))
			o, err = Outcome{}, errSenderPanic
		}
	}()
	return h.engine.config.Sender.Send(ctx, h.delivery(send))
}

var errSenderPanic = errors.New("panic in the sender")
