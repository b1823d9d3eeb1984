package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"path"
	"strings"
	"sync/atomic"
	"time"
)

// maxAnswer bounds an answer of the Bot API: a hundred updates are far smaller.
const maxAnswer = 32 << 20

// pollWait is how long Telegram holds a request for updates open while there
// are none.
const pollWait = 50 * time.Second

// A transport makes the library's calls. It tells calls that may have taken
// effect from those that can't have, reads every answer itself, so that no
// error holds the body of one, and hands batches of updates over before the
// library sees them.
type transport struct {
	client  *http.Client
	timeout time.Duration // of a call; a request for updates may take pollWait longer

	// batch stores a batch of updates and returns their numbers. When it
	// returns an error, Telegram is not told that we have them.
	batch func(ctx context.Context, updates []json.RawMessage) (ids []int64, err error)

	// polls is called before each request for updates, and polled told how it
	// ended.
	polls  func(ctx context.Context)
	polled func(ctx context.Context, err error)
}

// newClient returns the client for calls: one that follows no redirects,
// because a message must not be posted twice.
func newClient() *http.Client {
	t := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 15 * time.Second}).DialContext,
		TLSHandshakeTimeout:   10 * time.Second,
		ForceAttemptHTTP2:     true,
		MaxIdleConnsPerHost:   32,
		IdleConnTimeout:       30 * time.Second, // before a server's: a call on a connection that it closes may be lost
		ExpectContinueTimeout: time.Second,
	}
	return &http.Client{Transport: t, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// answer is the envelope of every answer of the Bot API.
type answer struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// A storeError says that a batch of updates could not be stored, so that Telegram
// keeps it.
type storeError struct{ cause error }

func (e *storeError) Error() string { return e.cause.Error() }
func (e *storeError) Unwrap() error { return e.cause }

// Do implements the library's HttpClient. An error is a *callError or, for
// updates, a *storeError, and there is one for every answer but a good one.
func (t *transport) Do(req *http.Request) (*http.Response, error) {
	method := path.Base(req.URL.Path)
	polls := method == "getUpdates"
	timeout := t.timeout
	if polls {
		timeout += pollWait
		t.polls(req.Context())
	}
	ctx, cancel := context.WithTimeout(req.Context(), timeout)
	defer cancel()
	result, err := t.call(ctx, method, req)
	if polls {
		if err == nil {
			result, err = t.confirm(req.Context(), result)
		}
		t.polled(req.Context(), err)
		err = unlessOver(req.Context(), err)
	}
	if err != nil {
		return nil, err
	}
	body := append(append([]byte(`{"ok":true,"result":`), result...), '}')
	return &http.Response{
		StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)), Request: req,
	}, nil
}

// unlessOver hides from the library that something was cancelled while polling
// goes on, a transaction of the store perhaps: it would take that for the end, and
// never ask for updates again.
func unlessOver(ctx context.Context, err error) error {
	if ctx.Err() == nil && errors.Is(err, context.Canceled) {
		return errors.New(err.Error())
	}
	return err
}

// call makes one call and returns its result.
func (t *transport) call(ctx context.Context, method string, req *http.Request) (json.RawMessage, error) {
	failed := &callError{method: method}
	body, err := io.ReadAll(req.Body)
	if err = errors.Join(err, req.Body.Close()); err != nil {
		failed.cause = errors.New("the call could not be put together")
		return nil, failed
	}
	var written atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { written.Store(true) }})
	out := req.Clone(ctx)
	out.ContentLength = int64(len(body))
	out.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	out.Body, _ = out.GetBody()   // never fails
	resp, err := t.client.Do(out) //nolint:gosec // the address is the Bot API server's of the configuration
	failed.written = written.Load()
	if err != nil {
		failed.cause = withoutURL(err)
		return nil, failed
	}
	defer func() { _ = resp.Body.Close() }() // all of it has been read
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	switch {
	case err != nil:
		failed.cause = fmt.Errorf("read the answer: %w", withoutURL(err))
		return nil, failed
	case len(data) > maxAnswer:
		failed.cause = fmt.Errorf("the answer is longer than %d MiB", maxAnswer>>20)
		return nil, failed
	}
	return failed.read(resp.StatusCode, data)
}

// read takes the result out of an answer, or says what is wrong with it.
func (e *callError) read(status int, data []byte) (json.RawMessage, error) {
	e.status = status
	var a answer
	if err := json.Unmarshal(data, &a); err != nil {
		if status < http.StatusBadRequest {
			e.cause = errors.New("the answer is no JSON")
		}
		return nil, e
	}
	if a.OK && status == http.StatusOK && len(a.Result) > 0 {
		return a.Result, nil
	}
	if a.Code != 0 {
		e.status, e.spoken = a.Code, true
	}
	e.description = plainDescription(a.Description)
	e.retryAfter = time.Duration(max(0, a.Parameters.RetryAfter)) * time.Second
	e.migrateTo = a.Parameters.MigrateTo
	return nil, e
}

// plainDescription shortens what the Bot API says to what can't be a quotation
// of what was sent.
func plainDescription(s string) string {
	for _, quote := range []string{"\"", " '", "`", "«", "“", "„", "\n"} {
		if before, _, found := strings.Cut(s, quote); found {
			s = strings.TrimSpace(before) + " …"
		}
	}
	const most = 200
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s
}

// withoutURL takes the address, which has the token in it, out of an error.
func withoutURL(err error) error {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		return wrapped.Err
	}
	return err
}

// confirm stores a batch of updates and returns what the library is to see of
// it: the numbers alone, by which it asks for the next.
func (t *transport) confirm(ctx context.Context, result json.RawMessage) (json.RawMessage, error) {
	var updates []json.RawMessage
	if err := json.Unmarshal(result, &updates); err != nil {
		return nil, &callError{method: "getUpdates", written: true, cause: errors.New("the updates are no list")}
	}
	ids, err := t.batch(ctx, updates)
	if err != nil {
		return nil, &storeError{err}
	}
	type number struct {
		ID int64 `json:"update_id"`
	}
	numbers := make([]number, len(ids))
	for i, id := range ids {
		numbers[i].ID = id
	}
	return json.Marshal(numbers)
}
