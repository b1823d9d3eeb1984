package bot

import (
	"slices"
	"time"

	"github.com/camerton/camerton/tone"
)

// read reads the burst as it stands now, and puts down what it tells.
func (s *step) read() {
	b := &s.h.Burst
	text := b.Text()
	s.reading = s.b.classifier.Classify(tone.Message{Text: text, Media: b.media()}, s.context())
	s.found = s.b.lexicon.find(text, s.reading.Language)
	s.calm()
	s.chooseTopic(text)
	s.d.Lines = b.ids()
	s.d.Reading = summary(&s.reading, s.topic)
	s.facts()
	s.language()
}

// context returns what the reader has to know of the conversation.
func (s *step) context() tone.Context {
	h := s.h
	ctx := tone.Context{Channel: h.Key.Channel, At: s.local(h.Burst.last())}
	if h.Broken > 0 && h.Promise.Status == PromiseBroken && !h.Owed.IsZero() {
		ctx.Waiting = max(0, h.Burst.last().Sub(h.Owed))
		ctx.Unanswered = h.OwedBursts
	}
	ctx.FailedSolutions, _ = s.counts(nil)
	if s.newSitting() {
		if h.Language != tone.LanguageNone {
			ctx.Previous = []tone.Reading{{Language: h.Language}}
		}
		return ctx
	}
	for i := range h.Readings {
		if p := &h.Readings[i]; !p.At.Before(h.Sitting) {
			ctx.Previous = append(ctx.Previous, tone.Reading{
				State: p.State, Intensity: p.Intensity, Topic: p.Topic, Language: p.Language, Abstained: p.Abstained,
			})
		}
	}
	return ctx
}

// newSitting reports whether the first line of the burst begins a new sitting.
func (s *step) newSitting() bool {
	return s.h.Sitting.IsZero() || s.silence() > s.b.settings.Sitting
}

// silence returns how long nobody had written before the burst.
func (s *step) silence() time.Duration {
	h := s.h
	before := later(h.LastPerson, h.LastSent)
	for i := range h.Readings {
		before = later(before, h.Readings[i].At)
	}
	if before.IsZero() {
		return 0
	}
	return h.Burst.first().Sub(before)
}

// chooseTopic sets what the burst is about and how sure that is. A greeting that
// says more, thanks with a question, and thanks without a word of thanks are about
// the rest; delight with a wish is an order.
func (s *step) chooseTopic(text string) {
	f := s.found
	s.topic, s.topicSure = s.reading.Topic, s.reading.TopicConfidence
	asked, open := s.askedAbout()
	before, pings := s.pingsAbout()
	switch {
	case pings:
		s.topic, s.topicSure = before, 1
	case s.topicOfFew():
	case f.bareGreeting():
		s.topic, s.topicSure = tone.TopicGreeting, 1
	case open && s.topicSure < verySure && !f.words.asks():
		s.topic = asked
	case s.reading.State == tone.Enthusiastic && f.has(wishCue) && !f.has(thanksCue) &&
		(s.topic == tone.TopicThanks || s.topic == tone.TopicOther):
		s.topic, s.topicSure = tone.TopicOrder, likely
	case s.topic == tone.TopicGreeting && f.uncovered(greetingCue, fillerCue) > 1:
		s.topicOfRest(text, greetingCue)
	case s.topic == tone.TopicThanks && s.onlyPolite():
		s.topicOfRest(text, thanksCue)
	}
}

// onlyPolite reports whether thanks are not what the burst is about: it asks
// something besides, or there is no word of thanks in it and no delight.
func (s *step) onlyPolite() bool {
	f, state := s.found, s.reading.State
	switch {
	case s.grave():
		return true
	case f.words.asks():
		return f.uncovered(thanksCue, warmCue, closingCue, fillerCue) > 1
	case s.thanksBut():
		return true
	case f.has(thanksCue, warmCue) || state == tone.Enthusiastic:
		return false
	}
	return !f.has(closingCue) || state == tone.Irritated || state == tone.Tired
}

// thanksBut reports whether a "but" comes with the thanks, and something after it.
func (s *step) thanksBut() bool {
	f := s.found
	return f.has(butCue) && f.uncovered(butCue, thanksCue, warmCue, closingCue, fillerCue, noCue) > 1
}

// topicOfRest sets what the burst is about apart from being polite.
func (s *step) topicOfRest(text string, polite cue) {
	scores := s.b.classifier.TopicScores(s.found.words.without(text, s.found.hits, polite))
	scores[tone.TopicGreeting], scores[tone.TopicThanks] = 0, 0
	s.topic, s.topicSure = tone.TopicOther, 0
	for t, p := range scores {
		if p > s.topicSure {
			s.topic, s.topicSure = tone.Topic(t), p
		}
	}
}

