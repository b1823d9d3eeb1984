// Command trial puts the running bot on trial: the program itself, with its
// store, against the Bot API server of bot/telegram/apitest.
//
//	go run ./cmd/trial crash -store sqlite -kills 200 -messages 10000
//	go run ./cmd/trial crash -store postgres -kills 200 -messages 10000
//	go run ./cmd/trial load -store postgres -messages 100000
//
// crash kills the bot without warning, or on PostgreSQL one of three replicas or
// the database, at random instants while customers write and calls fail, and
// then holds what arrived against what was decided. load measures how many
// messages a second are received, stored, decided and answered. What they
// promise, and what was measured, stands in docs/reliability.md.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "trial:", err)
		stop()
		os.Exit(1) //nolint:gocritic // stop was called
	}
}

var errUsage = errors.New("usage: trial crash|load [flags]; -h lists them")

func run(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 0 {
		return errUsage
	}
	switch args[0] {
	case "crash":
		return crash(ctx, args[1:], out)
	case "load":
		return load(ctx, args[1:], out)
	case "echo": // which load starts
		return echo(ctx, args[1:])
	}
	return errUsage
}

// Options that both trials have.
type options struct {
	store    string
	messages int
	people   int
	seed     uint64
	binary   string
	keep     string

	followUps bool
}

func (o *options) register(f *flag.FlagSet, messages, people int) {
	f.StringVar(&o.store, "store", sqliteStore, "where conversations are kept: sqlite or postgres")
	f.IntVar(&o.messages, "messages", messages, "how many messages customers write")
	f.IntVar(&o.people, "customers", people, "how many customers there are")
	f.Uint64Var(&o.seed, "seed", 1, "what happens by chance follows from this number")
	f.StringVar(&o.binary, "bot", "", "the program camerton; built from ./cmd/camerton if none is named")
	f.BoolVar(&o.followUps, "follow-ups", true, "whether silent customers are written to once more after a minute, which is waited for")
	f.StringVar(&o.keep, "keep", "", "a new folder for the store, the logs and the record; a temporary one if none is named")
}

func (o *options) check() error {
	switch {
	case o.store != sqliteStore && o.store != postgresStore:
		return fmt.Errorf("-store %s: want %s or %s", o.store, sqliteStore, postgresStore)
	case o.messages < 1 || o.people < 1:
		return errors.New("-messages and -customers must be at least 1")
	}
	return nil
}
