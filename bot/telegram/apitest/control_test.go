package apitest_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// controlled is a server with a manual clock, and its control.
func controlled(t *testing.T, o apitest.Options) (*apitest.Server, apitest.Control) {
	t.Helper()
	if o.Clock == nil {
		o.Clock = apitest.NewManualClock(monday)
	}
	srv := started(t, o)
	return srv, apitest.Control{URL: srv.URL() + "/"}
}

func TestControl(t *testing.T) {
	t.Parallel()
	srv, ctl := controlled(t, apitest.Options{})
	ctx := soon(t)

	done, err := ctl.Do(ctx,
		apitest.Action{Do: "say", Customer: 5, Text: "Здравствуйте"},
		apitest.Action{Do: "album", Customer: 6, Captions: []string{"a", "b"}},
		apitest.Action{Do: "connect", Account: 100, Rights: &models.BusinessBotRights{CanReply: true}},
	)
	require.NoError(t, err)
	require.Equal(t, []int{1}, done[0].Messages)
	require.Equal(t, []int{2, 3}, done[1].Messages)
	require.Equal(t, srv.Account(100).Connection().ID(), done[2].Connection)

	require.NoError(t, ctl.Inject(ctx, apitest.Fault{Kind: apitest.FaultTooMany, RetryAfter: 3}, apitest.Fault{Kind: apitest.FaultDrop, Chat: 9}))
	b := &bench{t: t, srv: srv}
	require.Equal(t, 3, b.call("sendMessage", params{"chat_id": 5, "text": "a"}).Parameters.RetryAfter)
	require.NoError(t, ctl.ClearFaults(ctx))
	b.good("sendMessage", params{"chat_id": 5, "text": "Добрый день"}, nil)

	require.NoError(t, ctl.SetFlood(ctx, apitest.TelegramFlood()))
	b.good("sendMessage", params{"chat_id": 5, "text": "a"}, nil)
	require.Equal(t, 429, b.call("sendMessage", params{"chat_id": 5, "text": "a"}).Status)
	require.NoError(t, ctl.Advance(ctx, time.Second))
	b.good("sendMessage", params{"chat_id": 5, "text": "a"}, nil)

	require.NoError(t, ctl.AddBot(ctx, apitest.BotConfig{Token: "7000000002:apitest-not-a-real-token-001", Name: "Second"}))
	_, err = ctl.Do(ctx, apitest.Action{Do: "say", Bot: 7000000002, Customer: 5, Text: "второму"})
	require.NoError(t, err)

	nothing, err := ctl.Do(ctx)
	require.NoError(t, err)
	require.Empty(t, nothing)
	require.NoError(t, ctl.Inject(ctx))

	stats, err := ctl.Stats(ctx)
	require.NoError(t, err)
	require.Equal(t, int64(5), stats.Calls)
	require.Equal(t, int64(5), stats.Methods["sendMessage"])
	require.Equal(t, int64(5), stats.Updates)
	require.Equal(t, map[int64]int{7000000001: 4, 7000000002: 1}, stats.Pending)
}

func TestControlRecord(t *testing.T) {
	t.Parallel()
	srv, ctl := controlled(t, apitest.Options{})
	ctx := soon(t)
	b := &bench{t: t, srv: srv}
	srv.Customer(5).Say("a")
	b.good("sendMessage", params{"chat_id": 5, "text": "раз"}, nil)

	got, err := ctl.Record(ctx, 0, 0)
	require.NoError(t, err)
	require.Len(t, got, 2)
	require.Equal(t, "раз", got[1].Text())
	got, err = ctl.Record(ctx, 2, time.Millisecond)
	require.NoError(t, err)
	require.Empty(t, got)

	came := make(chan []apitest.Entry)
	go func() {
		got, _ := ctl.Record(ctx, 2, 10*time.Second)
		came <- got
	}()
	b.good("sendMessage", params{"chat_id": 5, "text": "два"}, nil)
	got = <-came
	require.Len(t, got, 1)
	require.Equal(t, "два", got[0].Text())

	b.good("sendMediaGroup", params{"chat_id": 5, "media": []params{
		{"type": "photo", "media": "https://example.com/a.jpg", "caption": "альбом"}, {"type": "photo", "media": "https://example.com/b.jpg"},
	}}, nil)
	got, err = ctl.Record(ctx, 3, 0)
	require.NoError(t, err)
	require.Equal(t, "альбом", got[0].Text())
}

