package bot

import (
	"slices"
	"time"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

// Grave returns the key of the text with which the engine answers a message that
// speaks of a danger to somebody's life or health, of a wish to die or of a death:
// KeyDanger, KeyDespair or KeyGrief, or "" for any other message. To these a person
// is called at once, whatever else the message says. An angry message about a death
// is answered as any angry one, since it may be our fault. Grave looks at the words
// of this one message only and misses what they do not say; r is how it was read.
func Grave(text string, r tone.Reading) string {
	f := embeddedLexicon().find(text, r.Language)
	switch {
	case f.has(dangerCue):
		return KeyDanger
	case f.has(despairCue):
		return KeyDespair
	case f.has(deathCue) && !angry(&r):
		return KeyGrief
	}
	return ""
}

// alarm is rule 3: what needs a person at once is handed over, and the customer
// is told.
func (s *step) alarm() bool {
	reasons := s.alarms()
	if len(reasons) == 0 {
		return false
	}
	s.escalate(reasons)
	return true
}

// alarms returns why a person is needed at once, the weightiest reason first.
func (s *step) alarms() []Reason {
	var reasons []Reason
	f := s.found
	add := func(holds bool, r Reason) {
		if holds {
			reasons = append(reasons, r)
		}
	}
	failed, bad := s.counts(s.d.Marks)
	fresh := s.newlyBad()
	add(f.has(dangerCue), Danger)
	add(f.has(despairCue), Despair)
	add(f.has(legalCue), LegalThreat)
	add(f.has(eraseCue), EraseData)
	add(f.has(deathCue), Bereaved)
	add(s.asksPerson(), AsksPerson)
	add(s.acceptsCall(), CallAccepted)
	add(failed >= 2 && fresh, FailedTwice)
	add(bad >= 2 && fresh, SecondBad)
	add(len(reasons) == 0 && s.dangerGoesOn(), DangerContinues)
	return reasons
}

// asksPerson reports whether the customer wants a person or a call.
func (s *step) asksPerson() bool {
	f := s.found
	switch {
	case s.asksOurPhone():
		return false
	case f.has(personCue):
		return true
	case f.not[personCue] || f.has(noCallsCue):
		return false
	case f.has(operatorCue) && f.uncovered(operatorCue, fillerCue, greetingCue, thanksCue) == 0 && !f.words.asks():
		return true
	case f.begins(operatorFirstCue), slices.Contains(s.b.operators, f.words.sameWords()):
		return true
	}
	return s.topic == tone.TopicHuman && s.topicSure >= prettySure && s.reading.State != tone.Enthusiastic &&
		!f.has(unkeptCue, failedCue)
}

// acceptsCall reports whether the customer agrees to a call that we offered, or
// sends nothing but the number that a text with an offer asked for.
func (s *step) acceptsCall() bool {
	if s.found.has(noCallsCue) {
		return false
	}
	phone := s.d.Facts != nil && s.d.Facts.Phone || s.h.Burst.media().Has(tone.Contact)
	if p := s.h.OpenPromise(); p != nil && s.onlyPhone() && slices.Contains(p.Kinds, "call") {
		return true
	}
	if s.h.CallOffered.IsZero() || s.h.CallOffered.Before(s.h.Sitting) || !s.d.Sitting.IsZero() {
		return false
	}
	agrees := s.found.has(yesCue, agreeCue) && !s.found.has(noCue) && s.found.uncovered(yesCue, agreeCue, fillerCue, thanksCue) == 0
	return phone || agrees && !s.h.CallOffered.Before(s.h.LastSent)
}

// dangerGoesOn reports whether a danger was handed to a person who has not
// written yet: what follows stays with that person.
func (s *step) dangerGoesOn() bool {
	danger := func(r Reason) bool { return r == Danger || r == Despair || r == DangerContinues }
	return slices.ContainsFunc(s.h.HandedFor, danger) && s.h.Burst.last().Sub(s.h.Handed) <= s.b.settings.Sitting
}

// toldLately is how long ago the customer must have been told that a person
// takes over to be told again.
const toldLately = 2 * time.Minute

// escalate hands the conversation to a person and tells the customer, unless
// they were told just now.
func (s *step) escalate(reasons []Reason) {
	s.d.Verdict = Escalate
	s.because(reasons...)
	s.markReasons()
	s.do(Action{Kind: HandOver})
	plan := s.plan(planNeeds{work: true})
	told := !s.h.Handed.IsZero() && !s.h.LastSent.Before(s.h.Handed) && s.h.Burst.last().Sub(s.h.LastSent) < toldLately
	if told {
		s.d.Closes = true
		s.notice(NoticeEscalated, s.h.Promise.By)
		return
	}
	wish := textWish{key: s.handoverKey(reasons), topic: s.topic, verdict: Escalate}
	if slices.Contains(reasons, AsksPerson) && len(reasons) == 1 {
		wish.key, wish.topic = "", tone.TopicHuman
	}
	a := s.compose(plan, wish)
	if !a.ok && wish.key != "" && wish.key != templates.KeyHandover {
		wish.key = templates.KeyHandover
		a = s.compose(plan, wish)
	}
	if !a.ok {
		s.d.Closes = true
		s.because(NoText)
		s.notice(NoticeEscalated, time.Time{})
		return
	}
	s.d.Rest = plan.MergeUntil
	s.planAnswer(a, s.now, 0)
	s.notice(NoticeEscalated, a.promisedBy())
}

// handoverKey returns the key of the text for a hand-over with these reasons, the
// weightiest of which is the first.
func (s *step) handoverKey(reasons []Reason) string {
	keys := map[Reason][]string{
		Danger: {KeyDanger}, Despair: {KeyDespair, KeyDanger}, Bereaved: {KeyGrief}, LegalThreat: {KeyLegal},
		EraseData: {KeyErase},
	}
	for _, r := range reasons {
		if r == Bereaved && angry(&s.reading) {
			continue // it may be our fault
		}
		for _, key := range keys[r] {
			if s.b.keys[key] {
				return key
			}
		}
	}
	return templates.KeyHandover
}

// markReasons adds what the burst reports to the reasons, and a promise that was
// broken since the customer wrote last.
func (s *step) markReasons() {
	if s.freshFailure() {
		s.because(PromiseNotKept)
	}
	for _, m := range s.d.Marks {
		if !slices.Contains(s.d.Reasons, m.Kind) {
			s.because(m.Kind)
		}
	}
}
