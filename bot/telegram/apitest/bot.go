package apitest

import (
	"cmp"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"
)

// Bot is one bot's side of the server. Get it with Server.Bot, Server.AddBot
// or Server.DefaultBot.
type Bot struct {
	srv     *Server
	token   string
	config  BotConfig
	id      int64
	texts   map[textKey]string
	menus   map[int64]string
	lists   map[string]commandList
	dms     map[int64]*chat // private chats by the user's id
	known   map[int64]bool  // users whom the bot has met
	lastBox int             // number of the newest message in its own chats
	presses map[string]*press

	queue     queue
	wake      signal // for long polls: an update, or an end
	poll      pollState
	hook      *webhook  // nil: none is set
	hookSetAt time.Time // when the last one was, by setWebhook
	allowed   map[string]bool

	closed   bool      // by the method close
	loggedAt time.Time // when logOut was called; zero: never
}

// AddBot makes the server know one more bot. The error says what is wrong
// with the token.
func (s *Server) AddBot(c BotConfig) (*Bot, error) {
	c = c.withDefaults()
	id, err := tokenID(c.Token)
	if err != nil {
		return nil, err
	}
	c.Username = cmp.Or(c.Username, fmt.Sprintf("apitest%d_bot", id))
	key := c.Token
	if c.TestDC {
		key += "/test"
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bots[key] != nil {
		return nil, fmt.Errorf("apitest: the bot %d is known already", id)
	}
	b := &Bot{
		srv: s, token: c.Token, config: c, id: id,
		texts: map[textKey]string{}, menus: map[int64]string{}, lists: map[string]commandList{},
		dms: map[int64]*chat{}, known: map[int64]bool{}, presses: map[string]*press{},
		allowed: defaultAllowed(),
	}
	u := c.user(id)
	s.users[id] = &u
	s.bots[key] = b
	s.order = append(s.order, b)
	return b, nil
}

// tokenID checks a token as the Bot API does and returns the bot's id.
func tokenID(token string) (int64, error) {
	number, key, ok := strings.Cut(token, ":")
	id, err := strconv.ParseInt(number, 10, 64)
	switch {
	case !ok || err != nil || id <= 0 || id >= 1<<54 || number[0] == '0':
		return 0, errors.New("apitest: a token begins with the bot's id and a colon, as in 7000000001:…")
	case len(key) < tokenKeyBytes || len(token) > 80:
		return 0, fmt.Errorf("apitest: the key of token %d… has %d letters, want at least %d and 80 in all", id, len(key), tokenKeyBytes)
	}
	if _, err := base64.RawURLEncoding.DecodeString(key); err != nil {
		return 0, fmt.Errorf("apitest: the key of token %d… may only have A-Z a-z 0-9 _ -, in a number that base64 can have: %w", id, err)
	}
	return id, nil
}

// Bot returns the bot with this token, nil if there is none.
func (s *Server) Bot(token string) *Bot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return cmp.Or(s.bots[token], s.bots[token+"/test"])
}

// DefaultBot is the first bot of the server, the one that Server.Customer
// talks to.
func (s *Server) DefaultBot() *Bot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.order[0]
}

// ID is the bot's user id.
func (b *Bot) ID() int64 { return b.id }

// Token is what the bot authorizes itself with.
func (b *Bot) Token() string { return b.token }

// User is the bot as others see it.
func (b *Bot) User() models.User {
	b.srv.mu.Lock()
	defer b.srv.mu.Unlock()
	return b.brief()
}

// brief is the bot as it appears in messages.
func (b *Bot) brief() models.User {
	return *b.srv.users[b.id]
}

// RenumberUpdates throws away the numbering of updates, as the service does
// with a bot that had none for a week: the next one gets a number at random,
// above or below those before. Updates not yet taken keep theirs if they are
// there, so the call does nothing then and returns false.
func (b *Bot) RenumberUpdates() bool {
	b.srv.mu.Lock()
	defer b.srv.mu.Unlock()
	if b.queue.size() > 0 {
		return false
	}
	b.queue.tail = 0
	return true
}

// Pending is how many updates wait for the bot.
func (b *Bot) Pending() int {
	b.srv.mu.Lock()
	defer b.srv.mu.Unlock()
	b.expire(b.srv.clock.Now())
	return b.queue.size()
}

// Idle tells whether nothing is under way to the bot: no delivery to its
// webhook and no waiting long poll.
func (b *Bot) Idle() bool {
	b.srv.mu.Lock()
	defer b.srv.mu.Unlock()
	return b.poll.waiting == nil && (b.hook == nil || b.hook.inFlight == 0)
}
