package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/camerton/camerton/bot"
)

// A Worker does to a store what a bot does, without a channel: it receives
// events, works on conversations and makes sends, loses leases, gives up in the
// middle, and notes what the store has told it. Any number of them may share a
// store, in one process or many, be killed and be followed by others; Check finds
// out afterwards whether the store kept its word.
type Worker struct {
	Store bot.Store

	// Name is who it is. Its events come from a source of this name, so nobody
	// else must ever have had it.
	Name string

	Seed  uint64 // chooses what it does
	Chats int    // how many conversations there are, shared with the others

	// Told is called with everything that the store has acknowledged, before
	// the next call is made.
	Told func(Receipt)

	// Forgive says whether to go on after an error that is none of the store's
	// contract; nil is no.
	Forgive func(error) bool

	source
	tick   int // what time it is; each worker has a clock of its own
	update int64
	last   []bot.Incoming
}

// workerLease is how many looks at the clock a worker's lease lasts.
const workerLease = 40

// Run receives so many events, a few at a time, and works on whatever is due
// until nothing is.
func (w *Worker) Run(ctx context.Context, events int) error {
	w.source = newSource(w.Seed)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		var err error
		var idle bool
		switch {
		case events > 0 && w.chance(40):
			n := min(events, 1+w.IntN(4))
			events -= n
			err = w.receive(ctx, n)
		case w.last != nil && w.chance(5):
			err = w.receiveAgain(ctx)
		default:
			idle, err = w.work(ctx)
		}
		if err != nil && (w.Forgive == nil || !w.Forgive(err)) {
			return fmt.Errorf("%s: %w", w.Name, err)
		}
		if idle && events == 0 {
			return nil
		}
	}
}

func (w *Worker) now() time.Time {
	w.tick++
	return at(w.tick)
}

// call makes a call, now and then with a context that ends in the middle, and
// reports whether it was broken off, having stored nothing.
func (w *Worker) call(ctx context.Context, do func(context.Context) error) (broken bool, err error) {
	if !w.chance(4) {
		return false, do(ctx)
	}
	hasty, cancel := context.WithCancel(ctx)
	defer cancel()
	go cancel()
	err = do(hasty)
	if errors.Is(err, context.Canceled) && ctx.Err() == nil {
		return true, nil
	}
	return false, err
}

// receive brings new events.
func (w *Worker) receive(ctx context.Context, n int) error {
	batch := make([]bot.Incoming, n)
	for i := range batch {
		w.update++
		now := w.now()
		batch[i] = bot.Incoming{
			Key: chat(strconv.Itoa(w.IntN(w.Chats))), Source: w.Name, Update: w.update, Received: now,
			Event: bot.Event{Kind: bot.Said, At: now, Message: &bot.Message{ID: fmt.Sprint(w.Name, "-", w.update)}},
		}
	}
	var fresh []bool
	broken, err := w.call(ctx, func(ctx context.Context) (err error) {
		fresh, err = w.Store.Receive(ctx, batch)
		return err
	})
	if err != nil {
		return err
	}
	kind := Received
	switch {
	case broken:
		kind = Withheld
	case slices.Contains(fresh, false):
		return fmt.Errorf("new events are taken for old ones: %v", fresh)
	default:
		w.last = batch
	}
	for _, in := range batch {
		w.Told(Receipt{Kind: kind, Chat: in.Key.Chat, Source: in.Source, No: in.Update})
	}
	return nil
}

// receiveAgain brings events that were stored before.
func (w *Worker) receiveAgain(ctx context.Context) error {
	fresh, err := w.Store.Receive(ctx, w.last)
	if err == nil && slices.Contains(fresh, true) {
		return fmt.Errorf("old events are taken for new ones: %v", fresh)
	}
	return err
}

// work claims conversations and works on them; idle says that there are none,
// now or later.
func (w *Worker) work(ctx context.Context) (idle bool, err error) {
	now := w.now()
	var works []bot.Work
	if _, err := w.call(ctx, func(ctx context.Context) (err error) {
		works, err = w.Store.Claim(ctx, bot.Claim{
			Now: now, Until: now.Add(workerLease * time.Second), Limit: 1 + w.IntN(3), Owner: w.Name,
		})
		return err
	}); err != nil {
		return false, err
	}
	if len(works) == 0 {
		next, err := w.Store.NextDue(ctx)
		return err == nil && next.IsZero(), err
	}
	for _, work := range works {
		if err := w.hold(ctx, work); err != nil && !errors.Is(err, bot.ErrLost) {
			return false, err
		}
	}
	return false, nil
}

// hold works on one conversation: it takes what is unread, then makes the sends
// that are open.
func (w *Worker) hold(ctx context.Context, work bot.Work) error {
	if w.chance(8) {
		return nil // as if killed: the lease runs out
	}
	if w.chance(8) {
		return w.Store.Fail(ctx, work.Lease, bot.Failure{Now: w.now(), Retry: w.now(), Reason: "chance"})
	}
	if w.chance(20) {
		if err := w.Store.Renew(ctx, work.Lease, w.now().Add(workerLease*time.Second)); err != nil {
			return err
		}
	}
	if err := w.take(ctx, &work); err != nil {
		return err
	}
	if w.chance(8) {
		return nil
	}
	return w.send(ctx, work)
}