func TestControlRestart(t *testing.T) {
	t.Parallel()
	srv, ctl := controlled(t, apitest.Options{})
	ctx := soon(t)
	dropped := make(chan error, 1)
	go func() { dropped <- longPoll(ctx, srv.URL()) }()
	require.Eventually(t, func() bool { return !srv.DefaultBot().Idle() }, 10*time.Second, time.Millisecond)
	require.NoError(t, ctl.Restart(ctx, time.Millisecond))
	require.Error(t, <-dropped)
	up := func() bool {
		_, err := ctl.Stats(ctx)
		return err == nil
	}
	require.Eventually(t, up, 10*time.Second, time.Millisecond)
}

// longPoll waits for updates over a connection of its own.
func longPoll(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url+api+"getUpdates?timeout=30", nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// TestControlPages knows every page by its raw JSON, as other languages would.
func TestControlPages(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		method, page, body string
		status             int
		want               string
	}{
		"one action":        {"POST", "do", `{"do":"say","customer":5,"text":"a"}`, 200, `[{"messages":[1]}]`},
		"list of actions":   {"POST", "do", `[{"do":"say","customer":5,"text":"a"},{"do":"voice","customer":5,"seconds":3}]`, 200, `[{"messages":[1]},{"messages":[2]}]`},
		"unknown field":     {"POST", "do", `{"do":"say","custommer":5}`, 400, `unknown field`},
		"unknown action":    {"POST", "do", `[{"do":"say","customer":5,"text":"a"},{"do":"sing","customer":5}]`, 400, `action 1 (sing): apitest: no action`},
		"misuse":            {"POST", "do", `{"do":"say","customer":5}`, 400, `a message needs a text`},
		"unknown bot":       {"POST", "do", `{"do":"say","bot":9,"customer":5,"text":"a"}`, 400, `no bot 9`},
		"no JSON":           {"POST", "do", `say`, 400, `/_control/do`},
		"update":            {"POST", "update", `{"kind":"poll","payload":{"id":"1"}}`, 200, `{}`},
		"update of nothing": {"POST", "update", `{"kind":"poll"}`, 400, `no JSON`},
		"update of nobody":  {"POST", "update", `{"bot":9,"kind":"poll","payload":{}}`, 400, `no bot 9`},
		"update, no JSON":   {"POST", "update", `7`, 400, `cannot unmarshal`},
		"fault":             {"POST", "faults", `{"kind":"drop","after_effect":true,"method":"sendMessage","delay_ns":5}`, 200, `{}`},
		"fault, unknown":    {"POST", "faults", `{"kind":"fire"}`, 400, `fault kind \"fire\", want one of none, too_many, error, html, drop, hang, garble, restart`},
		"fault, nonsense":   {"POST", "faults", `[{"kind":"drop","chance":7}]`, 400, `chance 7, want 0 to 1`},
		"faults":            {"GET", "faults", ``, 200, `[]`},
		"no faults":         {"DELETE", "faults", ``, 200, `{}`},
		"flood":             {"POST", "flood", `{"chat":{"n":1,"per_ns":1000000000}}`, 200, `{}`},
		"flood, nonsense":   {"POST", "flood", `[]`, 400, `cannot unmarshal`},
		"bot":               {"POST", "bots", `{"token":"7000000002:apitest-not-a-real-token-001"}`, 200, `{"id":7000000002}`},
		"bot twice":         {"POST", "bots", `{"token":"` + apitest.DefaultToken + `"}`, 400, `known already`},
		"bot without key":   {"POST", "bots", `{"token":"12:short"}`, 400, `at least 24`},
		"bot, nonsense":     {"POST", "bots", `7`, 400, `cannot unmarshal`},
		"clock":             {"GET", "clock", ``, 200, `{"now":"2026-03-02T10:00:00Z"}`},
		"advance":           {"POST", "clock", `{"advance":"25h"}`, 200, `{"now":"2026-03-03T11:00:00Z"}`},
		"advance nothing":   {"POST", "clock", `{"advance":"soon"}`, 400, `want a duration`},
		"advance, no JSON":  {"POST", "clock", ``, 400, `EOF`},
		"restart":           {"POST", "restart", `{"down":"1s"}`, 400, `cannot restart`},
		"restart, nonsense": {"POST", "restart", `{"down":5}`, 400, `cannot unmarshal`},
		"record":            {"GET", "record?since=x", ``, 400, `since=x, want a number`},
		"record limit":      {"GET", "record?limit=x", ``, 400, `limit=x, want a number`},
		"record wait":       {"GET", "record?wait=x", ``, 400, `want a duration`},
		"stats":             {"GET", "stats", ``, 200, `{"entries":0,"calls":0,"updates":0,"pending":{"7000000001":0},"methods":{}}`},
		"no such page":      {"GET", "nothing", ``, 404, `no control page GET nothing`},
		"wrong verb":        {"GET", "do", ``, 404, `no control page GET do`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, apitest.Options{})
			w := httptest.NewRecorder()
			b.srv.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), c.method, "/_control/"+c.page, strings.NewReader(c.body)))
			require.Equal(t, c.status, w.Code, w.Body)
			if c.status == 200 {
				require.JSONEq(t, c.want, w.Body.String())
				return
			}
			require.Contains(t, w.Body.String(), c.want)
			var bad map[string]string
			require.NoError(t, json.Unmarshal(w.Body.Bytes(), &bad))
			require.NotEmpty(t, bad["error"])
		})
	}
}

