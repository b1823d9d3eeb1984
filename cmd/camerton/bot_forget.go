package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"
)

type forgetCommand struct {
	configFlag

	Chat string `arg:"" help:"The number of a chat (in a private chat it is the customer's), or a conversation's key."`
	Yes  bool   `help:"Do not ask."`
}

// Help is shown under the flags.
func (*forgetCommand) Help() string {
	return `Deletes everything that is stored about a customer, for good, as /forget in the chat does. Backups
that were made before still have it. The bot may go on running.

Example:
  camerton forget 123456789`
}

// Run deletes the conversations.
func (c *forgetCommand) Run(ctx context.Context, p *program) error {
	return c.withStore(ctx, p, func(store botStore) error {
		keys, err := findConversations(ctx, store, c.Chat)
		if err != nil {
			return err
		}
		for _, k := range keys {
			if _, err := fmt.Fprintln(p.out, k); err != nil {
				return err
			}
		}
		if !c.Yes && !p.agreed("Delete what is stored about these conversations, for good? [y/N] ") {
			return usage(errNotAgreed)
		}
		for _, k := range keys {
			if err := store.Forget(ctx, k); err != nil {
				return err
			}
		}
		_, err = fmt.Fprintf(p.out, "deleted: %d\n", len(keys))
		return err
	})
}

var errNotAgreed = errors.New("nothing was changed")

// agreed asks a question and reports whether the answer is yes.
func (p *program) agreed(question string) bool {
	if _, err := fmt.Fprint(p.err, question); err != nil {
		return false
	}
	line, _ := bufio.NewReader(p.in).ReadString('\n') // no answer is no
	answer := strings.ToLower(strings.TrimSpace(line))
	return answer == "y" || answer == "yes"
}
