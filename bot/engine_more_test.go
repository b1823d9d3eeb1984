package bot_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

// Texts and facts may change while the engine runs.
func TestEngineSetBrain(t *testing.T) {
	t.Parallel()
	closed := newBrain(t, "Mon 00:00-00:01", bot.Settings{})
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		w.say("1", "сколько стоит доставка?")
		time.Sleep(time.Minute)
		w.engine.SetBrain(closed)
		w.say("2", "а в Комрат сколько стоит доставка?")
		time.Sleep(time.Minute)
		answers := w.sender.sends(bot.SendAnswer)
		require.Len(t, answers, 2)
		require.NotContains(t, answers[0].Template, "hours.closed")
		require.Contains(t, answers[1].Template, "hours.closed")
		require.Panics(t, func() { w.engine.SetBrain(nil) })
	})
}

// A text in parts is not sent from its beginning again.
func TestEngineKeepsPartsThatArrived(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		w.sender.ends(func(_ context.Context, d bot.Delivery) (bot.Outcome, error) {
			if len(d.Send.Messages) == 0 {
				return bot.Outcome{Kind: bot.Failed, Messages: []string{"part1"}}, errors.New("connection refused")
			}
			return bot.Outcome{Kind: bot.Delivered, Messages: []string{"part2"}}, nil
		})
		w.say("1", "сколько стоит доставка?")
		time.Sleep(time.Minute)
		answers := w.sender.sends(bot.SendAnswer)
		require.Len(t, answers, 2)
		require.Equal(t, []string{"part1"}, answers[1].Messages)
		w.store.look(testKey, func(r *row) { require.Equal(t, []string{"part1", "part2"}, r.sends[answers[0].No].Messages) })
	})
}

// Being throttled is no failure, however often it happens.
func TestEngineThrottledAgainAndAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(c *bot.Config) { c.Retries.GiveUp = 3 })
		defer w.stop()
		calls := 0
		w.sender.ends(func(context.Context, bot.Delivery) (bot.Outcome, error) {
			if calls++; calls <= 20 {
				return bot.Outcome{Kind: bot.Throttled, After: 2 * time.Second}, errors.New("429")
			}
			return bot.Outcome{Kind: bot.Delivered}, nil
		})
		w.say("1", "сколько стоит доставка?")
		time.Sleep(5 * time.Minute)
		w.store.look(testKey, func(r *row) {
			require.Equal(t, bot.SendDone, r.sends[1].Status)
			require.Equal(t, 1, r.sends[1].Attempts)
			require.Zero(t, r.sends[1].Unknown)
		})
	})
}

// Thanks get a reaction where the channel has such a thing, and a reaction that
// is refused holds nothing up.
func TestEngineReacts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		w.sender.endsOf(bot.SendReaction, bot.Outcome{Kind: bot.Rejected}, errors.New("400: REACTION_INVALID"))
		w.say("1", "спасибо")
		time.Sleep(time.Second)
		reactions := w.sender.sends(bot.SendReaction)
		require.Len(t, reactions, 1)
		require.Equal(t, "🤝", reactions[0].Emoji)
		require.Equal(t, []string{"1"}, reactions[0].Answers)
		w.say("2", "сколько стоит доставка?")
		time.Sleep(time.Minute)
		require.Len(t, w.sender.sends(bot.SendAnswer), 1)
		w.store.look(testKey, func(r *row) { require.Equal(t, bot.SendCancelled, r.sends[reactions[0].No].Status) })
		for _, s := range w.sender.sends(bot.SendNotice) {
			require.NotEqual(t, bot.NoticeSilence, s.Notice.Kind, "nobody is told")
		}
		business := testKey
		business.Channel, business.Account = tone.TelegramBusiness, "5"
		require.NoError(t, w.engine.Receive(context.Background(), []bot.Incoming{{
			Key: business, Source: "test", Update: 99, Received: time.Now(),
			Event: bot.Event{Kind: bot.Said, At: time.Now(), Message: &bot.Message{ID: "1", Text: "спасибо"}},
		}}))
		time.Sleep(time.Minute)
		require.Len(t, w.sender.sends(bot.SendReaction), 1, "business chats have no reactions")
	})
}

func (w *world) command(name, args string) {
	w.Helper()
	w.event(bot.Event{Kind: bot.Commanded, Message: &bot.Message{ID: fmt.Sprint("command ", w.update)}, Command: &bot.Command{Name: name, Args: args}})
	time.Sleep(time.Second)
}

func (w *world) press(data string) {
	w.Helper()
	w.event(bot.Event{Kind: bot.Pressed, Press: &bot.Press{Message: "m", Data: data}})
	time.Sleep(time.Second)
}

// last returns the last text that the customer got.
func (w *world) last() bot.Send {
	w.Helper()
	answers := w.sender.sends(bot.SendAnswer)
	require.NotEmpty(w, answers)
	return answers[len(answers)-1]
}

