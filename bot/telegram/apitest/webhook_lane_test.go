package apitest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

func TestCallInTheAnswer(t *testing.T) {
	t.Parallel()
	b, h := newBench(t, apitest.Options{}), newHook(t)
	b.good("setWebhook", params{"url": h.URL}, nil)
	c := b.srv.Customer(5)

	c.Say("a")
	h.answer <- answer{
		status: 200, header: http.Header{"Content-Type": {"application/json"}},
		body: `{"method":"sendMessage","chat_id":5,"text":"в ответе"}`,
	}
	e, err := c.Next(soon(t))
	require.NoError(t, err)
	require.Equal(t, "в ответе", e.Text())
	require.True(t, e.InWebhook)

	// Not everything may stand there; what may not is ignored, and so are mistakes.
	for _, body := range []string{
		`{"method":"getMe"}`, `{"method":"deleteWebhook"}`, `{"method":"close"}`, `{"method":"LOGOUT"}`, `not json`, ``,
	} {
		h.answer <- answer{status: 200, header: http.Header{"Content-Type": {"application/json"}}, body: body}
		c.Say("a")
		h.next(t)
	}
	h.answer <- answer{
		status: 200, header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
		body: `method=sendMessage&chat_id=99&text=никому`,
	}
	c.Say("a")
	e, err = b.srv.Wait(soon(t), apitest.Called(), apitest.Refused(http.StatusBadRequest))
	require.NoError(t, err)
	require.True(t, e.InWebhook)
	require.Equal(t, "Bad Request: chat not found", e.Error)
	for _, e := range b.srv.Record() {
		require.False(t, e.InWebhook && e.Method != "sendMessage", e.Method)
	}
}

func TestDeletedWebhookLeavesTheQueue(t *testing.T) {
	t.Parallel()
	b, h := newBench(t, apitest.Options{}), newHook(t)
	b.good("setWebhook", params{"url": h.URL}, nil)
	b.srv.Customer(5).Say("под угрозой")
	h.next(t) // hangs
	b.good("deleteWebhook", nil, nil)
	got := b.updates()
	require.Len(t, got, 1)
	require.Equal(t, "под угрозой", at(got[0].Body, "text"))
}

func TestDropPendingUpdates(t *testing.T) {
	t.Parallel()
	b, h := newBench(t, apitest.Options{}), newHook(t)
	b.srv.Customer(5).Say("a")
	b.good("deleteWebhook", params{"drop_pending_updates": true}, nil)
	require.Empty(t, b.updates())
	b.srv.Customer(5).Say("b")
	b.good("setWebhook", params{"url": h.URL, "drop_pending_updates": "True"}, nil)
	require.Zero(t, b.srv.DefaultBot().Pending())
	require.Empty(t, h.came)
}

func TestAnswersKeepTheirOrder(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var u struct {
			Message struct {
				Text string `json:"text"`
			} `json:"message"`
		}
		_ = json.NewDecoder(r.Body).Decode(&u)
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(w, `{"method":"sendMessage","chat_id":5,"text":%q}`, u.Message.Text)
	}))
	defer hook.Close()
	b.good("setWebhook", params{"url": hook.URL}, nil)
	c := b.srv.Customer(5)
	for n := range 50 {
		c.Say(strconv.Itoa(n))
	}
	for n := range 50 {
		e, err := c.Next(soon(t))
		require.NoError(t, err)
		require.Equal(t, strconv.Itoa(n), e.Text())
	}
}

func TestWebhookGoesOnAfterRenumbering(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) { // some numbers are lower, some higher
		b, h := newBench(t, apitest.Options{Seed: seed}), newHook(t)
		b.good("setWebhook", params{"url": h.URL}, nil)
		for range 3 {
			h.say(http.StatusOK)
			b.srv.Customer(5).Say("a")
			h.next(t)
			b.settled(1)
			require.True(t, b.srv.DefaultBot().RenumberUpdates())
		}
	}
}

func TestAnotherWebhookTakesOver(t *testing.T) {
	t.Parallel()
	b, first, second := newBench(t, apitest.Options{}), newHook(t), newHook(t)
	b.good("setWebhook", params{"url": first.URL}, nil)
	b.srv.Customer(5).Say("a")
	first.next(t) // and hangs
	b.clock.Advance(time.Second)
	b.good("setWebhook", params{"url": second.URL, "secret_token": "new"}, nil)
	d := second.next(t)
	require.Equal(t, "a", d.text)
	require.Equal(t, "new", d.secret)
	second.say(http.StatusOK)
	b.settled(1)
	require.Zero(t, b.srv.DefaultBot().Pending())
	require.Empty(t, first.came)
}

// Presses overtake messages, and messages of a business those of the bot: what
// is serial is each kind for itself.
func TestKindsHaveLanesOfTheirOwn(t *testing.T) {
	t.Parallel()
	b, h := newBench(t, apitest.Options{}), newHook(t)
	acc := b.srv.Account(100)
	acc.Connect(models.BusinessBotRights{CanReply: true})
	b.updates()
	c := b.srv.Customer(5)
	b.good("setWebhook", params{"url": h.URL}, nil)
	c.Say("1")
	require.Equal(t, "1", h.next(t).text) // hangs
	c.Say("2")
	b.good("sendMessage", params{"chat_id": 5, "text": "?", "reply_markup": params{
		"inline_keyboard": [][]params{{{"text": "да", "callback_data": "y"}}},
	}}, nil)
	c.Press(b.lastCall().MessageID, "y")
	c.To(acc).Say("3")
	c.Block()
	for range 3 { // the press, the business message and the block
		require.Empty(t, h.next(t).text)
	}
	require.Empty(t, h.came, "but the second message waits")
	h.say(http.StatusOK)
	for range 3 {
		h.say(http.StatusOK)
	}
	require.Equal(t, "2", h.next(t).text)
	h.say(http.StatusOK)
	b.settled(5)
	require.Zero(t, b.srv.DefaultBot().Pending())
}

func TestOnlyTwiceTheConnectionsAreLoaded(t *testing.T) {
	t.Parallel()
	b, h := newBench(t, apitest.Options{}), newHook(t)
	b.good("setWebhook", params{"url": h.URL, "max_connections": 1}, nil)
	b.srv.Customer(1).Say("1")
	require.Equal(t, "1", h.next(t).text)
	for _, id := range []int64{1, 1, 2} {
		b.srv.Customer(id).Say(strconv.FormatInt(id, 10))
	}
	h.say(http.StatusInternalServerError)
	b.settled(1)
	h.next(t)
	h.say(http.StatusInternalServerError)
	b.settled(1)
	// Both places are taken by chat 1, so chat 2 waits behind the poison.
	b.untilWaiting(1)
	require.Empty(t, h.came)
}
