package bot_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

// chatter is what customers say in the random conversations.
var chatter = []string{
	"Здравствуйте", "сколько стоит доставка в Бельцы?", "ок", "спасибо", "Спасибо огромное, вы лучшие ❤️", "и ещё,",
	"Где мой заказ 48213?! Третий день жду, сколько можно!", "не помогло", "всё равно не работает", "позовите человека",
	"ничего не понимаю, как это оформить?", "подаю на вас в суд", "Bună ziua", "cât costă livrarea la Comrat?", "tot nu merge",
	"mersi mult", "vreau să mă programez la manichiură", "până la ce oră lucrați?", "не пишите мне больше", "удалите мои данные",
	"069 123 456", "да", "nu", "urgent, am nevoie azi până la 16!", "???", "👍", "", "Это сообщение сформировано автоматически",
}

// A randomTalk runs a random conversation through an engine in simulated time.
type randomTalk struct {
	*world

	r       *rand.Rand
	lines   []string
	persons []time.Time
}

// step lets something random happen.
func (w *randomTalk) step() {
	id := fmt.Sprint("c", w.update)
	switch n := w.r.IntN(100); {
	case n < 55:
		w.lines = append(w.lines, id)
		w.event(bot.Event{Kind: bot.Said, Message: &bot.Message{
			ID: id, Text: chatter[w.r.IntN(len(chatter))], Author: bot.Author{ID: "7", Name: "Ana"},
		}})
	case n < 60 && len(w.lines) > 0:
		w.event(bot.Event{Kind: bot.Edited, Message: &bot.Message{
			ID: w.lines[len(w.lines)-1], Text: chatter[w.r.IntN(len(chatter))], EditedAt: time.Now(),
		}})
	case n < 63 && len(w.lines) > 0:
		w.event(bot.Event{Kind: bot.Deleted, Messages: []string{w.lines[w.r.IntN(len(w.lines))]}})
	case n < 70:
		w.persons = append(w.persons, time.Now())
		w.event(bot.Event{Kind: bot.PersonWrote, Message: &bot.Message{ID: id, Text: "Добрый день"}})
	case n < 76:
		names := []string{"start", "lang", "human", "stop", "privacy", "forget", "nonsense"}
		w.event(bot.Event{
			Kind: bot.Commanded, Message: &bot.Message{ID: id}, Command: &bot.Command{Name: names[w.r.IntN(len(names))], Args: "ro"},
		})
	case n < 79:
		presses := []string{bot.PressKeep, bot.PressRussian, bot.PressHuman, "nonsense"}
		w.event(bot.Event{Kind: bot.Pressed, Press: &bot.Press{Message: "m", Data: presses[w.r.IntN(len(presses))]}})
	case n < 81:
		w.event(bot.Event{Kind: bot.Blocked})
	case n < 84:
		w.event(bot.Event{Kind: bot.Reacted, Reaction: &bot.Reaction{Message: "m", Emoji: "👍"}})
	default:
		w.sleep()
	}
	time.Sleep(w.duration(12 * time.Second))
}

// duration returns a random duration of at most d.
func (w *randomTalk) duration(d time.Duration) time.Duration {
	return time.Duration(w.r.Int64N(int64(d)))
}

// sleep waits for anything from a minute to two days.
func (w *randomTalk) sleep() {
	waits := []time.Duration{time.Minute, 10 * time.Minute, 2 * time.Hour, 10 * time.Hour, 48 * time.Hour}
	time.Sleep(w.duration(waits[w.r.IntN(len(waits))]))
}

// faulty ends most calls well and some in every other way.
func (w *randomTalk) faulty(r *rand.Rand) func(context.Context, bot.Delivery) (bot.Outcome, error) {
	return func(context.Context, bot.Delivery) (bot.Outcome, error) {
		switch r.IntN(20) {
		case 0:
			return bot.Outcome{}, nil
		case 1:
			return bot.Outcome{Kind: bot.Failed}, nil
		case 2:
			return bot.Outcome{Kind: bot.Throttled, After: 5 * time.Second}, nil
		case 3:
			return bot.Outcome{Kind: bot.Rejected}, nil
		}
		return bot.Outcome{Kind: bot.Delivered, Messages: []string{"m"}}, nil
	}
}

// TestEngineProperties runs random conversations and checks what must hold in
// all of them.
func TestEngineProperties(t *testing.T) {
	t.Parallel()
	seeds := uint64(40)
	if testing.Short() {
		seeds = 10
	}
	for seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				r := rand.New(rand.NewPCG(seed, 1))
				w := &randomTalk{world: newWorld(t, func(c *bot.Config) { c.Poll = time.Hour }), r: r}
				if seed%2 == 1 {
					w.sender.ends(w.faulty(rand.New(rand.NewPCG(seed, 2))))
				}
				for range 40 {
					w.step()
				}
				w.sender.ends(nil)
				time.Sleep(8 * 24 * time.Hour)
				w.stop()
				w.store.look(testKey, func(row *row) { w.check(row) })
			})
		})
	}
}

