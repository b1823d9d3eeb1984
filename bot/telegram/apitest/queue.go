package apitest

import (
	"fmt"
	"slices"
	"time"
)

// update is something a bot has to be told.
type update struct {
	id      int64
	kind    string
	data    []byte // the whole JSON
	expires time.Time
	lane    int64 // deliveries to a webhook are serial within a lane
	chat    int64
	attempt int
	loaded  bool // taken over by the webhook's deliveries
}

// queue holds a bot's updates that are not confirmed, oldest first. tail is
// the number of the next one, 0 if it is to be drawn. The server's lock guards it.
type queue struct {
	tail   int64
	events []*update
	soon   time.Time // nothing expires before this
	lastAt time.Time // when the newest was put in
}

func (q *queue) size() int { return len(q.events) }

// head is the oldest number in the queue, or the next one if it is empty.
func (q *queue) head() int64 {
	if len(q.events) == 0 {
		return q.tail
	}
	return q.events[0].id
}

// forgetBefore drops everything numbered below id.
func (q *queue) forgetBefore(id int64) {
	n, _ := slices.BinarySearchFunc(q.events, id, func(u *update, id int64) int { return int(u.id - id) })
	clear(q.events[:n]) // lets the memory go
	q.events = q.events[n:]
}

func (q *queue) forget(u *update) {
	n, found := slices.BinarySearchFunc(q.events, u.id, func(u *update, id int64) int { return int(u.id - id) })
	if found {
		q.events = slices.Delete(q.events, n, n+1)
	}
}

// Numbers of updates begin somewhere above this, so that an offset of 1 lies
// far in the past.
const (
	lowestFirstID = 2_000_001
	firstIDRange  = 900_000_000
	idWeek        = 7 * 24 * time.Hour
)

// tell puts an update into the bot's queue and into the record, unless the
// bot has not asked for its kind. A full queue swallows it, as the real one does.
func (b *Bot) tell(kind string, payload any, m about) {
	now := b.srv.clock.Now()
	if !b.allowed[kind] || b.loggedOut(now) {
		return
	}
	b.expire(now)
	if b.queue.size() >= maxQueue {
		return
	}
	u := &update{id: b.nextUpdateID(now), kind: kind, lane: m.lane, chat: m.chat, expires: now.Add(m.life)}
	u.data = fmt.Appendf(nil, `{"update_id":%d,"%s":%s}`, u.id, kind, encode(payload))
	b.queue.push(u)
	b.srv.log.add(&Entry{
		Time: now, Kind: EntryUpdate, Bot: b.id, Chat: m.chat, Business: m.business, MessageID: m.message,
		UpdateID: u.id, UpdateType: kind, Update: u.data,
	})
	b.wake.broadcast()
	b.pump()
}

// nextUpdateID counts up; a bot without updates for a week begins anew.
func (b *Bot) nextUpdateID(now time.Time) int64 {
	q := &b.queue
	if len(q.events) == 0 && !q.lastAt.IsZero() && now.Sub(q.lastAt) > idWeek {
		q.tail = 0
	}
	if q.tail == 0 {
		q.tail = lowestFirstID + b.srv.dice.below(firstIDRange)
	}
	q.lastAt = now
	q.tail++
	return q.tail - 1
}

func (q *queue) push(u *update) {
	if len(q.events) == 0 || u.expires.Before(q.soon) {
		q.soon = u.expires
	}
	q.events = append(q.events, u)
}

// about is what an update is about.
type about struct {
	chat     int64
	message  int
	business string
	life     time.Duration
	lane     int64
}

// lanes keep apart what may overtake each other: messages of a chat, presses
// of a user and so on. The numbers are those of the real server.
func lane(id int64, group int64) int64 { return id + group<<33 }

const (
	laneMessage  = 0
	lanePress    = 3
	laneMember   = 5
	laneReaction = 8
	laneConnect  = 10
	laneBusiness = 11
)

// expire drops what is too old. What the webhook is busy with it gives up itself.
func (b *Bot) expire(now time.Time) {
	q := &b.queue
	if len(q.events) == 0 || !q.soon.Before(now) {
		return
	}
	var kept []*update
	for _, u := range q.events {
		if u.expires.Before(now) && !u.loaded {
			b.giveUp(u, now, "expired")
			continue
		}
		if len(kept) == 0 || u.expires.Before(q.soon) {
			q.soon = u.expires
		}
		kept = append(kept, u)
	}
	q.events = kept
}

// clear drops all updates but the newest keep of them.
func (b *Bot) clear(keep int, why string) {
	n := b.queue.size() - keep
	if n <= 0 {
		return
	}
	now := b.srv.clock.Now()
	for _, u := range b.queue.events[:n] {
		b.giveUp(u, now, why)
	}
	b.queue.events = slices.Clone(b.queue.events[n:])
}

func (b *Bot) giveUp(u *update, now time.Time, why string) {
	b.srv.log.add(&Entry{
		Time: now, Kind: EntryDrop, Bot: b.id, Chat: u.chat, UpdateID: u.id, UpdateType: u.kind,
		Error: why, Attempt: u.attempt,
	})
}
