package bot

import "time"

// A simulation runs one conversation with a clock of its own: timers go off and
// sends arrive exactly when they are due.
type simulation struct {
	course

	// log has every event so far, if keep is set.
	keep bool
	log  []Event
}

func newSimulation(b *Brain, key Key) *simulation {
	return &simulation{course: newCourse(b, &History{Key: key})}
}

// happen lets an event happen at its time.
func (s *simulation) happen(e Event) {
	s.course.happen(e)
	s.written()
}

// written forgets the changes, as if a store had them.
func (s *simulation) written() {
	if s.keep {
		s.log = append(s.log, s.changes.events...)
	}
	s.clear()
}

// runUntil lets everything happen that is due until then, in the order of time.
func (s *simulation) runUntil(until time.Time) {
	for s.step(until) {
		s.written()
	}
	s.now = later(s.now, until)
}

// step lets the next thing happen, if it is due until then. Of what is due at
// the same time timers go first, so that a send sees what they decide.
func (s *simulation) step(until time.Time) bool {
	timer, at, set := s.nextTimer()
	send := s.nextSend()
	switch {
	case set && !at.After(until) && (send == nil || !at.After(send.At)):
		s.now = later(s.now, at)
		s.ring(timer)
	case send != nil && !send.At.After(until):
		s.now = later(s.now, send.At)
		s.arrive(*send)
	default:
		return false
	}
	return true
}

// arrive lets a send arrive.
func (s *simulation) arrive(send Send) {
	send.Status = SendDone
	s.put(send)
	s.course.happen(Event{Kind: SendEnded, At: s.now, Result: &Result{
		No: send.No, Kind: send.Kind, Outcome: Delivered, Status: SendDone,
	}})
}
