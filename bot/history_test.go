package bot

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

// A story makes events a minute apart.
type story struct {
	h  *History
	at time.Time
}

func newStory() *story {
	return &story{h: &History{Key: Key{Channel: tone.Telegram, Chat: "1"}}, at: noon}
}

func (s *story) add(e Event) *story {
	s.at = s.at.Add(time.Minute)
	e.At = s.at
	s.h.Apply(e)
	return s
}

func (s *story) said(id, text string) *story {
	return s.add(Event{Kind: Said, Message: &Message{ID: id, Text: text, Author: Author{ID: "7", Name: "Ana"}, Connection: "c1"}})
}

func (s *story) decided(d Decision) *story { return s.add(Event{Kind: Decided, Decision: &d}) }

// plans decides to send an answer with the given effect.
func (s *story) plans(no int64, e Effect) *story {
	return s.decided(Decision{Verdict: Reply, Actions: []Action{{
		Kind: PlanSend, Send: &Send{No: no, Kind: SendAnswer, Status: SendPlanned, At: s.at, Text: "Ответ"}, Effect: &e,
	}}})
}

func (s *story) ends(no int64, status SendStatus, outcome OutcomeKind) *story {
	return s.add(Event{Kind: SendEnded, Result: &Result{No: no, Kind: SendAnswer, Status: status, Outcome: outcome}})
}

func TestHistoryBurst(t *testing.T) {
	t.Parallel()
	h := newStory().said("1", "Здравствуйте").said("2", "где заказ?").h
	require.Equal(t, "Здравствуйте\nгде заказ?", h.Burst.Text())
	require.Equal(t, []string{"1", "2"}, h.Burst.ids())
	require.Equal(t, noon.Add(time.Minute), h.Unanswered)
	require.Equal(t, noon.Add(2*time.Minute), h.LastIn)
	require.Equal(t, "Ana", h.Customer.Name)
	require.Equal(t, "c1", h.Connection)
}

func TestHistoryAlbumIsOneLine(t *testing.T) {
	t.Parallel()
	s := newStory()
	for i, caption := range []string{"вот", "", "и так"} {
		s.add(Event{Kind: Said, Message: &Message{ID: strconv.Itoa(i), Album: "a", Media: tone.Photo, Text: caption}})
	}
	require.Len(t, s.h.Burst.Lines, 1)
	require.Equal(t, "вот\nи так", s.h.Burst.Text())
	require.Equal(t, 2, s.h.Burst.Lines[0].More)
	s.add(Event{Kind: Said, Message: &Message{ID: "9", Album: "b", Media: tone.Photo}})
	require.Len(t, s.h.Burst.Lines, 2)
}

func TestHistoryEditAndDelete(t *testing.T) {
	t.Parallel()
	s := newStory().said("1", "привет").said("2", "цена")
	s.add(Event{Kind: Edited, Message: &Message{ID: "2", Text: "цена утюга"}})
	require.Equal(t, "привет\nцена утюга", s.h.Burst.Text())
	s.add(Event{Kind: Edited, Message: &Message{ID: "77", Text: "x"}})
	s.add(Event{Kind: Deleted, Messages: []string{"1", "77"}})
	require.Equal(t, "цена утюга", s.h.Burst.Text())
	s.add(Event{Kind: Deleted, Messages: []string{"2"}})
	require.Empty(t, s.h.Burst.Lines)
}

// An answer that arrives closes the lines that it answers, and leaves later ones.
func TestHistoryAnswerArrives(t *testing.T) {
	t.Parallel()
	s := newStory().said("1", "цена?").plans(1, Effect{Template: "price.neutral.a", Topic: tone.TopicPrice, Asks: true, Lines: 1, Discloses: true})
	require.True(t, s.h.answering())
	s.said("2", "и ещё")
	s.ends(1, SendDone, Delivered)
	require.Equal(t, []string{"2"}, s.h.Burst.ids())
	require.False(t, s.h.answering())
	require.Equal(t, s.at, s.h.Asked)
	require.Equal(t, s.at, s.h.Disclosed)
	require.Equal(t, []string{"price.neutral.a"}, s.h.Recent)
	require.Len(t, s.h.Exchanges, 1)
	require.Zero(t, s.h.Unanswered)
	s.ends(1, SendDone, Delivered)
	require.Len(t, s.h.Exchanges, 1, "an end that comes twice counts once")
}

func TestHistoryTextForACommandIsNoExchange(t *testing.T) {
	t.Parallel()
	s := newStory().said("1", "цена?").plans(1, Effect{Template: "system.forget.a", Confirms: true}).ends(1, SendDone, Delivered)
	require.Empty(t, s.h.Exchanges)
	require.NotZero(t, s.h.Unanswered, "the line still waits")
	require.Len(t, s.h.Burst.Lines, 1)
	require.True(t, s.h.ForgetAsked)
	require.False(t, s.decided(Decision{Settles: true}).h.ForgetAsked)
}

