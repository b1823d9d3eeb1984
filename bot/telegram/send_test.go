package telegram_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/telegram"
	"github.com/camerton/camerton/bot/telegram/apitest"
)

// TestOutcomes goes through how a call can end. What had an effect is looked up
// in the server's record: "failed" must never be said of a message that came.
func TestOutcomes(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fault   apitest.Fault
		happens func(c *apitest.Customer)
		want    bot.OutcomeKind
		arrived bool
	}{
		"arrives":                  {want: bot.Delivered, arrived: true},
		"too many":                 {fault: apitest.Fault{Kind: apitest.FaultTooMany, RetryAfter: 10000}, want: bot.Throttled},
		"error":                    {fault: apitest.Fault{Kind: apitest.FaultError, Status: 500}, want: bot.Unknown},
		"error though sent":        {fault: apitest.Fault{Kind: apitest.FaultError, Status: 500, AfterEffect: true}, want: bot.Unknown, arrived: true},
		"bad gateway":              {fault: apitest.Fault{Kind: apitest.FaultHTML, Status: 502}, want: bot.Unknown},
		"gateway timeout and sent": {fault: apitest.Fault{Kind: apitest.FaultHTML, Status: 504, AfterEffect: true}, want: bot.Unknown, arrived: true},
		"proxy refuses":            {fault: apitest.Fault{Kind: apitest.FaultHTML, Status: 407}, want: bot.Failed},
		"dropped":                  {fault: apitest.Fault{Kind: apitest.FaultDrop}, want: bot.Unknown},
		"dropped though sent":      {fault: apitest.Fault{Kind: apitest.FaultDrop, AfterEffect: true}, want: bot.Unknown, arrived: true},
		"garbled":                  {fault: apitest.Fault{Kind: apitest.FaultGarble, AfterEffect: true}, want: bot.Unknown, arrived: true},
		"token revoked":            {fault: apitest.Fault{Kind: apitest.FaultError, Status: 401}, want: bot.Failed},
		"blocked":                  {happens: (*apitest.Customer).Block, want: bot.Refused},
		"account deleted":          {happens: (*apitest.Customer).DeleteAccount, want: bot.Refused},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			ana(w).Say("а")
			if tc.happens != nil {
				tc.happens(ana(w))
			}
			if tc.fault.Kind != apitest.FaultNone {
				tc.fault.Method = "sendMessage"
				w.srv.Inject(tc.fault)
			}
			outcome, err := w.a.Send(soon(t), delivery("5", "секрет"))
			require.Equal(t, tc.want, outcome.Kind, err)
			require.Equal(t, tc.want == bot.Delivered, err == nil)
			if err != nil {
				require.NotContains(t, err.Error(), "секрет")
				require.NotContains(t, err.Error(), apitest.DefaultToken)
			}
			arrived := false
			for _, e := range w.srv.Record() {
				arrived = arrived || e.Method == "sendMessage" && e.Effect
			}
			require.Equal(t, tc.arrived, arrived)
			if tc.want == bot.Throttled {
				require.Equal(t, 10000*time.Second, outcome.After)
				require.False(t, outcome.Global)
			}
		})
	}
}

func TestStrangersCannotBeWrittenTo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, chat := range []string{"5", "-100"} {
		outcome, err := w.a.Send(soon(t), delivery(chat, "а"))
		require.Error(t, err)
		require.Equal(t, bot.Refused, outcome.Kind, err)
	}
	for _, chat := range []string{"", "0", "ana", "1e9"} {
		outcome, err := w.a.Send(soon(t), delivery(chat, "а"))
		require.Error(t, err)
		require.Equal(t, bot.Rejected, outcome.Kind, err)
	}
	d := delivery("5", "а")
	d.Key.Thread = "x"
	outcome, err := w.a.Send(soon(t), d)
	require.Error(t, err)
	require.Equal(t, bot.Rejected, outcome.Kind)
}

