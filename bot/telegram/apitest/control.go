package apitest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const controlPath = "/_control/"

// The pages under /_control/ let another process steer the server; Control is
// their client. They speak JSON; errors are {"error": "..."} with status 400.
//
//	POST   do       Action or list of them  -> list of Done
//	POST   update   {"bot", "kind", "payload"}: an update as it is
//	GET    record   ?since=SEQ &limit=N &wait=10s -> Entry a line
//	GET    faults   -> list of faults in force with "hits"
//	POST   faults   Fault or list of them, put into force
//	DELETE faults   all put out of force
//	POST   flood    Flood
//	POST   bots     BotConfig
//	GET    clock    -> {"now"}
//	POST   clock    {"advance": "25h"}, with a ManualClock
//	POST   restart  {"down": "2s"}: off the network so long
//	GET    stats    -> Stats
func (s *Server) serveControl(w http.ResponseWriter, r *http.Request) {
	what := r.Method + " " + strings.TrimPrefix(r.URL.Path, controlPath)
	pages := map[string]func(http.ResponseWriter, *http.Request) (any, error){
		"POST do": s.controlDo, "POST update": s.controlUpdate, "GET record": s.controlRecord,
		"GET faults": s.controlFaults, "POST faults": s.controlInject, "DELETE faults": s.controlClear,
		"POST flood": s.controlFlood, "POST bots": s.controlBot, "GET clock": s.controlClock,
		"POST clock": s.controlAdvance, "POST restart": s.controlRestart, "GET stats": s.controlStats,
	}
	page := pages[what]
	if page == nil {
		writeJSON(w, http.StatusNotFound, encode(map[string]string{"error": "apitest: no control page " + what}))
		return
	}
	out, err := page(w, r)
	switch {
	case err != nil:
		writeJSON(w, http.StatusBadRequest, encode(map[string]string{"error": err.Error()}))
	case out != nil:
		writeJSON(w, http.StatusOK, encode(out))
	}
}

var none = struct{}{} // the answer of pages that have nothing to say

// readOne reads the body into v; fields that are not known are errors.
func readOne(r *http.Request, v any) error {
	dec := json.NewDecoder(r.Body)
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return fmt.Errorf("apitest: %s: %w", r.URL.Path, err)
	}
	return nil
}

// readMany reads one value or a list of them.
func readMany[T any](r *http.Request) ([]T, error) {
	var raw json.RawMessage
	if err := readOne(r, &raw); err != nil {
		return nil, err
	}
	if raw[0] != '[' {
		raw = append(append([]byte{'['}, raw...), ']')
	}
	dec := json.NewDecoder(strings.NewReader(string(raw)))
	dec.DisallowUnknownFields()
	var list []T
	if err := dec.Decode(&list); err != nil {
		return nil, fmt.Errorf("apitest: %s: %w", r.URL.Path, err)
	}
	return list, nil
}

// controlDo stops at the first action that fails and says which it was.
func (s *Server) controlDo(_ http.ResponseWriter, r *http.Request) (any, error) {
	list, err := readMany[Action](r)
	if err != nil {
		return nil, err
	}
	out := make([]Done, len(list))
	for i, a := range list {
		if out[i], err = s.Do(a); err != nil {
			return nil, fmt.Errorf("action %d (%s): %w", i, a.Do, err)
		}
	}
	return out, nil
}

// Update puts an update of any kind into a bot's queue as it is; payload is
// what stands beside the update_id. Nothing else in the server learns of it.
func (b *Bot) Update(kind string, payload json.RawMessage) error {
	if !json.Valid(payload) {
		return fmt.Errorf("apitest: the payload of a %q is no JSON", kind)
	}
	b.srv.mu.Lock()
	defer b.srv.mu.Unlock()
	b.tell(kind, payload, about{life: messageLife})
	return nil
}

func (s *Server) controlUpdate(_ http.ResponseWriter, r *http.Request) (any, error) {
	var in struct {
		Bot     int64           `json:"bot"`
		Kind    string          `json:"kind"`
		Payload json.RawMessage `json:"payload"`
	}
	if err := readOne(r, &in); err != nil {
		return nil, err
	}
	b, err := s.botByID(in.Bot)
	if err != nil {
		return nil, err
	}
	return none, b.Update(in.Kind, in.Payload)
}

const mostEntries = 10_000 // in one answer

