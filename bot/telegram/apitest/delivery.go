package apitest

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"time"
)

// laneState is what waits for delivery one after the other. The first of
// pending is the one being tried.
type laneState struct {
	pending []*update
	busy    bool
	wakeAt  time.Time
	delay   time.Duration // before the next try
	fails   int           // of the first pending
}

const (
	deliveryWait  = time.Minute
	longestDelay  = time.Minute // to twice that
	goneFor       = 23 * time.Hour
	maxAnswerSize = 1 << 20
)

// pump starts every delivery that is due. It is called under the lock whenever
// something may have become due.
func (b *Bot) pump() {
	h := b.hook
	if h == nil || b.srv.closed {
		return
	}
	h.load(&b.queue)
	now := b.srv.clock.Now()
	due, next := h.due(now)
	for _, l := range due {
		if h.inFlight >= h.max {
			return
		}
		l.busy = true
		h.inFlight++
		u := l.pending[0]
		u.attempt++
		b.srv.work.Go(func() { b.deliver(h, l, u) })
	}
	if !next.IsZero() {
		b.wakeUp(h, next.Sub(now))
	}
}

// load takes over as many updates as may be under way, twice the connections.
func (h *webhook) load(q *queue) {
	if h.loaded >= 2*h.max {
		return
	}
	from := slices.IndexFunc(q.events, func(u *update) bool { return !u.loaded })
	if from < 0 {
		return
	}
	for _, u := range q.events[from:] {
		if h.loaded >= 2*h.max {
			return
		}
		l := h.lanes[u.lane]
		if l == nil {
			l = &laneState{delay: time.Second}
			h.lanes[u.lane] = l
		}
		l.pending = append(l.pending, u)
		u.loaded = true
		h.loaded++
	}
}

// due lists the lanes that may send now, those that waited longest first, and
// when the next one may.
func (h *webhook) due(now time.Time) (due []*laneState, next time.Time) {
	for _, l := range h.lanes {
		switch {
		case l.busy:
		case l.wakeAt.After(now):
			if next.IsZero() || l.wakeAt.Before(next) {
				next = l.wakeAt
			}
		default:
			due = append(due, l)
		}
	}
	slices.SortFunc(due, func(a, b *laneState) int {
		return cmp.Or(a.wakeAt.Compare(b.wakeAt), cmp.Compare(a.pending[0].id, b.pending[0].id))
	})
	return due, next
}

func (b *Bot) wakeUp(h *webhook, in time.Duration) {
	if h.stopWake != nil {
		h.stopWake()
	}
	h.stopWake = b.srv.clock.AfterFunc(in, func() {
		b.srv.mu.Lock()
		defer b.srv.mu.Unlock()
		if b.hook == h {
			b.pump()
		}
	})
}

// answer is what a webhook said to an update.
type answer struct {
	status int
	line   string // "500 Internal Server Error"
	header http.Header
	body   []byte
	failed string // why there is none; "" if there is one
}

func (b *Bot) deliver(h *webhook, l *laneState, u *update) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	stop := b.srv.clock.AfterFunc(deliveryWait, cancel)
	defer stop()
	go func() {
		select {
		case <-h.gone:
		case <-b.srv.done:
		case <-ctx.Done():
		}
		cancel()
	}()
	a := b.srv.post(ctx, h, u.data)

	select {
	case <-h.gone:
		return
	case <-b.srv.done:
		return
	default:
	}
	if a.failed == "" && a.status/100 == 2 {
		b.callInAnswer(a) // before the next update of the lane goes out
	}
	b.srv.mu.Lock()
	defer b.srv.mu.Unlock()
	if b.hook == h && !b.srv.closed {
		b.settle(h, l, u, a)
		b.pump()
	}
}

