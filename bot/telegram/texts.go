package telegram

import (
	"time"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// Phrases are words of one language; templates.Words is one.
type Phrases interface {
	// Phrase returns a phrase of the locales, and nothing if there is no such
	// phrase.
	Phrase(id string, v templates.Vars) string

	// Moment returns by when something happens.
	Moment(m timing.Moment) string
}

// Texts are the words that an adapter needs: for the menu of commands and for
// what operators are told. What customers are sent comes from the engine.
type Texts struct {
	// Russian and Romanian are the words; nil for none.
	Russian, Romanian Phrases

	// First is the language for those who speak neither; Russian if not set.
	First tone.Language

	// Zone is where the business is, for times; nil is UTC.
	Zone *time.Location
}

// in returns the words of a language; those of the first one for any other, and
// nil if there are none.
func (t *Texts) in(lang tone.Language) Phrases {
	switch {
	case lang == tone.Romanian:
		return t.Romanian
	case lang != tone.Russian && t.First == tone.Romanian:
		return t.Romanian
	}
	return t.Russian
}

// say returns a phrase in a language; empty if it is not there.
func (t *Texts) say(lang tone.Language, id string, v templates.Vars) string {
	if words := t.in(lang); words != nil {
		return words.Phrase(id, v)
	}
	return ""
}

// moment says by when, or when, something is, seen from now.
func (t *Texts) moment(lang tone.Language, at, now time.Time) string {
	words := t.in(lang)
	if words == nil || at.IsZero() {
		return ""
	}
	zone := t.Zone
	if zone == nil {
		zone = time.UTC
	}
	return words.Moment(timing.MomentOf(at.In(zone), now.In(zone)))
}

// SetTexts changes the words from now on.
func (a *Adapter) SetTexts(t Texts) { a.texts.Store(&t) }
