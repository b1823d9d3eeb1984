package bot

import (
	"slices"
	"time"

	"github.com/camerton/camerton/tone"
)

// said decides about a new line of the customer.
func (s *step) said(Event) {
	if len(s.h.Burst.Lines) == 0 {
		return
	}
	if s.newSitting() {
		s.d.Sitting = s.h.Burst.first()
	}
	s.d.Quick = s.isQuick()
	s.stopFollowingUp()
	s.consider()
}

// isQuick reports whether the last line came faster after our text than people
// type. Channels round their times to seconds, so it may seem to come before.
func (s *step) isQuick() bool {
	gap := s.h.Burst.last().Sub(s.h.LastSent)
	return !s.h.LastSent.IsZero() && gap > -time.Second && gap <= s.b.settings.QuickWithin
}

// stopFollowingUp calls off what we would have sent into a silence.
func (s *step) stopFollowingUp() {
	s.cancelSends(func(p *Pending) bool { return p.Kind.Starts() })
	if !s.h.Asked.IsZero() && !s.h.FollowedUp {
		s.cancelTimer(FollowUpDue, "")
	}
}

// consider goes through the decisions in their order of precedence for the burst
// as it stands, up to waiting for more lines. An answer to an earlier state of
// the burst is called off.
func (s *step) consider() {
	s.read()
	s.marks()
	if s.cancelSends(func(p *Pending) bool { return p.Kind == SendAnswer && p.Effect.Lines > 0 }) {
		defer s.because(NewLine)
	}
	for _, rule := range []func(*step) bool{
		(*step).leave, // to a person, or a machine to itself
		(*step).close, // nothing is asked
		(*step).alarm, // a person is needed at once
		(*step).rest,  // of a burst that was answered at once
	} {
		if rule(s) {
			if !s.h.Burst.Ends.IsZero() {
				s.cancelTimer(BurstEnd, "")
			}
			return
		}
	}
	s.wait()
}

// none decides to send nothing. Quiet says that nobody needs to answer.
func (s *step) none(quiet bool, reason Reason) bool {
	s.d.Verdict, s.d.Closes, s.d.Quiet = None, true, quiet
	s.because(reason)
	if quiet && !s.h.Unanswered.IsZero() {
		s.cancelTimer(GuardDue, "")
	}
	return true
}

// Emoji that are put under a customer's thanks.
const (
	warmEmoji   = "❤"
	thanksEmoji = "🤝"
)

// react puts an emoji under the last line of a customer who thanks us and gets no
// text, where the channel has such a thing.
func (s *step) react() {
	line := &s.h.Burst.Lines[len(s.h.Burst.Lines)-1]
	emoji := ""
	switch {
	case s.b.settings.NoReactions || s.h.Key.Channel != tone.Telegram || line.ID == "" || s.h.Unreachable:
	case s.reading.State != tone.Neutral && s.reading.State != tone.Enthusiastic:
	case s.warm():
		emoji = warmEmoji
	case s.found.has(thanksCue):
		emoji = thanksEmoji
	}
	if emoji == "" {
		return
	}
	s.do(Action{Kind: PlanSend, Send: &Send{
		No: s.nextSend(), Kind: SendReaction, Status: SendPlanned, At: s.now, Expires: s.expires(),
		Emoji: emoji, Answers: []string{line.ID},
	}})
}