func (s *Server) post(ctx context.Context, h *webhook, body []byte) answer {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url, bytes.NewReader(body))
	if err != nil {
		return answer{failed: err.Error()}
	}
	req.Header.Set("Content-Type", "application/json")
	if h.secret != "" {
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", h.secret)
	}
	resp, err := s.webhookClient().Do(req)
	if err != nil {
		return answer{failed: connectionError(err)}
	}
	defer func() { _ = resp.Body.Close() }()
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswerSize))
	if err != nil {
		return answer{failed: connectionError(err)}
	}
	return answer{status: resp.StatusCode, line: resp.Status, header: resp.Header, body: data}
}

// connectionError is what getWebhookInfo says of a connection that failed.
func connectionError(err error) string {
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return "Connection refused"
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return "Read timeout expired"
	case strings.Contains(err.Error(), "tls:"), strings.Contains(err.Error(), "x509:"):
		return "SSL error {error:0A000086:SSL routines::certificate verify failed}"
	case strings.Contains(err.Error(), errNotLoopback.Error()):
		return errNotLoopback.Error()
	default:
		return "Webhook connection closed"
	}
}

// settle notes how a delivery ended and decides when the next one is tried.
func (b *Bot) settle(h *webhook, l *laneState, u *update, a answer) {
	now := b.srv.clock.Now()
	h.inFlight--
	l.busy = false
	if a.failed == "" && a.status/100 != 2 {
		a.failed = "Wrong response from the webhook: " + a.line
	}
	b.srv.log.add(&Entry{
		Time: now, Kind: EntryDelivery, Bot: b.id, Chat: u.chat, UpdateID: u.id, UpdateType: u.kind,
		Status: a.status, Error: a.failed, Attempt: u.attempt,
	})
	if a.failed == "" {
		h.first410 = time.Time{}
		h.next(l, u)
		b.queue.forget(u)
		return
	}
	h.errAt, h.errText = now, a.failed
	if b.isGone(h, a, now) {
		return
	}
	wait := retryAfter(a.header)
	if wait == 0 && l.fails > 0 {
		longest := longestDelay + time.Duration(b.srv.dice.below(uint32(longestDelay/time.Millisecond)))*time.Millisecond
		l.delay = min(longest, 2*l.delay)
		wait = l.delay
	}
	if now.Add(wait).After(u.expires) {
		b.giveUp(u, now, "expired: "+a.failed)
		h.next(l, u)
		b.queue.forget(u)
		return
	}
	l.fails++
	l.wakeAt = now.Add(wait)
}

// isGone removes a webhook that has answered 410 for 23 hours.
func (b *Bot) isGone(h *webhook, a answer, now time.Time) bool {
	switch {
	case a.status != http.StatusGone:
		h.first410 = time.Time{}
	case h.first410.IsZero():
		h.first410 = now
	case now.Sub(h.first410) > goneFor:
		b.dropHook()
		return true
	}
	return false
}

// next turns the lane to the update behind u.
func (h *webhook) next(l *laneState, u *update) {
	h.loaded--
	*l = laneState{pending: l.pending[1:], delay: time.Second}
	if len(l.pending) == 0 {
		delete(h.lanes, u.lane)
	}
}

// callInAnswer carries out the method that a webhook's answer names, if it is
// one of those that may stand there. The bot does not learn the result.
func (b *Bot) callInAnswer(a answer) {
	p := params{values: map[string]string{}, files: map[string]*upload{}}
	if p.readBody(bytes.NewReader(a.body), a.header.Get("Content-Type"), b.srv.opt.KeepFile) != nil {
		return
	}
	name := strings.ToLower(p.get("method"))
	switch {
	case name == "", name == "deletewebhook", name == "setwebhook", name == "close", name == "logout",
		strings.HasPrefix(name, "get"):
		return
	}
	delete(p.values, "method")
	c := &call{srv: b.srv, bot: b, p: p, inWebhook: true}
	c.setMethod(name)
	_, _ = c.perform(Fault{}) // the record has the outcome; the bot does not hear of it
}