func TestWhatCannotBeSentIsRejected(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ana(w).Say("а")
	empty := delivery("5", " \n ")
	long := delivery("5", "а")
	long.Send.Buttons = []bot.Button{{Label: "Да", Data: strings.Repeat("x", 65)}}
	odd := delivery("5", "")
	odd.Send.Kind, odd.Send.Emoji, odd.Send.Answers = bot.SendReaction, "🦖", []string{"1"}
	none := odd
	none.Send.Answers = nil
	for _, d := range []bot.Delivery{empty, long, odd, none} {
		outcome, err := w.a.Send(soon(t), d)
		require.Error(t, err)
		require.Equal(t, bot.Rejected, outcome.Kind, err)
	}
}

// TestNothingWasSent: where there is no server the message certainly has not
// been sent; where there was one that says nothing, nobody knows.
func TestNothingWasSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ana(w).Say("а")
	require.NoError(t, w.srv.Stop())
	outcome, err := w.a.Send(soon(t), delivery("5", "а"))
	require.Error(t, err)
	require.Equal(t, bot.Failed, outcome.Kind)
	require.NoError(t, w.srv.Start())

	ctx, cancel := context.WithCancel(soon(t))
	cancel()
	outcome, err = w.a.Send(ctx, delivery("5", "а"))
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, bot.Failed, outcome.Kind)

	w.srv.Inject(apitest.Fault{Method: "sendMessage", Kind: apitest.FaultHang})
	ctx, cancel = context.WithCancel(soon(t))
	defer cancel()
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteRequest: func(httptrace.WroteRequestInfo) { cancel() }})
	outcome, err = w.a.Send(ctx, delivery("5", "а"))
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, bot.Unknown, outcome.Kind)
}

// TestRedirectsAreNotFollowed: a message must not be posted twice.
func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	calls := 0
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { calls++ }))
	defer other.Close()
	proxy := httptest.NewServer(http.RedirectHandler(other.URL, http.StatusPermanentRedirect))
	defer proxy.Close()
	w := newWorld(t, func(o *telegram.Options) { o.API = proxy.URL + "/" })
	outcome, err := w.a.Send(soon(t), delivery("5", "а"))
	require.ErrorContains(t, err, "308")
	require.Equal(t, bot.Failed, outcome.Kind)
	require.Zero(t, calls)
}

func TestAnswersWithoutEnd(t *testing.T) {
	t.Parallel()
	endless := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for {
			if _, err := w.Write(make([]byte, 1<<20)); err != nil {
				return
			}
		}
	}))
	defer endless.Close()
	w := newWorld(t, func(o *telegram.Options) { o.API = endless.URL })
	outcome, err := w.a.Send(soon(t), delivery("5", "а"))
	require.ErrorContains(t, err, "longer than 32 MiB")
	require.Equal(t, bot.Unknown, outcome.Kind)
}

// TestTextsGoOutAsTheyAre: nothing in a text is markup.
func TestTextsGoOutAsTheyAre(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ana(w).Say("а")
	for _, text := range []string{
		"<b>Ion</b> & *bold* _x_ `y` [z](http://a) ||s||", "{{.Name}} %s %d \\n", "'; DROP TABLE outbox; --", "👨‍👩‍👧 семья",
	} {
		outcome, err := w.a.Send(soon(t), delivery("5", text))
		require.NoError(t, err)
		require.Equal(t, bot.Delivered, outcome.Kind)
		sent, err := ana(w).Next(soon(t))
		require.NoError(t, err)
		require.Equal(t, text, sent.Text())
		require.NotContains(t, sent.Params, "parse_mode")
		require.Equal(t, outcome.Messages, []string{formatInt(sent.MessageID)})
	}
}

func TestLongTextsArriveInParts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ana(w).Say("а")
	d := delivery("5", strings.Repeat("Ваш заказ уже собран и ждёт курьера 🚚. ", 300))
	d.Send.Buttons = []bot.Button{{Label: "Хорошо", Data: "ok"}}
	outcome, err := w.a.Send(soon(t), d)
	require.NoError(t, err)
	require.Len(t, outcome.Messages, 3)
	for i := range 3 {
		part, err := ana(w).Next(soon(t))
		require.NoError(t, err)
		require.Equal(t, outcome.Messages[i], formatInt(part.MessageID))
		require.True(t, strings.HasSuffix(part.Text(), "."))
		require.Equal(t, i == 2, part.Params["reply_markup"] != "", "buttons stand under the last part")
		if i == 2 {
			require.JSONEq(t, `{"inline_keyboard":[[{"text":"Хорошо","callback_data":"ok"}]]}`, part.Params["reply_markup"])
		}
	}
}

