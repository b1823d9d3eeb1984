package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/go-telegram/bot/models"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/sqlite"
	"github.com/camerton/camerton/bot/telegram"
	"github.com/camerton/camerton/bot/telegram/apitest"
	"github.com/camerton/camerton/tone"
)

// Who is who in a chat.
const (
	chatCustomer  = 5
	chatOwner     = 7
	chatOperators = -1000
)

// A chatSession is a customer's conversation with the real bot.
type chatSession struct {
	clock     *leapClock
	server    *apitest.Server
	customer  *apitest.Customer
	account   *apitest.Account // nil if the bot is on its own
	store     botStore
	adapter   *telegram.Adapter
	engine    *bot.Engine
	view      *chatView
	showing   sync.RWMutex // held for reading from a commit until it is shown
	simulated bool

	polling sync.WaitGroup
	stop    context.CancelFunc

	begun bool // a line was written
	last  int  // the customer's last message; 0 if there is none
}

// openChat puts a bot together and has it run. What it has opened is closed by
// close, after an error too.
func openChat(ctx context.Context, c *chatCommand, p *program, start time.Time, dir string) (*chatSession, error) {
	config := defaultConfig()
	config.texts = textsConfig{business: c.Facts, dir: c.Locales, model: c.Model}
	k, err := loadKnowledge(config)
	if err != nil {
		return nil, err
	}
	clock := newLeapClock(start)
	s := &chatSession{
		clock: clock, server: apitest.New(apitest.Options{Clock: clock, NoControl: true}), simulated: !isTerminal(p.in),
		view: newChatView(newPage(p), p.out, c.Format == "json", isTerminal(p.in), k.brain.Location()),
	}
	if err := s.server.Start(); err != nil {
		return s, err
	}
	s.people(c)
	if s.store, err = sqlite.Open(ctx, filepath.Join(dir, "chat.db"), sqlite.Options{}); err != nil {
		return s, err
	}
	return s, s.startBot(ctx, k, config, slog.New(slog.NewTextHandler(p.err, &slog.HandlerOptions{Level: slog.LevelError})))
}

// people brings in those who take part.
func (s *chatSession) people(c *chatCommand) {
	s.server.Group(chatOperators, "Operators").AddBot(s.server.DefaultBot(), chatOwner)
	s.customer = s.server.Customer(chatCustomer).As(models.User{FirstName: c.Name})
	if c.Business {
		s.account = s.server.Account(chatOwner)
		s.account.Connect(models.BusinessBotRights{CanReply: true, CanReadMessages: true})
		s.customer = s.customer.To(s.account)
	}
}

// startBot starts the engine and the adapter.
func (s *chatSession) startBot(ctx context.Context, k *knowledge, config *config, log *slog.Logger) (err error) {
	watched := chatStore{s.store, s.view, &s.showing}
	limit := telegram.Limit{N: 1000, Per: time.Second} // nobody minds here
	s.adapter, err = telegram.New(telegram.Options{
		Token: apitest.DefaultToken, API: s.server.URL(), Store: inbox{watched, func() { s.engine.Wake() }, &metrics{}}, Clock: s.clock, Log: log,
		Limits: telegram.Limits{Chat: limit, Group: limit, Global: limit}, Texts: k.texts,
		Operators: telegram.Operators{Chat: chatOperators, Language: tone.Russian},
	})
	if err != nil {
		return err
	}
	s.engine, err = bot.NewEngine(bot.Config{
		Store: watched, Brain: k.brain, Sender: s.adapter, Clock: s.clock, Log: log, Workers: config.run.workers,
		Lease: config.run.lease, SendTimeout: config.run.send,
	})
	if err != nil {
		return err
	}
	running := context.WithoutCancel(ctx)
	if err := s.engine.Start(running); err != nil {
		return err
	}
	polling, stop := context.WithCancel(running)
	s.stop = stop
	s.polling.Go(func() { _ = s.adapter.Poll(polling) }) // ends when it is told to
	return nil
}

// close ends the bot in good order.
func (s *chatSession) close(ctx context.Context) error {
	var faults []error
	if s.stop != nil {
		s.stop()
		s.polling.Wait()
	}
	if s.engine != nil {
		faults = append(faults, s.engine.Stop(ctx))
	}
	if s.adapter != nil {
		s.adapter.Close()
	}
	if s.store != nil {
		faults = append(faults, s.store.Close())
	}
	return errors.Join(append(faults, s.server.Close(), s.view.err())...)
}

// A chatStore is a store that shows what the engine commits.
type chatStore struct {
	botStore

	view    *chatView
	showing *sync.RWMutex
}

// Commit implements bot.Store.
func (s chatStore) Commit(ctx context.Context, l bot.Lease, c bot.Commit) (bool, error) {
	s.showing.RLock()
	defer s.showing.RUnlock()
	begun, err := s.botStore.Commit(ctx, l, c)
	if err == nil && l.Key.Chat == strconv.Itoa(chatCustomer) {
		s.view.happened(c.Events)
	}
	return begun, err
}

// finish lets the bot answer what was written last.
func (s *chatSession) finish(ctx context.Context) error {
	if !s.simulated || !s.begun {
		return nil
	}
	return s.pass(ctx, time.Minute)
}

// pass lets time pass: all that is due in it happens, one thing after the other.
func (s *chatSession) pass(ctx context.Context, d time.Duration) error {
	end := s.clock.Now().Add(d)
	for {
		if err := s.rest(ctx); err != nil {
			return err
		}
		next, err := s.store.NextDue(ctx)
		if err != nil {
			return err
		}
		now := s.clock.Now()
		if next.IsZero() || next.After(end) {
			s.clock.leap(max(end.Sub(now), 0))
			return nil
		}
		s.clock.leap(max(next.Sub(now), 0) + time.Millisecond)
		s.engine.Wake()
	}
}

// How long the bot may take to come to rest, in the machine's time, and how often
// we look.
const (
	chatPatience = 20 * time.Second
	chatGlance   = 2 * time.Millisecond
)

var errRestless = errors.New("the bot does not come to rest")

// rest waits until the bot has done all that is due now.
func (s *chatSession) rest(ctx context.Context) error {
	for deadline := time.Now().Add(chatPatience); time.Now().Before(deadline); {
		stats, err := s.stats(ctx)
		if err != nil {
			return err
		}
		if s.server.DefaultBot().Pending() == 0 && stats.Unread == 0 && stats.Leased == 0 && stats.Overdue == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(chatGlance):
		}
	}
	return fmt.Errorf("%w in %v", errRestless, chatPatience)
}

// stats counts what is to do while nothing is done that is not shown yet.
func (s *chatSession) stats(ctx context.Context) (bot.Stats, error) {
	s.showing.Lock()
	defer s.showing.Unlock()
	return s.store.Stats(ctx, s.clock.Now())
}
