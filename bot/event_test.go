package bot_test

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

var update = flag.Bool("update", false, "rewrite golden files")

// sampleEvents has an event of every kind, with every field set somewhere.
func sampleEvents() []bot.Event {
	at := time.Date(2026, 3, 2, 8, 0, 0, 250e6, time.UTC)
	by := at.Add(time.Hour)
	message := &bot.Message{
		ID: "17", Text: "Где заказ 48213?", Media: tone.Photo, Album: "a1", ReplyTo: "16", Forwarded: true, Phone: true, Group: true,
		Author:     bot.Author{ID: "7", Name: "Ana", Language: "ro", Bot: true},
		Connection: "c9", EditedAt: at.Add(time.Minute),
	}
	reading := &bot.Reading{
		State: tone.Irritated, Second: tone.Tired, Intensity: 2, Confidence: 0.9, Abstained: true, Topic: tone.TopicOrderStatus,
		Others: []tone.Topic{tone.TopicDelivery}, Language: tone.Russian, Cues: []string{"many signs"},
	}
	send := &bot.Send{
		No: 3, Kind: bot.SendAnswer, Status: bot.SendPlanned, At: by, Typing: 2 * time.Second, Expires: by.Add(time.Hour), Text: "Проверим",
		Subject: "Заказ", Template: "order_status.irritated.a", Language: tone.Russian, Buttons: []bot.Button{{Label: "Да", Data: "yes"}},
		Answers: []string{"17"}, Emoji: "❤", Attempts: 1, Started: at, Unknown: 1, Messages: []string{"18"}, Error: "timeout",
		Notice: &bot.Notice{Kind: bot.NoticeWork, Reasons: []bot.Reason{bot.NeedsWork}, Reading: reading, Quote: "Где", Customer: "Ana", By: by},
	}
	promise := &bot.Promise{
		No: 1, Kinds: []string{"answer"}, Status: bot.PromiseOpen, Made: at, By: by, Told: true, Warnings: [2]time.Time{at, at},
	}
	decision := &bot.Decision{
		Verdict: bot.AckFollowUp, Reasons: []bot.Reason{bot.NeedsWork}, Reading: reading, Lines: []string{"17"},
		Marks:    []bot.Mark{{At: at, Kind: bot.BadExperience, Failed: true, Bad: true}},
		Facts:    &bot.Facts{Phone: true, NoCalls: true, Calls: true, Stopped: true, OrderNumber: 48213, Deadline: by},
		Language: tone.Russian, Chosen: true, Sitting: at, Closes: true, Quiet: true, Rest: by, Muted: by, Settles: true, Quick: true,
		Missing: []string{"Price"},
		Actions: []bot.Action{
			{Kind: bot.PlanSend, Send: send, Effect: &bot.Effect{
				Verdict: bot.AckFollowUp, Template: "order_status.irritated.a", Topic: tone.TopicOrderStatus, State: tone.Irritated,
				Promise: promise, Asks: true, Call: true, Warm: true, Discloses: true, Confirms: true, Holds: true, Lines: 1, Planned: by, Notice: 4,
			}},
			{Kind: bot.CancelSend, No: 2},
			{Kind: bot.SettleSend, No: 2},
			{Kind: bot.SetTimer, Timer: &bot.Timer{Kind: bot.PromiseDue, Subject: "1", At: by}},
			{Kind: bot.CancelTimer, Timer: &bot.Timer{Kind: bot.GuardDue}},
			{Kind: bot.HandOver},
			{Kind: bot.Forget},
		},
	}
	return []bot.Event{
		{Kind: bot.Said, At: at, Message: message},
		{Kind: bot.Edited, At: at, Message: message},
		{Kind: bot.Deleted, At: at, Messages: []string{"17"}},
		{Kind: bot.PersonWrote, At: at, Message: message},
		{Kind: bot.Echoed, At: at, Message: message},
		{Kind: bot.Commanded, At: at, Message: message, Command: &bot.Command{Name: "lang", Args: "ro"}},
		{Kind: bot.Pressed, At: at, Press: &bot.Press{Message: "18", Data: bot.PressForget, Query: "q"}},
		{Kind: bot.Reacted, At: at, Reaction: &bot.Reaction{Message: "18", Emoji: "👍"}},
		{Kind: bot.Blocked, At: at},
		{Kind: bot.Unblocked, At: at},
		{Kind: bot.Connected, At: at, Connection: "c10"},
		{Kind: bot.TimerDue, At: at, Timer: &bot.Timer{Kind: bot.BurstEnd, Subject: "", At: at}},
		{Kind: bot.SendEnded, At: at, Result: &bot.Result{
			No: 3, Kind: bot.SendAnswer, Outcome: bot.Throttled, Status: bot.SendPlanned, At: by, Messages: []string{"18"}, Error: "429",
		}},
		{Kind: bot.Decided, At: at, Decision: decision},
		{Kind: bot.Skipped, At: at, Reason: "the work on it failed again and again"},
		{Kind: bot.Approved, At: at},
		{Kind: bot.Revised, At: at},
		{Kind: bot.TakenOver, At: at},
		{Kind: bot.HandedBack, At: at},
		{Kind: bot.Rated, At: at},
		{Kind: bot.Resolved, At: at},
		{Kind: bot.Warned, At: at},
	}
}