func (s *Server) controlRecord(w http.ResponseWriter, r *http.Request) (any, error) {
	q := r.URL.Query()
	since, err := strconv.ParseInt("0"+q.Get("since"), 10, 64)
	if err != nil {
		return nil, fmt.Errorf("apitest: since=%s, want a number", q.Get("since"))
	}
	limit, err := strconv.Atoi("0" + q.Get("limit"))
	if err != nil {
		return nil, fmt.Errorf("apitest: limit=%s, want a number", q.Get("limit"))
	}
	if limit == 0 || limit > mostEntries {
		limit = mostEntries
	}
	if text := q.Get("wait"); text != "" {
		wait, err := time.ParseDuration(text)
		if err != nil {
			return nil, fmt.Errorf("apitest: wait=%s, want a duration as in 10s", text)
		}
		s.waitAfter(r, since, wait)
	}
	list := s.RecordSince(since)
	w.Header().Set("Content-Type", "application/jsonl")
	enc := json.NewEncoder(w)
	for i := range list[:min(limit, len(list))] {
		if err := enc.Encode(list[i]); err != nil {
			return nil, err // the reader is gone, and will not see this either
		}
	}
	return nil, nil
}

// waitAfter waits, by the machine's clock, for an entry after since.
func (s *Server) waitAfter(r *http.Request, since int64, wait time.Duration) {
	over := make(chan struct{})
	stop := SystemClock{}.AfterFunc(wait, func() { close(over) })
	defer stop()
	for {
		s.mu.Lock()
		last, changed := s.log.last, s.log.changed.wait()
		s.mu.Unlock()
		if last > since {
			return
		}
		select {
		case <-changed:
		case <-over:
			return
		case <-r.Context().Done():
			return
		case <-s.done:
			return
		}
	}
}

func (s *Server) controlFaults(http.ResponseWriter, *http.Request) (any, error) {
	type inForce struct {
		Fault
		Hits int `json:"hits"`
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []inForce{}
	for _, in := range s.faults {
		out = append(out, inForce{in.fault, in.hits})
	}
	return out, nil
}

func (s *Server) controlInject(_ http.ResponseWriter, r *http.Request) (any, error) {
	list, err := readMany[Fault](r)
	if err != nil {
		return nil, err
	}
	for _, f := range list {
		if err := f.check(); err != nil {
			return nil, err
		}
	}
	for _, f := range list {
		s.Inject(f)
	}
	return none, nil
}

func (s *Server) controlClear(http.ResponseWriter, *http.Request) (any, error) {
	s.ClearFaults()
	return none, nil
}

func (s *Server) controlFlood(_ http.ResponseWriter, r *http.Request) (any, error) {
	var f Flood
	if err := readOne(r, &f); err != nil {
		return nil, err
	}
	s.SetFlood(f)
	return none, nil
}

func (s *Server) controlBot(_ http.ResponseWriter, r *http.Request) (any, error) {
	var c BotConfig
	if err := readOne(r, &c); err != nil {
		return nil, err
	}
	b, err := s.AddBot(c)
	if err != nil {
		return nil, err
	}
	return map[string]int64{"id": b.ID()}, nil
}

func (s *Server) controlClock(http.ResponseWriter, *http.Request) (any, error) {
	return map[string]time.Time{"now": s.clock.Now()}, nil
}

func (s *Server) controlAdvance(w http.ResponseWriter, r *http.Request) (any, error) {
	clock, ok := s.clock.(interface{ Advance(d time.Duration) })
	if !ok {
		return nil, errors.New("apitest: this server's clock cannot be moved; give it a ManualClock")
	}
	d, err := readDuration(r, "advance")
	if err != nil {
		return nil, err
	}
	clock.Advance(d)
	return s.controlClock(w, r)
}

func readDuration(r *http.Request, name string) (time.Duration, error) {
	in := map[string]string{}
	if err := readOne(r, &in); err != nil {
		return 0, err
	}
	d, err := time.ParseDuration(in[name])
	if err != nil {
		return 0, fmt.Errorf("apitest: %s: %q, want a duration as in 90s or 25h", name, in[name])
	}
	return d, nil
}

// controlRestart answers first and goes off the network then.
func (s *Server) controlRestart(_ http.ResponseWriter, r *http.Request) (any, error) {
	down, err := readDuration(r, "down")
	if err != nil {
		return nil, err
	}
	if s.URL() == "" {
		return nil, errors.New("apitest: this server was not started by Start and cannot restart")
	}
	const untilAnswered = 50 * time.Millisecond
	s.goWhileOpen(func() {
		ctx := context.Background() // not the request's, which is over by then
		sleep(ctx, SystemClock{}, s.done, untilAnswered)
		_ = s.Stop()
		if sleep(ctx, SystemClock{}, s.done, down) {
			_ = s.Start()
		}
	}, func() {})
	return none, nil
}

func (s *Server) controlStats(http.ResponseWriter, *http.Request) (any, error) { return s.Stats(), nil }
