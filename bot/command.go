package bot

import (
	"maps"
	"slices"
	"strings"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// commanded decides about a command of the customer. One that we do not know is
// left alone.
func (s *step) commanded(e Event) {
	if e.Command == nil {
		return
	}
	switch e.Command.Name {
	case "start":
		s.system(KeyStart, tone.TopicGreeting)
	case "human":
		s.human()
	case "stop":
		s.d.Facts = &Facts{Stopped: true}
		s.stopFollowingUp()
		s.system(KeyStopped, noTopic)
	case "lang":
		s.chooseLanguage(strings.ToLower(strings.TrimSpace(e.Command.Args)))
	case "privacy":
		s.system(KeyPrivacy, noTopic)
	case "forget":
		s.system(KeyForget, noTopic)
	}
}

// pressed decides about a button of ours. Buttons stay where they are: pressing one
// again does nothing.
func (s *step) pressed(e Event) {
	if e.Press == nil {
		return
	}
	switch e.Press.Data {
	case PressForget:
		if s.h.ForgetAsked {
			s.forget()
		}
	case PressKeep:
		if s.h.ForgetAsked {
			s.d.Settles = true
			s.system(KeyKept, noTopic)
		}
	case PressRussian, PressRomanian:
		_, code, _ := strings.Cut(e.Press.Data, ":")
		if !s.h.Chosen || s.h.Language != languageOfCode(code) {
			s.chooseLanguage(code)
		}
	case PressHuman:
		s.human()
	}
}

// toldOfPerson reports whether the customer was told just now that a person takes
// over, or is about to be told.
func (s *step) toldOfPerson() bool {
	told := func(p Pending) bool { return strings.HasPrefix(p.Effect.Template, templates.KeyHandover+".") }
	return slices.ContainsFunc(s.h.Pending, told) || !s.h.Handed.IsZero() && !s.h.LastSent.Before(s.h.Handed) && s.now.Sub(s.h.LastSent) < toldLately
}

// forget deletes what is stored, after a text that says so.
func (s *step) forget() {
	s.because(ForgetConfirmed)
	s.d.Settles = true
	s.cancelSends(func(*Pending) bool { return true })
	s.system(KeyForgotten, noTopic)
	s.do(Action{Kind: Forget})
}

// chooseLanguage changes the language for good, or shows the choice.
func (s *step) chooseLanguage(code string) {
	if lang := languageOfCode(code); lang != tone.LanguageNone {
		s.d.Language, s.d.Chosen = lang, true
		s.because(LanguageWish)
	}
	s.system(KeyLanguage, noTopic)
}

// human calls a person, once: asking again at once changes nothing.
func (s *step) human() {
	switch {
	case s.personHere():
		s.because(TakenOverByPerson)
		return
	case s.toldOfPerson():
		return
	}
	s.because(AsksPerson)
	s.do(Action{Kind: HandOver})
	history := timing.History{Channel: s.h.Key.Channel, NeedsWork: true}
	if p := s.h.OpenPromise(); p != nil {
		history.Promised = p.By
	}
	plan := s.b.policy.Plan(tone.Reading{Topic: tone.TopicHuman}, history, s.local(s.now))
	s.say(templates.KeyHandover, noTopic, plan)
	s.notice(NoticeEscalated, plan.AnswerBy.At)
}

// personHere reports whether a person has the conversation now.
func (s *step) personHere() bool {
	return !s.h.LastPerson.IsZero() && s.now.Sub(s.h.LastPerson) <= s.b.settings.TakeOver
}

// noTopic says that a text has no topic to fall back on.
const noTopic = tone.Topic(255)

// system answers a command.
func (s *step) system(key string, instead tone.Topic) {
	s.because(CommandText)
	s.say(key, instead, timing.Plan{SendAt: s.now})
}

// say plans a text that answers no burst. Without such a text, and nothing to
// fall back on, nothing is sent; nor is one that is on its way already.
func (s *step) say(key string, instead tone.Topic, plan timing.Plan) {
	lang := s.answerLanguage()
	q := s.b.desk.Query(tone.Reading{Language: lang, Topic: tone.TopicOther}, plan, s.local(s.now))
	q.Key, q.Language, q.Channel, q.Seed = key, lang, s.h.Key.Channel, s.h.Key.String()
	maps.Copy(q.Vars, s.vars())
	if known, optional := s.b.keys[key]; optional && !known {
		if instead == noTopic {
			s.because(NoText)
			return
		}
		q.Key, q.Topic = "", instead.String()
	}
	q.First = s.b.desk.Discloses() && s.h.Disclosed.IsZero()
	d, err := s.b.catalog.Draft(q)
	if err != nil || key != templates.KeyHandover && d.Rung > templates.RungNeutral {
		s.because(NoText)
		return
	}
	if s.onItsWay(d.Text) {
		return
	}
	a := answer{ok: true, draft: d, plan: plan, first: q.First, had: s.h.OpenPromise(), wish: textWish{key: key}}
	s.do(Action{Kind: PlanSend, Send: &Send{
		No: s.nextSend(), Kind: SendAnswer, Status: SendPlanned, At: s.now, Expires: s.expires(),
		Text: d.Text, Subject: d.Subject, Template: d.ID, Language: d.Language, Buttons: s.b.buttons(key, d.Language),
	}, Effect: &Effect{
		Template: d.ID, Discloses: q.First, Promise: a.promise(s.h), Holds: len(d.Promises) > 0, Confirms: key == KeyForget,
	}})
}

// onItsWay reports whether the same answer to a command has not arrived yet.
// Commands may come faster than a channel lets us answer, and must not pile up.
func (s *step) onItsWay(text string) bool {
	sum := textSum(text)
	return slices.ContainsFunc(s.h.Pending, func(p Pending) bool {
		return p.Kind == SendAnswer && p.Effect.Lines == 0 && p.Text == sum
	})
}

// choices are the buttons under the texts that ask something: their phrases, and
// what comes back when they are pressed.
var choices = map[string][][2]string{
	KeyForget:   {{"system.button.forget_yes", PressForget}, {"system.button.forget_no", PressKeep}},
	KeyLanguage: {{"system.button.lang_ru", PressRussian}, {"system.button.lang_ro", PressRomanian}},
}

// buttons returns the buttons under the text for a key; nil for none. A button
// without a phrase is left out.
func (b *Brain) buttons(key string, lang tone.Language) []Button {
	words, err := b.catalog.Words(lang)
	if err != nil {
		return nil
	}
	var all []Button
	for _, choice := range choices[key] {
		if label := words.Phrase(choice[0], nil); label != "" {
			all = append(all, Button{Label: label, Data: choice[1]})
		}
	}
	return all
}
