package apitest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// monday is when every test begins.
var monday = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// bench is a server on a manual clock with what tests want to do to it.
type bench struct {
	t     *testing.T
	srv   *apitest.Server
	clock *apitest.ManualClock
}

func newBench(t *testing.T, o apitest.Options) *bench {
	t.Helper()
	clock := apitest.NewManualClock(monday)
	if o.Clock == nil {
		o.Clock = clock
	}
	srv := apitest.New(o)
	t.Cleanup(func() { require.NoError(t, srv.Close()) })
	return &bench{t, srv, clock}
}

// soon is a context for what should happen at once.
func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// reply is an answer of the Bot API.
type reply struct {
	Status      int             `json:"-"`
	Header      http.Header     `json:"-"`
	OK          bool            `json:"ok"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Result      json.RawMessage `json:"result"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// params are a method's parameters; values that are no strings go as JSON.
type params map[string]any

func (p params) texts() map[string]string {
	out := map[string]string{}
	for k, v := range p {
		if s, ok := v.(string); ok {
			out[k] = s
			continue
		}
		data, err := json.Marshal(v)
		if err != nil {
			panic(err)
		}
		out[k] = string(data)
	}
	return out
}

// encodings are the four ways to send parameters.
var encodings = map[string]func(ctx context.Context, path string, p params) *http.Request{
	"json": func(ctx context.Context, path string, p params) *http.Request {
		data, err := json.Marshal(p)
		if err != nil {
			panic(err)
		}
		r := httptest.NewRequestWithContext(ctx, http.MethodPost, path, bytes.NewReader(data))
		r.Header.Set("Content-Type", "application/json; charset=utf-8")
		return r
	},
	"form": func(ctx context.Context, path string, p params) *http.Request {
		r := httptest.NewRequestWithContext(ctx, http.MethodPost, path, strings.NewReader(p.query()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return r
	},
	"query": func(ctx context.Context, path string, p params) *http.Request {
		return httptest.NewRequestWithContext(ctx, http.MethodGet, path+"?"+p.query(), nil)
	},
	"multipart": func(ctx context.Context, path string, p params) *http.Request {
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		for k, v := range p.texts() {
			if err := w.WriteField(k, v); err != nil {
				panic(err)
			}
		}
		if err := w.Close(); err != nil {
			panic(err)
		}
		r := httptest.NewRequestWithContext(ctx, http.MethodPost, path, &body)
		r.Header.Set("Content-Type", w.FormDataContentType())
		return r
	},
}

func (p params) query() string {
	v := url.Values{}
	for k, s := range p.texts() {
		v.Set(k, s)
	}
	return v.Encode()
}

// serve sends a request to the handler; dropped means that the connection
// would have been closed without an answer.
func (b *bench) serve(r *http.Request) (out reply, dropped bool) {
	b.t.Helper()
	defer func() {
		if p := recover(); p != nil {
			require.Equal(b.t, http.ErrAbortHandler, p)
			dropped = true
		}
	}()
	w := httptest.NewRecorder()
	b.srv.ServeHTTP(w, r)
	out.Status, out.Header = w.Code, w.Header()
	data, err := io.ReadAll(w.Body)
	require.NoError(b.t, err)
	require.NoError(b.t, json.Unmarshal(data, &out), "%s", data)
	return out, false
}

// call calls a method of the default bot.
func (b *bench) call(method string, p params) reply {
	b.t.Helper()
	return b.callAs(apitest.DefaultToken, method, p)
}

func (b *bench) callAs(token, method string, p params) reply {
	b.t.Helper()
	out, dropped := b.serve(encodings["json"](b.t.Context(), "/bot"+token+"/"+method, p))
	require.False(b.t, dropped)
	return out
}

// good calls a method that must succeed and reads its result into out, if it
// is not nil.
func (b *bench) good(method string, p params, out any) {
	b.t.Helper()
	r := b.call(method, p)
	require.True(b.t, r.OK, "%s: %d %s", method, r.Code, r.Description)
	require.Equal(b.t, http.StatusOK, r.Status)
	if out != nil {
		require.NoError(b.t, json.Unmarshal(r.Result, out))
	}
}

// bad calls a method that must be refused.
func (b *bench) bad(method string, p params, code int, description string) reply {
	b.t.Helper()
	r := b.call(method, p)
	require.False(b.t, r.OK)
	require.Equal(b.t, description, r.Description)
	require.Equal(b.t, code, r.Code)
	require.Equal(b.t, code, r.Status)
	return r
}

// update is an update as tests look at it.
type update struct {
	ID   int64
	Kind string
	Body map[string]any
}

// updates takes and confirms everything that waits for the default bot.
func (b *bench) updates() []update {
	b.t.Helper()
	var out []update
	for offset := int64(0); ; {
		b.clock.Advance(4 * time.Second) // so that the server does not slow us down
		var raw []map[string]any
		b.good("getUpdates", params{"offset": offset}, &raw)
		if len(raw) == 0 {
			return out
		}
		for _, u := range raw {
			got := update{ID: int64(u["update_id"].(float64))}
			for k, v := range u {
				if k != "update_id" {
					got.Kind, got.Body = k, v.(map[string]any)
				}
			}
			out = append(out, got)
			offset = got.ID + 1
		}
	}
}

// at looks deep into JSON: at(u.Body, "message", "chat", "id").
func at(v any, path ...string) any {
	for _, p := range path {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[p]
	}
	return v
}

func kinds(list []update) []string {
	out := []string{}
	for _, u := range list {
		out = append(out, u.Kind)
	}
	return out
}

// textOf is the text of the message that an update entry tells of.
func textOf(t *testing.T, e apitest.Entry) string {
	t.Helper()
	var u map[string]any
	require.NoError(t, json.Unmarshal(e.Update, &u))
	text, ok := at(u, e.UpdateType, "text").(string)
	require.True(t, ok, "%s", e.Update)
	return text
}
