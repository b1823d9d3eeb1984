package bot

import (
	"slices"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// A need says who can answer a burst: a text by itself, and then why, or a
// person.
type need struct {
	work   bool
	reason Reason
	fact   string // the variable that answers it; empty if none does by itself
	key    string // of the text that tells the fact; empty for one about the topic
}

// need decides whether a text can answer the burst by itself in business hours:
// with a fact that the business configured, with the question that is still
// open, or with a first step. What it takes for granted is checked again when
// there is a text: one that leaves nothing open answers by itself, and holding
// texts never do.
func (s *step) need() need {
	work := need{work: true, reason: NeedsWork}
	if s.found.has(openHoursCue) && s.aboutHours() {
		return s.known("Hours")
	}
	if s.found.has(addressCue) && (s.topic == tone.TopicHours || s.topicSure < sure) {
		return s.known("Address")
	}
	if s.asksOurPhone() {
		n := s.known("Phone")
		n.key = KeyPhone
		return n
	}
	if s.topicSure < likely || s.owesApology() {
		return work
	}
	first := s.exchanges() == 0
	switch s.topic {
	case tone.TopicGreeting, tone.TopicThanks:
		if len(s.d.Marks) == 0 {
			return need{reason: SimpleReply}
		}
	case tone.TopicHours:
		return s.known("Hours")
	case tone.TopicBooking:
		if first && !s.names(tone.Moment, tone.Deadline) && (s.found.has(bookCue) || s.topicSure >= verySure) {
			return need{reason: AsksMissing}
		}
	case tone.TopicOrder:
		if first && !s.names(tone.OrderNumber, tone.Deadline) && !s.upset() {
			return need{reason: AsksMissing}
		}
	case tone.TopicOrderStatus:
		if first && s.orderNumber() == 0 && !s.upset() {
			return need{reason: AsksMissing}
		}
	case tone.TopicTechnical:
		if first && !s.upset() && !s.found.has(failedCue, failedBeforeCue) {
			return need{reason: FirstStep}
		}
	case tone.TopicOther, tone.TopicPrice, tone.TopicAvailability, tone.TopicDelivery, tone.TopicPayment,
		tone.TopicRefund, tone.TopicQuality, tone.TopicCancel, tone.TopicHuman:
	}
	return work
}

// aboutHours reports whether a phrase about opening times is what the burst is
// about.
func (s *step) aboutHours() bool {
	return s.topic == tone.TopicHours || slices.Contains(s.reading.OtherTopics, tone.TopicHours) ||
		s.topicSure < sure || s.topic == tone.TopicGreeting || s.topic == tone.TopicOther
}

// asksOurPhone reports whether the burst asks for our telephone number, which the
// business has told us, and hardly anything else.
func (s *step) asksOurPhone() bool {
	return s.found.has(ourPhoneCue) && s.b.keys[KeyPhone] && s.fact("Phone") != "" &&
		s.found.uncovered(ourPhoneCue, fillerCue, greetingCue, thanksCue) <= 1
}

// fact returns what the business has told us of itself; "" if it has not.
func (s *step) fact(name string) string {
	return s.b.desk.Query(tone.Reading{Language: s.answerLanguage()}, timing.Plan{}, s.local(s.now)).Facts[name]
}

// known is a need that a fact of the business answers, if it is there.
func (s *step) known(fact string) need {
	if s.fact(fact) == "" {
		return need{work: true, reason: NeedsWork}
	}
	s.topic = tone.TopicHours
	return need{reason: KnownFact, fact: fact}
}

// names reports whether the burst names one of the things.
func (s *step) names(kinds ...tone.EntityKind) bool {
	return slices.ContainsFunc(s.reading.Entities, func(e tone.Entity) bool { return slices.Contains(kinds, e.Kind) })
}

// upset reports whether the customer is in a state in which a question back
// would be one too many.
func (s *step) upset() bool {
	switch s.reading.State {
	case tone.Irritated, tone.Tired, tone.Rushed:
		return true
	case tone.Neutral, tone.Confused, tone.Enthusiastic:
	}
	return false
}

// orderNumber returns the order number that was named in this sitting; 0 if
// none was.
func (s *step) orderNumber() int64 {
	if s.d.Facts != nil && s.d.Facts.OrderNumber != 0 {
		return s.d.Facts.OrderNumber
	}
	if s.d.Sitting.IsZero() {
		return s.h.OrderNumber
	}
	return 0
}

// closedKey returns the key for a text out of business hours.
func (s *step) closedKey() string {
	if c := s.b.policy.Calendar; c != nil {
		if kind := c.Day(c.DateOf(s.now)).Kind; kind == timing.Holiday || kind == timing.Closing {
			return templates.KeyHoliday
		}
	}
	return templates.KeyClosed
}
