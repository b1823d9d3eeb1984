package bot

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// answer decides rules 5 to 7 when the burst is over, and puts the answer into
// the outbox.
func (s *step) answer() {
	s.markReasons()
	plan := s.plan(planNeeds{})
	if plan.OverBudget {
		s.none(false, BudgetUsed)
		s.notice(NoticeSilence, time.Time{})
		return
	}
	if s.warm() {
		s.reply(plan, textWish{topic: tone.TopicThanks, verdict: Reply, warm: true}, WarmThanks)
		return
	}
	n := s.need()
	plan = s.plan(planNeeds{work: n.work})
	if plan.Deadline == timing.DeadlineShortens || plan.Deadline == timing.DeadlineTooClose {
		defer s.because(DeadlineNear)
	}
	media := s.mediaKey()
	switch {
	case plan.OutOfHours:
		s.replyClosed(plan, n)
	case plan.Call.Advise:
		s.reply(plan, textWish{key: templates.KeyCall, topic: s.topic, verdict: OfferCall}, callReasons(plan.Call.Reasons)...)
	case s.onlyLanguage() && s.b.keys[KeyLanguage]:
		s.reply(plan, textWish{key: KeyLanguage, topic: s.topic, verdict: Reply}, LanguageWish)
	case media != "":
		s.reply(plan, textWish{key: media, topic: s.topic, verdict: AckFollowUp, soft: true}, NeedsWork)
	case n.work:
		s.reply(plan, textWish{key: s.workKey(), topic: s.topic, verdict: AckFollowUp}, n.reason)
	default:
		s.reply(plan, textWish{key: cmp.Or(n.key, s.greetingKey()), topic: s.topic, verdict: Reply, fact: n.fact}, n.reason)
	}
}

// replyClosed answers out of business hours: with the fact that was asked for, if
// the business configured it, else with the time when a person will be there.
func (s *step) replyClosed(plan timing.Plan, n need) {
	if n.fact != "" {
		wish := textWish{key: n.key, topic: s.topic, verdict: AckFollowUp, fact: n.fact}
		if a := s.compose(plan, wish); a.ok && a.draft.Rung <= templates.RungNeutral {
			s.reply(plan, wish, OutOfHours, KnownFact)
			return
		}
	}
	s.reply(plan, textWish{key: s.closedKey(), topic: s.topic, verdict: AckFollowUp}, OutOfHours)
}

// callReasons are the reasons for a call that decide.
func callReasons(reasons []timing.Reason) []Reason {
	var out []Reason
	for _, r := range reasons {
		switch r {
		case timing.AskedAgain:
			out = append(out, AskedAgain)
		case timing.MoneyAtStake:
			out = append(out, MuchMoney)
		case timing.SpokenMatter:
			out = append(out, BetterAloud)
		case timing.LongExplanation:
			out = append(out, LongMatter)
		case timing.SolutionFailed, timing.BadExperience, timing.PromiseBroken, timing.StrongIrritation,
			timing.DeadlineNear, timing.PhoneKnown, timing.OpenNow:
		}
	}
	return out
}

// reply finds a text, settles the verdict by what the text does, and plans to
// send it.
func (s *step) reply(plan timing.Plan, wish textWish, reasons ...Reason) {
	a := s.compose(plan, wish)
	if !a.ok && wish.key != "" && wish.key != templates.KeyHold {
		wish.key = ""
		a = s.compose(plan, wish)
	}
	if !a.ok {
		s.d.Verdict, s.d.Closes = Escalate, true
		s.because(NoText)
		s.because(reasons...)
		s.do(Action{Kind: HandOver})
		s.notice(NoticeSilence, time.Time{})
		return
	}
	s.d.Verdict = a.verdict()
	if s.d.Verdict != wish.verdict && s.d.Verdict == AckFollowUp {
		s.because(NeedsWork)
	} else if s.d.Verdict != wish.verdict {
		s.because(KnownFact)
	}
	s.because(reasons...)
	final := s.plan(planNeeds{work: a.wish.verdict != Reply, asks: a.asks, length: a.length()})
	s.planAnswer(a, later(final.SendAt, s.now), final.Typing)
}