func TestHistoryPromise(t *testing.T) {
	t.Parallel()
	by := noon.Add(time.Hour)
	promise := func() *story {
		p := &Promise{No: 1, Kinds: []string{"answer"}, Status: PromiseOpen, By: by}
		return newStory().said("1", "цена?").plans(1, Effect{Promise: p, Holds: true, Lines: 1}).ends(1, SendDone, Delivered)
	}
	s := promise()
	require.NotNil(t, s.h.OpenPromise())
	require.Equal(t, noon.Add(time.Minute), s.h.Owed)
	require.Equal(t, PromiseKept, promise().add(Event{Kind: PersonWrote, Message: &Message{ID: "9"}}).h.Promise.Status)
	late := promise()
	late.at = by
	require.Equal(t, PromiseBroken, late.add(Event{Kind: PersonWrote, Message: &Message{ID: "9"}}).h.Promise.Status)
	broken := promise().add(Event{Kind: TimerDue, Timer: &Timer{Kind: PromiseDue, Subject: "1"}})
	require.Equal(t, PromiseBroken, broken.h.Promise.Status)
	require.Equal(t, 1, broken.h.Broken)
	other := promise().add(Event{Kind: TimerDue, Timer: &Timer{Kind: PromiseDue, Subject: "2"}})
	require.Equal(t, PromiseOpen, other.h.Promise.Status, "the timer of another promise")
}

func TestHistoryPersonTakesOver(t *testing.T) {
	t.Parallel()
	s := newStory().said("1", "цена?").decided(Decision{Verdict: Wait, Reading: &Reading{State: tone.Rushed}})
	s.decided(Decision{Verdict: Escalate, Reasons: []Reason{AsksPerson}, Actions: []Action{{Kind: HandOver}}})
	require.NotZero(t, s.h.Handed)
	s.add(Event{Kind: PersonWrote, Message: &Message{ID: "9", Connection: "c2"}})
	require.Empty(t, s.h.Burst.Lines)
	require.Zero(t, s.h.Handed)
	require.Zero(t, s.h.Unanswered)
	require.Equal(t, "c2", s.h.Connection)
	require.Len(t, s.h.Readings, 1, "how the customer was read is kept")
}

func TestHistoryReach(t *testing.T) {
	t.Parallel()
	s := newStory().said("1", "цена?").plans(1, Effect{Lines: 1}).ends(1, SendRefused, Refused)
	require.True(t, s.h.Unreachable)
	require.Empty(t, s.h.Pending)
	require.False(t, s.said("2", "я тут").h.Unreachable)
	require.True(t, s.add(Event{Kind: Blocked}).h.Unreachable)
	require.False(t, s.add(Event{Kind: Unblocked}).h.Unreachable)
	require.True(t, s.add(Event{Kind: Connected}).h.Unreachable)
	require.False(t, s.add(Event{Kind: Connected, Connection: "c3"}).h.Unreachable)
	require.Equal(t, "c3", s.h.Connection)
	require.False(t, s.add(Event{Kind: Blocked}).add(Event{Kind: Pressed, Press: &Press{}}).h.Unreachable)
}

func TestHistoryFacts(t *testing.T) {
	t.Parallel()
	s := newStory().said("1", "x").decided(Decision{Facts: &Facts{Phone: true, NoCalls: true, OrderNumber: 7, Deadline: noon}})
	require.True(t, s.h.PhoneGiven && s.h.NoCalls)
	require.EqualValues(t, 7, s.h.OrderNumber)
	s.decided(Decision{Facts: &Facts{Calls: true, Stopped: true}})
	require.False(t, s.h.NoCalls)
	require.True(t, s.h.Stopped && s.h.PhoneGiven)
	s.decided(Decision{Sitting: s.at})
	require.Zero(t, s.h.OrderNumber, "of another sitting")
	require.True(t, s.h.PhoneGiven)
}

// A history does not grow with the conversation.
func TestHistoryIsBounded(t *testing.T) {
	t.Parallel()
	s := newStory()
	size := 0
	for i := range 3000 {
		id := strconv.Itoa(i)
		s.said(id, "цена?").decided(Decision{
			Verdict: Wait, Reading: &Reading{Topic: tone.TopicPrice}, Marks: []Mark{{At: s.at, Kind: BadExperience, Bad: true}},
		})
		s.plans(int64(i+1), Effect{Template: "price.neutral.a", Lines: 1}).ends(int64(i+1), SendDone, Delivered)
		if i == 1000 {
			size = len(snapshot(t, s.h))
		}
	}
	require.InDelta(t, size, len(snapshot(t, s.h)), 100)
	require.Less(t, size, 16<<10)
}

func snapshot(t *testing.T, h *History) string {
	t.Helper()
	data, err := h.Snapshot()
	require.NoError(t, err)
	return string(data)
}

func TestSnapshotRoundTrip(t *testing.T) {
	t.Parallel()
	s := newStory().said("1", "цена?").plans(1, Effect{Lines: 1, Promise: &Promise{No: 1, By: noon}})
	again, err := readSnapshot([]byte(snapshot(t, s.h)))
	require.NoError(t, err)
	require.Equal(t, s.h, again)
	_, err = readSnapshot([]byte(strings.Replace(snapshot(t, s.h), `"v":1`, `"v":2`, 1)))
	require.ErrorIs(t, err, errSnapshot)
	_, err = readSnapshot([]byte(`{"v":`))
	require.ErrorContains(t, err, "bot: snapshot")
}

// Every kind of event can come at any time, with or without what it should have.
func TestFoldIsTotal(t *testing.T) {
	t.Parallel()
	kinds := []EventKind{
		Said, Edited, Deleted, PersonWrote, Echoed, Commanded, Pressed, Reacted, Blocked, Unblocked, Connected, TimerDue, SendEnded,
		Decided, Skipped, Approved, Revised, TakenOver, HandedBack, Rated, Resolved, Warned, "of tomorrow",
	}
	h := &History{}
	for _, kind := range kinds {
		h.Apply(Event{Kind: kind, At: noon})
	}
	require.EqualValues(t, len(kinds), h.Events)
	require.Equal(t, Fold(Key{}, []Event{{Kind: Skipped}}), &History{Events: 1})
}
