package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/camerton/camerton/bot"
)

type deadCommand struct {
	List  deadListCommand  `cmd:"" default:"withargs" help:"Show what was put aside."`
	Retry deadRetryCommand `cmd:"" help:"Try a letter again."`
	Drop  deadDropCommand  `cmd:"" help:"Delete a letter for good."`
}

// Help is shown under the flags.
func (*deadCommand) Help() string {
	return `A dead letter is a message that could not be worked on, or a text that could not be sent. It says why
in English; texts and names are not shown (see camerton export).

Examples:
  camerton dead
  camerton dead retry ID
  camerton dead drop ID`
}

type deadListCommand struct {
	configFlag

	Most   int    `default:"100" help:"How many are shown at most."`
	Format string `enum:"text,json" default:"text" help:"Output: text for people, json for programs (JSON Lines)."`
}

// A letter is a dead letter as it is shown.
type letter struct {
	ID           string    `json:"id"`
	Conversation bot.Key   `json:"conversation"`
	At           time.Time `json:"at"`
	Kind         string    `json:"kind"`
	Reason       string    `json:"reason"`
}

// Run prints the dead letters, the oldest first.
func (c *deadListCommand) Run(ctx context.Context, p *program) error {
	return c.withStore(ctx, p, func(store botStore) error {
		letters, err := store.DeadLetters(ctx, max(1, c.Most))
		if err != nil {
			return err
		}
		if c.Format == "json" {
			e := json.NewEncoder(p.out)
			for i := range letters {
				err = errors.Join(err, e.Encode(show(&letters[i])))
			}
			return err
		}
		if len(letters) == 0 {
			_, err := fmt.Fprintln(p.out, "no dead letters")
			return err
		}
		w := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
		for i := range letters {
			l := show(&letters[i])
			_, one := fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", l.ID, l.At.UTC().Format("2006-01-02T15:04:05Z"), l.Conversation, l.Kind, l.Reason)
			err = errors.Join(err, one)
		}
		return errors.Join(err, w.Flush())
	})
}

// show leaves out of a dead letter what people have written.
func show(d *bot.DeadLetter) letter {
	l := letter{ID: d.ID, Conversation: d.Key, At: d.At, Reason: printable(d.Reason)}
	switch {
	case d.Incoming != nil:
		l.Kind = string(d.Incoming.Event.Kind)
	case d.Send != nil:
		l.Kind = "send " + string(d.Send.Kind)
	}
	return l
}

type deadRetryCommand struct {
	configFlag

	ID string `arg:"" help:"As camerton dead shows it."`
}

// Run has a letter tried again.
func (c *deadRetryCommand) Run(ctx context.Context, p *program) error {
	return c.withStore(ctx, p, func(store botStore) error {
		return noLetter(store.Revive(ctx, c.ID, p.now()))
	})
}

type deadDropCommand struct {
	configFlag

	ID string `arg:"" help:"As camerton dead shows it."`
}

// Run deletes a letter.
func (c *deadDropCommand) Run(ctx context.Context, p *program) error {
	return c.withStore(ctx, p, func(store botStore) error { return noLetter(store.Drop(ctx, c.ID)) })
}

// noLetter gives an error its status: a letter that is not there is wrong usage.
func noLetter(err error) error {
	if errors.Is(err, bot.ErrNoLetter) {
		return usage(err)
	}
	return err
}
