package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// loadOptions are the flags of load.
type loadOptions struct {
	options

	inFlight int
	rate     float64
	echo     bool
}

// load measures, first the bare bot and then ours.
func load(ctx context.Context, args []string, out io.Writer) error {
	var o loadOptions
	f := flag.NewFlagSet("load", flag.ContinueOnError)
	o.register(f, 10_000, 1000)
	f.IntVar(&o.inFlight, "in-flight", 100, "how many customers wait for an answer at once")
	f.Float64Var(&o.rate, "rate", 0, "how many messages customers write in a second; 0 is as many as are answered")
	f.BoolVar(&o.echo, "echo", true, "whether a bare go-telegram/bot that echoes is measured before")
	if err := f.Parse(args); err != nil {
		return err
	}
	o.followUps = false
	if err := o.check(); err != nil {
		return err
	}
	if o.echo {
		if err := o.measureEcho(ctx, out); err != nil {
			return err
		}
	}
	w, err := newWorld(ctx, o.options, serverOptions(o.seed), 1)
	if err != nil {
		return err
	}
	title := "camerton, " + o.store
	return errors.Join(o.measure(ctx, w.server, w.replicas[0], w.databaseCPU, title, out), w.close())
}

// serverOptions are those of a server that forgets, so that its own memory does
// not grow.
func serverOptions(seed uint64) apitest.Options {
	return apitest.Options{Seed: seed, KeepRecord: 50_000, KeepMessages: 20}
}

// databaseCPU returns what processors have spent on PostgreSQL; zero with SQLite.
func (w *world) databaseCPU() time.Duration {
	if w.cluster == nil {
		return 0
	}
	return cpuOfAll(w.cluster.PID())
}

func (o loadOptions) measureEcho(ctx context.Context, out io.Writer) error {
	server := apitest.New(serverOptions(o.seed))
	if err := server.Start(); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return errors.Join(err, server.Close())
	}
	dir, err := os.MkdirTemp("", "trial-echo-")
	if err != nil {
		return errors.Join(err, server.Close())
	}
	r := &replica{binary: self, args: []string{"echo", server.URL()}, log: filepath.Join(dir, "echo.log")}
	none := func() time.Duration { return 0 }
	o.messages = min(o.messages, 20_000)
	err = o.measure(ctx, server, r, none, "bare echo of go-telegram/bot", out)
	return errors.Join(err, r.stop(), server.Close(), os.RemoveAll(dir))
}

// measure has customers write to a bot, and prints how it went.
func (o loadOptions) measure(ctx context.Context, server *apitest.Server, r *replica, database func() time.Duration, title string, out io.Writer) error {
	if err := r.start(); err != nil {
		return err
	}
	g := newGenerator(server, o)
	if err := g.warmUp(ctx); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(out, "%s: %d messages of %d customers\n", title, o.messages, o.people); err != nil {
		return err
	}
	pid, began, before := r.pid(), time.Now(), spent(r.pid(), database)
	for tenth := 1; tenth <= 10; tenth++ {
		since, done, start := time.Now(), g.done(), spent(pid, database)
		if err := g.run(ctx, o.messages*tenth/10); err != nil {
			return err
		}
		used := spent(pid, database).since(start).each(g.done() - done)
		if _, err := fmt.Fprintf(out, "  %7d done  %6.0f/s  bot %3d MiB  CPU ms a message %.2f\n", g.done(),
			float64(g.done()-done)/time.Since(since).Seconds(), memory(pid), used.all()); err != nil {
			return err
		}
	}
	took := time.Since(began)
	used := spent(pid, database).since(before).each(g.done())
	headroom := ""
	if o.rate == 0 { // few at a time cost more each
		headroom = fmt.Sprintf("  two processors with nothing else to do: %.0f/s by these\n", 2000/used.all())
	}
	_, err := fmt.Fprintf(out, "  %.0f messages/s; CPU ms a message: bot %.2f, database %.2f, generator and server %.2f\n%s"+
		"  from the message to the call that answers it: %s\n  without an answer: %d\n",
		float64(g.done())/took.Seconds(), used.bot, used.database, used.own, headroom, g.latencies(), g.unanswered)
	if r.starts > 1 {
		err = errors.Join(err, fmt.Errorf("the bot was started %d times; see %s", r.starts, r.log))
	}
	return err
}