// pingsAbout returns what a burst is about that only asks whether anybody is there,
// or that is a mere sign or greeting while we owe an answer: what was spoken of
// before in this sitting.
func (s *step) pingsAbout() (tone.Topic, bool) {
	f, n := s.found, len(s.h.Exchanges)
	if n == 0 || s.newSitting() || s.h.Exchanges[n-1].At.Before(s.h.Sitting) {
		return 0, false
	}
	owing := s.h.OpenPromise() != nil || !s.h.Owed.IsZero()
	pings := f.has(pingCue) && f.uncovered(pingCue, fillerCue, greetingCue) == 0 ||
		f.words.count == 0 && f.words.asks() || owing && f.bareGreeting()
	topic := s.h.Exchanges[n-1].Topic
	return topic, pings && topic != tone.TopicGreeting && topic != tone.TopicThanks
}

// askedAbout returns what our last question was about, if it is still open: an
// answer to it is about the same.
func (s *step) askedAbout() (tone.Topic, bool) {
	n := len(s.h.Exchanges)
	if n == 0 || s.h.Asked.IsZero() || s.h.Asked.Before(s.h.Sitting) || s.newSitting() {
		return 0, false
	}
	topic := s.h.Exchanges[n-1].Topic
	return topic, topic != tone.TopicGreeting && topic != tone.TopicThanks
}

// summary returns what the log keeps of a reading.
func summary(r *tone.Reading, topic tone.Topic) *Reading {
	out := &Reading{
		State: r.State, Second: r.Second, Intensity: r.Intensity, Confidence: r.Confidence, Abstained: r.Abstained,
		Topic: topic, Language: r.Language,
	}
	for _, t := range append([]tone.Topic{r.Topic}, r.OtherTopics...) {
		if t != topic && !slices.Contains(out.Others, t) {
			out.Others = append(out.Others, t)
		}
	}
	for _, e := range r.Evidence {
		if !slices.Contains(out.Cues, e.Cue) {
			out.Cues = append(out.Cues, e.Cue)
		}
	}
	return out
}

// facts puts down what the lines told about the customer.
func (s *step) facts() {
	var f Facts
	for _, e := range s.reading.Entities {
		switch e.Kind {
		case tone.PhoneNumber:
			f.Phone = true
		case tone.OrderNumber:
			f.OrderNumber = e.Number
		case tone.Deadline:
			if e.HasClock && (f.Deadline.IsZero() || e.At.Before(f.Deadline)) {
				f.Deadline = e.At
			}
		case tone.Amount, tone.Moment, tone.EmailAddress, tone.ContactCount, tone.WaitingSpan:
		}
	}
	f.NoCalls = s.found.has(noCallsCue)
	f.Calls = !f.NoCalls && s.found.has(personCue) && s.h.NoCalls
	f.Stopped = s.found.has(stopCue)
	if f != (Facts{}) {
		s.d.Facts = &f
	}
}

// noCalls reports whether the customer does not want to be called, the burst
// included.
func (s *step) noCalls() bool {
	f := s.d.Facts
	return !s.b.canCall || (s.h.NoCalls || f != nil && f.NoCalls) && (f == nil || !f.Calls)
}

// phoneGiven reports whether we have a number, the burst included.
func (s *step) phoneGiven() bool {
	return s.h.PhoneGiven || s.d.Facts != nil && s.d.Facts.Phone
}

// deadline returns the deadline that the customer named in an earlier line of
// this sitting and that is not over.
func (s *step) deadline() time.Time {
	if s.d.Sitting.IsZero() && s.h.Deadline.After(s.now) {
		return s.h.Deadline
	}
	return time.Time{}
}

// language chooses the language to answer in. A wish is granted and holds;
// without one it is [tone.ReplyLanguage]'s, if it is one of the business's. As
// long as nothing was said in any, none is chosen.
func (s *step) language() {
	wish := tone.LanguageNone
	switch {
	case s.found.has(wantRomanianCue):
		wish = tone.Romanian
	case s.found.has(wantRussianCue):
		wish = tone.Russian
	}
	if wish != tone.LanguageNone {
		s.d.Language, s.d.Chosen = wish, true
		return
	}
	if s.h.Chosen {
		return
	}
	if lang := tone.ReplyLanguage(s.h.Language, s.reading); lang != tone.LanguageNone {
		s.d.Language = s.b.desk.Language(tone.Reading{Language: lang})
	}
}

// answerLanguage returns the language to answer in. Before one is chosen the
// customer's app is a hint, and the business decides.
func (s *step) answerLanguage() tone.Language {
	switch {
	case s.d.Language != tone.LanguageNone:
		return s.d.Language
	case s.h.Language != tone.LanguageNone:
		return s.h.Language
	}
	if hint := languageOfCode(s.h.Customer.Language); hint != tone.LanguageNone {
		return s.b.desk.Language(tone.Reading{Language: hint})
	}
	return s.b.desk.Language(s.reading)
}

// languageOfCode returns the language of an app's language code: a weak hint,
// for when there is nothing else.
func languageOfCode(code string) tone.Language {
	switch {
	case len(code) >= 2 && (code[:2] == "ro" || code[:2] == "mo"):
		return tone.Romanian
	case len(code) >= 2 && (code[:2] == "ru" || code[:2] == "uk"):
		return tone.Russian
	}
	return tone.LanguageNone
}
