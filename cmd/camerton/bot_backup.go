package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/camerton/camerton/bot/sqlite"
)

type backupCommand struct {
	configFlag

	To string `arg:"" help:"The file to make; it must not be there."`
}

// Help is shown under the flags.
func (*backupCommand) Help() string {
	return `Copies the store, while the bot runs or not, checks the copy in full and only then gives it its name.

Example:
  camerton backup /backups/camerton-$(date +%F).db`
}

// Run makes a copy of the store.
func (c *backupCommand) Run(ctx context.Context, p *program) error {
	path, err := c.file()
	if err != nil {
		return err
	}
	if err := sqlite.Backup(ctx, path, c.To); err != nil {
		return misplaced(err)
	}
	_, err = fmt.Fprintln(p.out, "copied and checked:", c.To)
	return err
}

type restoreCommand struct {
	configFlag

	From string `arg:"" help:"The copy that camerton backup made."`
}

// Help is shown under the flags.
func (*restoreCommand) Help() string {
	return `Checks a copy in full and makes the store from it. Stop the bot, and move the old store away with the
files beside it that end in -wal and -shm: nothing is written over.

Example:
  camerton restore /backups/camerton-2026-03-02.db`
}

// Run makes the store from a copy.
func (c *restoreCommand) Run(ctx context.Context, p *program) error {
	path, err := c.file()
	if err != nil {
		return err
	}
	if err := sqlite.Restore(ctx, c.From, path); err != nil {
		return misplaced(err)
	}
	_, err = fmt.Fprintln(p.out, "checked and restored:", path)
	return err
}

// file returns the path of the store.
func (f configFlag) file() (string, error) {
	config, err := readConfig(f.Config)
	if err != nil {
		return "", err
	}
	if config.store.kind == postgreSQL {
		return "", usage(errors.New("PostgreSQL has its own tools: pg_dump and pg_restore, see docs/bot.md"))
	}
	return config.store.path, nil
}

// misplaced gives an error its status: a damaged file is what was checked and
// found wrong, one that is not there, or is there, is wrong usage.
func misplaced(err error) error {
	switch {
	case errors.Is(err, sqlite.ErrCorrupt):
		return &statusError{exitWrong, err}
	case errors.Is(err, sqlite.ErrMissing), errors.Is(err, sqlite.ErrExists), errors.Is(err, sqlite.ErrForeign), errors.Is(err, sqlite.ErrNewer):
		return usage(err)
	}
	return err
}