func TestControlFaultsInForce(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	b.srv.Inject(apitest.Fault{Kind: apitest.FaultError, Times: 5})
	b.call("getMe", nil)
	w := httptest.NewRecorder()
	b.srv.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/_control/faults", nil))
	require.JSONEq(t, `[{"kind":"error","times":5,"hits":1}]`, w.Body.String())
}

func TestControlRecordLimit(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	for range 5 {
		b.call("getMe", nil)
	}
	w := httptest.NewRecorder()
	b.srv.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/_control/record?since=1&limit=2", nil))
	require.Equal(t, 2, strings.Count(w.Body.String(), "\n"))
	require.Contains(t, w.Body.String(), `"seq":2,`)
}

func TestControlCanBeSwitchedOff(t *testing.T) {
	t.Parallel()
	srv, ctl := controlled(t, apitest.Options{NoControl: true})
	_, err := ctl.Stats(soon(t))
	require.ErrorContains(t, err, "404")
	require.NotNil(t, srv)
}

func TestControlOfTheSystemClock(t *testing.T) {
	t.Parallel()
	_, ctl := controlled(t, apitest.Options{Clock: apitest.SystemClock{}})
	require.ErrorContains(t, ctl.Advance(soon(t), time.Hour), "cannot be moved")
}

func TestControlOfNobody(t *testing.T) {
	t.Parallel()
	down := httptest.NewServer(http.NotFoundHandler())
	down.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	_, err := apitest.Control{URL: down.URL}.Stats(ctx)
	require.ErrorContains(t, err, "apitest: stats")
	_, err = apitest.Control{URL: ":"}.Stats(ctx)
	require.ErrorContains(t, err, "apitest: stats")
	_, err = apitest.Control{URL: ":"}.Record(ctx, 0, 0)
	require.Error(t, err)

	strange := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) }))
	defer strange.Close()
	ctl := apitest.Control{URL: strange.URL, Client: strange.Client()}
	_, err = ctl.Stats(ctx)
	require.ErrorContains(t, err, "read the answer of stats")
	_, err = ctl.Record(ctx, 0, 0)
	require.ErrorContains(t, err, "read the record")
}

