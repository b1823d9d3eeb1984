package bot_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

// An answer of which nobody knew whether it arrived is settled when the channel
// shows it to us.
func TestEngineEchoSettles(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(c *bot.Config) { c.Retries.First, c.Retries.Most = time.Minute, time.Hour })
		defer w.stop()
		w.sender.endsOf(bot.SendAnswer, bot.Outcome{}, errors.New("timeout"))
		w.say("1", "сколько стоит доставка?")
		time.Sleep(20 * time.Second)
		sent := w.last()
		w.event(bot.Event{Kind: bot.Echoed, Message: &bot.Message{ID: "77", Text: "что-то другое"}})
		w.event(bot.Event{Kind: bot.Echoed, Message: &bot.Message{ID: "78", Text: sent.Text}})
		time.Sleep(time.Hour)
		require.Len(t, w.sender.sends(bot.SendAnswer), 1, "it is not sent again")
		w.store.look(testKey, func(r *row) {
			require.Equal(t, bot.SendDone, r.sends[sent.No].Status)
			require.Equal(t, 1, r.sends[sent.No].Unknown)
		})
	})
}

func TestEngineEdits(t *testing.T) {
	t.Parallel()
	edit := func(w *world, text string) {
		w.event(bot.Event{Kind: bot.Edited, Message: &bot.Message{ID: "1", Text: text, EditedAt: time.Now()}})
	}
	t.Run("before the answer, about something else", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, nil)
			defer w.stop()
			w.say("1", "сколько стоит доставка?")
			time.Sleep(14 * time.Second) // the answer is planned
			edit(w, "позовите человека")
			time.Sleep(time.Minute)
			answers := w.sender.sends(bot.SendAnswer)
			require.Len(t, answers, 1)
			require.Contains(t, answers[0].Template, "human.")
		})
	})
	t.Run("before the answer, a mere slip", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, nil)
			defer w.stop()
			w.say("1", "сколько стоит дотсавка?")
			time.Sleep(14 * time.Second)
			edit(w, "сколько стоит доставка?")
			time.Sleep(time.Minute)
			require.Len(t, w.sender.sends(bot.SendAnswer), 1)
		})
	})
	t.Run("after the answer", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, nil)
			defer w.stop()
			w.say("1", "сколько стоит доставка?")
			time.Sleep(time.Minute)
			edit(w, "позовите человека")
			time.Sleep(time.Hour)
			require.Len(t, w.sender.sends(bot.SendAnswer), 1, "what is answered stays so")
		})
	})
}

// Lines that are deleted before the answer get none.
func TestEngineDeletes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		w.say("1", "сколько стоит доставка?")
		time.Sleep(14 * time.Second)
		w.event(bot.Event{Kind: bot.Deleted, Messages: []string{"1"}})
		time.Sleep(time.Hour)
		require.Empty(t, w.sender.sends(bot.SendAnswer))
		w.say("2", "позовите человека")
		w.say("3", "и побыстрее")
		time.Sleep(time.Second)
		w.event(bot.Event{Kind: bot.Deleted, Messages: []string{"3"}})
		time.Sleep(time.Hour)
		require.NotEmpty(t, w.sender.sends(bot.SendAnswer), "what is left is answered")
	})
}

// Where the channel takes answers for a day only, what could not be sent in time
// is put before an operator, and not sent later.
func TestEngineWindowCloses(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(c *bot.Config) { c.Poll = time.Minute })
		defer w.stop()
		key := bot.Key{Channel: tone.TelegramBusiness, Account: "5", Chat: "42"}
		down := true
		w.sender.ends(func(_ context.Context, d bot.Delivery) (bot.Outcome, error) {
			if d.Send.Kind == bot.SendAnswer && down {
				return bot.Outcome{Kind: bot.Throttled, After: 30 * time.Hour}, errors.New("429")
			}
			return bot.Outcome{Kind: bot.Delivered}, nil
		})
		require.NoError(t, w.engine.Receive(context.Background(), []bot.Incoming{{
			Key: key, Source: "test", Update: 1, Received: time.Now(),
			Event: bot.Event{Kind: bot.Said, At: time.Now(), Message: &bot.Message{ID: "1", Text: "позовите человека"}},
		}}))
		time.Sleep(29 * time.Hour)
		down = false
		time.Sleep(10 * time.Hour)
		require.Len(t, w.sender.sends(bot.SendAnswer), 1, "the only call was throttled")
		w.store.look(key, func(r *row) {
			require.Equal(t, bot.SendDead, r.sends[1].Status)
			require.Contains(t, r.sends[1].Error, "takes no messages")
		})
		kinds := make(map[bot.NoticeKind]bool)
		for _, s := range w.sender.sends(bot.SendNotice) {
			kinds[s.Notice.Kind] = true
		}
		require.True(t, kinds[bot.NoticeSilence])
	})
}

