package bot

import (
	"errors"
	"fmt"
	"time"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// The keys of texts that a Brain asks for besides those of package templates.
// Where a catalogue does not have one, the text is left out, or the one in
// brackets takes its place.
const (
	KeyDanger    = "system.danger"    // somebody is in danger: where help is, and a person (KeyHandover)
	KeyDespair   = "system.despair"   // somebody does not want to live: help, and a person (KeyDanger)
	KeyGrief     = "system.grief"     // somebody has died: a condolence and a person (KeyHandover)
	KeyLegal     = "system.legal"     // a legal threat: a person (KeyHandover)
	KeyErase     = "system.erase"     // wants the data deleted: points to /forget (KeyHandover)
	KeySorry     = "system.sorry"     // a promise of ours was not kept: an honest apology and a new time (the topic's text)
	KeyFailed    = "system.failed"    // what we answered did not help, the first time (the topic's text)
	KeyWaiting   = "system.waiting"   // writes about the same before a person has answered (the topic's text)
	KeyWelcome   = "system.welcome"   // a new customer only greets (the topic greeting)
	KeyReturning = "system.returning" // a customer whom we know only greets (the topic greeting)
	KeyPhone     = "system.phone"     // asks for our telephone number, which is known (the topic hours)
	KeyVoice     = "system.voice"     // a voice message and no words (the topic's text)
	KeyPhoto     = "system.photo"     // pictures and no words; Count is how many (the topic's text)
	KeyDocument  = "system.document"  // files and no words; Count is how many (the topic's text)
	KeyLocation  = "system.location"  // a place and no words (the topic's text)
	KeyContact   = "system.contact"   // a contact and no words (the topic's text)
	KeyTooLong   = "system.too_long"  // more text than is read (the topic's text)
	KeyFlood     = "system.flood"     // too many lines at once: a person looks at them; Count is how many
	KeyFollowUp  = "after.silence"    // the customer did not answer our question
	KeyStart     = "system.start"     // /start (the topic greeting)
	KeyStopped   = "system.stopped"   // /stop
	KeyLanguage  = "system.language"  // /lang
	KeyPrivacy   = "system.privacy"   // /privacy
	KeyForget    = "system.forget"    // /forget: asks whether the customer is sure
	KeyForgotten = "system.forgotten" // what was stored is deleted
	KeyKept      = "system.kept"      // the customer is not sure: nothing is deleted
)

// optionalKeys are the keys above.
var optionalKeys = [...]string{
	KeyDanger, KeyDespair, KeyGrief, KeyLegal, KeyErase, KeySorry, KeyFailed, KeyWaiting, KeyWelcome, KeyReturning,
	KeyPhone, KeyVoice, KeyPhoto, KeyDocument, KeyLocation, KeyContact, KeyTooLong, KeyFlood, KeyFollowUp,
	KeyStart, KeyStopped, KeyLanguage, KeyPrivacy, KeyForget, KeyForgotten, KeyKept,
}

// Data of the buttons that a Brain understands when they are pressed.
const (
	PressForget   = "forget:yes"
	PressKeep     = "forget:no"
	PressRussian  = "lang:ru"
	PressRomanian = "lang:ro"
	PressHuman    = "human"
)

// Parts are what a Brain is made of.
type Parts struct {
	// Classifier reads messages; nil is the default one.
	Classifier *tone.Classifier

	// Catalog has the texts, Desk the facts of the business. Both must be set.
	Catalog *templates.Catalog
	Desk    *templates.Desk

	Settings Settings
}

// A Brain decides what to do about an event. It never changes after it is made
// and may be used by any number of goroutines at once.
type Brain struct {
	classifier *tone.Classifier
	catalog    *templates.Catalog
	desk       *templates.Desk
	lexicon    *lexicon
	settings   Settings
	policy     timing.Policy
	zone       *time.Location // where the business is
	operators  []string       // the words that call a person, as sameWords has them
	canCall    bool
	factNames  []string        // the variables that the business fills
	keys       map[string]bool // the optional keys that the catalogue has
}

// NewBrain puts a Brain together. The error says which part is missing and which
// setting is out of its bounds.
func NewBrain(p Parts) (*Brain, error) {
	if p.Catalog == nil || p.Desk == nil {
		return nil, errors.New("bot: a Brain needs a Catalog and a Desk")
	}
	if err := p.Settings.Validate(); err != nil {
		return nil, err
	}
	b := &Brain{
		classifier: p.Classifier, catalog: p.Catalog, desk: p.Desk, lexicon: embeddedLexicon(),
		settings: p.Settings.withDefaults(), keys: make(map[string]bool), factNames: p.Catalog.Variables("business"),
	}
	if b.classifier == nil {
		b.classifier = tone.Default()
	}
	b.policy = b.settings.Policy
	if b.policy.Calendar == nil {
		b.policy.Calendar = b.desk.Calendar()
	}
	if err := b.settle(); err != nil {
		return nil, err
	}
	for _, lang := range []tone.Language{tone.Russian, tone.Romanian} {
		facts := b.desk.Query(tone.Reading{Language: lang}, timing.Plan{}, time.Time{}).Facts
		b.canCall = b.canCall || facts[templates.VarCanCall] != ""
		if word := splitWords(facts["OperatorWord"]).sameWords(); word != "" {
			b.operators = append(b.operators, word)
		}
	}
	for _, key := range optionalKeys {
		_, err := b.catalog.Draft(templates.Query{Key: key, Language: tone.Russian})
		b.keys[key] = err == nil || errors.Is(err, templates.ErrPerson)
	}
	return b, nil
}

// homeZone is where a business is that has not said where it is.
const homeZone = "Europe/Chisinau"

// settle finds out where the business is.
func (b *Brain) settle() (err error) {
	if c := b.policy.Calendar; c != nil {
		b.zone = c.Location()
		return nil
	}
	b.zone, err = timing.LoadZone(homeZone)
	return err
}

// Policy returns the policy by which the Brain plans.
func (b *Brain) Policy() timing.Policy { return b.policy }

// Location returns where the business is: times that customers are told are told
// there. It is Europe/Chisinau if the business has not said.
func (b *Brain) Location() *time.Location { return b.zone }

// Decide returns what is to be done about an event, at the given time. The
// history holds everything up to the event and the event itself; it is not
// changed. The same arguments give the same decision. An event that asks for
// nothing gives an empty decision, and so does one that is not known.
//
// The caller adds the decision to the history, as an event of the kind Decided,
// before it asks about the next event.
func (b *Brain) Decide(h *History, e Event, now time.Time) Decision {
	s := &step{b: b, h: h, now: now}
	if decide := deciders[e.Kind]; decide != nil && e.Known() {
		decide(s, e)
	}
	return s.d
}

// deciders say what is done about each kind of event. The other kinds ask for
// nothing.
var deciders = map[EventKind]func(*step, Event){
	Said:        (*step).said,
	Edited:      (*step).edited,
	Deleted:     (*step).deleted,
	PersonWrote: (*step).personWrote,
	Echoed:      (*step).echoed,
	Commanded:   (*step).commanded,
	Pressed:     (*step).pressed,
	Blocked:     (*step).blocked,
	Connected:   (*step).connected,
	TimerDue:    (*step).timerDue,
	SendEnded:   (*step).sendEnded,
}

// A step is one decision in the making.
type step struct {
	b   *Brain
	h   *History
	now time.Time
	d   Decision

	// What the burst says, once it has been read.
	reading   tone.Reading
	found     *found
	topic     tone.Topic
	topicSure float64 // how sure that is, from 0 to 1
}

// because adds reasons.
func (s *step) because(reasons ...Reason) { s.d.Reasons = append(s.d.Reasons, reasons...) }

// do adds an action.
func (s *step) do(a Action) { s.d.Actions = append(s.d.Actions, a) }

// setTimer and cancelTimer add actions for timers.
func (s *step) setTimer(kind TimerKind, subject string, at time.Time) {
	s.do(Action{Kind: SetTimer, Timer: &Timer{Kind: kind, Subject: subject, At: at}})
}

func (s *step) cancelTimer(kind TimerKind, subject string) {
	s.do(Action{Kind: CancelTimer, Timer: &Timer{Kind: kind, Subject: subject}})
}

// cancelSends calls off all open sends to the customer for which the condition
// holds, and reports whether there were any.
func (s *step) cancelSends(which func(*Pending) bool) bool {
	found := false
	for i := range s.h.Pending {
		if p := &s.h.Pending[i]; which(p) {
			s.do(Action{Kind: CancelSend, No: p.No})
			if p.Effect.Notice > 0 {
				s.do(Action{Kind: CancelSend, No: p.Effect.Notice})
			}
			found = true
		}
	}
	return found
}

// nextSend returns the number for the next send.
func (s *step) nextSend() int64 {
	no := s.h.LastSend
	for i := range s.d.Actions {
		if a := &s.d.Actions[i]; a.Kind == PlanSend {
			no = max(no, a.Send.No)
		}
	}
	return no + 1
}

// local returns a time where the business is.
func (s *step) local(t time.Time) time.Time { return t.In(s.b.zone) }

// String names the Brain by what it decides with, for logs.
func (b *Brain) String() string {
	return fmt.Sprintf("model %s, cues %s", b.classifier.Card().Corpus, b.classifier.Card().Lexicon)
}