// A textWish says which text is wanted.
type textWish struct {
	key     string // special key; empty for an answer about the topic
	topic   tone.Topic
	verdict Verdict
	warm    bool
	soft    bool   // a text for the key that promises nothing is an answer
	fact    string // the variable that the text must tell; empty if any will do
}

// An answer is a text that was found, with its plan.
type answer struct {
	ok    bool
	wish  textWish
	draft templates.Draft
	plan  timing.Plan
	asks  bool
	first bool // says that an assistant writes
	had   *Promise
}

// compose finds and finishes a text.
func (s *step) compose(plan timing.Plan, wish textWish) answer {
	r := s.taken()
	r.Language = s.answerLanguage()
	q := s.b.desk.Query(r, plan, s.local(plan.SendAt))
	q.Topic, q.Key, q.Channel = wish.topic.String(), wish.key, s.h.Key.Channel
	q.Language, q.Seed, q.Recent = r.Language, s.h.Key.String(), s.h.Recent
	q.First = s.b.desk.Discloses() && (s.h.Disclosed.IsZero() || s.now.Sub(s.h.Disclosed) > s.b.settings.Disclose)
	if s.noCalls() && !slices.Contains(q.Refuse, "call") {
		q.Refuse = append(slices.Clone(q.Refuse), "call")
	}
	s.customerVars(q.Vars)
	s.count(q.Vars, wish.key)
	d, ok := s.draft(q, wish)
	if wish.fact != "" && (!ok || d.Rung > templates.RungNeutral) { // better the same words again than no answer
		q.Recent = nil
		d, ok = s.draft(q, wish)
	}
	if !ok {
		s.d.Missing = d.Missing
		return answer{wish: wish}
	}
	return answer{ok: true, wish: wish, draft: d, plan: plan, asks: strings.Contains(d.Text, "?"), first: q.First, had: s.h.OpenPromise()}
}

// maxDrafts is how many texts are looked at before we do without.
const maxDrafts = 6

// draft finds a text that does what is wanted. One that does not is passed over
// like one that was used just before.
func (s *step) draft(q templates.Query, wish textWish) (templates.Draft, bool) {
	q.Recent = slices.Clip(q.Recent)
	for range maxDrafts {
		d, err := s.b.catalog.Draft(q)
		if err != nil {
			return d, false
		}
		if s.fits(&d, wish) {
			return d, true
		}
		q.Recent = append(q.Recent, d.ID)
	}
	return templates.Draft{}, false
}

// fits reports whether a text does what is wanted. Where somebody's work is
// needed, a text that leaves nothing open must tell a fact that may be all the
// customer wanted to know; a question back would not do. A holding text fits
// everything but the offer of a call.
func (s *step) fits(d *templates.Draft, wish textWish) bool {
	if d.Rung > templates.RungNeutral {
		return wish.verdict != OfferCall
	}
	text, _ := s.b.catalog.Text(d.ID, d.Language)
	switch {
	case wish.fact != "":
		return slices.Contains(text.Required, wish.fact)
	case wish.verdict == AckFollowUp && wish.key == "" && len(d.Promises) == 0:
		return s.factsMayDo() && slices.ContainsFunc(text.Required, func(name string) bool {
			return slices.Contains(s.b.factNames, name)
		})
	}
	return true
}

// factsMayDo reports whether the customer asks for what anybody might be told:
// not about an order, a failure or a second time.
func (s *step) factsMayDo() bool {
	return !s.upset() && len(s.d.Marks) == 0 && s.orderNumber() == 0 && s.exchanges() == 0 && s.topicSure >= likely &&
		s.h.OpenPromise() == nil
}

// customerVars fills in what the customer has told us.
func (s *step) customerVars(vars templates.Vars) {
	if name := s.name(); name != "" {
		vars[templates.VarName] = name
	}
	if s.phoneGiven() {
		vars[templates.VarHasPhone] = "+"
	}
	if s.h.Burst.media().Has(tone.Photo) {
		vars[templates.VarHasPhoto] = "+"
	}
	if n := s.orderNumber(); n != 0 {
		vars[templates.VarOrderNumber] = strconv.FormatInt(n, 10)
	}
}

