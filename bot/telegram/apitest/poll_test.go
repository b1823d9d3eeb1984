package apitest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// poll asks for updates once and returns their numbers.
func (b *bench) poll(p params) []int64 {
	b.t.Helper()
	var raw []struct {
		ID int64 `json:"update_id"`
	}
	b.good("getUpdates", p, &raw)
	ids := []int64{}
	for _, u := range raw {
		ids = append(ids, u.ID)
	}
	return ids
}

func TestOffsetConfirms(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	for range 3 {
		b.srv.Customer(5).Say("a")
	}
	first := b.poll(params{})
	require.Len(t, first, 3)
	require.Greater(t, first[0], int64(2_000_000))
	require.Equal(t, first[0]+2, first[2], "numbers rise by one")

	require.Equal(t, first, b.pollLater(params{}), "unconfirmed updates come again")
	require.Equal(t, first[1:], b.pollLater(params{"offset": first[1]}))
	require.Equal(t, first[1:], b.pollLater(params{"offset": first[0]}), "the first is confirmed and gone")
	require.Equal(t, first[1:], b.pollLater(params{"offset": 1}), "an offset far in the past is none")
	require.Equal(t, first[1:], b.pollLater(params{"offset": first[2] + 1000}), "nor is one far in the future")
	require.Empty(t, b.pollLater(params{"offset": first[2] + 1}))
	require.Zero(t, b.srv.DefaultBot().Pending())
}

// pollLater waits long enough not to be slowed down.
func (b *bench) pollLater(p params) []int64 {
	b.t.Helper()
	b.clock.Advance(4 * time.Second)
	return b.poll(p)
}

func TestNegativeOffsetKeepsTheNewest(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	for range 5 {
		b.srv.Customer(5).Say("a")
	}
	all := b.poll(params{})
	require.Equal(t, all[3:], b.pollLater(params{"offset": -2}))
	require.Equal(t, all[3:], b.pollLater(params{"offset": -100}))
	require.Equal(t, 2, b.srv.DefaultBot().Pending())
}

func TestLimitOfUpdates(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	for range 150 {
		b.srv.Customer(5).Say("a")
	}
	for limit, want := range map[string]int{"7": 7, "0": 1, "-5": 1, "101": 100, "": 100, "x": 1} {
		require.Len(t, b.pollLater(params{"limit": limit}), want, limit)
	}
}

func TestHastyPollsAreHeldBack(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	for range 3 {
		b.srv.Customer(5).Say("a")
	}
	ids := b.poll(params{"offset": 1})
	require.Len(t, ids, 3)
	require.Len(t, b.poll(params{"offset": 1}), 1, "the same offset within half a second gets one")
	b.clock.Advance(time.Second)
	require.Len(t, b.poll(params{"offset": 1}), 3)
	require.Empty(t, b.poll(params{"offset": ids[2] + 1}), "another offset is not held back")

	// The same offset within three seconds waits up to three seconds.
	done := b.inBackground("getUpdates", params{"offset": ids[2] + 1})
	b.untilWaiting(1)
	b.clock.Advance(2 * time.Second)
	require.Empty(t, done)
	b.clock.Advance(time.Second)
	require.JSONEq(t, `[]`, string((<-done).Result))
}

// inBackground calls a method in a goroutine of its own.
func (b *bench) inBackground(method string, p params) chan reply {
	done := make(chan reply, 1)
	r := encodings["json"](b.t.Context(), "/bot"+apitest.DefaultToken+"/"+method, p)
	go func() {
		out, dropped := b.serve(r)
		if dropped {
			out.Status = -1
		}
		done <- out
	}()
	return done
}

// untilWaiting returns when so many wait on the clock.
func (b *bench) untilWaiting(n int) {
	b.t.Helper()
	require.Eventually(b.t, func() bool { return b.clock.Waiting() == n }, 10*time.Second, time.Millisecond)
}

func TestLongPoll(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})

	done := b.inBackground("getUpdates", params{"timeout": 30})
	b.untilWaiting(1)
	b.srv.Customer(5).Say("Здравствуйте")
	got := <-done
	require.Contains(t, string(got.Result), "Здравствуйте")
	require.Zero(t, b.clock.Waiting(), "the timer is gone")
	b.updates()

	done = b.inBackground("getUpdates", params{"timeout": 30})
	b.untilWaiting(1)
	b.clock.Advance(29 * time.Second)
	require.Empty(t, done)
	b.clock.Advance(time.Second)
	require.JSONEq(t, `[]`, string((<-done).Result))

	b.clock.Advance(time.Minute)
	done = b.inBackground("getUpdates", params{"timeout": 3600})
	b.untilWaiting(1)
	b.clock.Advance(50 * time.Second) // the longest there is
	require.True(t, (<-done).OK)
}

func TestLongPollEndsWithTheClient(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		b.serve(encodings["json"](ctx, "/bot"+apitest.DefaultToken+"/getUpdates", params{"timeout": 30}))
	}()
	b.untilWaiting(1)
	cancel()
	<-done
	require.Zero(t, b.clock.Waiting())
}

func TestLongPollEndsWithTheServer(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	done := b.inBackground("getUpdates", params{"timeout": 30})
	b.untilWaiting(1)
	require.NoError(t, b.srv.Close())
	require.True(t, (<-done).OK)
}

