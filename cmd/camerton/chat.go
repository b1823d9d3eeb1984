package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

type chatCommand struct {
	Facts    string `placeholder:"FILE" help:"The business's facts and hours (business.toml)."`
	Locales  string `placeholder:"DIR" help:"A folder of own texts over the embedded ones."`
	Model    string `placeholder:"FILE" help:"Use this model instead of the embedded one."`
	Name     string `default:"Ana" help:"What the customer is called."`
	Now      string `placeholder:"TIME" help:"When the conversation begins: 2026-03-02T10:00:00+02:00. Now, if not given."`
	Business bool   `help:"Write to a business account instead of a bot of its own, so that :person can answer."`
	Format   string `enum:"text,json" default:"text" help:"Output: text for people, json for programs (JSON Lines)."`
}

// Help is shown under the flags.
func (*chatCommand) Help() string {
	return `The real engine answers, with a temporary store and a Bot API server of its own on loopback: no account and no
network are needed. What you write is the customer's; /start, /lang, /human, /stop, /privacy and /forget are the
bot's commands. A line that begins with a colon is none of the customer's:

` + chatHelp + `

Where the input is no terminal, time is simulated: a line comes a minute after the one before, or three seconds
after it if it begins with "+ ".

Examples:
  camerton chat --facts business.toml
  printf 'Bună ziua\n+ unde e comanda 48213?\n:wait 3h\n' | camerton chat --now 2026-03-02T10:00:00+02:00`
}

// Run talks until the input ends.
func (c *chatCommand) Run(ctx context.Context, p *program) error {
	start := p.now()
	if c.Now != "" {
		var err error
		if start, err = time.Parse(time.RFC3339, c.Now); err != nil {
			return usage(fmt.Errorf("--now: %q is no time such as 2026-03-02T10:00:00+02:00", c.Now))
		}
	}
	dir, err := os.MkdirTemp("", "camerton-chat-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // it is temporary
	s, err := openChat(ctx, c, p, start, dir)
	if err == nil {
		err = s.talk(ctx, p.in)
	}
	if s != nil {
		err = errors.Join(err, s.close(context.WithoutCancel(ctx)))
	}
	return err
}

// talk reads lines until the input ends or one of them is ":quit".
func (s *chatSession) talk(ctx context.Context, in io.Reader) error {
	lines := make(chan string)
	failed := make(chan error, 1)
	go func() {
		defer close(lines)
		scanner := bufio.NewScanner(in)
		scanner.Buffer(nil, 1<<20)
		for scanner.Scan() {
			select {
			case lines <- strings.ToValidUTF8(scanner.Text(), "\uFFFD"):
			case <-ctx.Done():
				return
			}
		}
		failed <- scanner.Err()
	}()
	s.view.prompt()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case line, ok := <-lines:
			if !ok {
				return errors.Join(<-failed, s.finish(ctx))
			}
			if err := s.line(ctx, line); err != nil {
				if errors.Is(err, errQuit) {
					return s.finish(ctx)
				}
				return err
			}
			s.view.prompt()
		}
	}
}

// errQuit says that the customer has had enough.
var errQuit = errors.New("quit")
