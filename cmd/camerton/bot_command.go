package main

import (
	"context"
	"errors"
)

type botCommand struct {
	configFlag
}

// Help is shown under the flags.
func (*botCommand) Help() string {
	return `The token of the bot is taken from CAMERTON_TOKEN. SIGHUP has the texts and the facts read again,
SIGTERM and Ctrl-C end the bot in good order. See docs/bot.md.

Example:
  camerton config sample > camerton.toml
  CAMERTON_TOKEN=123456789:AAF… camerton bot --config camerton.toml`
}

// Run runs the bot until ctx is done.
func (c *botCommand) Run(ctx context.Context, p *program) error {
	config, err := readConfig(c.Config)
	if err != nil {
		return err
	}
	s, err := readSecrets(p.environ)
	if err = errors.Join(err, s.missing(config)); err != nil {
		return usage(err)
	}
	r := &runner{config: config, secrets: s, log: newLog(s.hidden(p.err), config.log)}
	if err := r.open(ctx); err != nil {
		return errors.Join(err, r.close(context.WithoutCancel(ctx)))
	}
	err = r.run(ctx)
	return errors.Join(err, r.close(context.WithoutCancel(ctx)))
}
