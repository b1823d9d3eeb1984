package apitest

import (
	"strings"
	"time"
)

// Limit allows N messages in Per, at most N of them at once. The zero Limit
// allows any number.
type Limit struct {
	N   int           `json:"n"`
	Per time.Duration `json:"per_ns"`
}

// Flood are the automatic limits on the messages of one bot. A call over a
// limit has no effect and is answered with 429 and the seconds to wait; it
// does not make the wait longer.
type Flood struct {
	Chat   Limit `json:"chat"`   // in each chat
	Group  Limit `json:"group"`  // in each group, besides Chat
	Global Limit `json:"global"` // over all chats
}

// TelegramFlood are the limits that the bots FAQ names: one message a second
// in a chat, 20 a minute in a group, 30 a second altogether. The real ones
// are not published and shift.
func TelegramFlood() Flood {
	return Flood{
		Chat:   Limit{N: 1, Per: time.Second},
		Group:  Limit{N: 20, Per: time.Minute},
		Global: Limit{N: 30, Per: time.Second},
	}
}

// SetFlood changes the limits from now on, forgetting what was sent before;
// the zero Flood switches them off.
func (s *Server) SetFlood(f Flood) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.flood = f
	s.pace = map[paceKey]time.Time{}
}

type paceKey struct {
	bot, chat int64
	group     bool
}

const maxPace = 10_000 // so many chats are watched before the calm ones are forgotten

// overFlood counts a message against the limits and returns the refusal, or
// nil if it may go. A refused message counts nowhere.
func (s *Server) overFlood(bot, chat int64, now time.Time) *Error {
	if s.flood == (Flood{}) {
		return nil
	}
	limits := map[paceKey]Limit{
		{bot: bot}:             s.flood.Global,
		{bot: bot, chat: chat}: s.flood.Chat,
	}
	if chat < 0 {
		limits[paceKey{bot: bot, chat: chat, group: true}] = s.flood.Group
	}
	var wait time.Duration
	for key, l := range limits {
		wait = max(wait, l.wait(s.pace[key], now))
	}
	if wait > 0 {
		return tooMany(int((wait + time.Second - 1) / time.Second))
	}
	for key, l := range limits {
		if l.N > 0 {
			s.pace[key] = l.next(s.pace[key], now)
		}
	}
	if len(s.pace) > maxPace {
		for key, at := range s.pace {
			if at.Before(now) {
				delete(s.pace, key)
			}
		}
	}
	return nil
}

// wait is how long a message must wait when the bucket is empty at `at`.
func (l Limit) wait(at, now time.Time) time.Duration {
	if l.N <= 0 || at.IsZero() {
		return 0
	}
	return max(0, at.Sub(now)+l.Per/time.Duration(l.N)-l.Per)
}

// next is when the bucket is empty after one more message.
func (l Limit) next(at, now time.Time) time.Time {
	if at.Before(now) {
		at = now
	}
	return at.Add(l.Per / time.Duration(l.N))
}

// isMessage tells the methods that the limits count.
func isMessage(method string) bool {
	switch method {
	case "sendChatAction":
		return false
	case "copyMessage", "forwardMessage", "editMessageText", "editMessageCaption", "editMessageReplyMarkup":
		return true
	default:
		return strings.HasPrefix(method, "send")
	}
}
