package apitest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// raw sends a sendMessage to chat 5 and returns what came back, status 0 if
// the connection was dropped.
func (b *bench) raw(text string) (status int, body string) {
	b.t.Helper()
	defer func() {
		if p := recover(); p != nil {
			require.Equal(b.t, http.ErrAbortHandler, p)
			status, body = 0, ""
		}
	}()
	w := httptest.NewRecorder()
	b.srv.ServeHTTP(w, encodings["json"](b.t.Context(), "/bot"+apitest.DefaultToken+"/sendMessage", params{"chat_id": 5, "text": text}))
	data, err := io.ReadAll(w.Body)
	require.NoError(b.t, err)
	return w.Code, string(data)
}

func (b *bench) lastCall() apitest.Entry {
	b.t.Helper()
	all := b.srv.Record()
	return all[len(all)-1]
}

func TestFaults(t *testing.T) {
	t.Parallel()
	good := `{"ok":true,"result":`
	for name, c := range map[string]struct {
		f      apitest.Fault
		status int
		body   string // a part of it
		effect bool
	}{
		"429":               {apitest.Fault{Kind: apitest.FaultTooMany, RetryAfter: 10_000}, 429, `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 10000","parameters":{"retry_after":10000}}`, false},
		"429 of its own":    {apitest.Fault{Kind: apitest.FaultTooMany}, 429, `"retry_after":1`, false},
		"500":               {apitest.Fault{Kind: apitest.FaultError, Status: 500}, 500, `{"ok":false,"error_code":500,"description":"Internal Server Error"}`, false},
		"502 html":          {apitest.Fault{Kind: apitest.FaultHTML}, 502, `<title>Bad Gateway</title>`, false},
		"504 html":          {apitest.Fault{Kind: apitest.FaultHTML, Status: 504}, 504, `<h1>Gateway Timeout</h1>`, false},
		"dropped":           {apitest.Fault{Kind: apitest.FaultDrop}, 0, "", false},
		"dropped after":     {apitest.Fault{Kind: apitest.FaultDrop, AfterEffect: true}, 0, "", true},
		"502 after":         {apitest.Fault{Kind: apitest.FaultError, AfterEffect: true}, 502, "Bad Gateway", true},
		"garbled":           {apitest.Fault{Kind: apitest.FaultGarble}, 200, `{"ok":true`, false},
		"garbled after":     {apitest.Fault{Kind: apitest.FaultGarble, AfterEffect: true}, 200, good, true},
		"nothing":           {apitest.Fault{}, 200, good, true},
		"named in any case": {apitest.Fault{Method: "SENDmessage", Kind: apitest.FaultError}, 502, "Bad Gateway", false},
		"every method":      {apitest.Fault{Method: "*", Kind: apitest.FaultError}, 502, "Bad Gateway", false},
		"another method":    {apitest.Fault{Method: "getMe", Kind: apitest.FaultError}, 200, good, true},
		"another chat":      {apitest.Fault{Chat: 6, Kind: apitest.FaultError}, 200, good, true},
		"this chat":         {apitest.Fault{Chat: 5, Kind: apitest.FaultError}, 502, "Bad Gateway", false},
		"another bot":       {apitest.Fault{Bot: 1, Kind: apitest.FaultError}, 200, good, true},
		"this bot":          {apitest.Fault{Bot: 7000000001, Kind: apitest.FaultError}, 502, "Bad Gateway", false},
		"by no chance":      {apitest.Fault{Chance: 1e-9, Kind: apitest.FaultError}, 200, good, true},
		"by every chance":   {apitest.Fault{Chance: 1, Kind: apitest.FaultError}, 502, "Bad Gateway", false},
		"not yet":           {apitest.Fault{Skip: 1, Kind: apitest.FaultError}, 200, good, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, apitest.Options{})
			b.srv.Customer(5).Say("a")
			b.srv.Inject(c.f)
			status, body := b.raw("ответ")
			require.Equal(t, c.status, status)
			require.Contains(t, body, c.body)
			e := b.lastCall()
			require.Equal(t, c.effect, e.Effect)
			require.Equal(t, c.status, e.Status)
			require.Equal(t, c.effect, e.Message != nil)
			if status == 200 && !strings.Contains(name, "garbled") {
				require.True(t, json.Valid([]byte(body)))
				require.Empty(t, e.Fault)
			} else {
				require.Equal(t, c.f.Kind.String(), e.Fault)
				require.False(t, status == 200 && json.Valid([]byte(body)))
			}
		})
	}
}