// The JSON form is what stores keep: it may gain fields and never lose any.
func TestEventGolden(t *testing.T) {
	t.Parallel()
	const name = "testdata/events.jsonl"
	var got strings.Builder
	for _, e := range sampleEvents() {
		data, err := json.Marshal(e)
		require.NoError(t, err)
		got.Write(data)
		got.WriteByte('\n')
	}
	if *update {
		require.NoError(t, os.WriteFile(name, []byte(got.String()), 0o600))
	}
	want, err := os.ReadFile(name)
	require.NoError(t, err)
	require.Equal(t, string(want), got.String())
	events := sampleEvents()
	for i, line := range strings.Split(strings.TrimSpace(string(want)), "\n") {
		var e bot.Event
		require.NoError(t, json.Unmarshal([]byte(line), &e))
		require.Equal(t, events[i], e)
		require.True(t, e.Known(), e.Kind)
	}
}

func TestEventsOfLaterVersionsAreKept(t *testing.T) {
	t.Parallel()
	for _, line := range []string{
		`{"v":1,"kind":"dreamt","at":"2026-03-02T08:00:00Z","of":{"sheep":3}}`,
		`{"v":7,"kind":"said","at":"2026-03-02T08:00:00Z","message":["other form"]}`,
	} {
		var e bot.Event
		require.NoError(t, json.Unmarshal([]byte(line), &e))
		require.False(t, e.Known())
		require.Equal(t, 2026, e.At.Year())
		data, err := json.Marshal(e)
		require.NoError(t, err)
		require.JSONEq(t, line, string(data))
		h := &bot.History{Key: testKey}
		h.Apply(e)
		require.Equal(t, &bot.History{Key: testKey, Events: 1}, h)
		d := always().Decide(h, e, e.At)
		require.True(t, d.Empty())
	}
	var e bot.Event
	require.ErrorContains(t, json.Unmarshal([]byte(`{"v":1,"kind":"said","at":"2026-03-02T08:00:00Z","message":3}`), &e), `event "said"`)
	require.ErrorContains(t, json.Unmarshal([]byte(`{"v":"one"}`), &e), "bot: event")
}

