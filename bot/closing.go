package bot

import (
	"strings"

	"github.com/camerton/camerton/tone"
)

// close is rule 2: a closing, formal thanks or a bare sign gets no answer, and
// warm thanks one in a conversation, which is left to the end of the burst.
func (s *step) close() bool {
	switch {
	case s.found.has(dangerCue, despairCue):
		return false
	case s.bareSign():
		return s.none(true, BareSign)
	case s.found.has(stopCue) && s.found.uncovered(stopCue, closingCue, thanksCue, fillerCue, noCue) <= 2:
		return s.none(true, StopAsked)
	case s.grave():
		return false
	case s.warm():
		if s.warmUsed() {
			s.react()
			return s.none(true, WarmAgain)
		}
		return false
	case s.closes():
		s.react()
		return s.none(true, ClosingLine)
	}
	return false
}

// bareSign reports whether the burst is a sticker, emoji or signs that ask
// nothing.
func (s *step) bareSign() bool {
	const readable = tone.Photo | tone.Voice | tone.Video | tone.Document | tone.Location | tone.Contact
	return s.found.words.count == 0 && !s.found.words.asks() && s.h.Burst.media()&readable == 0
}

// closes reports whether the burst ends an exchange: it is made of closing words
// alone, or is a few words of thanks. A yes or no that answers a question of ours
// is no closing.
func (s *step) closes() bool {
	f := s.found
	if f.words.asks() || s.h.Burst.media() != 0 {
		return false
	}
	if f.has(waitsCue) && f.uncovered(waitsCue, fillerCue) == 0 && s.ignored() {
		return false
	}
	if f.has(yesCue) && !s.h.Asked.IsZero() && !f.has(noCue) || s.acceptsCall() {
		return false
	}
	rest := f.uncovered(closingCue, thanksCue, fillerCue, yesCue, noCue, greetingCue, warmCue)
	if rest == 0 {
		return f.has(closingCue, thanksCue, yesCue, noCue)
	}
	if s.topic != tone.TopicThanks || s.reading.State != tone.Neutral || !f.has(thanksCue, closingCue) {
		return false
	}
	return rest <= 4 && s.topicSure >= sure || rest <= 8 && s.topicSure >= prettySure
}

// ignored reports whether nobody has ever answered this customer, or a promise was
// not kept: then to say that one waits is no closing.
func (s *step) ignored() bool {
	return later(s.h.LastPerson, s.h.LastSent).IsZero() || s.freshFailure()
}

// How sure the reader must be for its word to be taken where a mistake costs
// little, where it costs more, and to be taken alone.
const (
	likely     = 0.5
	sure       = 0.6
	prettySure = 0.85
	verySure   = 0.9
)

// warm reports whether the burst is warm thanks or praise and asks nothing.
func (s *step) warm() bool {
	f, r := s.found, &s.reading
	if f.has(wishCue) && !f.has(thanksCue) || s.thanksBut() || s.grave() { // an eager order is an order
		return false
	}
	if f.words.asks() || r.State == tone.Irritated || r.State == tone.Tired && r.Confidence >= sure {
		return false
	}
	switch s.topic {
	case tone.TopicThanks:
		if r.State == tone.Enthusiastic && r.Confidence >= sure && f.uncovered(closingCue, thanksCue, fillerCue) > 0 {
			return true
		}
	case tone.TopicOther, tone.TopicGreeting:
	case tone.TopicPrice, tone.TopicAvailability, tone.TopicOrder, tone.TopicOrderStatus, tone.TopicDelivery,
		tone.TopicPayment, tone.TopicRefund, tone.TopicQuality, tone.TopicCancel, tone.TopicBooking, tone.TopicHours,
		tone.TopicTechnical, tone.TopicHuman:
		if s.topicSure >= sure && f.uncovered(warmCue, closingCue, thanksCue, fillerCue) > 2 {
			return false
		}
	}
	return f.has(warmCue) || f.has(thanksCue) && hasHeart(s.h.Burst.Text()) && f.uncovered(closingCue, thanksCue, fillerCue) == 0
}

// hasHeart reports whether there is an emoji of affection.
func hasHeart(text string) bool {
	return strings.ContainsAny(text, "❤♥💛💙🧡💚💜🤍🖤🤎💕💖💗💓💞💝😍🥰😘😻🤗💐🌹🫶")
}

// warmUsed reports whether warm thanks were answered in this conversation.
func (s *step) warmUsed() bool {
	return !s.h.Warm.IsZero() && s.h.Burst.last().Sub(s.h.Warm) < s.b.settings.Conversation
}
