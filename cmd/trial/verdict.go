package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/telegram/apitest"
)

// graceAfterHand is how long a call that was under way when a person's message
// was confirmed may take to have its effect: the longest delay that is injected,
// and a little for the machine.
const graceAfterHand = 700 * time.Millisecond

// mostShown is how many faults are printed.
const mostShown = 20

// A verdict is what came of a trial.
type verdict struct {
	figures map[string]int
	faults  []string
}

func (v *verdict) fault(format string, args ...any) {
	v.faults = append(v.faults, fmt.Sprintf(format, args...))
}

// print prints the verdict and returns an error if anything is wrong.
func (v *verdict) print(out io.Writer) error {
	var all strings.Builder
	for _, name := range slices.Sorted(maps.Keys(v.figures)) {
		fmt.Fprintf(&all, "  %-52s %d\n", name, v.figures[name])
	}
	for _, f := range v.faults[:min(len(v.faults), mostShown)] {
		fmt.Fprintln(&all, "FAULT:", f)
	}
	if len(v.faults) == 0 {
		all.WriteString("no faults\n")
	}
	if _, err := io.WriteString(out, all.String()); err != nil {
		return err
	}
	if len(v.faults) > 0 {
		return fmt.Errorf("%d faults", len(v.faults))
	}
	return nil
}

// judge holds what the record of the Bot API server tells against what is stored.
func judge(record []apitest.Entry, conversations map[place]*stored) *verdict {
	v := &verdict{figures: map[string]int{
		"customer messages lost": 0, "texts sent more often than once": 0, "of them not listed as unknown": 0,
		"follow-ups or reactions sent twice": 0, "texts out of order": 0, "texts after a person took over": 0,
	}}
	for p, h := range histories(record) {
		if p.chat == operatorsChat {
			v.figures["notices to operators arrived"] = len(h.texts)
			continue
		}
		s := conversations[p]
		if s == nil {
			s = &stored{}
		}
		c := &chatTrial{verdict: v, place: p, history: h, stored: s}
		c.messages()
		c.sendsEnded()
		c.arrivals()
		c.people()
	}
	return v
}

// A chatTrial judges one chat.
type chatTrial struct {
	*verdict
	*history
	*stored

	place place
}

// messages checks that every message of the customer was stored once, and that
// what was decided about it was done.
func (c *chatTrial) messages() {
	times, decided := map[string]int{}, map[string]bot.Verdict{}
	for _, e := range c.events {
		if e.Kind == bot.Said || e.Kind == bot.Commanded {
			times[e.Message.ID]++
		}
		if e.Kind == bot.PersonWrote { // who has answered what was waiting
			for id, verdict := range decided {
				if verdict == bot.Wait {
					decided[id] = bot.None
				}
			}
		}
		if e.Decision != nil && e.Decision.Verdict != bot.NoVerdict {
			for _, id := range e.Decision.Lines {
				decided[id] = e.Decision.Verdict
			}
		}
	}
	for _, m := range c.said {
		c.figures["customer messages"]++
		verdict, ok := decided[m.id]
		switch {
		case times[m.id] == 0:
			c.figures["customer messages lost"]++
			c.fault("%v: message %s is not stored", c.place, m.id)
		case times[m.id] > 1:
			c.fault("%v: message %s is stored %d times", c.place, m.id, times[m.id])
		case ok && verdict == bot.Wait:
			c.fault("%v: message %s still waits for what comes next", c.place, m.id)
		case ok:
			c.figures["decided: "+string(verdict)]++
		default:
			c.fault("%v: nothing was decided about message %s", c.place, m.id)
		}
	}
}
