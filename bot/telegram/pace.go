package telegram

import (
	"cmp"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limits are how many messages are sent at most. A zero Limit is the default,
// which are the figures of Telegram's FAQ; N below zero is no limit. Telegram
// promises no figures, so what it says when it has had enough is heeded besides.
//
// Where several programs send for one bot, each has its own limits: give each
// its share of Global.
type Limits struct {
	Chat   Limit // to one chat; defaults to 1 in a second
	Group  Limit // to one group, besides Chat; defaults to 20 in a minute
	Global Limit // to all chats; defaults to 30 in a second
}

// A Limit is a number of messages in a time: in no span of that length are there
// more.
type Limit struct {
	N   int
	Per time.Duration
}

func (l Limits) withDefaults() Limits {
	l.Chat = cmp.Or(l.Chat, Limit{1, time.Second})
	l.Group = cmp.Or(l.Group, Limit{20, time.Minute})
	l.Global = cmp.Or(l.Global, Limit{30, time.Second})
	return l
}

// Validate returns an error that names every limit that makes no sense; nil if
// none does.
func (l Limits) Validate() error {
	var faults []error
	l = l.withDefaults()
	for _, one := range []struct {
		name  string
		limit Limit
	}{{"Chat", l.Chat}, {"Group", l.Group}, {"Global", l.Global}} {
		if one.limit.N == 0 || one.limit.N > 0 && (one.limit.Per < time.Millisecond || one.limit.Per > time.Hour) {
			faults = append(faults, fmt.Errorf(
				"telegram: Limits.%s is %d in %v; N must not be 0 and Per must be from 1ms to 1h", one.name, one.limit.N, one.limit.Per))
		}
	}
	return errors.Join(faults...)
}

// bucket returns a bucket that never lets more than N pass in any span of Per: a
// quarter of them may go at once, and the rest spread over the time.
func (l Limit) bucket() *rate.Limiter {
	if l.N < 0 {
		return rate.NewLimiter(rate.Inf, 1)
	}
	burst := max(1, l.N/4)
	steady := max(1, l.N-burst)
	return rate.NewLimiter(rate.Limit(float64(steady)/l.Per.Seconds()), burst)
}

const (
	// patience is how long a call waits for its turn by itself, all in all. A
	// longer wait is for the engine, which does other things meanwhile.
	patience = time.Second

	// breath is how long everybody waits when one chat is told to.
	breath = time.Second

	// hush is how long everybody waits, at a time, when several chats are told
	// to at once: then it is the bot that sends too much, and not a chat that
	// gets too much.
	hush = time.Minute

	// maxPaced bounds the chats that are remembered; those that have been
	// quiet longest are forgotten.
	maxPaced = 10_000
)

// A pace says when a message may be sent.
type pace struct {
	limits Limits

	mu     sync.Mutex // protects what follows
	global *rate.Limiter
	chats  map[int64]*chatPace
	until  time.Time // nobody sends before
	told   int64     // the chat that was told to wait last, and until when
	toldTo time.Time
}

type chatPace struct {
	chat, group *rate.Limiter // group is nil for a chat that is none
	until       time.Time     // nothing is sent before
	used        time.Time
}

func newPace(l Limits) *pace {
	return &pace{limits: l, global: l.Global.bucket(), chats: map[int64]*chatPace{}}
}

// turn takes a place for a message to a chat now and returns 0, or returns how
// long to wait before asking again; global says that all chats have to.
func (p *pace) turn(chat int64, now time.Time) (wait time.Duration, global bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if wait, global = p.paused(chat, now); wait > 0 {
		return wait, global
	}
	c := p.of(chat, now)
	buckets := []*rate.Limiter{p.global, c.chat, c.group}
	for _, bucket := range buckets {
		if d := untilToken(bucket, now); d > wait {
			wait, global = d, bucket == p.global
		}
	}
	if wait == 0 {
		for _, bucket := range buckets {
			if bucket != nil {
				bucket.AllowN(now, 1)
			}
		}
	}
	return wait, global
}

// untilToken returns how long a bucket has nothing to give; nil always has.
func untilToken(bucket *rate.Limiter, now time.Time) time.Duration {
	if bucket == nil || bucket.Limit() == rate.Inf {
		return 0
	}
	lacking := 1 - bucket.TokensAt(now)
	if lacking <= 0 {
		return 0
	}
	return max(time.Millisecond, time.Duration(lacking/float64(bucket.Limit())*float64(time.Second)))
}

// paused returns how long nothing may be sent to a chat, because Telegram said
// so.
func (p *pace) paused(chat int64, now time.Time) (wait time.Duration, global bool) {
	if p.until.After(now) {
		wait, global = p.until.Sub(now), true
	}
	if c := p.chats[chat]; c != nil && c.until.Sub(now) > wait {
		wait, global = c.until.Sub(now), false
	}
	return wait, global
}

// quiet reports whether Telegram asked for patience in a chat that lasts.
func (p *pace) quiet(chat int64, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	wait, _ := p.paused(chat, now)
	return wait > 0
}

// toldToWait notes that Telegram said to wait with a chat. It reports whether all have
// to wait for more than a breath.
func (p *pace) toldToWait(chat int64, wait time.Duration, now time.Time) (global bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.of(chat, now)
	c.until = latest(c.until, now.Add(wait))
	global = p.told != 0 && p.told != chat && p.toldTo.After(now)
	everybody := min(wait, breath)
	if global {
		everybody = min(wait, hush)
	}
	p.until = latest(p.until, now.Add(everybody))
	p.told, p.toldTo = chat, latest(p.toldTo, now.Add(wait))
	return global
}

// of returns what is known of a chat, making room for it if need be.
func (p *pace) of(chat int64, now time.Time) *chatPace {
	c := p.chats[chat]
	if c == nil {
		if len(p.chats) >= maxPaced {
			p.forget(now)
		}
		c = &chatPace{chat: p.limits.Chat.bucket()}
		if chat < 0 {
			c.group = p.limits.Group.bucket()
		}
		p.chats[chat] = c
	}
	c.used = now
	return c
}

// forget drops the chats in which nothing was sent for so long that no limit
// holds them back any more. If there are none, all but the paused ones go.
func (p *pace) forget(now time.Time) {
	span := max(p.limits.Chat.Per, p.limits.Group.Per)
	for _, idle := range []time.Duration{span, 0} {
		for id, c := range p.chats {
			if !c.until.After(now) && now.Sub(c.used) >= idle {
				delete(p.chats, id)
			}
		}
		if len(p.chats) < maxPaced {
			return
		}
	}
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
