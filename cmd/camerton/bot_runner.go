package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/telegram"
)

// A runner is a running bot: everything that `camerton bot` puts together.
type runner struct {
	config  *config
	secrets secrets
	log     *slog.Logger

	store   botStore
	adapter *telegram.Adapter
	engine  *bot.Engine
	hook    http.Handler // nil for polling
	health  *listener    // nil for none
	metrics metrics
	watcher *watcher

	besides  sync.WaitGroup // what goes on beside the work
	stopping atomic.Bool
}

// open makes everything ready. What it has opened is closed by close, after an
// error too.
func (r *runner) open(ctx context.Context) error {
	k, err := loadKnowledge(r.config)
	if err != nil {
		return err
	}
	if r.store, err = openStore(ctx, r.config, r.secrets, false); err != nil {
		return err
	}
	clock := wallClock{}
	r.adapter, err = telegram.New(telegram.Options{
		Token: r.secrets.Token, API: r.config.telegram.api, Timeout: r.config.telegram.timeout,
		Store: inbox{r.store, r.wake, &r.metrics}, Clock: clock, Log: r.log,
		Limits: r.config.rates(), Operators: r.config.people(), Texts: k.texts,
	})
	if err != nil {
		return usage(err)
	}
	if r.config.telegram.updates == webhook {
		if r.hook, err = r.adapter.Webhook(r.secrets.Webhook); err != nil {
			return usage(err)
		}
	}
	r.engine, err = bot.NewEngine(bot.Config{
		Store: r.store, Brain: k.brain, Sender: r.adapter, Clock: clock, Log: r.log, Metrics: &r.metrics, Owner: owner(),
		Workers: r.config.run.workers, Lease: r.config.run.lease, SendTimeout: r.config.run.send,
	})
	if err != nil {
		return err
	}
	if r.config.run.health != "" {
		if r.health, err = listen(ctx, r.config.run.health, healthPages(r.ready, &r.metrics)); err != nil {
			return err
		}
		r.log.InfoContext(ctx, "health is told", slog.String("at", r.health.at.String()))
	}
	r.watcher = watch(r.config, r.log)
	return nil
}

// owner names this process in the store.
func owner() string {
	host, err := os.Hostname()
	if err != nil {
		host = "bot"
	}
	return fmt.Sprintf("%s/%d", host, os.Getpid())
}

func (r *runner) wake() { r.engine.Wake() }

// ready returns why the bot does not do its work; nil if it does.
func (r *runner) ready(ctx context.Context) error {
	if r.stopping.Load() {
		return errors.New("the bot is being stopped")
	}
	if _, err := r.store.NextDue(ctx); err != nil {
		return fmt.Errorf("the store: %w", err)
	}
	return r.adapter.Ready()
}

// run works until ctx is done, and then ends in good order: no more updates are
// taken, what is under way is finished.
func (r *runner) run(ctx context.Context) error {
	if r.config.operators.chat == 0 {
		r.log.WarnContext(ctx, "nobody is told when a customer needs a person: operators.chat is not set")
	}
	if err := r.engine.Start(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	r.log.InfoContext(ctx, "the bot runs", slog.String("source", r.adapter.Source()), slog.String("updates", r.config.telegram.updates))
	beside, end := context.WithCancel(ctx)
	r.besides.Go(func() { r.watcher.each(beside, r.reload) })
	r.besides.Go(func() { pruneEvery(beside, r.store, time.Duration(r.config.store.keep), r.log) })
	r.besides.Go(func() { r.setMenu(beside) })
	err := r.takeUpdates(ctx)
	r.stopping.Store(true)
	end()
	r.besides.Wait()
	return err
}

// setMenu shows customers the commands.
func (r *runner) setMenu(ctx context.Context) {
	if err := r.adapter.SetMenu(ctx); err != nil && ctx.Err() == nil {
		r.log.WarnContext(ctx, "the menu of commands is not shown", slog.Any("error", err))
	}
}

// reload reads the texts and the facts again. If something is wrong with them,
// the bot goes on with what it has.
func (r *runner) reload(ctx context.Context) {
	k, err := loadKnowledge(r.config)
	if err != nil {
		r.log.ErrorContext(ctx, "the texts were not read again; the old ones go on", slog.Any("error", err))
		return
	}
	r.engine.SetBrain(k.brain)
	r.adapter.SetTexts(k.texts)
	r.log.InfoContext(ctx, "the texts were read again")
	r.besides.Go(func() { r.setMenu(ctx) }) // which may have to wait for Telegram
}

// takeUpdates brings updates in until ctx is done.
func (r *runner) takeUpdates(ctx context.Context) error {
	if r.hook == nil {
		return r.adapter.Poll(ctx)
	}
	address, err := url.Parse(r.config.webhook.url)
	if err != nil {
		return err
	}
	l, err := listen(ctx, r.config.webhook.listen, only(address.Path, r.hook))
	if err != nil {
		return err
	}
	r.log.InfoContext(ctx, "the webhook listens", slog.String("at", l.at.String()))
	err = r.adapter.SetWebhook(ctx, telegram.Hook{URL: r.config.webhook.url, Secret: r.secrets.Webhook, Connections: r.config.webhook.connections})
	if err == nil {
		r.log.InfoContext(ctx, "the webhook is set")
		select {
		case <-ctx.Done():
		case <-l.ended: // its error comes with closing
		}
	}
	if ctx.Err() != nil {
		err = nil // being told to stop is no error
	}
	closing, cancel := r.patience(ctx)
	defer cancel()
	return errors.Join(err, l.close(closing))
}

// only lets requests through that are for one path.
func only(path string, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != path {
			http.NotFound(w, r)
			return
		}
		h.ServeHTTP(w, r)
	})
}

// patience is the time that ending may take.
func (r *runner) patience(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), r.config.run.stopping)
}

// close finishes what is under way and closes everything.
func (r *runner) close(ctx context.Context) error {
	closing, cancel := r.patience(ctx)
	defer cancel()
	var faults []error
	if r.engine != nil {
		if err := r.engine.Stop(closing); err != nil {
			r.log.WarnContext(ctx, "what was under way was broken off; it is taken up at the next start", slog.Any("error", err))
		}
	}
	if r.adapter != nil {
		r.adapter.Close()
	}
	if r.health != nil {
		faults = append(faults, r.health.close(closing))
	}
	if r.store != nil {
		faults = append(faults, r.store.Close())
	}
	err := errors.Join(faults...)
	switch {
	case err != nil:
		r.log.ErrorContext(ctx, "not everything was closed in good order", slog.Any("error", err))
	case r.stopping.Load():
		r.log.InfoContext(ctx, "the bot has stopped")
	}
	return err
}
