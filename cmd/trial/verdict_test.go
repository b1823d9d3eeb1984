package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/telegram/apitest"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// A tale makes a record and what is stored, for one chat.
type tale struct {
	record []apitest.Entry
	stored stored
}

const ana = 1001

func (t *tale) add(e apitest.Entry) {
	e.Seq = int64(len(t.record) + 1)
	e.Time = noon.Add(time.Duration(e.Seq) * time.Second)
	if e.Chat == 0 && e.Kind != apitest.EntryDelivery && e.Method != "getUpdates" {
		e.Chat = ana
	}
	t.record = append(t.record, e)
}

// wrote is a message of somebody, told to the bot as an update of that number.
func (t *tale) wrote(id int, from int64) {
	update := fmt.Sprintf(`{"message":{"message_id":%d,"from":{"id":%d}}}`, id, from)
	t.add(apitest.Entry{Kind: apitest.EntryUpdate, UpdateType: "message", MessageID: id, UpdateID: int64(id), Update: json.RawMessage(update)})
}

// sent is a text that took effect.
func (t *tale) sent(id int, text string) {
	t.add(apitest.Entry{Kind: apitest.EntryCall, Method: "sendMessage", Effect: true, MessageID: id, Message: &models.Message{ID: id, Text: text}})
}

func (t *tale) confirmed(offset int) {
	t.add(apitest.Entry{
		Kind: apitest.EntryCall, Method: "getUpdates", Effect: true, Params: map[string]string{"offset": strconv.Itoa(offset)},
	})
}

// decided is a message that was stored, and what was decided about it.
func (t *tale) decided(id int, v bot.Verdict) {
	name := strconv.Itoa(id)
	t.stored.events = append(t.stored.events,
		bot.Event{Kind: bot.Said, Message: &bot.Message{ID: name}},
		bot.Event{Kind: bot.Decided, Decision: &bot.Decision{Verdict: v, Lines: []string{name}}})
}

// send is a send of the store.
func (t *tale) send(kind bot.SendKind, text string, unknown int, messages ...string) {
	t.stored.sends = append(t.stored.sends, bot.Send{
		No: int64(len(t.stored.sends) + 1), Kind: kind, Status: bot.SendDone, Text: text, Unknown: unknown, Messages: messages,
	})
}

func (t *tale) judge() *verdict {
	return judge(t.record, map[place]*stored{{ana, false}: &t.stored})
}

// good is a conversation in which everything is right: an answer, one that
// arrived twice because nobody knew, a reaction and a follow-up.
func good() *tale {
	t := &tale{}
	t.wrote(1, ana)
	t.confirmed(2)
	t.decided(1, bot.Reply)
	t.sent(2, "hello")
	t.send(bot.SendAnswer, "hello", 0, "2")
	t.wrote(3, ana)
	t.decided(3, bot.AckFollowUp)
	t.sent(4, "wait")
	t.sent(5, "wait")
	t.send(bot.SendAnswer, "wait", 1, "5")
	t.send(bot.SendNotice, "", 0, "6") // in the chat of the operators, which numbers its messages too
	t.add(apitest.Entry{Kind: apitest.EntryCall, Method: "setMessageReaction", Effect: true, Params: map[string]string{"message_id": "3"}})
	t.sent(6, "still there?")
	t.send(bot.SendFollowUp, "still there?", 0, "6")
	return t
}

func TestJudgeFindsNothingWrong(t *testing.T) {
	t.Parallel()
	v := good().judge()
	require.Empty(t, v.faults)
	require.Equal(t, 2, v.figures["customer messages"])
	require.Equal(t, 1, v.figures["texts sent more often than once"])
	require.Equal(t, 4, v.figures["texts arrived"])
	require.Equal(t, 1, v.figures["reactions"])
	var out strings.Builder
	require.NoError(t, v.print(&out))
	require.Contains(t, out.String(), "no faults")
}

func TestJudgeFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(*tale)
		want  string
	}{
		"lost": {func(t *tale) { t.wrote(7, ana) }, "message 7 is not stored"},
		"undecided": {func(t *tale) {
			t.wrote(7, ana)
			t.stored.events = append(t.stored.events, bot.Event{Kind: bot.Said, Message: &bot.Message{ID: "7"}})
		}, "nothing was decided about message 7"},
		"waiting":    {func(t *tale) { t.wrote(7, ana); t.decided(7, bot.Wait) }, "message 7 still waits"},
		"stored":     {func(t *tale) { t.decided(1, bot.None) }, "message 1 is stored 2 times"},
		"open":       {func(t *tale) { t.stored.sends[0].Status = bot.SendStarted }, "send 1 is still started"},
		"dead":       {func(t *tale) { t.stored.sends[0].Status = bot.SendDead }, "send 1 is dead"},
		"never sent": {func(t *tale) { t.send(bot.SendAnswer, "nothing", 0, "99") }, "send 5 is done and has not arrived"},
		"unlisted":   {func(t *tale) { t.sent(9, "hello") }, "text 9 at 9 belongs to no send"},
		"invented":   {func(t *tale) { t.sent(9, "buy!") }, "text 9 at 9 belongs to no send"},
		"thrice":     {func(t *tale) { t.sent(9, "wait") }, "text 9 at 9 belongs to no send"},
		"followed up twice": {func(t *tale) {
			t.stored.sends[3].Unknown = 1
			t.sent(9, "still there?")
		}, "send 4, a follow_up, arrived again"},
		"reacted twice": {func(t *tale) {
			t.add(apitest.Entry{Kind: apitest.EntryCall, Method: "setMessageReaction", Effect: true, Params: map[string]string{"message_id": "3"}})
		}, "message 3 got 2 reactions"},
		"out of order": {func(t *tale) {
			t.sent(10, "second")
			t.sent(11, "first")
			t.send(bot.SendAnswer, "first", 0, "11")
			t.send(bot.SendAnswer, "second", 0, "10")
		}, "send 6 arrived before 5"},
		"over a person": {func(t *tale) {
			t.wrote(12, ownerID)
			t.confirmed(13)
			t.sent(14, "me too")
			t.send(bot.SendAnswer, "me too", 0, "14")
		}, "text 14 came 1s after a person took over"},
		"person unheard": {func(t *tale) { t.wrote(12, ownerID) }, "was never confirmed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tale := good()
			c.spoil(tale)
			v := tale.judge()
			require.Len(t, v.faults, 1)
			require.Contains(t, v.faults[0], c.want)
			require.ErrorContains(t, v.print(&strings.Builder{}), "1 faults")
		})
	}
}

func TestJudgeLetsPeopleAnswer(t *testing.T) {
	t.Parallel()
	tale := good()
	tale.wrote(7, ana)
	tale.decided(7, bot.Wait)
	tale.stored.events = append(tale.stored.events, bot.Event{Kind: bot.PersonWrote, Message: &bot.Message{ID: "8"}})
	tale.wrote(8, ownerID)
	tale.sent(9, "on its way") // before the bot knew
	tale.send(bot.SendAnswer, "on its way", 0, "9")
	tale.confirmed(9)
	require.Empty(t, tale.judge().faults)
}

func TestHistoriesOfWebhooksAndBusinessChats(t *testing.T) {
	t.Parallel()
	business := func(from int64, bot string) json.RawMessage {
		return json.RawMessage(fmt.Sprintf(`{"business_message":{"from":{"id":%d}%s}}`, from, bot))
	}
	t1 := &tale{}
	for i, update := range []json.RawMessage{
		business(ana, ""), business(ownerID, ""), business(ownerID, `,"sender_business_bot":{"id":7}`),
	} {
		t1.add(apitest.Entry{
			Kind: apitest.EntryUpdate, UpdateType: "business_message", Business: "abc", MessageID: i + 1, UpdateID: int64(i + 1), Update: update,
		})
	}
	t1.add(apitest.Entry{Kind: apitest.EntryDelivery, UpdateID: 2, Status: 500})
	t1.add(apitest.Entry{Kind: apitest.EntryDelivery, UpdateID: 2, Status: 200})
	h := histories(t1.record)[place{ana, true}]
	require.Len(t, h.said, 1)
	require.Len(t, h.byHand, 1, "what the bot wrote is not by hand")
	require.Equal(t, noon.Add(5*time.Second), h.byHand[0].known)
	require.True(t, h.said[0].known.IsZero())
}

func TestLines(t *testing.T) {
	t.Parallel()
	all := lines()
	require.Greater(t, len(all), 20)
	for _, line := range all {
		require.NotContains(t, line, "#")
	}
}

func TestUsage(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"sleep"}, {"crash", "-store", "paper"}, {"crash", "-messages", "0"}, {"crash", "-nonsense"}} {
		require.Error(t, run(t.Context(), args, &strings.Builder{}))
	}
}
