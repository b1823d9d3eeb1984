package apitest

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"
)

// Control steers a server in another process.
type Control struct {
	// URL is the server's, as Server.URL gives it.
	URL string
	// Client makes the requests; nil means http.DefaultClient.
	Client *http.Client
}

// Do does the actions in order. It stops at the first that fails, which the
// error names; those before it are done.
func (c Control) Do(ctx context.Context, actions ...Action) ([]Done, error) {
	var out []Done
	if len(actions) == 0 {
		return nil, nil
	}
	err := c.ask(ctx, http.MethodPost, "do", actions, &out)
	return out, err
}

// Record is what happened after seq, oldest first, 10,000 entries at most; if
// there is nothing yet it waits for something, but not longer than wait. Call
// it again with the last Seq to follow the record. A long wait needs a client
// with a longer timeout.
func (c Control) Record(ctx context.Context, seq int64, wait time.Duration) ([]Entry, error) {
	body, err := c.send(ctx, http.MethodGet, fmt.Sprintf("record?since=%d&wait=%s", seq, wait), nil)
	if err != nil {
		return nil, err
	}
	defer func() { _ = body.Close() }()
	var out []Entry
	dec := json.NewDecoder(bufio.NewReader(body))
	for dec.More() {
		var e Entry
		if err := dec.Decode(&e); err != nil {
			return out, fmt.Errorf("apitest: read the record: %w", err)
		}
		out = append(out, e)
	}
	return out, nil
}

// Inject puts faults into force.
func (c Control) Inject(ctx context.Context, faults ...Fault) error {
	if len(faults) == 0 {
		return nil
	}
	return c.ask(ctx, http.MethodPost, "faults", faults, nil)
}

// ClearFaults puts every fault out of force.
func (c Control) ClearFaults(ctx context.Context) error {
	return c.ask(ctx, http.MethodDelete, "faults", nil, nil)
}

// SetFlood changes the automatic limits.
func (c Control) SetFlood(ctx context.Context, f Flood) error {
	return c.ask(ctx, http.MethodPost, "flood", f, nil)
}

// AddBot makes the server know one more bot.
func (c Control) AddBot(ctx context.Context, b BotConfig) error {
	return c.ask(ctx, http.MethodPost, "bots", b, nil)
}

// Advance moves the server's ManualClock forward.
func (c Control) Advance(ctx context.Context, d time.Duration) error {
	return c.ask(ctx, http.MethodPost, "clock", map[string]string{"advance": d.String()}, nil)
}

// Restart takes the server off the network for down, a moment after it answered.
func (c Control) Restart(ctx context.Context, down time.Duration) error {
	return c.ask(ctx, http.MethodPost, "restart", map[string]string{"down": down.String()}, nil)
}

// Stats are a few numbers about the server.
func (c Control) Stats(ctx context.Context) (Stats, error) {
	var out Stats
	err := c.ask(ctx, http.MethodGet, "stats", nil, &out)
	return out, err
}

// ask sends in as JSON, if it is not nil, and reads the answer into out, if it
// is not nil.
func (c Control) ask(ctx context.Context, method, page string, in, out any) error {
	var data []byte
	if in != nil {
		data = encode(in)
	}
	body, err := c.send(ctx, method, page, data)
	if err != nil {
		return err
	}
	defer func() { _ = body.Close() }()
	if out == nil {
		_, err = io.Copy(io.Discard, body)
		return err
	}
	if err := json.NewDecoder(body).Decode(out); err != nil {
		return fmt.Errorf("apitest: read the answer of %s: %w", page, err)
	}
	return nil
}

func (c Control) send(ctx context.Context, method, page string, data []byte) (io.ReadCloser, error) {
	req, err := http.NewRequestWithContext(ctx, method, strings.TrimSuffix(c.URL, "/")+controlPath+page, bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("apitest: %s: %w", page, err)
	}
	client := c.Client
	if client == nil {
		client = http.DefaultClient
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("apitest: %s: %w", page, err)
	}
	if resp.StatusCode == http.StatusOK {
		return resp.Body, nil
	}
	defer func() { _ = resp.Body.Close() }()
	var bad struct {
		Error string `json:"error"`
	}
	if json.NewDecoder(resp.Body).Decode(&bad) != nil || bad.Error == "" {
		bad.Error = resp.Status
	}
	return nil, fmt.Errorf("apitest: %s: %s", page, bad.Error)
}

// UnmarshalJSON implements json.Unmarshaler; it finds the Message again in
// the Result of a call that sent or edited one.
func (e *Entry) UnmarshalJSON(data []byte) error {
	type plain Entry
	if err := json.Unmarshal(data, (*plain)(e)); err != nil {
		return err
	}
	if e.Kind != EntryCall || !e.Effect || !isMessage(e.Method) || len(e.Result) == 0 {
		return nil
	}
	var list []models.Message
	var one models.Message
	switch {
	case e.Result[0] == '{' && json.Unmarshal(e.Result, &one) == nil:
		e.Message = &one
	case e.Result[0] == '[' && json.Unmarshal(e.Result, &list) == nil && len(list) > 0:
		e.Message = &list[0]
	}
	return nil
}
