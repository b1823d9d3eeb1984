package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// givenUp is how long an answer is waited for.
const givenUp = 10 * time.Second

// A generator is customers who ask, each after the answer to what was asked
// before.
type generator struct {
	server  *apitest.Server
	options loadOptions
	lines   []string

	seen       int64 // the last entry of the record that was read
	next       int   // who asks next
	asked      int
	answered   int
	unanswered int
	began      time.Time
	waiting    map[int64]time.Time // since when, by customer
	times      []time.Duration
}

func newGenerator(server *apitest.Server, o loadOptions) *generator {
	questions := slices.DeleteFunc(lines(), func(l string) bool { return !strings.HasSuffix(l, "?") })
	return &generator{server: server, options: o, lines: questions, waiting: make(map[int64]time.Time)}
}

func (g *generator) done() int { return g.answered + g.unanswered }

// warmUp waits until the bot answers.
func (g *generator) warmUp(ctx context.Context) error {
	c := g.server.Customer(firstCustomer - 1)
	c.Say(g.lines[0])
	waiting, end := context.WithTimeout(ctx, 30*time.Second)
	defer end()
	e, err := c.Next(waiting)
	g.seen = e.Seq
	return err
}

// run has customers ask until so many are done.
func (g *generator) run(ctx context.Context, until int) error {
	if g.began.IsZero() {
		g.began = time.Now()
	}
	for g.done() < until {
		for g.mayAsk() {
			g.ask()
		}
		if !pause(ctx, time.Millisecond) {
			return ctx.Err()
		}
		g.read()
		if len(g.waiting) == 0 && g.asked >= g.options.messages && g.done() < until {
			return errors.New("answers are missing that nobody waits for")
		}
	}
	return nil
}

// mayAsk reports whether it is time for another question.
func (g *generator) mayAsk() bool {
	switch {
	case g.asked >= g.options.messages, len(g.waiting) >= g.options.people:
		return false
	case g.options.rate > 0:
		return float64(g.asked) < g.options.rate*time.Since(g.began).Seconds()
	}
	return len(g.waiting) < g.options.inFlight
}

// ask has the next customer ask who does not wait for an answer.
func (g *generator) ask() {
	for {
		id := int64(firstCustomer + g.next%g.options.people)
		g.next++
		if _, waits := g.waiting[id]; !waits {
			g.waiting[id] = time.Now()
			g.server.Customer(id).Say(g.lines[g.next%len(g.lines)])
			g.asked++
			return
		}
	}
}

// read takes the answers from the record.
func (g *generator) read() {
	entries := g.server.RecordSince(g.seen)
	for i := range entries {
		e := &entries[i]
		g.seen = e.Seq
		since, waits := g.waiting[e.Chat]
		if waits && e.Kind == apitest.EntryCall && e.Method == "sendMessage" && e.Effect {
			g.times = append(g.times, e.Time.Sub(since))
			g.answered++
			delete(g.waiting, e.Chat)
		}
	}
	now := time.Now()
	for id, since := range g.waiting {
		if now.Sub(since) > givenUp {
			g.unanswered++
			delete(g.waiting, id)
		}
	}
}

// latencies says how long answers took.
func (g *generator) latencies() string {
	if len(g.times) == 0 {
		return "none"
	}
	slices.Sort(g.times)
	at := func(share float64) time.Duration {
		return g.times[int(share*float64(len(g.times)-1))].Round(100 * time.Microsecond)
	}
	return fmt.Sprintf("p50 %v, p95 %v, p99 %v, most %v", at(0.5), at(0.95), at(0.99), at(1))
}
