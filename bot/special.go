package bot

import (
	"slices"
	"strconv"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

// workKey returns the key of the text for a burst that only a person can answer,
// where there is more to say than about its topic: that we are sorry for a
// promise that was not kept, that what we answered did not help, or that a person
// has it already. It is empty for the topic's own text.
func (s *step) workKey() string {
	switch {
	case s.owesApology() && s.b.keys[KeySorry]:
		return KeySorry
	case s.reports(FailedSolution) && s.b.keys[KeyFailed]:
		return KeyFailed
	case s.h.OpenPromise() != nil && s.exchanges() > 0 && s.b.keys[KeyWaiting]:
		return KeyWaiting
	case s.reading.Truncated && s.b.keys[KeyTooLong]:
		return KeyTooLong
	}
	return ""
}

// owesApology reports whether a promise was broken since anybody wrote to the
// customer.
func (s *step) owesApology() bool {
	h := s.h
	return slices.ContainsFunc(h.Marks, func(m Mark) bool {
		return m.Kind == PromiseNotKept && m.Failed && m.At.After(later(h.LastSent, h.LastPerson))
	})
}

// reports reports whether the burst tells of such a bad moment.
func (s *step) reports(kind Reason) bool {
	return slices.ContainsFunc(s.d.Marks, func(m Mark) bool { return m.Kind == kind })
}

// greetingKey returns the key of the text for somebody who only greets: one whom
// we do not know yet, or one who comes back. It is empty for the topic's own
// text.
func (s *step) greetingKey() string {
	known := !later(s.h.LastSent, s.h.LastPerson).IsZero()
	switch {
	case s.topic != tone.TopicGreeting || !s.found.bareGreeting():
	case !known && s.b.keys[KeyWelcome]:
		return KeyWelcome
	case known && s.h.Sitting.Equal(s.h.Burst.first()) && s.b.keys[KeyReturning]:
		return KeyReturning
	}
	return ""
}

// onlyLanguage reports whether the burst asks for a language and nothing else.
func (s *step) onlyLanguage() bool {
	return s.found.has(wantRussianCue, wantRomanianCue) &&
		s.found.uncovered(wantRussianCue, wantRomanianCue, fillerCue, greetingCue, thanksCue, yesCue) == 0
}

// mediaKeys are the keys of the texts for what came without words, the weightiest
// first.
var mediaKeys = [...]struct {
	media tone.Media
	key   string
}{
	{tone.Voice, KeyVoice},
	{tone.Photo, KeyPhoto},
	{tone.Document, KeyDocument},
	{tone.Location, KeyLocation},
	{tone.Contact, KeyContact},
}

// mediaKey returns the key of the text for a burst without words; empty if it has
// any, or if there is no such text.
func (s *step) mediaKey() string {
	if s.found.words.count > 0 {
		return ""
	}
	all := s.h.Burst.media()
	for _, m := range mediaKeys {
		if all.Has(m.media) {
			if s.b.keys[m.key] {
				return m.key
			}
			return ""
		}
	}
	return ""
}

// countVar is the variable that says how many there are of what a text is about.
const countVar = "Count"

// count fills in how many there are of what the text with this key is about.
func (s *step) count(vars templates.Vars, key string) {
	n := 0
	for i := range s.h.Burst.Lines {
		l := &s.h.Burst.Lines[i]
		if key == KeyFlood || key == KeyPhoto && l.Media.Has(tone.Photo) || key == KeyDocument && l.Media.Has(tone.Document) {
			n += 1 + l.More
		}
	}
	if n > 0 {
		vars[countVar] = strconv.Itoa(n)
	}
}
