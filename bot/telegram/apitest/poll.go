package apitest

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// updateKinds are the kinds a bot may ask for; the last three only come when
// they are named.
var updateKinds = []string{
	"message", "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
	"edited_business_message", "deleted_business_messages", "inline_query", "chosen_inline_result", "callback_query",
	"shipping_query", "pre_checkout_query", "purchased_paid_media", "poll", "poll_answer", "my_chat_member",
	"chat_join_request", "chat_boost", "removed_chat_boost", "chat_member", "message_reaction", "message_reaction_count",
}

const unasked = 3

func kindSet(kinds []string) map[string]bool {
	set := map[string]bool{}
	for _, k := range kinds {
		set[k] = true
	}
	return set
}

func defaultAllowed() map[string]bool { return kindSet(updateKinds[:len(updateKinds)-unasked]) }

// setAllowed reads allowed_updates: left out or no list of strings, the
// setting stays; empty or without a known kind, it is the default.
func (b *Bot) setAllowed(text string) {
	var list []string
	if text == "" || json.Unmarshal([]byte(text), &list) != nil || list == nil {
		return
	}
	known := slices.DeleteFunc(list, func(k string) bool { return !slices.Contains(updateKinds, strings.ToLower(k)) })
	if len(known) == 0 {
		b.allowed = defaultAllowed()
		return
	}
	for i := range known {
		known[i] = strings.ToLower(known[i])
	}
	b.allowed = kindSet(known)
}

// allowedList is what getWebhookInfo shows, nil for the default.
func (b *Bot) allowedList() []string {
	def := defaultAllowed()
	same := len(def) == len(b.allowed)
	var out []string
	for _, k := range updateKinds {
		if b.allowed[k] {
			out = append(out, k)
			same = same && def[k]
		}
	}
	if same {
		return nil
	}
	return out
}

// pollState is what the server remembers of getUpdates.
type pollState struct {
	waiting    *poll
	lastOffset int64
	lastAt     time.Time
	conflictAt time.Time // before it, a conflict is told late
}

// poll is one getUpdates that waits. ended is set when it is over for
// another reason than an update.
type poll struct {
	ended *Error
}

// getUpdates answers a call of getUpdates; it alone waits, and holds no lock
// while it does. dropped means that the connection is to be closed instead.
func (b *Bot) getUpdates(ctx context.Context, p params) (out []*update, failed *Error, dropped bool) {
	s := b.srv
	s.mu.Lock()
	if b.hook != nil {
		s.mu.Unlock()
		err := conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
		return nil, b.tellConflict(ctx, err), false
	}
	offset := p.integer("offset", 0, -1<<31, 1<<31-1)
	limit := int(p.integer("limit", 100, 1, 100))
	wait := time.Duration(p.integer("timeout", 0, 0, maxPollWait)) * time.Second
	b.setAllowed(p.get("allowed_updates"))
	limit, wait = b.slowDown(offset, limit, wait)
	out = b.pick(offset, limit)
	if len(out) > 0 || wait == 0 {
		s.mu.Unlock()
		return out, nil, false
	}
	me := b.takeTurn()
	s.mu.Unlock()
	return b.await(ctx, me, offset, limit, wait)
}

// slowDown holds a bot back that asks for one offset over and over.
func (b *Bot) slowDown(offset int64, limit int, wait time.Duration) (int, time.Duration) {
	now := b.srv.clock.Now()
	if since := now.Sub(b.poll.lastAt); offset == b.poll.lastOffset && !b.poll.lastAt.IsZero() {
		if since < 3*time.Second {
			wait = max(wait, 3*time.Second)
		}
		if since < time.Second/2 {
			limit = 1
		}
	}
	b.poll.lastOffset, b.poll.lastAt = offset, now
	return limit, wait
}

// pick confirms what lies before the offset and returns what follows. An
// offset out of all proportion counts as none.
func (b *Bot) pick(offset int64, limit int) []*update {
	b.expire(b.srv.clock.Now())
	if offset < 0 {
		b.clear(int(-offset), "dropped by a negative offset")
	}
	if offset <= 0 || offset > b.queue.tail+10 || offset < b.queue.head()-maxQueue {
		offset = b.queue.head()
	}
	b.queue.forgetBefore(offset)
	return slices.Clone(b.queue.events[:min(limit, b.queue.size())])
}

// takeTurn makes this the poll that waits, ending the one before.
func (b *Bot) takeTurn() *poll {
	b.endPoll(conflict("terminated by other getUpdates request; make sure that only one bot instance is running"))
	b.poll.waiting = &poll{}
	return b.poll.waiting
}

// endPoll ends the poll that waits, if there is one.
func (b *Bot) endPoll(why *Error) {
	if b.poll.waiting != nil {
		b.poll.waiting.ended = why
		b.poll.waiting = nil
		b.wake.broadcast()
	}
}

// await waits until there is an update, the time is up or the poll is ended.
func (b *Bot) await(ctx context.Context, me *poll, offset int64, limit int, wait time.Duration) ([]*update, *Error, bool) {
	s := b.srv
	over := make(chan struct{})
	stop := s.clock.AfterFunc(wait, func() { close(over) })
	defer stop()
	for {
		s.mu.Lock()
		if b.poll.waiting != me {
			s.mu.Unlock()
			stop()
			return nil, b.tellConflict(ctx, me.ended), me.ended == nil
		}
		out := b.pick(offset, limit)
		if len(out) > 0 {
			b.poll.waiting = nil
			s.mu.Unlock()
			return out, nil, false
		}
		woken := b.wake.wait()
		s.mu.Unlock()
		select {
		case <-woken:
			continue
		case <-over:
		case <-ctx.Done():
		case <-s.done:
		}
		s.mu.Lock()
		mine := b.poll.waiting == me
		if mine {
			b.poll.waiting = nil
		}
		ended := me.ended
		s.mu.Unlock()
		if ended != nil {
			stop()
			return nil, b.tellConflict(ctx, ended), false
		}
		return nil, nil, !mine
	}
}

// tellConflict holds the second conflict within three seconds back for three
// seconds, so that two bots on one token do not run hot.
func (b *Bot) tellConflict(ctx context.Context, err *Error) *Error {
	if err == nil {
		return nil
	}
	s := b.srv
	s.mu.Lock()
	now := s.clock.Now()
	late := now.Before(b.poll.conflictAt)
	if !late {
		b.poll.conflictAt = now.Add(3 * time.Second)
	}
	s.mu.Unlock()
	if late {
		sleep(ctx, s.clock, s.done, 3*time.Second)
	}
	return err
}

// joinUpdates is the JSON list of updates, and the list of their numbers.
func joinUpdates(list []*update) (all, ids []byte) {
	const most = 4 << 20
	numbers := make([]int64, 0, len(list))
	parts := make([][]byte, 0, len(list))
	size := 0
	for _, u := range list {
		if size += len(u.data) + 50; size > most && len(parts) > 0 {
			break
		}
		parts = append(parts, u.data)
		numbers = append(numbers, u.id)
	}
	all = append(append([]byte{'['}, bytes.Join(parts, []byte{','})...), ']')
	return all, encode(numbers)
}
