package apitest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// record is the append-only log. The server's lock guards it.
type record struct {
	entries []*Entry // the newest, oldest first
	last    int64    // Seq of the newest
	keep    int
	out     io.Writer
	outErr  error
	untaken int64 // no entry up to this Seq is left for Wait
	changed signal

	calls, updates int64
	methods        map[string]int64 // calls by method
}

// signal wakes everybody who waits; it costs nothing while nobody does.
type signal struct{ ch chan struct{} }

func (s *signal) wait() <-chan struct{} {
	if s.ch == nil {
		s.ch = make(chan struct{})
	}
	return s.ch
}

func (s *signal) broadcast() {
	if s.ch != nil {
		close(s.ch)
		s.ch = nil
	}
}

func (r *record) add(e *Entry) {
	r.last++
	e.Seq = r.last
	r.count(e)
	r.entries = append(r.entries, e)
	if r.keep > 0 && len(r.entries) >= 2*r.keep {
		r.entries = slices.Clone(r.entries[len(r.entries)-r.keep:])
	}
	if r.out != nil && r.outErr == nil {
		r.outErr = json.NewEncoder(r.out).Encode(e)
	}
	r.changed.broadcast()
}

const mostMethods = 200 // names counted apart, so that nonsense does not pile up

func (r *record) count(e *Entry) {
	if e.Kind == EntryUpdate {
		r.updates++
	}
	if e.Kind == EntryCall {
		r.calls++
		if _, known := r.methods[e.Method]; known || len(r.methods) < mostMethods {
			r.methods[e.Method]++
		}
	}
}

// since is what is left of the record after seq, oldest first.
func (r *record) since(seq int64) []*Entry {
	first := r.last - int64(len(r.entries)) + 1
	if r.keep > 0 {
		first = max(first, r.last-int64(r.keep)+1)
	}
	first = max(first, seq+1)
	if first > r.last {
		return nil
	}
	return r.entries[len(r.entries)-int(r.last-first+1):]
}

// Record is what happened so far, oldest first, as far as KeepRecord
// remembers it.
func (s *Server) Record() []Entry { return s.RecordSince(0) }

// RecordSince is Record without the entries up to and including seq.
func (s *Server) RecordSince(seq int64) []Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	return copyEntries(s.log.since(seq))
}

func copyEntries(from []*Entry) []Entry {
	out := make([]Entry, len(from))
	for i, e := range from {
		out[i] = *e
	}
	return out
}

// RecordErr is the first error of writing to Options.Record, nil if none;
// after an error nothing more is written there.
func (s *Server) RecordErr() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.outErr
}

// ErrClosed is returned by waits on a server that has been closed.
var ErrClosed = errors.New("apitest: server closed")

// Wait returns the oldest entry that all filters accept and that no Wait,
// WaitSent or Next has returned before, waiting for it if need be. So two
// equal calls in a row give two entries. The error says what was waited for
// in vain: it wraps the context's error, or ErrClosed.
func (s *Server) Wait(ctx context.Context, filters ...Filter) (Entry, error) {
	var seen int64
	for {
		s.mu.Lock()
		e := s.take(seen, filters)
		seen = s.log.last
		changed := s.log.changed.wait()
		s.mu.Unlock()
		if e != nil {
			return *e, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return Entry{}, fmt.Errorf("apitest: nothing that fits among %d entries: %w", seen, ctx.Err())
		case <-s.done:
			return Entry{}, ErrClosed
		}
	}
}

// take finds and marks the oldest entry that fits after seen.
func (s *Server) take(seen int64, filters []Filter) *Entry {
	prefix := seen <= s.log.untaken
	for _, e := range s.log.since(max(seen, s.log.untaken)) {
		if e.taken {
			if prefix && e.Seq == s.log.untaken+1 {
				s.log.untaken = e.Seq
			}
			continue
		}
		if accepts(filters, e) {
			e.taken = true
			return e
		}
	}
	return nil
}

// WaitSent is Wait for messages that a bot has sent or edited and that took
// effect.
func (s *Server) WaitSent(ctx context.Context, filters ...Filter) (Entry, error) {
	return s.Wait(ctx, append([]Filter{isSent}, filters...)...)
}

// Watch gives every entry that all filters accept, from the beginning of the
// record on, until ctx ends or the server is closed; then the channel is
// closed. A reader slower than KeepRecord allows misses entries. Wait and
// Watch do not take entries from each other.
func (s *Server) Watch(ctx context.Context, filters ...Filter) <-chan Entry {
	out := make(chan Entry)
	s.goWhileOpen(func() {
		defer close(out)
		var seen int64
		for {
			s.mu.Lock()
			fresh := copyEntries(s.log.since(seen))
			changed := s.log.changed.wait()
			s.mu.Unlock()
			for i := range fresh {
				seen = fresh[i].Seq
				if accepts(filters, &fresh[i]) && !s.offer(ctx, out, fresh[i]) {
					return
				}
			}
			select {
			case <-changed:
			case <-ctx.Done():
				return
			case <-s.done:
				return
			}
		}
	}, func() { close(out) })
	return out
}

func (s *Server) offer(ctx context.Context, out chan<- Entry, e Entry) bool {
	select {
	case out <- e:
		return true
	case <-ctx.Done():
		return false
	case <-s.done:
		return false
	}
}

// Sent is Watch for messages that a bot has sent or edited and that took effect.
func (s *Server) Sent(ctx context.Context, filters ...Filter) <-chan Entry {
	return s.Watch(ctx, append([]Filter{isSent}, filters...)...)
}

// Next is WaitSent for the customer's chat: the oldest message there, of the
// bot or in a group of any bot, that no Next or WaitSent has returned before.
func (c *Customer) Next(ctx context.Context, filters ...Filter) (Entry, error) {
	where := InChat(c.id)
	if c.group != nil {
		where = InChat(c.group.ID())
	}
	business := c.account != nil
	private := c.group == nil && !business
	here := func(e *Entry) bool {
		return where(e) && (e.Business != "") == business && (!private || e.Bot == c.bot.id)
	}
	return c.bot.srv.WaitSent(ctx, append([]Filter{here}, filters...)...)
}
