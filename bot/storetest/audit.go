package storetest

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/camerton/camerton/bot"
)

// An audit gathers what is stored, as the receipts that could be had for it, and
// what is wrong in itself.
type audit struct {
	found  map[Receipt]bool
	seen   map[string]bool // events
	faults []error
}

func (a *audit) fault(format string, args ...any) {
	a.faults = append(a.faults, fmt.Errorf(format, args...))
}

// receipts checks that each fits what is stored, and that nobody was told twice
// to make the same send.
func (a *audit) receipts(all []Receipt) {
	given := make(map[Receipt]bool)
	for _, r := range all {
		if r.Kind == Begun || r.Kind == Sent {
			r.Fence = 0 // which the store does not keep for a send
		}
		if a.found[r] == (r.Kind == Withheld) {
			a.fault("receipt %+v does not fit what is stored", r)
		}
		if given[r] {
			a.fault("receipt %+v was given twice", r)
		}
		given[r] = true
	}
}

// conversation checks the log and the outbox of one conversation.
func (a *audit) conversation(ctx context.Context, store Store, key bot.Key) error {
	events, err := store.Events(ctx, key, 0, 1_000_000)
	if err != nil {
		return err
	}
	r := &reading{audit: a, chat: key.Chat, updates: make(map[string]int64), sent: make(map[int64]bool)}
	for i, e := range events {
		var l line
		if err := json.Unmarshal([]byte(e.Reason), &l); err != nil {
			return fmt.Errorf("chat %s, event %d: %w", key.Chat, e.No, err)
		}
		if e.No != int64(i+1) {
			a.fault("chat %s: event %d has the number %d", key.Chat, i+1, e.No)
		}
		r.line(l)
	}
	if r.open > 0 {
		a.fault("chat %s: the log ends in the middle of a commit", key.Chat)
	}
	sends, err := store.Outbox(ctx, key)
	if err != nil {
		return err
	}
	r.outbox(sends)
	return nil
}

// A reading goes through the log of a conversation.
type reading struct {
	*audit

	chat    string
	updates map[string]int64 // the last of each source
	steps   int64
	fence   int64
	open    int // events since the last step
	sent    map[int64]bool
}

func (r *reading) line(l line) {
	switch l.Word {
	case lineEvent:
		r.event(l)
	case lineStep:
		r.steps++
		if l.No != r.steps {
			r.fault("chat %s: step %d stands where step %d should: somebody worked with an old snapshot", r.chat, l.No, r.steps)
		}
		if l.Events != r.open {
			r.fault("chat %s: step %d has %d events, %d are there: a commit is there in part", r.chat, l.No, l.Events, r.open)
		}
		if l.Fence < r.fence {
			r.fault("chat %s: step %d by a lease that was lost", r.chat, l.No)
		}
		r.open, r.fence = 0, l.Fence
		r.found[Receipt{Kind: Stepped, Chat: r.chat, No: l.No, Fence: l.Fence}] = true
	case lineSent:
		if r.sent[l.No] {
			r.fault("chat %s: send %d was made twice", r.chat, l.No)
		}
		r.sent[l.No] = true
		r.found[Receipt{Kind: Sent, Chat: r.chat, No: l.No}] = true
	}
}

func (r *reading) event(l line) {
	r.open++
	if id := fmt.Sprint(l.Source, " ", l.No); r.seen[id] {
		r.fault("chat %s: event %s was worked on twice", r.chat, id)
	} else {
		r.seen[id] = true
	}
	if l.No <= r.updates[l.Source] {
		r.fault("chat %s: event %s/%d came after %d", r.chat, l.Source, l.No, r.updates[l.Source])
	}
	r.updates[l.Source] = l.No
	for _, kind := range []ReceiptKind{Received, Withheld} {
		r.found[Receipt{Kind: kind, Chat: r.chat, Source: l.Source, No: l.No}] = true
	}
}

// outbox checks that there is a send for each step, and that it ended as the log
// says.
func (r *reading) outbox(sends []bot.Outgoing) {
	if int64(len(sends)) != r.steps {
		r.fault("chat %s: %d sends for %d steps", r.chat, len(sends), r.steps)
	}
	for i, s := range sends {
		if s.No != int64(i+1) || s.Attempts > 1 {
			r.fault("chat %s: send %d of %d has the number %d and was begun %d times", r.chat, i+1, len(sends), s.No, s.Attempts)
		}
		if (s.Status == bot.SendDone) != r.sent[s.No] {
			r.fault("chat %s: send %d is %s, the log says otherwise", r.chat, s.No, s.Status)
		}
		if s.Status != bot.SendDone && s.Status != bot.SendUnknown {
			r.fault("chat %s: send %d is still %s", r.chat, s.No, s.Status)
		}
		r.found[Receipt{Kind: Begun, Chat: r.chat, No: s.No}] = true
	}
}
