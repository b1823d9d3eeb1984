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
	first := slices.IndexFunc(work.Sends, func(s bot.Send) bool { return s.Status == bot.SendPlanned })
	if first >= 0 && w.chance(50) {
		c.Begin = work.Sends[first].No
	}
	var begun bool
	broken, err := w.call(ctx, func(ctx context.Context) (err error) {
		begun, err = w.Store.Commit(ctx, work.Lease, c)
		return err
	})
	switch {
	case err != nil:
		return err
	case broken:
		return bot.ErrLost // left for the next holder
	case len(work.Incoming) > 0:
		w.Told(Receipt{Kind: Stepped, Chat: work.Lease.Key.Chat, No: step, Fence: work.Lease.Fence})
	}
	if begun {
		w.begun(work, &work.Sends[first], c.Now)
	}
	return nil
}

// begun notes that a send may be made now.
func (w *Worker) begun(work *bot.Work, s *bot.Send, now time.Time) {
	w.Told(Receipt{Kind: Begun, Chat: work.Lease.Key.Chat, No: s.No, Fence: work.Lease.Fence})
	s.Status, s.Attempts, s.Started = bot.SendStarted, s.Attempts+1, now
}

// send makes the sends that are open, one after the other, as long as nothing
// comes in. The first of them may have been begun.
func (w *Worker) send(ctx context.Context, work bot.Work) error {
	work.Sends = slices.DeleteFunc(work.Sends, func(s bot.Send) bool { return !s.Status.Open() })
	for i := range work.Sends {
		s, now := &work.Sends[i], w.now()
		if s.Status == bot.SendPlanned {
			err := w.Store.Begin(ctx, work.Lease, s.No, now)
			if errors.Is(err, bot.ErrIncoming) {
				_, err = w.Store.Commit(ctx, work.Lease, bot.Commit{Now: now, Due: now})
				return err
			}
			if err != nil {
				return err
			}
			w.begun(&work, s, now)
		}
		if w.chance(8) {
			return nil
		}
		if err := w.sent(ctx, &work, i, now); err != nil {
			return err
		}
	}
	if len(work.Sends) == 0 {
		_, err := w.Store.Commit(ctx, work.Lease, bot.Commit{Now: w.now()})
		return err
	}
	return nil
}

// sent commits that a send has arrived, and may begin the next one with that.
func (w *Worker) sent(ctx context.Context, work *bot.Work, i int, now time.Time) error {
	s := work.Sends[i]
	s.Status = bot.SendDone
	c := bot.Commit{Now: now, Sends: []bot.Send{s}, Events: []bot.Event{logged(line{Word: lineSent, No: s.No})}}
	more := i < len(work.Sends)-1
	if more {
		c.Due, c.Until = now, now.Add(workerLease*time.Second)
	}
	if more && w.chance(50) {
		c.Begin = work.Sends[i+1].No
	}
	begun, err := w.Store.Commit(ctx, work.Lease, c)
	if err != nil {
		return err
	}
	w.Told(Receipt{Kind: Sent, Chat: work.Lease.Key.Chat, No: s.No, Fence: work.Lease.Fence})
	if begun {
		w.begun(work, &work.Sends[i+1], now)
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