func TestIncomingValidate(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	good := bot.Incoming{Key: testKey, Source: "1", Update: 5, Received: at}
	for _, e := range sampleEvents() {
		in := good
		in.Event = e
		outside := e.Kind == bot.Said || e.Kind == bot.Edited || e.Kind == bot.Deleted || e.Kind == bot.PersonWrote || e.Kind == bot.Echoed ||
			e.Kind == bot.Commanded || e.Kind == bot.Pressed || e.Kind == bot.Reacted || e.Kind == bot.Blocked || e.Kind == bot.Unblocked ||
			e.Kind == bot.Connected
		require.Equal(t, outside, in.Validate() == nil, "%s: %v", e.Kind, in.Validate())
		bare := in
		bare.Event = bot.Event{Kind: e.Kind, At: at}
		needsNothing := e.Kind == bot.Blocked || e.Kind == bot.Unblocked || e.Kind == bot.Connected
		require.Equal(t, needsNothing, bare.Validate() == nil, "%s: %v", e.Kind, bare.Validate())
	}
	good.Event = bot.Event{Kind: bot.Blocked, At: at}
	for want, spoil := range map[string]func(*bot.Incoming){
		"the chat is missing":              func(in *bot.Incoming) { in.Key.Chat = "" },
		"Source is empty":                  func(in *bot.Incoming) { in.Source = "" },
		"At and Received must be set":      func(in *bot.Incoming) { in.Received = time.Time{} },
		`"decided" does not come from out`: func(in *bot.Incoming) { in.Event.Kind = bot.Decided },
	} {
		in := good
		spoil(&in)
		require.ErrorContains(t, in.Validate(), want)
	}
}

func TestIdentity(t *testing.T) {
	t.Parallel()
	said := bot.Incoming{Key: testKey, Event: bot.Event{Kind: bot.Said, Message: &bot.Message{ID: "5", Connection: "a"}}}
	again := said
	again.Update, again.Source = 9, "other"
	again.Event.Message = &bot.Message{ID: "5", Connection: "b", Text: "with a text"}
	require.Equal(t, said.Identity(), again.Identity(), "a new connection brings the message again")
	edited := said
	edited.Event = bot.Event{Kind: bot.Edited, Message: &bot.Message{ID: "5", EditedAt: time.Unix(10, 0)}}
	require.NotEqual(t, said.Identity(), edited.Identity())
	later := edited
	later.Event.Message = &bot.Message{ID: "5", EditedAt: time.Unix(11, 0)}
	require.NotEqual(t, later.Identity(), edited.Identity())
	twice := edited
	twice.Event.Message = &bot.Message{ID: "5", EditedAt: time.Unix(10, 0), Text: "another text"}
	require.NotEqual(t, twice.Identity(), edited.Identity(), "two edits in one second")
	same := twice
	same.Event.Message = &bot.Message{ID: "5", EditedAt: time.Unix(10, 0), Text: "another text", Connection: "c"}
	require.Equal(t, twice.Identity(), same.Identity())
	other := said
	other.Key.Account = "1"
	require.NotEqual(t, said.Identity(), other.Identity(), "ids collide between accounts")
	require.Empty(t, bot.Incoming{Key: testKey, Event: bot.Event{Kind: bot.Blocked}}.Identity())
	require.Empty(t, bot.Incoming{Key: testKey, Event: bot.Event{Kind: bot.Said, Message: &bot.Message{}}}.Identity())
}

// Whatever is read as an event is written again so that it reads the same, and
// neither the fold nor a decision about it can fail.
func FuzzEventJSON(f *testing.F) {
	data, err := os.ReadFile("testdata/events.jsonl")
	require.NoError(f, err)
	for line := range strings.Lines(string(data)) {
		f.Add([]byte(line))
	}
	f.Add([]byte(`{"v":2,"kind":"dreamt","at":"2026-03-02T08:00:00Z"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var e bot.Event
		if json.Unmarshal(data, &e) != nil {
			return
		}
		once, err := json.Marshal(e)
		if err != nil {
			return // a time that JSON can't hold
		}
		var again bot.Event
		require.NoError(t, json.Unmarshal(once, &again))
		twice, err := json.Marshal(again)
		require.NoError(t, err)
		require.Equal(t, string(once), string(twice))
		in := bot.Incoming{Key: testKey, Source: "fuzz", Event: e, Received: time.Unix(1, 0)}
		if in.Validate() != nil {
			return
		}
		h := &bot.History{Key: testKey}
		h.Apply(e)
		always().Decide(h, e, e.At)
	})
}