func TestFaultTimes(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	b.srv.Customer(5).Say("a")
	outcomes := func(n int) (out []int) {
		for i := range n {
			status, _ := b.raw(strconv.Itoa(i))
			out = append(out, status)
		}
		return out
	}
	in := b.srv.Inject(apitest.Fault{Kind: apitest.FaultError, Skip: 1, Times: 2})
	require.Equal(t, []int{200, 502, 502, 200, 200}, outcomes(5))
	require.Equal(t, 2, in.Hits())

	in = b.srv.Inject(apitest.Fault{Kind: apitest.FaultError, Times: -1})
	b.srv.Inject(apitest.Fault{Kind: apitest.FaultTooMany, Times: -1})
	require.Equal(t, []int{502, 502, 502}, outcomes(3), "the first that meets a call applies")
	in.Remove()
	in.Remove()
	require.Equal(t, []int{429, 429}, outcomes(2))
	b.srv.ClearFaults()
	require.Equal(t, []int{200}, outcomes(1))
}

func TestFaultsByChanceRepeat(t *testing.T) {
	t.Parallel()
	run := func(seed uint64) (out []int) {
		b := newBench(t, apitest.Options{Seed: seed})
		b.srv.Customer(5).Say("a")
		b.srv.Inject(apitest.Fault{Kind: apitest.FaultError, Times: -1, Chance: 0.3})
		for i := range 200 {
			status, _ := b.raw(strconv.Itoa(i))
			out = append(out, status)
		}
		return out
	}
	one := run(1)
	require.Equal(t, one, run(1))
	require.NotEqual(t, one, run(2))
	failed := strings.Count(fmt.Sprint(one), "502")
	require.InDelta(t, 60, failed, 25)
}

func TestRefusalsAreNoFaults(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	b.srv.Inject(apitest.Fault{Kind: apitest.FaultDrop, AfterEffect: true})
	status, body := b.raw("никому")
	require.Equal(t, 400, status)
	require.Contains(t, body, "chat not found")
	e := b.lastCall()
	require.False(t, e.Effect)
	require.Empty(t, e.Fault)
}

func TestPollingIsSparedUnlessNamed(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	b.srv.Inject(apitest.Fault{Kind: apitest.FaultError, Times: -1})
	b.good("getUpdates", nil, nil)
	b.srv.ClearFaults()
	b.srv.Inject(apitest.Fault{Method: "getUpdates", Kind: apitest.FaultError, Times: -1})
	require.Equal(t, 502, b.call("getUpdates", nil).Status)
	b.srv.ClearFaults()

	// The answer may be lost after updates were confirmed.
	b.srv.Customer(5).Say("a")
	b.srv.Customer(5).Say("b")
	ids := b.pollLater(params{})
	b.srv.Inject(apitest.Fault{Method: "getUpdates", Kind: apitest.FaultDrop, AfterEffect: true})
	_, dropped := b.serve(encodings["json"](t.Context(), "/bot"+apitest.DefaultToken+"/getUpdates", params{"offset": ids[1]}))
	require.True(t, dropped)
	require.Equal(t, ids[1:], b.pollLater(params{}))
}

func TestDelay(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	c := b.srv.Customer(5)
	c.Say("a")
	b.srv.Inject(apitest.Fault{Delay: 3 * time.Second})
	done := b.inBackground("sendMessage", params{"chat_id": 5, "text": "b"})
	b.untilWaiting(1)
	require.NotEqual(t, "sendMessage", b.lastCall().Method, "it comes before the effect")
	b.clock.Advance(3 * time.Second)
	require.True(t, (<-done).OK)
	e := b.lastCall()
	require.Equal(t, "delay", e.Fault)
	require.Equal(t, monday.Add(3*time.Second), e.Time)

	b.srv.Inject(apitest.Fault{Delay: 3 * time.Second, AfterEffect: true})
	done = b.inBackground("sendMessage", params{"chat_id": 5, "text": "c"})
	b.untilWaiting(1)
	require.Equal(t, "c", b.lastCall().Text(), "or after it")
	b.clock.Advance(3 * time.Second)
	require.True(t, (<-done).OK)
}

// giveUp calls sendMessage and gives up once the server waits.
func (b *bench) giveUp(text string) {
	b.t.Helper()
	ctx, cancel := context.WithCancel(b.t.Context())
	done := make(chan bool)
	r := encodings["json"](ctx, "/bot"+apitest.DefaultToken+"/sendMessage", params{"chat_id": 5, "text": text})
	go func() {
		_, dropped := b.serve(r)
		done <- dropped
	}()
	time.AfterFunc(20*time.Millisecond, cancel)
	<-done
}

func TestABotThatGivesUpIsServedAllTheSame(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	c := b.srv.Customer(5)
	c.Say("a")
	b.srv.Inject(apitest.Fault{Delay: time.Hour})
	b.giveUp("поздно")
	require.Equal(t, "поздно", b.lastCall().Text())

	// But not if the fault was to keep the call from its effect.
	b.srv.Inject(apitest.Fault{Delay: time.Hour, Kind: apitest.FaultError})
	b.giveUp("никогда")
	require.False(t, b.lastCall().Effect)
}

func TestHang(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	c := b.srv.Customer(5)
	c.Say("a")
	b.srv.Inject(apitest.Fault{Kind: apitest.FaultHang, AfterEffect: true})
	b.giveUp("повисло")
	e := b.lastCall()
	require.True(t, e.Effect)
	require.Zero(t, e.Status)
	b.srv.Inject(apitest.Fault{Kind: apitest.FaultHang})
	b.giveUp("повисло и пропало")
	require.False(t, b.lastCall().Effect)
}