func TestEngineCommands(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		for name, key := range map[string]string{"start": bot.KeyStart, "stop": bot.KeyStopped, "privacy": bot.KeyPrivacy} {
			w.command(name, "")
			require.Contains(t, w.last().Template, key+".")
			require.Empty(t, w.last().Buttons)
		}
		w.command("lang", "")
		require.Equal(t, []bot.Button{{Label: "Русский", Data: bot.PressRussian}, {Label: "Română", Data: bot.PressRomanian}}, w.last().Buttons)
		w.press(bot.PressRussian)
		require.Equal(t, tone.Russian, w.last().Language)
		w.command("lang", "ro")
		require.Equal(t, tone.Romanian, w.last().Language)
		n := len(w.sender.sends(bot.SendAnswer))
		w.press(bot.PressRomanian)
		w.press("of another bot")
		w.command("dance", "")
		require.Len(t, w.sender.sends(bot.SendAnswer), n, "what is so already, and what we don't know, is left alone")
		w.say("1", "сколько стоит доставка?")
		time.Sleep(time.Minute)
		require.Equal(t, tone.Romanian, w.last().Language, "a language that was asked for stays")
		w.command("human", "")
		require.Contains(t, w.last().Template, "system.handover")
		n = len(w.sender.sends(bot.SendAnswer))
		w.press(bot.PressHuman)
		require.Len(t, w.sender.sends(bot.SendAnswer), n, "the customer was told just now")
		notices := w.sender.sends(bot.SendNotice)
		require.True(t, slices.ContainsFunc(notices, func(s bot.Send) bool { return s.Notice.Kind == bot.NoticeEscalated }))
	})
}

// Everything is deleted after a confirmation, and only then.
func TestEngineForgets(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		w.press(bot.PressForget)
		require.Empty(t, w.sender.sends(bot.SendAnswer), "nobody asked")
		w.say("1", "сколько стоит доставка?")
		time.Sleep(time.Minute)
		w.command("forget", "")
		require.Len(t, w.last().Buttons, 2)
		w.press(bot.PressKeep)
		require.Contains(t, w.last().Template, bot.KeyKept+".")
		n := len(w.sender.sends(bot.SendAnswer))
		w.press(bot.PressKeep)
		w.press(bot.PressForget)
		require.Len(t, w.sender.sends(bot.SendAnswer), n, "a second press does nothing")
		w.command("forget", "")
		w.press(bot.PressForget)
		require.Contains(t, w.last().Template, bot.KeyForgotten+".")
		w.store.look(testKey, func(r *row) {
			require.Empty(t, r.log)
			require.Empty(t, r.sends)
			require.Nil(t, r.snapshot)
		})
		n = len(w.sender.sends(bot.SendAnswer))
		w.press(bot.PressForget)
		require.Len(t, w.sender.sends(bot.SendAnswer), n)
	})
}

// A follow-up goes out once, in waking hours, and not at all if its end is not
// known.
func TestEngineFollowsUpOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(c *bot.Config) { c.Poll = time.Hour })
		defer w.stop()
		calls := 0
		w.sender.ends(func(_ context.Context, d bot.Delivery) (bot.Outcome, error) {
			if d.Send.Kind == bot.SendFollowUp {
				calls++
				return bot.Outcome{}, errors.New("timeout")
			}
			return bot.Outcome{Kind: bot.Delivered}, nil
		})
		w.say("1", "Здравствуйте, хочу записаться на маникюр")
		time.Sleep(time.Minute)
		require.Contains(t, w.last().Text, "?")
		time.Sleep(7 * 24 * time.Hour)
		synctest.Wait()
		require.Equal(t, 1, calls)
		follow := w.sender.sends(bot.SendFollowUp)[0]
		require.GreaterOrEqual(t, follow.At.UTC().Hour(), 8)
		require.Less(t, follow.At.UTC().Hour(), 21)
		w.store.look(testKey, func(r *row) { require.Equal(t, bot.SendUnknown, r.sends[follow.No].Status) })
	})
}

func TestEngineFollowUpIsCalledOff(t *testing.T) {
	t.Parallel()
	for name, happens := range map[string]func(*world){
		"the customer writes": func(w *world) { w.say("2", "спасибо, не нужно") },
		"a person writes": func(w *world) {
			w.event(bot.Event{Kind: bot.PersonWrote, Message: &bot.Message{ID: "9", Text: "да"}})
		},
		"the customer stops us":       func(w *world) { w.command("stop", "") },
		"the customer blocks the bot": func(w *world) { w.event(bot.Event{Kind: bot.Blocked}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, func(c *bot.Config) { c.Poll = time.Hour })
				defer w.stop()
				w.say("1", "Здравствуйте, хочу записаться на маникюр")
				time.Sleep(time.Minute)
				require.Contains(t, w.last().Text, "?")
				happens(w)
				time.Sleep(7 * 24 * time.Hour)
				require.Empty(t, w.sender.sends(bot.SendFollowUp))
			})
		})
	}
}