// leave is rule 1: we keep out of what a person has taken over, and do not talk
// to machines.
func (s *step) leave() bool {
	line := &s.h.Burst.Lines[len(s.h.Burst.Lines)-1]
	set := &s.b.settings
	switch {
	case line.Bot:
		return s.none(true, OtherIsBot)
	case s.takenOver():
		s.guard()
		return s.none(false, TakenOverByPerson)
	case (s.found.has(automaticCue) || s.found.begins(automaticStartCue)) && !s.found.words.asks():
		return s.none(true, AutomaticText)
	case line.Text != "" && slices.Contains(s.h.OurTexts, textSum(line.Text)):
		return s.none(true, OwnWords)
	case line.At.Before(s.h.Muted):
		return s.none(false, Flood)
	case set.FloodLines > 0 && s.linesWithin(time.Minute) >= set.FloodLines:
		return s.mute(Flood)
	case set.Repeats > 0 && s.h.Same >= set.Repeats && s.h.SameText != 0:
		return s.mute(RepeatedText)
	case set.QuickReplies > 0 && s.d.Quick && s.h.Quick+1 >= set.QuickReplies:
		return s.mute(OtherIsBot)
	}
	return false
}

// takenOver reports whether a person has the conversation.
func (s *step) takenOver() bool {
	person := s.h.LastPerson
	return !person.IsZero() && s.h.Burst.last().Sub(person) <= s.b.settings.TakeOver
}

// linesWithin counts the customer's last lines.
func (s *step) linesWithin(d time.Duration) int {
	from, n := s.h.Burst.last().Add(-d), 0
	for _, at := range s.h.Lines {
		if at.After(from) {
			n++
		}
	}
	return n
}

// mute stops answering for a while and tells the operators, once. Whoever floods
// us may be a person in despair, and is told that a person reads it; a machine is
// told nothing.
func (s *step) mute(reason Reason) bool {
	s.d.Muted = s.h.Burst.last().Add(s.b.settings.FloodPause)
	s.guard()
	if reason == Flood && s.tellFlood() {
		return true
	}
	s.none(false, reason)
	s.do(Action{Kind: HandOver})
	s.notice(NoticeEscalated, time.Time{})
	return true
}

// tellFlood tells a customer who writes too much that a person reads it, and
// reports whether there is a text for that.
func (s *step) tellFlood() bool {
	if !s.b.keys[KeyFlood] {
		return false
	}
	a := s.compose(s.plan(planNeeds{work: true}), textWish{key: KeyFlood, topic: s.topic, verdict: Escalate})
	if !a.ok {
		return false
	}
	s.d.Verdict = Escalate
	s.because(Flood)
	s.do(Action{Kind: HandOver})
	s.planAnswer(a, s.now, 0)
	s.notice(NoticeEscalated, a.promisedBy())
	return true
}

// guard sets the clock that runs until the customer has any answer.
func (s *step) guard() {
	if after := s.b.policy.Clocks.Guard; after > 0 && !s.h.Unanswered.IsZero() {
		s.setTimer(GuardDue, "", s.h.Unanswered.Add(after))
	}
}

// rest leaves a line alone that belongs to a burst that was answered at once.
func (s *step) rest() bool {
	if s.h.Rest.IsZero() || s.h.Burst.last().After(s.h.Rest) {
		return false
	}
	return s.none(true, RestOfBurst)
}

// wait is rule 4: more lines may come.
func (s *step) wait() {
	plan := s.plan(planNeeds{})
	s.d.Verdict = Wait
	if s.unfinished() {
		s.because(UnfinishedLine)
	} else {
		s.because(MoreMayCome)
	}
	s.setTimer(BurstEnd, "", plan.MergeUntil)
	s.guard()
}

// unfinished reports whether the last line looks as if more will come: it ends
// with a comma, dots or a phrase that announces more, it announces a picture
// that is not there, or there is only a greeting so far.
func (s *step) unfinished() bool {
	b := &s.h.Burst
	last := b.Lines[len(b.Lines)-1]
	f := s.found
	if len(b.Lines) > 1 {
		f = s.b.lexicon.find(last.Text, s.reading.Language)
	}
	const pictures = tone.Photo | tone.Video | tone.Document
	switch {
	case f.words.count == 0 && !f.words.dots:
		return false
	case f.words.comma || f.words.dots || f.ends(unfinishedCue):
		return true
	case f.has(photoCue) && b.media()&pictures == 0:
		return true
	}
	return s.found.bareGreeting()
}