// TestPartsAreNotSentAgain: what arrived before a fault is not sent a second
// time.
func TestPartsAreNotSentAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ana(w).Say("а")
	d := delivery("5", strings.Repeat("Одно предложение. ", 500))
	w.srv.Inject(apitest.Fault{Method: "sendMessage", Kind: apitest.FaultTooMany, Skip: 1})
	outcome, err := w.a.Send(soon(t), d)
	require.Error(t, err)
	require.Equal(t, bot.Throttled, outcome.Kind)
	require.Len(t, outcome.Messages, 1)

	w.clock.Advance(2 * time.Second)
	d.Send.Messages = outcome.Messages
	outcome, err = w.a.Send(soon(t), d)
	require.NoError(t, err)
	require.Len(t, outcome.Messages, 2, "only what arrived now")
	require.NotContains(t, outcome.Messages, d.Send.Messages[0])
	require.EqualValues(t, 4, w.srv.Stats().Methods["sendMessage"])
}

func TestReactionsGoOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	said := ana(w).Say("спасибо!")
	d := delivery("5", "")
	d.Send.Kind, d.Send.Emoji, d.Send.Answers = bot.SendReaction, "❤️", []string{formatInt(said.ID)}
	outcome, err := w.a.Send(soon(t), d)
	require.NoError(t, err)
	require.Equal(t, bot.Delivered, outcome.Kind)
	call, err := w.srv.Wait(soon(t), apitest.Called("setMessageReaction"))
	require.NoError(t, err)
	require.JSONEq(t, `[{"type":"emoji","emoji":"❤"}]`, call.Params["reaction"])

	business := toAna("")
	business.Send = d.Send
	business.Connection = "x"
	outcome, err = w.a.Send(soon(t), business)
	require.Error(t, err, "bots can't react in the chats of business accounts")
	require.Equal(t, bot.Rejected, outcome.Kind)
}

func TestTyping(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ana(w).Say("а")
	require.NoError(t, w.a.Typing(soon(t), delivery("5", "а")))
	call, err := w.srv.Wait(soon(t), apitest.Called("sendChatAction"))
	require.NoError(t, err)
	require.Equal(t, "typing", call.Params["action"])
	require.Equal(t, "5", call.Params["chat_id"])

	notice := delivery("5", "")
	notice.Send.Kind = bot.SendNotice
	require.NoError(t, w.a.Typing(soon(t), notice))
	require.Error(t, w.a.Typing(soon(t), delivery("x", "")))
	require.Error(t, w.a.Typing(soon(t), delivery("6", "")))

	w.srv.Inject(apitest.Fault{Method: "sendChatAction", Kind: apitest.FaultTooMany, RetryAfter: 60})
	require.Error(t, w.a.Typing(soon(t), delivery("5", "а")))
	before := w.srv.Stats().Methods["sendChatAction"]
	require.NoError(t, w.a.Typing(soon(t), delivery("5", "а")), "Telegram asked for patience")
	require.Equal(t, before, w.srv.Stats().Methods["sendChatAction"])
	outcome, err := w.a.Send(soon(t), delivery("5", "а"))
	require.Error(t, err)
	require.Equal(t, bot.Throttled, outcome.Kind, "for messages too")
}

// TestGroupsBecomeSupergroups: the text goes where the group is now.
func TestGroupsBecomeSupergroups(t *testing.T) {
	t.Parallel()
	w := newWorld(t).meet()
	g := w.srv.Group(-500, "Жильцы")
	g.AddBot(w.srv.DefaultBot(), 77)
	super := g.Migrate(-1000000000500, 77)
	for range 2 {
		outcome, err := w.a.Send(soon(t), delivery("-500", "сюда"))
		require.NoError(t, err)
		require.Equal(t, bot.Delivered, outcome.Kind)
		sent, err := w.srv.WaitSent(soon(t), apitest.InChat(super.ID()))
		require.NoError(t, err)
		require.Equal(t, "сюда", sent.Text())
	}
	require.EqualValues(t, 3, w.srv.Stats().Methods["sendMessage"], "it is learned once")
}

