// Command camerton reads customers' messages, drafts replies, checks the texts
// and runs the bot.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

// Exit statuses, as docs/cli.md promises them.
const (
	exitOK          = 0
	exitWrong       = 1 // the thing checked is wrong
	exitUsage       = 2 // wrong usage or unreadable input
	exitFailed      = 3 // failed while running
	exitInterrupted = 130
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends it at once
	p := &program{in: os.Stdin, out: os.Stdout, err: os.Stderr, environ: os.Environ(), now: time.Now}
	status := p.run(ctx, os.Args[1:])
	stop()
	os.Exit(status)
}

// program is the command with everything it touches of the world, so that
// tests can run it whole.
type program struct {
	in       io.Reader
	out, err io.Writer
	environ  []string // NAME=value
	now      func() time.Time
}

// A statusError ends the program with a status of its own.
type statusError struct {
	status int
	err    error // nil if all has been said
}

func (e *statusError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("status %d", e.status)
	}
	return e.err.Error()
}

func (e *statusError) Unwrap() error { return e.err }

// usage marks an error as the user's: wrong usage or unreadable input.
func usage(err error) error { return &statusError{exitUsage, err} }

// wrong says that the thing checked is wrong, which has been printed.
var errWrong = &statusError{status: exitWrong}

// run parses the arguments, runs the command and returns the exit status.
func (p *program) run(ctx context.Context, args []string) int {
	var commands commands
	status := -1
	parser, err := kong.New(&commands,
		kong.Name("camerton"),
		kong.Description("Camerton sets the tone of a business's replies: it reads a customer's message in Russian or Romanian and drafts the fitting answer."),
		kong.Writers(p.out, p.err),
		kong.Exit(func(code int) { status = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(p),
	)
	if err != nil {
		return p.fail(err, exitFailed)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if status >= 0 { // --help has been answered
		return status
	}
	if err != nil {
		return p.fail(fmt.Errorf("%w\nsee camerton --help", err), exitUsage)
	}
	err = command.Run()
	var ended *statusError
	switch {
	case err == nil:
		return exitOK
	case ctx.Err() != nil:
		return exitInterrupted
	case errors.As(err, &ended):
		return p.fail(ended.err, ended.status)
	}
	return p.fail(err, exitFailed)
}

func (p *program) fail(err error, status int) int {
	if err != nil {
		_, _ = fmt.Fprintln(p.err, "camerton:", err) // there is nobody else to tell
	}
	return status
}

// commands are the commands with their flags.
type commands struct {
	Draft    draftCommand    `cmd:"" help:"Read a message and show the reply to it, when it is sent and why."`
	Classify classifyCommand `cmd:"" help:"Read messages: state, topic, language and the evidence for them."`
	Lint     lintCommand     `cmd:"" help:"Check locale files; exit status 1 if something is wrong."`
	Coverage coverageCommand `cmd:"" help:"Show which texts there are for every topic, state and language."`
	Preview  previewCommand  `cmd:"" help:"Show texts with sample data, and what the lint has against them."`
	Impact   impactCommand   `cmd:"" help:"Show which messages an edit of the texts would answer differently."`
	Replay   replayCommand   `cmd:"" help:"Show what the bot would have done in past conversations."`
	Config   configCommand   `cmd:"" help:"Check the configuration of the bot, or write a sample."`
	Chat     chatCommand     `cmd:"" help:"Talk to the bot in the terminal, as a customer."`
	Bot      botCommand      `cmd:"" help:"Run the bot."`
	Export   exportCommand   `cmd:"" help:"Print what the bot has stored about a customer."`
	Forget   forgetCommand   `cmd:"" help:"Delete what the bot has stored about a customer."`
	Dead     deadCommand     `cmd:"" help:"Show, retry or drop what the bot could not do."`
	Backup   backupCommand   `cmd:"" help:"Copy the store of the bot, which may run on."`
	Restore  restoreCommand  `cmd:"" help:"Make the store of the bot from a copy."`
	Health   healthCommand   `cmd:"" help:"Ask the running bot whether it does its work; exit status 1 if not."`
	Train    trainCommand    `cmd:"" help:"Fit a model to labelled messages."`
	Eval     evalCommand     `cmd:"" help:"Measure a model on labelled messages."`
	Version  versionCommand  `cmd:"" help:"Print the version and the hashes of model and corpus."`
}
