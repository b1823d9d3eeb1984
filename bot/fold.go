package bot

import (
	"hash/fnv"
	"slices"
	"strings"
	"time"
)

// Fold returns the history of a conversation from all its events.
func Fold(key Key, events []Event) *History {
	h := &History{Key: key}
	for _, e := range events {
		h.Apply(e)
	}
	return h
}

// Apply adds the next event. An event that is not known changes nothing but the
// count.
func (h *History) Apply(e Event) {
	h.Events++
	if fold := folds[e.Kind]; fold != nil && e.Known() {
		fold(h, e)
	}
}

// folds says how each kind of event changes a history. The kinds that are
// reserved change nothing.
var folds = map[EventKind]func(*History, Event){
	Said:        (*History).applySaid,
	Edited:      (*History).applyEdited,
	Deleted:     (*History).applyDeleted,
	PersonWrote: (*History).applyPerson,
	Commanded:   (*History).applyCommand,
	Pressed:     (*History).applyTouch,
	Reacted:     (*History).applyTouch,
	Blocked:     func(h *History, _ Event) { h.Unreachable = true },
	Unblocked:   func(h *History, _ Event) { h.Unreachable = false },
	Connected:   (*History).applyConnected,
	TimerDue:    (*History).applyTimer,
	SendEnded:   (*History).applySendEnded,
	Decided:     (*History).applyDecided,
}

// applySaid adds a line to the burst.
func (h *History) applySaid(e Event) {
	m := e.Message
	if m == nil {
		return
	}
	h.meet(m)
	h.guard(e)
	h.LastIn = later(h.LastIn, e.At)
	if h.Unanswered.IsZero() {
		h.Unanswered = e.At
	}
	if n := len(h.Burst.Lines); n > 0 && m.Album != "" && h.Burst.Lines[n-1].Album == m.Album {
		h.Burst.Lines[n-1].add(m, e.At)
		return
	}
	h.Burst.Lines = appendLast(h.Burst.Lines, maxBurstLines, Line{
		ID: m.ID, At: e.At, Text: m.Text, Media: m.Media, Album: m.Album, Forwarded: m.Forwarded, Bot: m.Author.Bot,
	})
}

// add puts another picture of an album to its line.
func (l *Line) add(m *Message, at time.Time) {
	l.At = later(l.At, at)
	l.Media |= m.Media
	l.More++
	if m.Text != "" {
		l.Text = strings.TrimPrefix(l.Text+"\n"+m.Text, "\n")
	}
}

// meet notes who writes and how to answer.
func (h *History) meet(m *Message) {
	if m.Author != (Author{}) {
		h.Customer = m.Author
	}
	if m.Connection != "" {
		h.Connection = m.Connection
	}
	h.Group = h.Group || m.Group
	h.PhoneGiven = h.PhoneGiven || m.Phone
	h.Unreachable = false
}

// guard notes what tells people from machines.
func (h *History) guard(e Event) {
	h.Lines = appendLast(h.Lines, maxRecentLines, e.At)
	if sum := textSum(e.Message.Text); sum == h.SameText {
		h.Same++
	} else {
		h.SameText, h.Same = sum, 1
	}
}

// textSum returns a number that equal texts share; 0 for a text without
// anything.
func textSum(text string) uint64 {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "" {
		return 0
	}
	f := fnv.New64a()
	_, _ = f.Write([]byte(text)) // a hash takes everything
	return f.Sum64()
}

func (h *History) applyEdited(e Event) {
	m := e.Message
	if m == nil {
		return
	}
	for i := range h.Burst.Lines {
		if l := &h.Burst.Lines[i]; l.ID == m.ID {
			l.Text, l.Media = m.Text, l.Media|m.Media
		}
	}
}

func (h *History) applyDeleted(e Event) {
	h.Burst.Lines = slices.DeleteFunc(h.Burst.Lines, func(l Line) bool { return slices.Contains(e.Messages, l.ID) })
	if len(h.Burst.Lines) == 0 {
		h.Burst = Burst{}
	}
}