// TestRetryAfterIsHeeded: the chat waits as it was told, and no call is made
// before; others wait for a breath.
func TestRetryAfterIsHeeded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.srv.Customer(5).Say("а")
	w.srv.Customer(6).Say("а")
	w.srv.Inject(apitest.Fault{Method: "sendMessage", Chat: 5, Kind: apitest.FaultTooMany, RetryAfter: 10000})
	outcome, err := w.a.Send(soon(t), delivery("5", "а"))
	require.ErrorContains(t, err, "again after 2h46m40s")
	require.Equal(t, bot.Outcome{Kind: bot.Throttled, After: 10000 * time.Second}, outcome)
	calls := w.srv.Stats().Methods["sendMessage"]

	w.clock.Advance(9999 * time.Second)
	w.clock.Advance(-9000 * time.Second) // a clock that is set back lets nobody through
	outcome, err = w.a.Send(soon(t), delivery("5", "а"))
	require.ErrorContains(t, err, "limits")
	require.Equal(t, bot.Outcome{Kind: bot.Throttled, After: 9001 * time.Second}, outcome)
	require.Equal(t, calls, w.srv.Stats().Methods["sendMessage"])
	outcome, err = w.a.Send(soon(t), delivery("6", "а"))
	require.NoError(t, err)
	require.Equal(t, bot.Delivered, outcome.Kind)

	w.clock.Advance(9001 * time.Second)
	outcome, err = w.a.Send(soon(t), delivery("5", "а"))
	require.NoError(t, err)
	require.Equal(t, bot.Delivered, outcome.Kind)
}

// TestManyRetriesMeanEverybody: when several chats are told to wait it is the
// bot that sends too much.
func TestManyRetriesMeanEverybody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for id := range int64(4) {
		w.srv.Customer(id + 1).Say("а")
	}
	w.srv.Inject(apitest.Fault{Method: "sendMessage", Kind: apitest.FaultTooMany, RetryAfter: 300, Times: 2})
	outcome, err := w.a.Send(soon(t), delivery("1", "а"))
	require.Error(t, err)
	require.False(t, outcome.Global)
	w.clock.Advance(2 * time.Second)
	outcome, err = w.a.Send(soon(t), delivery("2", "а"))
	require.Error(t, err)
	require.True(t, outcome.Global)
	outcome, err = w.a.Send(soon(t), delivery("3", "а"))
	require.Error(t, err)
	require.Equal(t, bot.Outcome{Kind: bot.Throttled, After: time.Minute, Global: true}, outcome)
	w.clock.Advance(time.Minute)
	outcome, err = w.a.Send(soon(t), delivery("3", "а"))
	require.NoError(t, err, "after a while one may try again")
	require.Equal(t, bot.Delivered, outcome.Kind)
}

// TestFloodLimitsAreKept: a server with Telegram's limits never has to refuse,
// however many texts there are to send.
func TestFloodLimitsAreKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(o *telegram.Options) { o.Limits = telegram.Limits{} })
	w.srv.SetFlood(apitest.TelegramFlood())
	g := w.srv.Group(-500, "Жильцы")
	g.AddBot(w.srv.DefaultBot(), 77)
	var queue []bot.Delivery
	for n := range 240 {
		chat := int64(n%40 + 1)
		w.srv.Customer(chat).Say(fmt.Sprint("а", n))
		queue = append(queue, delivery(formatInt(int(chat)), "ответ"))
	}
	for range 45 {
		queue = append(queue, delivery("-500", "ответ"))
	}
	defer w.advance(100 * time.Millisecond)()
	for len(queue) > 0 {
		outcome, err := w.a.Send(soon(t), queue[0])
		switch outcome.Kind { //nolint:exhaustive // no other may come
		case bot.Delivered:
			queue = queue[1:]
		case bot.Throttled:
			queue = append(queue[1:], queue[0])
			w.clock.Advance(200 * time.Millisecond)
		default:
			require.NoError(t, err)
		}
	}
	for _, e := range w.srv.Record() {
		require.NotEqual(t, http.StatusTooManyRequests, e.Status)
	}
}