// A promise is watched: warned of, and noted when it is not kept.
func TestEngineWatchesPromises(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(c *bot.Config) { c.Poll = time.Hour })
		defer w.stop()
		w.say("1", "сколько стоит доставка?")
		time.Sleep(20 * time.Hour)
		var kinds []bot.NoticeKind
		for _, s := range w.sender.sends(bot.SendNotice) {
			kinds = append(kinds, s.Notice.Kind)
		}
		require.Equal(t, bot.NoticeWork, kinds[0])
		require.Contains(t, kinds, bot.NoticeWarning)
		require.Equal(t, bot.NoticeBroken, kinds[len(kinds)-1])
	})
}

// A promise that a person kept is not watched any more.
func TestEngineKeptPromise(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(c *bot.Config) { c.Poll = time.Hour })
		defer w.stop()
		w.say("1", "сколько стоит доставка?")
		time.Sleep(time.Minute)
		w.event(bot.Event{Kind: bot.PersonWrote, Message: &bot.Message{ID: "9", Text: "50 лей"}})
		time.Sleep(20 * time.Hour)
		notices := w.sender.sends(bot.SendNotice)
		require.Len(t, notices, 1)
		w.store.look(testKey, func(r *row) { require.Empty(t, r.timers) })
	})
}

// The guard rings when a customer has had no answer of any kind.
func TestEngineGuard(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(c *bot.Config) { c.Poll = time.Hour })
		defer w.stop()
		w.event(bot.Event{Kind: bot.PersonWrote, Message: &bot.Message{ID: "9", Text: "Добрый день"}})
		time.Sleep(time.Minute)
		w.say("1", "сколько стоит доставка?")
		time.Sleep(13 * time.Hour)
		notices := w.sender.sends(bot.SendNotice)
		require.Len(t, notices, 1)
		require.Equal(t, bot.NoticeGuard, notices[0].Notice.Kind)
	})
}

// A clock that is put back does not stop the engine, nor make it send twice.
func TestEngineClockJumps(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		clock := &jumpingClock{}
		w := newWorld(t, func(c *bot.Config) { c.Clock = clock })
		defer w.stop()
		w.say("1", "сколько стоит доставка?")
		time.Sleep(5 * time.Second)
		clock.jump(-time.Hour)
		w.say("2", "в Бельцы")
		time.Sleep(2 * time.Hour)
		clock.jump(3 * time.Hour)
		time.Sleep(time.Minute)
		answered := 0
		w.store.look(testKey, func(r *row) {
			require.Empty(t, r.unread)
			for _, s := range r.sends {
				if s.Kind == bot.SendAnswer && s.Status == bot.SendDone {
					answered++
				}
			}
		})
		require.Equal(t, 1, answered)
		require.Len(t, w.sender.sends(bot.SendAnswer), 1)
	})
}

// A business that has not said where it is is in Chișinău, and times are told
// there: a promise in UTC would be a false one.
func TestEngineTellsLocalTimes(t *testing.T) {
	t.Parallel()
	texts := catalog(t)
	desk, err := texts.Desk(nil)
	require.NoError(t, err)
	brain, err := bot.NewBrain(bot.Parts{Catalog: texts, Desk: desk})
	require.NoError(t, err)
	require.Equal(t, "Europe/Chisinau", brain.Location().String())
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(c *bot.Config) { c.Brain, c.Poll = brain, time.Hour })
		defer w.stop()
		time.Sleep(8 * time.Hour) // it is eight in UTC and ten in the shop
		w.say("1", "сколько стоит доставка?")
		time.Sleep(time.Minute)
		require.Contains(t, w.last().Text, "10:")
		require.NotContains(t, w.last().Text, "8:")
	})
}

// Whoever floods us is told once that a person reads it, and then nothing for a
// while.
func TestEngineFlood(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		defer w.stop()
		for i := range 60 {
			w.say(fmt.Sprint("f", i), fmt.Sprintf("ну что там с номером %d", i))
			time.Sleep(1900 * time.Millisecond)
		}
		answers := w.sender.sends(bot.SendAnswer)
		require.Len(t, answers, 1)
		require.Contains(t, answers[0].Template, bot.KeyFlood)
		notices := w.sender.sends(bot.SendNotice)
		require.Len(t, notices, 1)
		require.Equal(t, bot.NoticeEscalated, notices[0].Notice.Kind)
		require.Equal(t, bot.Flood, notices[0].Notice.Reasons[0])
		time.Sleep(15 * time.Minute)
		w.say("later", "сколько стоит доставка?")
		time.Sleep(time.Minute)
		require.Len(t, w.sender.sends(bot.SendAnswer), 2, "afterwards it is as before")
	})
}

// What is known when the work is broken off is not forgotten.
func TestEngineStopKeepsWhatIsKnown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.sender.ends(func(ctx context.Context, _ bot.Delivery) (bot.Outcome, error) {
			<-ctx.Done()
			return bot.Outcome{Kind: bot.Delivered, Messages: []string{"m"}}, nil
		})
		w.say("1", "сколько стоит доставка?")
		time.Sleep(18 * time.Second)
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		require.ErrorIs(t, w.engine.Stop(ctx), context.DeadlineExceeded)
		w.store.look(testKey, func(r *row) {
			require.Equal(t, bot.SendDone, r.sends[1].Status)
			require.True(t, r.until.IsZero())
		})
	})
}