// applyPerson gives the conversation to the person who wrote.
func (h *History) applyPerson(e Event) {
	if e.Message != nil && e.Message.Connection != "" {
		h.Connection = e.Message.Connection
	}
	h.LastPerson = later(h.LastPerson, e.At)
	h.Unanswered, h.Owed, h.OwedBursts = time.Time{}, time.Time{}, 0
	h.closeBurst()
	h.Rest, h.Asked, h.CallOffered = time.Time{}, time.Time{}, time.Time{}
	h.Handed, h.HandedFor = time.Time{}, nil
	if p := h.OpenPromise(); p != nil {
		p.Status = PromiseKept
		if e.At.After(p.By) {
			p.Status = PromiseBroken
			h.Broken++
		}
	}
}

func (h *History) applyCommand(e Event) {
	if e.Message != nil {
		h.meet(e.Message)
	}
	h.applyTouch(e)
}

// applyTouch notes that the customer has done something.
func (h *History) applyTouch(e Event) {
	h.LastIn = later(h.LastIn, e.At)
	h.Unreachable = false
}

func (h *History) applyConnected(e Event) {
	h.Connection, h.Unreachable = e.Connection, e.Connection == ""
}

func (h *History) applyTimer(e Event) {
	if e.Timer == nil || e.Timer.Kind != PromiseDue {
		return
	}
	if p := h.OpenPromise(); p != nil && e.Timer.Subject == promiseSubject(p.No) {
		p.Status = PromiseBroken
		h.Broken++
	}
}

// applySendEnded notes how far a send has come.
func (h *History) applySendEnded(e Event) {
	if e.Result == nil {
		return
	}
	p := h.pending(e.Result.No)
	if p == nil {
		return
	}
	switch e.Result.Status {
	case SendDone, SendUnknown:
		h.arrived(p.No, e.At)
	case SendRefused:
		h.Unreachable = true
		h.drop(p.No)
	case SendDead, SendCancelled:
		h.drop(p.No)
	case SendPlanned, SendStarted:
		p.Tried = p.Tried || e.Result.Outcome == Unknown
		p.At = later(p.At, e.Result.At)
	}
}

func (h *History) drop(no int64) {
	h.Pending = slices.DeleteFunc(h.Pending, func(p Pending) bool { return p.No == no })
}

// arrived notes that the customer has a send, as far as we can know.
func (h *History) arrived(no int64, at time.Time) {
	p := h.pending(no)
	if p == nil {
		return
	}
	sent := *p
	h.drop(no)
	if sent.Kind == SendReaction {
		return
	}
	h.LastSent = later(h.LastSent, at)
	h.Sent = appendLast(h.Sent, maxSent, at)
	h.OurTexts = appendLast(h.OurTexts, maxOurTexts, sent.Text)
	if sent.Effect.Template != "" {
		h.Recent = appendLast(h.Recent, maxRecent, sent.Effect.Template)
	}
	if sent.Effect.Discloses {
		h.Disclosed = at
	}
	if sent.Kind.Starts() {
		h.FollowedUp = true
		return
	}
	h.answered(&sent.Effect, at)
}

// answered notes what an answer that arrived does.
func (h *History) answered(effect *Effect, at time.Time) {
	if effect.Promise != nil {
		h.Promise = *effect.Promise
		h.LastPromise = max(h.LastPromise, effect.Promise.No)
	}
	h.ForgetAsked = h.ForgetAsked || effect.Confirms
	if effect.Lines == 0 { // to a command
		return
	}
	h.Unanswered = time.Time{}
	if effect.Holds {
		h.OwedBursts++
		if h.Owed.IsZero() && len(h.Burst.Lines) > 0 {
			h.Owed = h.Burst.first()
		}
	} else {
		h.Owed, h.OwedBursts = time.Time{}, 0
	}
	h.Exchanges = appendLast(h.Exchanges, maxExchanges, Exchange{At: at, Topic: effect.Topic, State: effect.State})
	h.Asked, h.FollowedUp = time.Time{}, false
	if effect.Asks {
		h.Asked = at
	}
	if effect.Warm {
		h.Warm = at
	}
	if effect.Call {
		h.CallOffered = at
	}
	if effect.Lines >= len(h.Burst.Lines) {
		h.closeBurst()
	} else {
		h.Burst.Lines = slices.Delete(h.Burst.Lines, 0, effect.Lines)
	}
}

