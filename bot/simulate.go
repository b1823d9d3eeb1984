package bot

import (
	"cmp"
	"slices"
	"time"
)

// A simulation runs one conversation with a clock of its own: timers go off and
// sends arrive exactly when they are due.
type simulation struct {
	brain  *Brain
	h      *History
	now    time.Time
	timers map[TimerID]time.Time
	sends  []Send

	// decided is told of every decision, with the event that it is about, if
	// it is not nil.
	decided func(e Event, d *Decision)

	// log has every event, if keep is set.
	keep bool
	log  []Event
}

func newSimulation(b *Brain, key Key) *simulation {
	return &simulation{brain: b, h: &History{Key: key}, timers: make(map[TimerID]time.Time)}
}

// happen lets an event happen now, and does what is decided about it.
func (s *simulation) happen(e Event) {
	s.apply(e)
	d := s.brain.Decide(s.h, e, s.now)
	if d.Empty() {
		return
	}
	s.apply(Event{Kind: Decided, At: s.now, Decision: &d})
	for i := range d.Actions {
		s.do(&d.Actions[i])
	}
	if s.decided != nil {
		s.decided(e, &d)
	}
}

func (s *simulation) apply(e Event) {
	s.h.Apply(e)
	if s.keep {
		s.log = append(s.log, e)
	}
}

func (s *simulation) do(a *Action) {
	switch a.Kind {
	case PlanSend:
		s.sends = append(s.sends, *a.Send)
	case CancelSend, SettleSend:
		s.sends = slices.DeleteFunc(s.sends, func(send Send) bool { return send.No == a.No })
	case SetTimer:
		s.timers[a.Timer.ID()] = a.Timer.At
	case CancelTimer:
		delete(s.timers, a.Timer.ID())
	case HandOver, Forget, AskApproval:
	}
}

// runUntil lets everything happen that is due until then, in the order of time.
func (s *simulation) runUntil(until time.Time) {
	for s.step(until) {
	}
	s.now = later(s.now, until)
}

// step lets the next thing happen, if it is due until then. Of what is due at
// the same time timers go first, so that a send sees what they decide.
func (s *simulation) step(until time.Time) bool {
	timer, at := s.nextTimer()
	send := s.nextSend()
	switch {
	case timer != (TimerID{}) && !at.After(until) && (send == nil || !at.After(send.At)):
		delete(s.timers, timer)
		s.now = later(s.now, at)
		s.happen(Event{Kind: TimerDue, At: s.now, Timer: &Timer{Kind: timer.Kind, Subject: timer.Subject, At: at}})
	case send != nil && !send.At.After(until):
		s.sends = s.sends[1:]
		s.now = later(s.now, send.At)
		s.happen(Event{Kind: SendEnded, At: s.now, Result: &Result{
			No: send.No, Kind: send.Kind, Outcome: Delivered, Status: SendDone,
		}})
	default:
		return false
	}
	return true
}

// nextTimer returns the timer that goes off next; the zero TimerID if there is
// none.
func (s *simulation) nextTimer() (next TimerID, at time.Time) {
	for id, t := range s.timers {
		if next == (TimerID{}) || t.Before(at) || t.Equal(at) && id.compare(next) < 0 {
			next, at = id, t
		}
	}
	return next, at
}

func (id TimerID) compare(other TimerID) int {
	return cmp.Or(cmp.Compare(id.Kind, other.Kind), cmp.Compare(id.Subject, other.Subject))
}

// nextSend returns the send that comes next; nil if there is none. They go in
// the order of their numbers, except that notices wait for nobody.
func (s *simulation) nextSend() *Send {
	i := slices.IndexFunc(s.sends, func(send Send) bool { return send.Kind == SendNotice })
	if i > 0 {
		notice := s.sends[i]
		copy(s.sends[1:i+1], s.sends[:i])
		s.sends[0] = notice
	}
	if len(s.sends) == 0 {
		return nil
	}
	send := s.sends[0]
	return &send
}
