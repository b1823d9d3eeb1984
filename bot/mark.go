package bot

import (
	"slices"
	"time"

	"github.com/camerton/camerton/tone"
)

// marks puts down the bad moments that the burst reports. What belongs to one
// sitting, or is the complaint about a failure that is counted already, is one
// experience.
func (s *step) marks() {
	at := s.h.Burst.last()
	f, r := s.found, &s.reading
	fresh := s.freshFailure()
	counted := fresh || s.badInSitting()
	add := func(m Mark) {
		m.At = at
		s.d.Marks = append(s.d.Marks, m)
		counted = counted || m.Bad
	}
	switch {
	case f.has(ratingCue), f.has(bareRatingCue) && f.uncovered(bareRatingCue, fillerCue, closingCue) == 0:
		add(Mark{Kind: LowRating, Bad: true})
	}
	if f.has(failedCue) && s.answeredBefore() || f.has(failedBeforeCue) {
		add(Mark{Kind: FailedSolution, Failed: !fresh, Bad: !counted})
	}
	upset := r.Confidence >= likely && r.Intensity >= 2
	switch {
	case f.has(unkeptCue) && (r.State == tone.Irritated || r.State == tone.Tired):
		add(Mark{Kind: PromiseNotKept, Bad: !counted})
	case r.State == tone.Irritated && upset, r.State == tone.Tired && upset && r.Confidence >= sure && s.ourFault():
		add(Mark{Kind: BadExperience, Bad: !counted})
	}
}

// answeredBefore reports whether anybody has answered in this conversation.
func (s *step) answeredBefore() bool {
	last := later(s.h.LastPerson, s.h.LastSent)
	return !last.IsZero() && s.h.Burst.first().Sub(last) <= 7*24*time.Hour
}

// ourFault reports whether tiredness is about something that we did or left
// undone.
func (s *step) ourFault() bool {
	switch s.topic {
	case tone.TopicOrderStatus, tone.TopicDelivery, tone.TopicPayment, tone.TopicRefund, tone.TopicQuality,
		tone.TopicCancel, tone.TopicTechnical, tone.TopicHuman:
		return true
	case tone.TopicOther, tone.TopicGreeting, tone.TopicPrice, tone.TopicAvailability, tone.TopicOrder,
		tone.TopicBooking, tone.TopicHours, tone.TopicThanks:
	}
	return s.found.has(failedCue, failedBeforeCue, unkeptCue) ||
		slices.ContainsFunc(s.reading.Entities, func(e tone.Entity) bool {
			return e.Kind == tone.WaitingSpan || e.Kind == tone.ContactCount
		})
}

// spokeBefore returns when the customer wrote last before this burst.
func (s *step) spokeBefore() time.Time {
	if n := len(s.h.Readings); n > 0 {
		return s.h.Readings[n-1].At
	}
	return time.Time{}
}

// freshFailure reports whether a promise was broken since the customer wrote
// last, so that a complaint now is about that.
func (s *step) freshFailure() bool {
	before := s.spokeBefore()
	return slices.ContainsFunc(s.h.Marks, func(m Mark) bool { return m.Kind == PromiseNotKept && m.Failed && m.At.After(before) })
}

// badInSitting reports whether this sitting has a bad experience already.
func (s *step) badInSitting() bool {
	if !s.d.Sitting.IsZero() {
		return false
	}
	return slices.ContainsFunc(s.h.Marks, func(m Mark) bool { return m.Bad && !m.At.Before(s.h.Sitting) })
}

// counts returns how many failed solutions and bad experiences there have been,
// the given ones included.
func (s *step) counts(more []Mark) (failed, bad int) {
	from := s.now.Add(-s.b.settings.Memory)
	for _, list := range [][]Mark{s.h.Marks, more} {
		for _, m := range list {
			if m.At.Before(from) {
				continue
			}
			if m.Failed {
				failed++
			}
			if m.Bad {
				bad++
			}
		}
	}
	return failed, bad
}

// newlyBad reports whether something that counts has happened since the customer
// wrote last and since the conversation was handed to a person.
func (s *step) newlyBad() bool {
	since := later(s.spokeBefore(), s.h.Handed)
	counts := func(m Mark) bool { return m.Failed || m.Bad }
	return slices.ContainsFunc(s.d.Marks, counts) ||
		slices.ContainsFunc(s.h.Marks, func(m Mark) bool { return counts(m) && m.At.After(since) })
}
