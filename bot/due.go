package bot

import (
	"slices"
	"strconv"
	"time"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// SendLate is the kind of a timer that is never set: the engine gives it to the
// Brain, with the number of the send as its subject, when a send is so late that
// what it says may not hold any more.
const SendLate TimerKind = "send_late"

// promiseSubject returns the subject of a promise's timers.
func promiseSubject(no int64) string { return strconv.FormatInt(no, 10) }

// warningSubject returns the subject of the i-th warning of a promise.
func warningSubject(no int64, i int) string {
	return strconv.FormatInt(no, 10) + "/" + strconv.Itoa(i+1)
}

// timerDue decides what a timer that went off asks for.
func (s *step) timerDue(e Event) {
	if e.Timer == nil {
		return
	}
	if due := timerDeciders[e.Timer.Kind]; due != nil {
		due(s, e.Timer)
	}
}

var timerDeciders = map[TimerKind]func(*step, *Timer){
	BurstEnd:       (*step).burstEnd,
	FollowUpDue:    (*step).followUp,
	PromiseWarning: (*step).promiseWarning,
	PromiseDue:     (*step).promiseDue,
	GuardDue:       (*step).guardDue,
	SendLate:       (*step).sendLate,
}

// burstEnd answers the burst whose window is over.
func (s *step) burstEnd(*Timer) {
	h := s.h
	switch {
	case len(h.Burst.Lines) == 0 || h.answering():
		return
	case s.now.Before(h.Burst.Ends):
		s.setTimer(BurstEnd, "", h.Burst.Ends)
		return
	}
	s.read()
	s.marks()
	if s.leave() || s.alarm() {
		return
	}
	s.answer()
}

// promiseWarning tells the operators that a promise is about to be broken.
func (s *step) promiseWarning(t *Timer) {
	p := s.h.OpenPromise()
	if p == nil || t.Subject != warningSubject(p.No, 0) && t.Subject != warningSubject(p.No, 1) {
		return
	}
	s.because(WarningBefore)
	s.notice(NoticeWarning, p.By)
}

// promiseDue notes a promise that was not kept, which the history has seen.
func (s *step) promiseDue(t *Timer) {
	p := &s.h.Promise
	if p.Status != PromiseBroken || t.Subject != promiseSubject(p.No) {
		return
	}
	s.because(PromiseNotKept)
	s.d.Marks = []Mark{{At: p.By, Kind: PromiseNotKept, Failed: true, Bad: true}}
	s.notice(NoticeBroken, p.By)
}

// guardDue tells the operators about a customer who has had no answer of any
// kind.
func (s *step) guardDue(*Timer) {
	if s.h.Unanswered.IsZero() {
		return
	}
	s.because(GuardRanOut)
	s.notice(NoticeGuard, time.Time{})
}

// followUp writes once more to a customer who did not answer our question.
func (s *step) followUp(*Timer) {
	h, quiet := s.h, s.b.policy.Quiet
	switch {
	case h.Asked.IsZero() || h.FollowedUp || h.Stopped || h.Unreachable || s.b.settings.NoFollowUps,
		len(h.Burst.Lines) > 0 || h.LastPerson.After(h.Asked) || h.LastIn.After(h.Asked):
		return
	case quiet.Quiet(s.local(s.now)):
		s.setTimer(FollowUpDue, "", quiet.Wake(s.local(s.now)))
		return
	case !s.expires().IsZero() && !s.now.Before(s.expires()):
		s.because(WindowClosed)
		return
	}
	d, err := s.b.catalog.Draft(templates.Query{
		Key: KeyFollowUp, State: s.lastState(), Language: s.answerLanguage(), Channel: h.Key.Channel,
		Seed: h.Key.String(), Recent: h.Recent, Vars: s.vars(), Facts: s.factsIn(s.answerLanguage()),
	})
	if err != nil {
		s.because(NoText)
		return
	}
	s.because(CustomerSilent)
	s.do(Action{Kind: PlanSend, Send: &Send{
		No: s.nextSend(), Kind: SendFollowUp, Status: SendPlanned, At: s.now, Expires: s.expires(),
		Text: d.Text, Subject: d.Subject, Template: d.ID, Language: d.Language,
	}, Effect: &Effect{Template: d.ID}})
}

// vars are the variables of a text that answers no burst.
func (s *step) vars() templates.Vars {
	vars := templates.Vars{}
	if name := s.name(); name != "" {
		vars[templates.VarName] = name
	}
	if s.h.PhoneGiven {
		vars[templates.VarHasPhone] = "+"
	}
	return vars
}

// factsIn returns the facts of the business in a language.
func (s *step) factsIn(lang tone.Language) templates.Vars {
	return s.b.desk.Query(tone.Reading{Language: lang}, timing.Plan{}, s.local(s.now)).Facts
}

// lastState returns the state of the customer at our last text.
func (s *step) lastState() tone.State {
	if n := len(s.h.Exchanges); n > 0 {
		return s.h.Exchanges[n-1].State
	}
	return tone.Neutral
}

// sendLate looks at a send again whose time is long past: an answer is written
// anew, because its promise may be over; what we would have started is left out
// if the customer has written since, and waits if it is night.
func (s *step) sendLate(t *Timer) {
	no, err := strconv.ParseInt(t.Subject, 10, 64)
	if err != nil {
		return
	}
	p := s.h.pending(no)
	switch {
	case p == nil:
		return
	case p.Kind.Starts():
		s.lateStart(p)
	case s.b.stale(p, s.now) && len(s.h.Burst.Lines) > 0:
		s.because(SendTooLate)
		s.consider()
	}
}

// late reports whether a send has to be looked at again before it is made.
func (b *Brain) late(h *History, send *Send, now time.Time) bool {
	p := h.pending(send.No)
	switch {
	case p == nil || len(send.Messages) > 0: // a part of it has arrived: the rest follows
		return false
	case p.Kind.Starts(): // a try that failed has moved its time, perhaps into the night
		return now.Sub(send.At) > b.settings.LateSend || b.policy.Quiet.Quiet(now.In(b.zone))
	}
	return b.stale(p, now)
}

// stale reports whether an answer to a burst promises a time that is near or
// over, or was written when the business was open and it is closed now, or the
// other way round.
func (b *Brain) stale(p *Pending, now time.Time) bool {
	promise, planned := p.Effect.Promise, p.Effect.Planned
	if p.Kind != SendAnswer || p.Effect.Lines == 0 || promise == nil || now.Sub(planned) <= b.settings.LateSend {
		return false
	}
	c := b.policy.Calendar
	return promise.By.Sub(now) < timing.DefaultPolicy().DeadlineNotice || c != nil && c.Open(planned) != c.Open(now)
}

func (s *step) lateStart(p *Pending) {
	quiet := s.b.policy.Quiet.Quiet(s.local(s.now))
	if !quiet && !s.h.LastIn.After(s.h.Asked) {
		return
	}
	s.because(SendTooLate)
	s.do(Action{Kind: CancelSend, No: p.No})
	if quiet {
		s.setTimer(FollowUpDue, "", s.b.policy.Quiet.Wake(s.local(s.now)))
	}
}

// sendEnded sets the clocks that run from a text that arrived, and tells the
// operators of one that can't be sent.
func (s *step) sendEnded(e Event) {
	if e.Result == nil || e.Result.Kind == SendNotice {
		return
	}
	switch r := e.Result; r.Status {
	case SendDone, SendUnknown:
		if r.Kind == SendAnswer {
			s.answerArrived(e.At)
		}
	case SendDead:
		s.because(SendFailed)
		s.notice(NoticeSilence, time.Time{})
	case SendRefused:
		s.because(CantBeReached)
		s.cancelSends(func(*Pending) bool { return true })
	case SendPlanned, SendStarted, SendCancelled:
	}
}

// answerArrived sets the timers that follow from an answer.
func (s *step) answerArrived(at time.Time) {
	h := s.h
	s.because(AnswerArrived)
	if h.Unanswered.IsZero() {
		s.cancelTimer(GuardDue, "")
	}
	if p := h.OpenPromise(); p != nil {
		s.setTimer(PromiseDue, promiseSubject(p.No), p.By)
		for i, warning := range p.Warnings {
			if warning.After(at) && warning.Before(p.By) {
				s.setTimer(PromiseWarning, warningSubject(p.No, i), warning)
			}
		}
	}
	if h.Asked.Equal(at) && s.b.keys[KeyFollowUp] && !h.Stopped && !s.b.settings.NoFollowUps {
		if due, ok := s.b.policy.FollowUpAt(s.lastState(), h.Key.Channel, s.local(at), h.LastIn); ok {
			s.setTimer(FollowUpDue, "", due)
		}
	}
}

// personWrote calls off whatever was on its way: the person has the
// conversation.
func (s *step) personWrote(Event) {
	s.because(PersonAnswered)
	s.cancelSends(func(*Pending) bool { return true })
	s.cancelTimer(BurstEnd, "")
	s.cancelTimer(FollowUpDue, "")
	s.cancelTimer(GuardDue, "")
	s.cancelPromise()
}

// cancelPromise takes away the timers of the last promise.
func (s *step) cancelPromise() {
	if p := &s.h.Promise; p.No > 0 {
		s.cancelTimer(PromiseDue, promiseSubject(p.No))
		for i := range p.Warnings {
			s.cancelTimer(PromiseWarning, warningSubject(p.No, i))
		}
	}
}

// edited reads a burst again in which a line was changed. What is answered stays
// so, and an answer on its way is called off only if the customer turns out to
// be in another state or to speak of something else.
func (s *step) edited(e Event) {
	h := s.h
	if e.Message == nil || !slices.ContainsFunc(h.Burst.Lines, func(l Line) bool { return l.ID == e.Message.ID }) {
		return
	}
	if before := h.Burst.Reading; h.answering() && before != nil {
		again := &step{b: s.b, h: h, now: s.now}
		again.read()
		if again.d.Reading.State == before.State && again.d.Reading.Topic == before.Topic {
			return
		}
	}
	s.because(EditedLine)
	s.consider()
}

// deleted takes back the answer to lines that are no more. What is deleted
// elsewhere in the chat changes nothing.
func (s *step) deleted(Event) {
	lines := len(s.h.Burst.Lines)
	whole := func(p Pending) bool { return p.Kind == SendAnswer && p.Effect.Lines > 0 && p.Effect.Lines == lines }
	switch {
	case slices.ContainsFunc(s.h.Pending, whole):
	case lines > 0:
		s.because(DeletedLine)
		s.consider()
	case s.cancelSends(func(p *Pending) bool { return p.Kind == SendAnswer && p.Effect.Lines > 0 }):
		s.cancelTimer(BurstEnd, "")
		s.none(true, DeletedLine)
	}
}

// echoed settles a send of which nobody knew whether it arrived.
func (s *step) echoed(e Event) {
	if e.Message == nil {
		return
	}
	sum := textSum(e.Message.Text)
	for i := range s.h.Pending {
		if p := &s.h.Pending[i]; p.Tried && p.Text == sum {
			s.because(ArrivedAfterAll)
			s.do(Action{Kind: SettleSend, No: p.No})
			return
		}
	}
}

// blocked and connected call off what can't be sent any more.
func (s *step) blocked(Event) { s.unreachable() }

func (s *step) connected(Event) {
	if s.h.Unreachable {
		s.unreachable()
	}
}

func (s *step) unreachable() {
	s.because(CantBeReached)
	s.cancelSends(func(*Pending) bool { return true })
	s.cancelTimer(FollowUpDue, "")
}