// The connection by which a customer was answered goes, and comes back as another.
func TestEngineConnectionChanges(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		w.say("1", "сколько стоит доставка?")
		time.Sleep(14 * time.Second)
		w.event(bot.Event{Kind: bot.Connected})
		time.Sleep(time.Minute)
		require.Empty(t, w.sender.sends(bot.SendAnswer), "we may not write")
		w.event(bot.Event{Kind: bot.Connected, Connection: "new"})
		w.say("2", "так сколько стоит доставка?")
		time.Sleep(time.Minute)
		w.sender.mu.Lock()
		defer w.sender.mu.Unlock()
		last := w.sender.sent[len(w.sender.sent)-1]
		require.Equal(t, "new", last.Connection)
	})
}

// A snapshot that is missing or can't be read is made anew from the log.
func TestEngineFoldsTheLog(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(r *row){
		"missing":            func(r *row) { r.snapshot = nil },
		"of another version": func(r *row) { r.snapshot = []byte(`{"v":99}`) },
		"broken":             func(r *row) { r.snapshot = []byte(`{"v":`) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, nil)
				defer w.stop()
				w.say("1", "Спасибо огромное, вы лучшие ❤️")
				time.Sleep(time.Minute)
				require.Len(t, w.sender.sends(bot.SendAnswer), 1)
				w.store.look(testKey, spoil)
				w.say("2", "Спасибо огромное, вы супер ❤️")
				time.Sleep(time.Minute)
				require.Len(t, w.sender.sends(bot.SendAnswer), 1, "it is known that warm thanks were answered")
				w.store.look(testKey, func(r *row) {
					var events []bot.Event
					for _, e := range r.log {
						events = append(events, e.Event)
					}
					folded, err := bot.Fold(testKey, events).Snapshot()
					require.NoError(t, err)
					require.Equal(t, string(folded), string(r.snapshot))
				})
			})
		})
	}
}

// A tally counts what an engine tells.
type tally struct {
	mu     sync.Mutex
	counts map[string]int
}

func (c *tally) add(what string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.counts[what]++
}

func (c *tally) Received(events, fresh int) {
	c.add("received")
	if fresh < events {
		c.add("duplicate")
	}
}
func (c *tally) Held(int)              { c.add("held") }
func (c *tally) Decided(v bot.Verdict) { c.add(string(v)) }
func (c *tally) Failed(where string)   { c.add(where) }

func (c *tally) Sent(kind bot.SendKind, outcome bot.OutcomeKind, late time.Duration) {
	c.add(string(kind) + " " + string(outcome))
	if late < 0 || late > time.Second {
		c.add("late")
	}
}

func TestEngineMetrics(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		counts := &tally{counts: make(map[string]int)}
		w := newWorld(t, func(c *bot.Config) { c.Metrics = counts })
		w.say("1", "сколько стоит доставка?")
		w.say("1", "сколько стоит доставка?")
		time.Sleep(time.Minute)
		w.stop()
		counts.mu.Lock()
		defer counts.mu.Unlock()
		require.Equal(t, 2, counts.counts["received"])
		require.Equal(t, 1, counts.counts["duplicate"])
		require.Equal(t, 1, counts.counts[string(bot.Wait)])
		require.Equal(t, 1, counts.counts[string(bot.AckFollowUp)])
		require.Equal(t, 1, counts.counts["answer delivered"])
		require.Equal(t, 1, counts.counts["notice delivered"])
		require.NotZero(t, counts.counts["held"])
		require.Zero(t, counts.counts["late"])
		require.Zero(t, counts.counts["store"])
	})
}

// A customer's day has so many automatic texts; then a person is told.
func TestEngineBudget(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(c *bot.Config) { c.Poll = time.Minute })
		defer w.stop()
		for i := range 60 {
			id := "b" + string(rune('A'+i))
			w.say(id, "сколько стоит доставка, вариант "+id+"?")
			time.Sleep(10 * time.Minute)
		}
		answers := len(w.sender.sends(bot.SendAnswer))
		require.Less(t, answers, 60)
		require.NotZero(t, answers)
		last := w.sender.sends(bot.SendNotice)
		require.Equal(t, bot.NoticeSilence, last[len(last)-1].Notice.Kind)
		require.Contains(t, last[len(last)-1].Notice.Reasons, bot.BudgetUsed)
		w.say("urgent", "позовите человека")
		time.Sleep(time.Minute)
		require.Len(t, w.sender.sends(bot.SendAnswer), answers+1, "who asks for a person is told all the same")
	})
}

func TestSide(t *testing.T) {
	t.Parallel()
	for _, side := range []bot.Side{bot.FromCustomer, bot.FromBusiness} {
		text, err := side.MarshalText()
		require.NoError(t, err)
		require.Equal(t, side.String(), string(text))
		var again bot.Side
		require.NoError(t, again.UnmarshalText(text))
		require.Equal(t, side, again)
	}
	_, err := bot.Side(9).MarshalText()
	require.ErrorContains(t, err, "9 is no side")
	require.Equal(t, "Side(9)", bot.Side(9).String())
}