func TestFaultRestart(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	b.srv.Customer(5).Say("a")
	b.updates()
	waiting := b.inBackground("getUpdates", params{"timeout": 30})
	b.untilWaiting(1)
	b.srv.Inject(apitest.Fault{Kind: apitest.FaultRestart, AfterEffect: true, Delay: time.Minute})
	status, _ := b.raw("ушло")
	require.Zero(t, status)
	require.Equal(t, -1, (<-waiting).Status, "long polls end without an answer")
	var sent []string
	for _, e := range b.srv.Record() {
		if e.Message != nil {
			sent = append(sent, e.Fault+" "+e.Text())
		}
	}
	require.Equal(t, []string{"restart ушло"}, sent)

	b.clock.Advance(59 * time.Second)
	status, _ = b.raw("не ушло")
	require.Zero(t, status)
	e := b.lastCall()
	require.False(t, e.Effect)
	require.Equal(t, "restart", e.Fault)
	b.clock.Advance(time.Second)
	status, _ = b.raw("снова")
	require.Equal(t, 200, status)

	b.srv.Inject(apitest.Fault{Kind: apitest.FaultRestart})
	status, _ = b.raw("пропало")
	require.Zero(t, status)
	status, _ = b.raw("и снова")
	require.Equal(t, 200, status, "without a delay it is back at once")
	require.Equal(t, "и снова", b.lastCall().Text())
}

func TestInjectRefusesNonsense(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	for name, f := range map[string]apitest.Fault{
		"kind": {Kind: 99}, "status": {Kind: apitest.FaultError, Status: 200}, "chance": {Chance: 1.5},
		"delay": {Delay: -1}, "retry after": {RetryAfter: -1}, "skip": {Skip: -1},
	} {
		require.Panics(t, func() { b.srv.Inject(f) }, name)
	}
}

func TestFaultKindText(t *testing.T) {
	t.Parallel()
	for k := apitest.FaultNone; k <= apitest.FaultRestart; k++ {
		text, err := k.MarshalText()
		require.NoError(t, err)
		var back apitest.FaultKind
		require.NoError(t, back.UnmarshalText(text))
		require.Equal(t, k, back)
		require.Equal(t, string(text), k.String())
	}
	require.Equal(t, "FaultKind(99)", apitest.FaultKind(99).String())
	_, err := apitest.FaultKind(-1).MarshalText()
	require.Error(t, err)
	require.ErrorContains(t, new(apitest.FaultKind).UnmarshalText([]byte("explode")), "drop")
}

func TestFlood(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{Flood: apitest.TelegramFlood()})
	for id := range int64(40) {
		b.srv.Customer(id + 1).Say("a")
	}
	send := func(chat int64) int { return b.call("sendMessage", params{"chat_id": chat, "text": "b"}).Status }

	require.Equal(t, 200, send(1))
	r := b.bad("sendMessage", params{"chat_id": 1, "text": "b"}, 429, "Too Many Requests: retry after 1")
	require.Equal(t, 1, r.Parameters.RetryAfter)
	require.Equal(t, "1", r.Header.Get("Retry-After"))
	e := b.lastCall()
	require.Equal(t, "flood", e.Fault)
	require.False(t, e.Effect)
	require.Equal(t, 200, b.call("sendChatAction", params{"chat_id": 1, "action": "typing"}).Status, "actions are free")
	b.clock.Advance(time.Second)
	require.Equal(t, 200, send(1), "a refusal does not make it longer")

	// Thirty a second over all chats.
	b.clock.Advance(10 * time.Second)
	statuses := map[int]int{}
	for id := range int64(40) {
		statuses[send(id+1)]++
	}
	require.Equal(t, map[int]int{200: 30, 429: 10}, statuses)

	b.srv.SetFlood(apitest.Flood{})
	require.Equal(t, 200, send(1))
	require.Equal(t, 200, send(1))
}

func TestFloodInGroups(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{Flood: apitest.TelegramFlood()})
	b.srv.Group(-10, "Магазин").AddBot(b.srv.DefaultBot(), 5)
	sent := 0
	for range 60 {
		if b.call("sendMessage", params{"chat_id": -10, "text": "b"}).OK {
			sent++
		}
		b.clock.Advance(time.Second)
	}
	require.InDelta(t, 39, sent, 1, "twenty at once and twenty a minute")
	r := b.call("sendMessage", params{"chat_id": -10, "text": "b"})
	for r.OK {
		b.clock.Advance(time.Second)
		r = b.call("sendMessage", params{"chat_id": -10, "text": "b"})
	}
	require.Equal(t, 429, r.Status)
	require.Positive(t, r.Parameters.RetryAfter)
	b.clock.Advance(time.Duration(r.Parameters.RetryAfter) * time.Second)
	b.good("sendMessage", params{"chat_id": -10, "text": "b"}, nil)
}
