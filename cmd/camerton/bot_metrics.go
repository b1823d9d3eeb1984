package main

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/camerton/camerton/bot"
)

// metrics counts what the bot does since it was started: numbers under fixed names,
// and nothing of what customers write or are called. The zero value is ready.
type metrics struct {
	mu     sync.Mutex        // protects those below
	counts map[counter]int64 // by name and labels
	late   lateness
}

// A counter is a line of the page.
type counter struct{ name, labels string }

// What is counted, with what the page says about it.
var counted = []struct{ name, about string }{
	{"camerton_events_received_total", "Events that adapters brought, repeated ones too."},
	{"camerton_events_new_total", "Events that were stored."},
	{"camerton_conversations_held_total", "Conversations that were taken to be worked on."},
	{"camerton_decisions_total", "Decisions about customers' lines and bursts, by verdict."},
	{"camerton_sends_total", "Calls that send something, by kind and by how they ended."},
	{"camerton_failures_total", "Failures of our own, by where: panic, store, lease, buried."},
}

var _ bot.Metrics = (*metrics)(nil)

func (m *metrics) add(name, labels string, n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.counts == nil {
		m.counts = make(map[counter]int64)
	}
	m.counts[counter{name, labels}] += int64(n)
}

// Received implements bot.Metrics.
func (m *metrics) Received(events, fresh int) {
	m.add("camerton_events_received_total", "", events)
	m.add("camerton_events_new_total", "", fresh)
}

// Held implements bot.Metrics.
func (m *metrics) Held(conversations int) {
	m.add("camerton_conversations_held_total", "", conversations)
}

// Decided implements bot.Metrics.
func (m *metrics) Decided(v bot.Verdict) {
	m.add("camerton_decisions_total", `{verdict="`+label(string(v))+`"}`, 1)
}

// Sent implements bot.Metrics.
func (m *metrics) Sent(kind bot.SendKind, outcome bot.OutcomeKind, late time.Duration) {
	ended := label(string(outcome))
	if outcome == bot.Unknown {
		ended = "unknown"
	}
	m.add("camerton_sends_total", `{kind="`+label(string(kind))+`",outcome="`+ended+`"}`, 1)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.late.add(late)
}

// Failed implements bot.Metrics.
func (m *metrics) Failed(where string) {
	m.add("camerton_failures_total", `{where="`+label(where)+`"}`, 1)
}

// label returns a word as it may stand in a label: ours are of letters and
// underscores, and what is not may come from anywhere.
func label(word string) string {
	odd := func(r rune) bool { return r != '_' && (r < 'a' || r > 'z') }
	if word == "" || strings.ContainsFunc(word, odd) {
		return "other"
	}
	return word
}

// lateBounds are the upper bounds of the steps in which lateness is counted.
var lateBounds = [...]time.Duration{
	10 * time.Millisecond, 50 * time.Millisecond, 150 * time.Millisecond, 500 * time.Millisecond,
	2 * time.Second, 10 * time.Second, time.Minute,
}

// A lateness counts how long after their times calls began.
type lateness struct {
	upTo [len(lateBounds)]int64
	all  int64
	sum  time.Duration
}

func (l *lateness) add(late time.Duration) {
	late = max(late, 0)
	for i, bound := range lateBounds {
		if late <= bound {
			l.upTo[i]++
		}
	}
	l.all++
	l.sum += late
}

func (l *lateness) write(w io.Writer) {
	const name = "camerton_send_late_seconds"
	_, _ = fmt.Fprintf(w, "# HELP %s How long after its time a call began.\n# TYPE %s histogram\n", name, name)
	for i, bound := range lateBounds {
		_, _ = fmt.Fprintf(w, "%s_bucket{le=\"%s\"} %d\n", name, inSeconds(bound), l.upTo[i])
	}
	_, _ = fmt.Fprintf(w, "%s_bucket{le=\"+Inf\"} %d\n%s_sum %s\n%s_count %d\n", name, l.all, name, inSeconds(l.sum), name, l.all)
}

func inSeconds(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'g', -1, 64) }

// ServeHTTP writes the page, in the text format of Prometheus.
func (m *metrics) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	m.mu.Lock()
	counts, late := maps.Clone(m.counts), m.late
	m.mu.Unlock()
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	lines := slices.SortedFunc(maps.Keys(counts), func(a, b counter) int { return strings.Compare(a.labels, b.labels) })
	for _, c := range counted {
		// Whether it arrives is the asker's concern.
		_, _ = fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s counter\n", c.name, c.about, c.name)
		for _, line := range lines {
			if line.name == c.name {
				_, _ = fmt.Fprintf(w, "%s%s %d\n", line.name, line.labels, counts[line])
			}
		}
	}
	late.write(w)
}
