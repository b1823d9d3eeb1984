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

// take commits what is unread, with a send to answer it. Sends that somebody
// began and did not end are unknown from now on.
func (w *Worker) take(ctx context.Context, work *bot.Work) error {
	c := bot.Commit{Now: w.now(), Done: ids(*work)}
	for i := range work.Sends {
		if s := &work.Sends[i]; s.Status == bot.SendStarted {
			s.Status = bot.SendUnknown
			c.Sends = append(c.Sends, *s)
		}
	}
	step, err := readSteps(work.Snapshot)
	if err != nil {
		return err
	}
	for _, in := range work.Incoming {
		c.Events = append(c.Events, logged(line{Word: lineEvent, Source: in.Source, No: in.Update}))
	}
	if len(work.Incoming) > 0 {
		step++
		send := planned(step, 0)
		c.Events = append(c.Events, logged(line{Word: lineStep, No: step, Fence: work.Lease.Fence, Events: len(work.Incoming)}))
		c.Sends, work.Sends = append(c.Sends, send), append(work.Sends, send)
		c.Snapshot = fmt.Append(nil, step)
	}
	c.Due, c.Until = c.Now, c.Now.Add(workerLease*time.Second)
	broken, err := w.call(ctx, func(ctx context.Context) error { return w.Store.Commit(ctx, work.Lease, c) })
	switch {
	case err != nil:
		return err
	case broken:
		return bot.ErrLost // left for the next holder
	case len(work.Incoming) > 0:
		w.Told(Receipt{Kind: Stepped, Chat: work.Lease.Key.Chat, No: step, Fence: work.Lease.Fence})
	}
	return nil
}

// send makes the sends that are planned, one after the other, as long as nothing
// comes in.
func (w *Worker) send(ctx context.Context, work bot.Work) error {
	work.Sends = slices.DeleteFunc(work.Sends, func(s bot.Send) bool { return s.Status != bot.SendPlanned })
	for i, s := range work.Sends {
		now := w.now()
		err := w.Store.Begin(ctx, work.Lease, s.No, now)
		if errors.Is(err, bot.ErrIncoming) {
			return w.Store.Commit(ctx, work.Lease, bot.Commit{Now: now, Due: now})
		}
		if err != nil {
			return err
		}
		w.Told(Receipt{Kind: Begun, Chat: work.Lease.Key.Chat, No: s.No, Fence: work.Lease.Fence})
		if w.chance(8) {
			return nil
		}
		s.Status, s.Attempts, s.Started = bot.SendDone, s.Attempts+1, now
		c := bot.Commit{Now: now, Sends: []bot.Send{s}, Events: []bot.Event{logged(line{Word: lineSent, No: s.No})}}
		if i < len(work.Sends)-1 {
			c.Due, c.Until = now, now.Add(workerLease*time.Second)
		}
		if err := w.Store.Commit(ctx, work.Lease, c); err != nil {
			return err
		}
		w.Told(Receipt{Kind: Sent, Chat: work.Lease.Key.Chat, No: s.No, Fence: work.Lease.Fence})
	}
	if len(work.Sends) == 0 {
		return w.Store.Commit(ctx, work.Lease, bot.Commit{Now: w.now()})
	}
	return nil
}

// readSteps reads how many steps a conversation has had.
func readSteps(snapshot []byte) (int64, error) {
	if snapshot == nil {
		return 0, nil
	}
	return strconv.ParseInt(string(snapshot), 10, 64)
}