// closeBurst puts the burst to what is past.
func (h *History) closeBurst() {
	if len(h.Burst.Lines) > 0 && h.Burst.Reading != nil {
		h.Readings = appendLast(h.Readings, maxReadings, PastReading{At: h.Burst.last(), Reading: *h.Burst.Reading})
	}
	h.mark(h.Burst.Marks)
	h.Burst = Burst{}
}

func (h *History) mark(marks []Mark) {
	for _, m := range marks {
		h.Marks = appendLast(h.Marks, maxMarks, m)
	}
}

// applyDecided does what a decision says.
func (h *History) applyDecided(e Event) {
	d := e.Decision
	if d == nil {
		return
	}
	h.learn(d)
	if d.Reading != nil {
		h.Burst.Reading, h.Burst.Marks = d.Reading, d.Marks
	} else {
		h.mark(d.Marks)
	}
	for i := range d.Actions {
		h.act(&d.Actions[i], e.At, d)
	}
	if d.Quiet && !h.answering() {
		h.Unanswered = time.Time{}
	}
	if d.Closes {
		h.closeBurst()
		h.Asked = time.Time{}
	}
}

// learn notes what a decision says about the conversation.
func (h *History) learn(d *Decision) {
	if !d.Sitting.IsZero() {
		h.Sitting = d.Sitting
		h.OrderNumber, h.Deadline, h.CallOffered = 0, time.Time{}, time.Time{}
	}
	if len(h.Burst.Lines) > 0 && d.Reading != nil {
		if !h.LastSent.IsZero() && d.Quick {
			h.Quick++
		} else {
			h.Quick = 0
		}
	}
	h.ForgetAsked = h.ForgetAsked && !d.Settles
	h.Rest = orTime(d.Rest, h.Rest)
	h.Muted = orTime(d.Muted, h.Muted)
	if d.Language != 0 {
		h.Language, h.Chosen = d.Language, h.Chosen || d.Chosen
	}
	if f := d.Facts; f != nil {
		h.PhoneGiven = h.PhoneGiven || f.Phone
		h.NoCalls = (h.NoCalls || f.NoCalls) && !f.Calls
		h.Stopped = h.Stopped || f.Stopped
		h.Deadline = orTime(f.Deadline, h.Deadline)
		if f.OrderNumber != 0 {
			h.OrderNumber = f.OrderNumber
		}
	}
}

// act notes one action of a decision.
func (h *History) act(a *Action, at time.Time, d *Decision) {
	switch a.Kind {
	case PlanSend:
		h.LastSend = max(h.LastSend, a.Send.No)
		if a.Send.Kind != SendNotice {
			p := Pending{No: a.Send.No, Kind: a.Send.Kind, At: a.Send.At, Text: textSum(a.Send.Text)}
			if a.Effect != nil {
				p.Effect = *a.Effect
			}
			h.Pending = append(h.Pending, p)
		}
	case CancelSend:
		h.drop(a.No)
	case SettleSend:
		h.arrived(a.No, at)
	case SetTimer:
		if a.Timer.Kind == BurstEnd {
			h.Burst.Ends = a.Timer.At
		}
	case HandOver:
		h.Handed, h.HandedFor = at, d.Reasons
	case Forget:
		h.Forgetting = true
	case CancelTimer, AskApproval:
	}
}

// appendLast appends to a list of which only the last few are kept.
func appendLast[T any](list []T, most int, one T) []T {
	if len(list) >= most {
		list = slices.Delete(list, 0, len(list)-most+1)
	}
	return append(list, one)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func orTime(a, b time.Time) time.Time {
	if a.IsZero() {
		return b
	}
	return a
}