// check checks a conversation that has come to its end.
func (w *randomTalk) check(r *row) {
	w.Helper()
	require.Empty(w, r.unread, "every event was worked on")
	require.True(w, r.until.IsZero(), "the lease was given back")
	require.Empty(w, r.buried)
	w.checkSends(r)
	w.checkCalls()
	w.checkLog(r)
}

// checkSends checks the outbox.
func (w *randomTalk) checkSends(r *row) {
	w.Helper()
	answered := make(map[string]int64)
	for no := range int64(len(r.sends)) {
		s, ok := r.sends[no+1]
		require.True(w, ok, "sends have numbers without a gap")
		require.False(w, s.Status.Open(), "send %d (%s) is still %s", s.No, s.Kind, s.Status)
		if s.Kind != bot.SendAnswer || s.Status != bot.SendDone {
			continue
		}
		for _, id := range s.Answers {
			require.Zero(w, answered[id], "line %s was answered by %d and %d", id, answered[id], s.No)
			answered[id] = s.No
		}
	}
}

// checkCalls checks what the customer saw.
func (w *randomTalk) checkCalls() {
	w.Helper()
	w.sender.mu.Lock()
	defer w.sender.mu.Unlock()
	last := int64(0)
	for i, d := range w.sender.sent {
		s := d.Send
		if s.Kind == bot.SendNotice {
			continue
		}
		require.GreaterOrEqual(w, s.No, last, "sends go out in their order")
		last = s.No
		require.False(w, w.sender.at[i].Before(s.At), "a send went out before its time")
		if s.Kind.Starts() {
			hour := w.sender.at[i].UTC().Hour()
			require.True(w, hour >= 8 && hour < 21, "we start nothing at %d o'clock", hour)
		}
		if len(s.Answers) > 0 || s.Kind.Starts() {
			w.checkPerson(w.sender.at[i], s)
		}
		if s.Kind == bot.SendAnswer {
			require.NotEmpty(w, s.Text)
			require.NotContains(w, s.Text, "<no value>")
		}
	}
}

// checkPerson checks that nobody was talked over.
func (w *randomTalk) checkPerson(at time.Time, s bot.Send) {
	w.Helper()
	for _, person := range w.persons {
		require.False(w, at.After(person) && at.Sub(person) <= 8*time.Hour && s.Kind != bot.SendReaction,
			"%s went out %v after a person had taken over", s.Kind, at.Sub(person))
	}
}

// checkLog checks that the log tells the whole history, and can be read again.
func (w *randomTalk) checkLog(r *row) {
	w.Helper()
	var events []bot.Event
	followed := 0
	for i, e := range r.log {
		require.Equal(w, int64(i+1), e.No)
		events = append(events, e.Event)
		switch {
		case e.Kind == bot.Said:
			followed = 0
		case e.Kind == bot.SendEnded && e.Result.Kind == bot.SendFollowUp && e.Result.Status == bot.SendDone:
			followed++
			require.Equal(w, 1, followed, "one follow-up at most into one silence")
		}
		data, err := json.Marshal(e.Event)
		require.NoError(w, err)
		var again bot.Event
		require.NoError(w, json.Unmarshal(data, &again))
		twice, err := json.Marshal(again)
		require.NoError(w, err)
		require.Equal(w, string(data), string(twice))
	}
	folded, err := bot.Fold(testKey, events).Snapshot()
	require.NoError(w, err)
	require.Equal(w, string(r.snapshot), string(folded), "the fold of the log is the history")
}

// Decide changes nothing and says the same each time.
func TestDecideIsPure(t *testing.T) {
	t.Parallel()
	brain := always()
	r := rand.New(rand.NewPCG(7, 7))
	at := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	h := &bot.History{Key: bot.Key{Channel: tone.Telegram, Chat: "1"}}
	for i := range 400 {
		at = at.Add(time.Duration(r.Int64N(int64(20 * time.Minute))))
		e := bot.Event{Kind: bot.Said, At: at, Message: &bot.Message{ID: strconv.Itoa(i), Text: chatter[r.IntN(len(chatter))]}}
		if end := h.Burst.Ends; !end.IsZero() && i%2 == 0 {
			at = slices.MaxFunc([]time.Time{at, end}, time.Time.Compare)
			e = bot.Event{Kind: bot.TimerDue, At: at, Timer: &bot.Timer{Kind: bot.BurstEnd, At: end}}
		}
		h.Apply(e)
		before, err := h.Snapshot()
		require.NoError(t, err)
		d, again := brain.Decide(h, e, at), brain.Decide(h, e, at)
		require.Equal(t, d, again)
		after, err := h.Snapshot()
		require.NoError(t, err)
		require.Equal(t, string(before), string(after), "Decide changed the history")
		if !d.Empty() {
			h.Apply(bot.Event{Kind: bot.Decided, At: at, Decision: &d})
		}
		for _, p := range slices.Clone(h.Pending) {
			h.Apply(bot.Event{Kind: bot.SendEnded, At: at, Result: &bot.Result{
				No: p.No, Kind: p.Kind, Outcome: bot.Delivered, Status: bot.SendDone,
			}})
		}
	}
}
