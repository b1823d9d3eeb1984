package main

import (
	"context"
	_ "embed"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

//go:embed lines.txt
var linesFile string

// lines are what customers write.
func lines() []string {
	var all []string
	for line := range strings.Lines(linesFile) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, line)
		}
	}
	return all
}

// operatorsChat is where people are told that a customer needs them.
const operatorsChat = -1_000_000_700

// ownerID is the owner of a business account, whose customers are those whose
// number is divisible by businessShare.
const (
	ownerID       = 900
	firstCustomer = 1000
	businessShare = 5
	takeOver      = 40 // of so many messages to the owner, about one is answered by hand
)

// People are the customers of a trial, and the owner of the account to which
// some of them write.
type people struct {
	server  *apitest.Server
	account *apitest.Account
	chance  *rand.Rand
	lines   []string
	n       int
}

func newPeople(server *apitest.Server, o options) *people {
	p := &people{
		server: server, account: server.Account(ownerID), lines: lines(), n: o.people,
		chance: rand.New(rand.NewPCG(o.seed, 1)), //nolint:gosec // it must repeat
	}
	p.account.Connect(models.BusinessBotRights{CanReply: true, CanReadMessages: true})
	return p
}

// say has somebody write something, and now and then the owner answer by hand.
func (p *people) say() {
	i := p.chance.IntN(p.n)
	c := p.server.Customer(int64(firstCustomer + i))
	line := p.lines[p.chance.IntN(len(p.lines))]
	if i%businessShare != 0 {
		c.Say(line)
		return
	}
	c.To(p.account).Say(line)
	if p.chance.IntN(takeOver) == 0 {
		p.account.Say(c.ID(), fmt.Sprint("by hand ", p.chance.IntN(1000)))
	}
}

// write has so many messages written, with about so long between two.
func (p *people) write(ctx context.Context, messages int, between time.Duration) error {
	for range messages {
		p.say()
		if d := time.Duration(p.chance.Int64N(int64(2*between) + 1)); d > 0 && !pause(ctx, d) {
			return ctx.Err()
		}
	}
	return nil
}
