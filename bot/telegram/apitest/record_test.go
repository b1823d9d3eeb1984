package apitest_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

func TestRecord(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	b := newBench(t, apitest.Options{Record: &out, Seed: 3})
	b.srv.Customer(5).Say("Где заказ?")
	b.clock.Advance(time.Second)
	b.good("sendMessage", params{"chat_id": 5, "text": "Едет", "reply_markup": map[string]any{}}, nil)
	b.call("sendMessage", params{"chat_id": 6, "text": "Едет"})
	b.updates()
	b.callAs("1:nobody", "getMe", nil)

	all := b.srv.Record()
	var kinds []string
	for i, e := range all {
		require.Equal(t, int64(i+1), e.Seq)
		kinds = append(kinds, e.Kind.String())
	}
	require.Equal(t, []string{"update", "call", "call", "call", "call", "call"}, kinds)

	up := all[0]
	require.Equal(t, int64(5), up.Chat)
	require.Equal(t, 1, up.MessageID)
	require.Equal(t, "message", up.UpdateType)
	require.Contains(t, string(up.Update), "Где заказ?")

	sent := all[1]
	require.Equal(t, "sendMessage", sent.Method)
	require.Equal(t, map[string]string{"chat_id": "5", "text": "Едет", "reply_markup": "{}"}, sent.Params)
	require.Equal(t, monday.Add(time.Second), sent.Time)
	require.Equal(t, int64(7000000001), sent.Bot)
	require.Equal(t, int64(5), sent.Chat)
	require.Equal(t, 2, sent.MessageID)
	require.True(t, sent.Effect)
	require.Equal(t, 200, sent.Status)
	require.Equal(t, "Едет", sent.Text())

	require.Equal(t, "Bad Request: chat not found", all[2].Error)
	require.Equal(t, 400, all[2].Status)
	require.Equal(t, int64(6), all[2].Chat)
	require.JSONEq(t, "["+jsonInt(up.UpdateID)+"]", string(all[3].Result), "getUpdates leaves only the numbers")
	require.Equal(t, 401, all[5].Status)
	require.Zero(t, all[5].Bot)

	// The file has the same, and reads back the same.
	require.NotContains(t, out.String(), apitest.DefaultToken)
	lines := bufio.NewScanner(&out)
	for i := 0; lines.Scan(); i++ {
		var e apitest.Entry
		require.NoError(t, json.Unmarshal(lines.Bytes(), &e))
		require.Equal(t, all[i].Text(), e.Text())
		require.Equal(t, all[i].Kind, e.Kind)
		e.Message, all[i].Message = nil, nil
		want, err := json.Marshal(all[i])
		require.NoError(t, err)
		got, err := json.Marshal(e)
		require.NoError(t, err)
		require.JSONEq(t, string(want), string(got))
	}
}

func jsonInt(n int64) string {
	data, err := json.Marshal(n)
	if err != nil {
		panic(err)
	}
	return string(data)
}

func TestRecordIsBounded(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{KeepRecord: 5})
	for range 33 {
		b.call("getMe", nil)
	}
	all := b.srv.Record()
	require.Len(t, all, 5)
	require.Equal(t, int64(29), all[0].Seq)
	require.Equal(t, int64(33), all[4].Seq)
	require.Len(t, b.srv.RecordSince(31), 2)
	require.Empty(t, b.srv.RecordSince(33))
	require.Empty(t, b.srv.RecordSince(99))
	require.Equal(t, int64(33), b.srv.Stats().Calls)
}

// brokenWriter is a disk that is full.
type brokenWriter struct{ written int }

var errFull = errors.New("no space left")

func (w *brokenWriter) Write(p []byte) (int, error) {
	w.written++
	return 0, errFull
}

func TestRecordErr(t *testing.T) {
	t.Parallel()
	w := &brokenWriter{}
	srv := apitest.New(apitest.Options{Record: w})
	srv.Customer(5).Say("a")
	srv.Customer(5).Say("b")
	require.ErrorIs(t, srv.RecordErr(), errFull)
	require.Equal(t, 1, w.written)
	require.ErrorIs(t, srv.Close(), errFull)
}

func TestWaitTakesEachEntryOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	c := b.srv.Customer(5)
	c.Say("a")
	for _, text := range []string{"раз", "два", "три"} {
		b.good("sendMessage", params{"chat_id": 5, "text": text}, nil)
	}
	e, err := b.srv.WaitSent(soon(t), apitest.TextHas("два"))
	require.NoError(t, err)
	require.Equal(t, "два", e.Text())
	for _, want := range []string{"раз", "три"} {
		e, err = c.Next(soon(t))
		require.NoError(t, err)
		require.Equal(t, want, e.Text())
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	_, err = c.Next(ctx)
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.ErrorContains(t, err, "nothing that fits among 4 entries")
}

func TestWaitWaits(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	c := b.srv.Customer(5)
	c.Say("a")
	got := make(chan string)
	for range 2 {
		go func() {
			e, err := c.Next(t.Context())
			if err != nil {
				got <- err.Error()
				return
			}
			got <- e.Text()
		}()
	}
	b.good("sendMessage", params{"chat_id": 5, "text": "раз"}, nil)
	b.good("sendMessage", params{"chat_id": 5, "text": "два"}, nil)
	require.ElementsMatch(t, []string{"раз", "два"}, []string{<-got, <-got}, "two who wait get different ones")
}

func TestWaitOnAClosedServer(t *testing.T) {
	t.Parallel()
	srv := apitest.New(apitest.Options{})
	failed := make(chan error)
	go func() {
		_, err := srv.Wait(t.Context())
		failed <- err
	}()
	watch := srv.Watch(t.Context())
	require.NoError(t, srv.Close())
	require.ErrorIs(t, <-failed, apitest.ErrClosed)
	_, open := <-watch
	require.False(t, open)
	_, open = <-srv.Watch(t.Context())
	require.False(t, open, "on a closed server there is nothing to watch")
}

func TestWatchBeginsAtTheBeginning(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	c := b.srv.Customer(5)
	c.Say("a")
	b.good("sendMessage", params{"chat_id": 5, "text": "раз"}, nil)
	ctx, cancel := context.WithCancel(t.Context())
	sent := b.srv.Sent(ctx, apitest.InChat(5))
	one := <-sent
	require.Equal(t, "раз", one.Text())
	b.good("sendMessage", params{"chat_id": 5, "text": "два"}, nil)
	two := <-sent
	require.Equal(t, "два", two.Text())
	e, err := c.Next(soon(t))
	require.NoError(t, err)
	require.Equal(t, "раз", e.Text(), "watching takes nothing away")
	b.good("sendMessage", params{"chat_id": 5, "text": "никем не прочитано"}, nil)
	cancel()
	for range sent { // until it is closed
	}
}

func TestFilters(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	b.srv.Customer(5).Say("a")
	acc := b.srv.Account(100)
	b.call("getMe", nil)
	b.call("sendMessage", params{"chat_id": 5, "text": "b"})
	b.call("sendMessage", params{"chat_id": 6, "text": "b"})
	b.good("getUpdates", nil, nil)
	b.clock.Advance(time.Hour)
	require.Nil(t, acc.Connection())
	for name, c := range map[string]struct {
		f    apitest.Filter
		want string
	}{
		"any call": {apitest.Called(), "getMe sendMessage sendMessage getUpdates"},
		"named":    {apitest.Called("getMe", "getUpdates"), "getMe getUpdates"},
		"chat":     {apitest.InChat(5), "update sendMessage"},
		"bot":      {apitest.OfBot(1), ""},
		"kind":     {apitest.OfKind(apitest.EntryUpdate), "update"},
		"refused":  {apitest.Refused(400), "sendMessage"},
		"business": {apitest.ByBusiness(), ""},
		"text":     {apitest.TextHas("b"), "sendMessage"},
	} {
		var got []string
		for _, e := range b.srv.Record() {
			if c.f(&e) {
				got = append(got, strings.TrimSpace(strings.Replace(e.Kind.String(), "call", "", 1)+e.Method))
			}
		}
		require.Equal(t, c.want, strings.Join(got, " "), name)
	}
}

func TestEntryKindText(t *testing.T) {
	t.Parallel()
	for k := apitest.EntryCall; k <= apitest.EntryDrop; k++ {
		text, err := k.MarshalText()
		require.NoError(t, err)
		var back apitest.EntryKind
		require.NoError(t, back.UnmarshalText(text))
		require.Equal(t, k, back)
		require.Equal(t, string(text), k.String())
	}
	require.Equal(t, "EntryKind(9)", apitest.EntryKind(9).String())
	_, err := apitest.EntryKind(9).MarshalText()
	require.Error(t, err)
	require.ErrorContains(t, new(apitest.EntryKind).UnmarshalText([]byte("x")), "delivery")
}
