package main

import (
	"slices"
	"time"

	"github.com/camerton/camerton/bot"
)

// sendsEnded checks that no send is left open.
func (c *chatTrial) sendsEnded() {
	for _, s := range c.sends {
		c.figures["sends "+string(s.Status)]++
		if s.Unknown > 0 {
			c.figures["sends with an attempt of which nobody knows"]++
		}
		switch {
		case s.Status.Open():
			c.fault("%v: send %d is still %s", c.place, s.No, s.Status)
		case s.Status == bot.SendDead && s.Kind != bot.SendNotice:
			c.fault("%v: send %d is dead: %s", c.place, s.No, s.Error)
		}
	}
}

// arrivals finds the send of every text that arrived, and checks how often and in
// what order each arrived, and that those that are done did. A text whose answer was lost is not known to the store
// by its id: it belongs to a send with the same words of which nobody knew.
func (c *chatTrial) arrivals() {
	first, times := map[int64]int64{}, map[int64]int{}
	for _, a := range c.texts {
		c.figures["texts arrived"]++
		s := c.sendOf(a, times)
		if s == nil {
			c.figures["of them not listed as unknown"]++
			c.fault("%v: text %s at %d belongs to no send, or to one that is not listed as unknown", c.place, a.id, a.seq)
			continue
		}
		if times[s.No]++; times[s.No] == 1 {
			first[s.No] = a.seq
			continue
		}
		c.figures["texts sent more often than once"]++
		if !s.Kind.Repeats() {
			c.figures["follow-ups or reactions sent twice"]++
			c.fault("%v: send %d, a %s, arrived again at %d", c.place, s.No, s.Kind, a.seq)
		}
	}
	for _, s := range c.sends {
		if s.Status == bot.SendDone && s.Text != "" && times[s.No] == 0 {
			c.fault("%v: send %d is done and has not arrived", c.place, s.No)
		}
	}
	c.order(first)
	for id, n := range c.reactions {
		c.figures["reactions"]++
		if n > 1 {
			c.figures["follow-ups or reactions sent twice"]++
			c.fault("%v: message %s got %d reactions", c.place, id, n)
		}
	}
}

// sendOf returns the send of a text; nil if there is none that may have made it.
// Of several with the same words it is the one that was begun closest to it.
func (c *chatTrial) sendOf(a arrived, times map[int64]int) *bot.Send {
	for i := range c.sends {
		if s := &c.sends[i]; s.Kind != bot.SendNotice && slices.Contains(s.Messages, a.id) {
			return s
		}
	}
	var best *bot.Send
	for i := range c.sends {
		s := &c.sends[i]
		if s.Text != a.text || s.Unknown == 0 || times[s.No] >= s.Unknown+len(s.Messages) {
			continue
		}
		if best == nil || s.Started.Sub(a.at).Abs() < best.Started.Sub(a.at).Abs() {
			best = s
		}
	}
	return best
}

// order checks that sends arrived in the order of their numbers.
func (c *chatTrial) order(first map[int64]int64) {
	var last bot.Send
	for _, s := range c.sends {
		seq, ok := first[s.No]
		if !ok {
			continue
		}
		if c.figures["sends "+string(s.Kind)+" arrived"]++; first[last.No] > seq {
			c.figures["texts out of order"]++
			c.fault("%v: send %d arrived before %d", c.place, s.No, last.No)
		}
		last = s
	}
}

// people checks that nothing was sent after a person wrote by hand and the bot
// knew it.
func (c *chatTrial) people() {
	if len(c.byHand) == 0 {
		return
	}
	known := time.Time{}
	for _, m := range c.byHand {
		c.figures["answers by hand"]++
		if m.known.IsZero() {
			c.fault("%v: what a person wrote, %s, was never confirmed", c.place, m.id)
		} else if known.IsZero() || m.known.Before(known) {
			known = m.known
		}
	}
	for _, a := range c.texts {
		if !known.IsZero() && a.at.After(known.Add(graceAfterHand)) {
			c.figures["texts after a person took over"]++
			c.fault("%v: text %s came %v after a person took over", c.place, a.id, a.at.Sub(known))
		}
	}
}
