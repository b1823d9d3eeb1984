package bot

import (
	"slices"
	"time"

	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// planNeeds is what a plan has to know about the text that is to be sent.
type planNeeds struct {
	work   bool // only a person's work or look can answer
	asks   bool // the text asks the customer something
	length int  // of the text in characters, if it is known
}

// plan returns when the burst is to be answered.
func (s *step) plan(needs planNeeds) timing.Plan {
	h := s.h
	failed, bad := s.counts(s.d.Marks)
	history := timing.History{
		FirstLine: h.Burst.first(), LastLine: h.Burst.last(),
		WaitingSince: orTime(h.Owed, h.Unanswered), Opened: s.sittingStart(),
		Unfinished: s.unfinished(), Answered: !h.LastPerson.IsZero() || len(h.Exchanges) > 0 && h.Owed.IsZero(),
		Channel: h.Key.Channel, Exchanges: s.exchanges(),
		FailedSolutions: failed, BadExperiences: bad, BrokenPromises: h.Broken,
		Deadline: s.deadline(), BetterAloud: s.medical(), LongAnswer: s.found.has(longCue),
		PhoneGiven: s.phoneGiven(), NoCalls: s.noCalls(), NeedsWork: needs.work, Asks: needs.asks,
		TextLength: needs.length, TextsToday: s.textsToday(),
	}
	if p := h.OpenPromise(); p != nil {
		history.Promised = p.By
	}
	return s.b.policy.Plan(s.taken(), history, s.local(s.now))
}

// taken is the reading as we take it: with the topic of what is more than a
// greeting, and with the state that a customer must still be in who was uneasy a
// message ago and says that nothing has changed.
func (s *step) taken() tone.Reading {
	r := s.reading
	r.Topic = s.topic
	if n := len(s.h.Readings); n > 0 && s.d.Sitting.IsZero() && r.State == tone.Neutral && s.found.has(failedCue) {
		if before := &s.h.Readings[n-1]; uneasy(before.State) {
			r.State, r.Intensity = before.State, before.Intensity
		}
	}
	return r
}

// sittingStart returns when the present sitting began.
func (s *step) sittingStart() time.Time {
	return orTime(s.d.Sitting, orTime(s.h.Sitting, s.h.Burst.first()))
}

// exchanges returns how often we have answered about the same thing in this
// sitting. A customer who is confused or irritated and was so at the last
// exchange is taken to speak of the same thing.
func (s *step) exchanges() int {
	if !s.d.Sitting.IsZero() {
		return 0
	}
	n := 0
	for i := range s.h.Exchanges {
		x := &s.h.Exchanges[i]
		if x.At.Before(s.h.Sitting) || x.Topic == tone.TopicGreeting || x.Topic == tone.TopicThanks {
			continue
		}
		if x.Topic == s.topic || slices.Contains(s.reading.OtherTopics, x.Topic) ||
			x.State == s.taken().State && uneasy(x.State) || s.topic == tone.TopicOther {
			n++
		}
	}
	return n
}

func uneasy(state tone.State) bool { return state == tone.Confused || state == tone.Irritated }

// medical reports whether the customer asks for advice about health.
func (s *step) medical() bool {
	if !s.found.has(adviceCue) || !s.found.has(remedyCue) {
		return false
	}
	switch s.topic {
	case tone.TopicPrice, tone.TopicAvailability, tone.TopicOrder, tone.TopicDelivery, tone.TopicOrderStatus,
		tone.TopicPayment, tone.TopicRefund, tone.TopicHours:
		return s.topicSure < sure
	case tone.TopicOther, tone.TopicGreeting, tone.TopicQuality, tone.TopicCancel, tone.TopicBooking,
		tone.TopicTechnical, tone.TopicHuman, tone.TopicThanks:
	}
	return true
}

// textsToday counts the texts that the customer has had on this day.
func (s *step) textsToday() int {
	today, n := timing.DateOf(s.local(s.now)), 0
	for _, at := range s.h.Sent {
		if timing.DateOf(s.local(at)) == today {
			n++
		}
	}
	return n
}
