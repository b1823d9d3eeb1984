package bot

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// A course is a conversation in progress: its history, its timers and its open
// sends, and what has changed in them. What runs a conversation for good and
// what replays one are both built on it.
type course struct {
	brain *Brain
	h     *History
	now   time.Time

	timers map[TimerID]time.Time
	sends  []Send // open, in the order of their numbers

	changes changes

	// decided is told of every decision, with the event that it is about, if
	// it is not nil.
	decided func(e Event, d *Decision)
}

// changes are what has happened since they were last written down.
type changes struct {
	events    []Event
	sends     map[int64]Send
	set       map[TimerID]time.Time
	cancelled map[TimerID]bool
}

func newCourse(b *Brain, h *History) course {
	c := course{brain: b, h: h, timers: make(map[TimerID]time.Time)}
	c.clear()
	return c
}

// clear forgets the changes.
func (c *course) clear() {
	c.changes = changes{
		sends: make(map[int64]Send), set: make(map[TimerID]time.Time), cancelled: make(map[TimerID]bool),
	}
}

// changed reports whether there is anything to write down.
func (c *course) changed() bool {
	n := &c.changes
	return len(n.events)+len(n.sends)+len(n.set)+len(n.cancelled) > 0
}

// happen lets an event happen now, and does what is decided about it.
func (c *course) happen(e Event) {
	c.note(e)
	d := c.brain.Decide(c.h, e, c.now)
	if d.Empty() {
		return
	}
	c.note(Event{Kind: Decided, At: c.now, Decision: &d})
	for i := range d.Actions {
		c.do(&d.Actions[i])
	}
	if c.decided != nil {
		c.decided(e, &d)
	}
}

// note puts an event into the history and the log.
func (c *course) note(e Event) {
	c.h.Apply(e)
	c.changes.events = append(c.changes.events, e)
}

// do carries out one action.
func (c *course) do(a *Action) {
	switch a.Kind {
	case PlanSend:
		c.put(*a.Send)
	case CancelSend:
		c.finish(a.No, SendCancelled)
	case SettleSend:
		c.finish(a.No, SendDone)
	case SetTimer:
		id := a.Timer.ID()
		c.timers[id], c.changes.set[id] = a.Timer.At, a.Timer.At
		delete(c.changes.cancelled, id)
	case CancelTimer:
		c.cancel(a.Timer.ID())
	case Forget, HandOver, AskApproval:
	}
}

// put adds a send, or takes the place of the one with its number.
func (c *course) put(send Send) {
	c.changes.sends[send.No] = send
	i := slices.IndexFunc(c.sends, func(s Send) bool { return s.No == send.No })
	switch {
	case i < 0 && send.Status.Open():
		c.sends = append(c.sends, send)
	case i >= 0 && send.Status.Open():
		c.sends[i] = send
	case i >= 0:
		c.sends = slices.Delete(c.sends, i, i+1)
	}
}

// finish ends a send without a call.
func (c *course) finish(no int64, status SendStatus) {
	for _, send := range c.sends {
		if send.No == no {
			send.Status = status
			c.put(send)
			return
		}
	}
}

// cancel takes a timer away.
func (c *course) cancel(id TimerID) {
	delete(c.timers, id)
	delete(c.changes.set, id)
	c.changes.cancelled[id] = true
}

// ring lets a timer go off.
func (c *course) ring(id TimerID) {
	at := c.timers[id]
	c.cancel(id)
	c.happen(Event{Kind: TimerDue, At: c.now, Timer: &Timer{Kind: id.Kind, Subject: id.Subject, At: at}})
}

// nextTimer returns the timer that goes off next; false if none is set.
func (c *course) nextTimer() (next TimerID, at time.Time, ok bool) {
	for id, t := range c.timers {
		if !ok || t.Before(at) || t.Equal(at) && id.compare(next) < 0 {
			next, at, ok = id, t, true
		}
	}
	return next, at, ok
}

func (id TimerID) compare(other TimerID) int {
	return cmp.Or(cmp.Compare(id.Kind, other.Kind), cmp.Compare(id.Subject, other.Subject))
}

// nextSend returns the send to be made next; nil if there is none. Those to the
// customer go in the order of their numbers. Those to the operators wait for
// nobody and nobody waits for them; at the same time the customer goes first.
func (c *course) nextSend() *Send {
	var next *Send
	notice, customer := false, false
	for i := range c.sends {
		send := &c.sends[i]
		seen := &customer
		if send.Kind == SendNotice {
			seen = &notice
		}
		if *seen {
			continue
		}
		*seen = true
		if next == nil || send.At.Before(next.At) || send.At.Equal(next.At) && next.Kind == SendNotice {
			next = send
		}
	}
	return next
}

// due returns when the course needs attention next; zero for never.
func (c *course) due() time.Time {
	_, due, _ := c.nextTimer()
	if send := c.nextSend(); send != nil && (due.IsZero() || send.At.Before(due)) {
		due = send.At
	}
	return due
}

// pending returns the changes as a store takes them: rows in a fixed order.
func (c *course) pending() Commit {
	out := Commit{Now: c.now, Events: c.changes.events, Due: c.due()}
	for _, no := range slices.Sorted(maps.Keys(c.changes.sends)) {
		out.Sends = append(out.Sends, c.changes.sends[no])
	}
	for _, id := range slices.SortedFunc(maps.Keys(c.changes.set), TimerID.compare) {
		out.Timers = append(out.Timers, Timer{Kind: id.Kind, Subject: id.Subject, At: c.changes.set[id]})
	}
	out.Cancelled = slices.SortedFunc(maps.Keys(c.changes.cancelled), TimerID.compare)
	return out
}