// Every action of the documentation does something.
func TestActions(t *testing.T) {
	t.Parallel()
	for _, a := range []apitest.Action{
		{Do: "say", Customer: 5, Text: "a"},
		{Do: "start", Customer: 5, Text: "promo"},
		{Do: "edit", Customer: 5, Messages: []int{1}, Text: "b"},
		{Do: "photo", Customer: 5},
		{Do: "album", Customer: 5, Captions: []string{"", ""}},
		{Do: "document", Customer: 5, Name: "a.pdf", Data: []byte("x")},
		{Do: "voice", Customer: 5, Seconds: 1},
		{Do: "video", Customer: 5, Seconds: 1},
		{Do: "sticker", Customer: 5, Text: "👍"},
		{Do: "contact", Customer: 5, Phone: "+37369000001", Name: "Ана"},
		{Do: "location", Customer: 5, Latitude: 47, Longitude: 28},
		{Do: "block", Customer: 5},
		{Do: "unblock", Customer: 5},
		{Do: "react", Customer: 5, Messages: []int{1}, Emoji: []string{"👍"}},
		{Do: "connect", Account: 100, Rights: &models.BusinessBotRights{CanReply: true}},
		{Do: "rights", Account: 100},
		{Do: "say", Customer: 6, Account: 100, Text: "a"},
		{Do: "owner_say", Customer: 6, Account: 100, Text: "a", ReplyTo: 1},
		{Do: "owner_edit", Customer: 6, Account: 100, Messages: []int{2}, Text: "b"},
		{Do: "owner_delete", Customer: 6, Account: 100, Messages: []int{2}},
		{Do: "delete", Customer: 6, Account: 100, Messages: []int{1}},
		{Do: "disconnect", Account: 100},
		{Do: "add_bot", Group: -10, Customer: 5, Text: "Магазин"},
		{Do: "promote", Group: -10},
		{Do: "join", Group: -10, Customer: 6},
		{Do: "rename", Group: -10, Text: "Другой", Customer: 5},
		{Do: "topic", Group: -10, Text: "Тема", Customer: 5},
		{Do: "leave", Group: -10, Customer: 6},
		{Do: "kick", Group: -10},
	} {
		t.Run(a.Do, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, apitest.Options{})
			b.poll(params{"allowed_updates": []string{
				"message", "edited_message", "message_reaction", "my_chat_member", "chat_member", "business_connection",
				"business_message", "edited_business_message", "deleted_business_messages",
			}, "offset": 1})
			for _, before := range []apitest.Action{
				{Do: "say", Customer: 5, Text: "до"},
				{Do: "connect", Account: 100, Rights: &models.BusinessBotRights{CanReply: true}},
				{Do: "say", Customer: 6, Account: 100, Text: "до"},
				{Do: "owner_say", Customer: 6, Account: 100, Text: "до"},
			} {
				if before.Do == "connect" && a.Do == "connect" {
					continue
				}
				_, err := b.srv.Do(before)
				require.NoError(t, err)
			}
			switch a.Do {
			case "promote", "join", "rename", "topic", "leave", "kick":
				_, err := b.srv.Do(apitest.Action{Do: "add_bot", Group: -10, Customer: 5, Text: "Магазин"})
				require.NoError(t, err)
			}
			if a.Do == "leave" {
				_, err := b.srv.Do(apitest.Action{Do: "join", Group: -10, Customer: 6})
				require.NoError(t, err)
			}
			if a.Do == "unblock" {
				_, err := b.srv.Do(apitest.Action{Do: "block", Customer: 5})
				require.NoError(t, err)
			}
			before := b.srv.Stats().Updates
			_, err := b.srv.Do(a)
			require.NoError(t, err)
			require.Greater(t, b.srv.Stats().Updates, before)
		})
	}
}

func TestActionsThatCannotBe(t *testing.T) {
	t.Parallel()
	for want, a := range map[string]apitest.Action{
		"above 0, not 0":        {Do: "say", Text: "a"},
		"connect needs an acc":  {Do: "connect"},
		"has no connection":     {Do: "rights", Account: 100},
		"as needs a user":       {Do: "as", Customer: 5},
		"no message 9 by 5":     {Do: "edit", Customer: 5, Messages: []int{9}, Text: "a"},
		"no message 0 of a bot": {Do: "press", Customer: 5},
		"no message 9 in chat":  {Do: "react", Customer: 5, Messages: []int{9}, Emoji: []string{"👍"}},
		"to reply to":           {Do: "say", Customer: 5, Text: "a", ReplyTo: 9},
		"no topic 9":            {Do: "say", Customer: 5, Text: "a", Topic: 9},
		"album of 1":            {Do: "album", Customer: 5, Captions: []string{"a"}},
		"is negative, not 10":   {Do: "join", Group: 10, Customer: 5},
		"at most 4096":          {Do: "say", Customer: 5, Text: strings.Repeat("a", 4097)},
		"at most 1024":          {Do: "photo", Customer: 5, Text: strings.Repeat("a", 1025)},
	} {
		b := newBench(t, apitest.Options{})
		_, err := b.srv.Do(a)
		require.ErrorContains(t, err, want)
		b.good("getMe", nil, nil) // and nothing is left locked
	}
}

func FuzzControl(f *testing.F) {
	f.Add("do", `{"do":"say","customer":5,"text":"a"}`)
	f.Add("do", `[{"do":"press","customer":5,"messages":[1],"button":"x"}]`)
	f.Add("faults", `{"kind":"drop","times":-1}`)
	f.Add("bots", `{"token":"1:x"}`)
	f.Add("update", `{"kind":"\"","payload":null}`)
	f.Add("clock", `{"advance":"1h"}`)
	f.Fuzz(func(t *testing.T, page, body string) {
		b := newBench(t, apitest.Options{})
		for _, p := range []string{"do", "faults", "bots", "update", "clock", "flood"} {
			if page != p {
				continue
			}
			w := httptest.NewRecorder()
			b.srv.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/_control/"+p, strings.NewReader(body)))
			require.Contains(t, []int{200, 400}, w.Code)
			require.True(t, json.Valid(w.Body.Bytes()), w.Body)
		}
	})
}