func TestSecondPollerEndsTheFirst(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	first := b.inBackground("getUpdates", params{"timeout": 30})
	b.untilWaiting(1)
	second := b.inBackground("getUpdates", params{"timeout": 30})
	got := <-first
	require.Equal(t, http.StatusConflict, got.Status)
	require.Equal(t, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", got.Description)

	// A third within three seconds: the second is told three seconds late.
	b.untilWaiting(1)
	third := b.inBackground("getUpdates", params{"timeout": 30})
	b.untilWaiting(2)
	require.Empty(t, second)
	b.clock.Advance(3 * time.Second)
	require.Equal(t, http.StatusConflict, (<-second).Status)
	b.srv.Customer(5).Say("a")
	require.True(t, (<-third).OK)
}

func TestUpdatesExpire(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	b.srv.Customer(5).Say("вчера")
	b.clock.Advance(24 * time.Hour)
	require.Equal(t, 1, b.srv.DefaultBot().Pending())
	b.srv.Customer(5).Say("сегодня")
	b.clock.Advance(time.Second)
	got := b.updates()
	require.Len(t, got, 1)
	require.Equal(t, "сегодня", at(got[0].Body, "text"))

	e, err := b.srv.Wait(soon(t), apitest.OfKind(apitest.EntryDrop))
	require.NoError(t, err)
	require.Equal(t, "expired", e.Error)
	require.Equal(t, "message", e.UpdateType)
}

func TestAllowedUpdates(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	c := b.srv.Customer(5)
	everything := func() {
		m := c.Say("a")
		c.Edit(m.ID, "b")
		c.React(m.ID, "👍")
		c.Block()
		c.Unblock()
		c.React(m.ID)
	}
	info := func() any {
		var out map[string]any
		b.good("getWebhookInfo", nil, &out)
		return out["allowed_updates"]
	}
	ask := func(allowed any) []string {
		b.updates()
		b.poll(params{"allowed_updates": allowed, "offset": 1})
		everything()
		return kinds(b.updates())
	}
	def := []string{"message", "edited_message", "my_chat_member", "my_chat_member"}
	require.Equal(t, def, ask(nil), "by default all but reactions and members")
	require.Nil(t, info())

	require.Equal(t, []string{"message"}, ask([]string{"message"}))
	require.Equal(t, []any{"message"}, info())
	require.Equal(t, []string{"message"}, ask(nil), "left out, it stays")
	require.Equal(t, []string{"message"}, ask("nonsense"), "so it does when it is no list")
	require.Equal(t, []string{"message"}, ask(`["message",7]`))
	require.Equal(t, []string{"message_reaction", "message_reaction"}, ask([]string{"message_reaction", "nonsense"}))
	require.Equal(t, []string{"edited_message"}, ask([]string{"EDITED_MESSAGE"}))
	require.Equal(t, def, ask([]string{}), "empty means the default")
	ask([]string{"message"})
	require.Equal(t, def, ask([]string{"nonsense"}), "and so does nothing known")
	require.Nil(t, info())
}

func TestAllowedUpdatesAreAppliedWhenTheyAreMade(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	b.srv.Customer(5).Say("a")
	require.Len(t, b.poll(params{"allowed_updates": []string{"callback_query"}}), 1, "what is there already comes")
}

func TestRenumberUpdates(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	bot := b.srv.DefaultBot()
	b.srv.Customer(5).Say("a")
	require.False(t, bot.RenumberUpdates(), "not while something waits")
	first := b.updates()[0].ID
	require.True(t, bot.RenumberUpdates())
	b.srv.Customer(5).Say("b")
	second := b.updates()[0].ID
	require.NotEqual(t, first+1, second)

	// By itself it happens after a week without an update.
	b.clock.Advance(6 * 24 * time.Hour)
	b.srv.Customer(5).Say("c")
	require.Equal(t, second+1, b.updates()[0].ID)
	b.clock.Advance(8 * 24 * time.Hour)
	b.srv.Customer(5).Say("d")
	require.NotEqual(t, second+2, b.updates()[0].ID)
}

// In one order of calls everything repeats, several bots and their groups included.
func TestSeedsRepeat(t *testing.T) {
	t.Parallel()
	run := func(seed uint64) string {
		var record bytes.Buffer
		b := newBench(t, apitest.Options{Seed: seed, Record: &record, Bots: []apitest.BotConfig{{}, {Token: secondToken}, {Token: thirdToken}}})
		b.srv.Customer(5).Photo("a")
		g := b.srv.Group(-10, "Магазин")
		for _, token := range []string{apitest.DefaultToken, secondToken, thirdToken} {
			g.AddBot(b.srv.Bot(token), 5)
			g.Promote(b.srv.Bot(token).ID(), 5)
		}
		g.Join(6)
		b.srv.Customer(6).In(g).Say("/a")
		return record.String()
	}
	for range 10 {
		require.Equal(t, run(3), run(3))
	}
	require.Equal(t, run(1), run(1))
	require.NotEqual(t, run(1), run(2))
}

func TestLargeAnswersAreCut(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	payload, err := json.Marshal(map[string]any{"id": strings.Repeat("a", 1<<20)})
	require.NoError(t, err)
	for range 5 {
		require.NoError(t, b.srv.DefaultBot().Update("poll", payload))
	}
	require.Len(t, b.poll(params{}), 3, "4 MiB at most")
}