// verdict returns what sending the text amounts to. A text that leaves nothing
// open is a reply, whatever was wanted; a holding text is one however it came to
// be chosen.
func (a *answer) verdict() Verdict {
	switch {
	case a.wish.verdict == Reply && a.draft.Rung > templates.RungNeutral:
		return AckFollowUp
	case a.wish.fact != "":
		return a.wish.verdict
	case a.wish.verdict == AckFollowUp && (a.wish.key == "" || a.wish.soft) && a.draft.Rung <= templates.RungNeutral && len(a.draft.Promises) == 0:
		return Reply
	}
	return a.wish.verdict
}

// length returns how many characters the text has.
func (a *answer) length() int { return len([]rune(a.draft.Text)) }

// promise returns the promise that the text makes; nil if it makes none. An
// offer to call waits for the customer's number and binds nobody before that.
func (a *answer) promise(h *History) *Promise {
	by := &a.plan.AnswerBy
	offer := len(a.draft.Promises) == 1 && a.draft.Promises[0] == "call" && !a.draft.SaysWhen
	if len(a.draft.Promises) == 0 || offer || by.Kind == timing.NoPromise {
		return nil
	}
	p := &Promise{
		No: h.LastPromise + 1, Status: PromiseOpen, Kinds: slices.Clone(a.draft.Promises),
		Made: a.plan.SendAt, By: by.At, Told: a.draft.SaysWhen, Warnings: by.Warnings,
	}
	if a.had != nil {
		p.No, p.Made, p.Told = a.had.No, a.had.Made, p.Told || a.had.Told
		p.Kinds = append(p.Kinds, a.had.Kinds...)
	}
	slices.Sort(p.Kinds)
	p.Kinds = slices.Compact(p.Kinds)
	return p
}

// promisedBy returns the time that the text tells; zero if it tells none.
func (a *answer) promisedBy() time.Time {
	if !a.draft.SaysWhen {
		return time.Time{}
	}
	return a.plan.AnswerBy.At
}

// planAnswer puts an answer to the burst into the outbox.
func (s *step) planAnswer(a answer, at time.Time, typing time.Duration) {
	promise := a.promise(s.h)
	send := &Send{
		No: s.nextSend(), Kind: SendAnswer, Status: SendPlanned, At: at, Typing: typing, Expires: s.expires(),
		Text: a.draft.Text, Subject: a.draft.Subject, Template: a.draft.ID, Language: a.draft.Language,
		Answers: s.h.Burst.ids(),
	}
	s.d.Missing = a.draft.Missing
	verdict := s.d.Verdict
	effect := &Effect{
		Verdict: verdict, Template: a.draft.ID, Topic: a.wish.topic, State: s.taken().State, Promise: promise,
		Asks: a.asks, Call: verdict == OfferCall, Warm: a.wish.warm,
		Discloses: a.first, Holds: promise != nil, Lines: len(s.h.Burst.Lines), Planned: at,
	}
	s.do(Action{Kind: PlanSend, Send: send, Effect: effect})
	if promise != nil && verdict != Escalate {
		effect.Notice = s.noticeAt(NoticeWork, a.promisedBy(), at)
	}
}

// expires returns when the channel stops letting us answer; zero for never.
func (s *step) expires() time.Time {
	if window := timing.ReplyWindow(s.h.Key.Channel); window > 0 && !s.h.LastIn.IsZero() {
		return s.h.LastIn.Add(window)
	}
	return time.Time{}
}

// notice tells the operators about the burst now.
func (s *step) notice(kind NoticeKind, by time.Time) { s.noticeAt(kind, by, s.now) }

// noticeAt tells the operators about the burst at a time, and returns the number
// of the send.
func (s *step) noticeAt(kind NoticeKind, by, at time.Time) int64 {
	n := &Notice{Kind: kind, Reasons: slices.Clone(s.d.Reasons), Reading: s.d.Reading, Customer: s.h.Customer.Name, By: by}
	if len(s.h.Burst.Lines) > 0 {
		n.Quote = s.h.Burst.Text()
	}
	no := s.nextSend()
	s.do(Action{Kind: PlanSend, Send: &Send{No: no, Kind: SendNotice, Status: SendPlanned, At: at, Notice: n}})
	return no
}
