package bot

import (
	"cmp"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// A Limiter keeps sends below what a channel allows. It is safe for concurrent
// use, reads no clock, and holds for one process.
type Limiter interface {
	// Take asks to send to a chat now. It returns zero if that is allowed, and
	// otherwise how long to wait before asking again; nothing is used up then.
	Take(key Key, group bool, now time.Time) time.Duration

	// Pause lets nothing be sent to a chat, or to any chat, before the given
	// time.
	Pause(key Key, global bool, until time.Time)
}

// Rates are how many messages a channel takes. A rate that is zero is that of
// the Telegram Bot API; one below zero is no limit.
type Rates struct {
	// Chat is messages a second to one private chat, ChatBurst how many may
	// come at once. Default to 1 and 3.
	Chat      float64
	ChatBurst int

	// Group is messages a minute to one group. Defaults to 20.
	Group float64

	// Global is messages a second to all chats. Defaults to 30.
	Global float64
}

// NewLimiter returns a Limiter with the given rates.
func NewLimiter(r Rates) Limiter {
	r.Chat, r.ChatBurst = cmp.Or(r.Chat, 1), cmp.Or(r.ChatBurst, 3)
	r.Group, r.Global = cmp.Or(r.Group, 20), cmp.Or(r.Global, 30)
	return &bucketLimiter{rates: r, global: bucket(r.Global, int(max(r.Global, 1))), chats: make(map[Key]*chatBucket)}
}

// maxIdleChats is how many chats are remembered before those that have their
// full allowance again are forgotten.
const maxIdleChats = 10_000

// A bucketLimiter gives every chat, and all together, a bucket of tokens.
type bucketLimiter struct {
	rates Rates

	mu     sync.Mutex // protects all below
	global *rate.Limiter
	paused time.Time // nothing is sent before
	chats  map[Key]*chatBucket
}

type chatBucket struct {
	limiter *rate.Limiter
	paused  time.Time
}

// bucket returns a limiter of so many tokens a second; below zero it has no
// limit.
func bucket(perSecond float64, burst int) *rate.Limiter {
	if perSecond < 0 {
		return rate.NewLimiter(rate.Inf, 0)
	}
	return rate.NewLimiter(rate.Limit(perSecond), burst)
}

// chat returns the bucket of a chat.
func (l *bucketLimiter) chat(key Key, group bool, now time.Time) *chatBucket {
	if c := l.chats[key]; c != nil {
		return c
	}
	if len(l.chats) >= maxIdleChats {
		l.forget(now)
	}
	limiter := bucket(l.rates.Chat, l.rates.ChatBurst)
	if group {
		limiter = bucket(l.rates.Group/60, int(max(l.rates.Group, 1)))
	}
	c := &chatBucket{limiter: limiter}
	l.chats[key] = c
	return c
}

// forget drops the chats that have their full allowance.
func (l *bucketLimiter) forget(now time.Time) {
	for key, c := range l.chats {
		if !now.Before(c.paused) && c.limiter.TokensAt(now) >= float64(c.limiter.Burst()) {
			delete(l.chats, key)
		}
	}
}

// Take implements Limiter.
func (l *bucketLimiter) Take(key Key, group bool, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.chat(key, group, now)
	if wait := later(l.paused, c.paused).Sub(now); wait > 0 {
		return wait
	}
	one := c.limiter.ReserveN(now, 1)
	if wait := one.DelayFrom(now); wait > 0 {
		one.CancelAt(now)
		return wait
	}
	all := l.global.ReserveN(now, 1)
	if wait := all.DelayFrom(now); wait > 0 {
		all.CancelAt(now)
		one.CancelAt(now)
		return wait
	}
	return 0
}

// Pause implements Limiter.
func (l *bucketLimiter) Pause(key Key, global bool, until time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if global {
		l.paused = later(l.paused, until)
	}
	c := l.chat(key, false, until)
	c.paused = later(c.paused, until)
}
