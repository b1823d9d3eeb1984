package bot

import (
	"slices"

	"github.com/camerton/camerton/tone"
)

// calm corrects the state that was read where the words rule it out: signs and
// numbers alone show none, and nobody is delighted who writes of a death or an
// illness. It is the reader's guess from single words that is overruled here,
// before anything is decided by it.
func (s *step) calm() {
	r := &s.reading
	switch {
	case s.onlyAsks(), s.onlyPhone(), s.onlyChangesMind():
		r.State, r.Second, r.Intensity = tone.Neutral, tone.Neutral, 0
	case s.found.has(despairCue):
		r.State, r.Second, r.Intensity = tone.Tired, tone.Neutral, 3
	case s.found.has(deathCue) && !angry(r), s.grave() && r.State == tone.Enthusiastic:
		r.State, r.Second, r.Intensity = tone.Tired, tone.Neutral, 1
	case s.grave() && s.found.has(absentCue) && r.State == tone.Tired: // not of us
		r.Intensity = 1
	case s.grave() && r.Second == tone.Enthusiastic:
		r.Second = tone.Neutral
	}
}

// angry reports whether a customer is surely irritated: about a death it may be our
// fault, while some words of grief only look like anger.
func angry(r *tone.Reading) bool { return r.State == tone.Irritated && r.Confidence >= sure }

// grave reports whether the burst tells of a danger, a death, an illness or the
// like, to which no cheerful text may answer.
func (s *step) grave() bool { return s.found.has(dangerCue, despairCue, deathCue, illnessCue) }

// onlyAsks reports whether the burst is nothing but question marks.
func (s *step) onlyAsks() bool {
	w := s.found.words
	emoji := slices.ContainsFunc(w.tokens, func(t token) bool { return t.kind == emojiToken })
	return w.count == 0 && w.asks() && !emoji && s.h.Burst.media() == 0
}

// onlyPhone reports whether the burst is a telephone number and nothing else.
func (s *step) onlyPhone() bool {
	word := func(t token) bool { return t.kind == wordToken || t.kind == emojiToken }
	return s.names(tone.PhoneNumber) && !slices.ContainsFunc(s.found.words.tokens, word)
}

// onlyChangesMind reports whether the customer says to have changed the mind, and
// not about what.
func (s *step) onlyChangesMind() bool {
	f := s.found
	return f.has(mindCue) && f.uncovered(mindCue, fillerCue, greetingCue, thanksCue, closingCue) == 0
}

// topicOfFew sets what a burst is about whose few words the reader can't judge,
// and reports whether it is one: nothing yet, or what our open question was about;
// an order or a visit that is called off.
func (s *step) topicOfFew() bool {
	switch {
	case s.onlyAsks(), s.onlyPhone():
		s.topic, s.topicSure = tone.TopicOther, 0
		if asked, open := s.askedAbout(); open {
			s.topic = asked
		}
	case s.onlyChangesMind(), s.grave() && s.found.has(absentCue):
		s.topic, s.topicSure = tone.TopicCancel, 1
	default:
		return false
	}
	return true
}
