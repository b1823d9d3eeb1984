package main

import (
	"errors"
	"fmt"
	"strings"
)

type configCommand struct {
	Check  configCheckCommand  `cmd:"" help:"Check a config, the facts and the texts that it names; exit status 1 if something is wrong."`
	Sample configSampleCommand `cmd:"" help:"Print a commented config with every key."`
}

type configSampleCommand struct{}

// Help is shown under the flags.
func (*configSampleCommand) Help() string {
	return `Example:
  camerton config sample > camerton.toml`
}

// Run prints the sample.
func (*configSampleCommand) Run(p *program) error {
	_, err := fmt.Fprint(p.out, sample())
	return err
}

type configCheckCommand struct {
	File   string `arg:"" optional:"" default:"camerton.toml" help:"The config; camerton.toml if none is named."`
	Format string `enum:"text,json" default:"text" help:"Output: text for people, json for programs (JSON Lines)."`
}

// Help is shown under the flags.
func (*configCheckCommand) Help() string {
	return `Every fault is a line: file:line: key: what is wrong — what would be right. The facts of the
business and the texts that the config names are checked too. The exit status is 1 if there are
any faults.

Example:
  camerton config check camerton.toml`
}

// Run prints what is wrong.
func (c *configCheckCommand) Run(p *program) error {
	config, err := readConfig(c.File)
	if err == nil {
		_, err = loadKnowledge(config)
	}
	faults, err := faultsOf(err)
	if err != nil {
		return err
	}
	for _, f := range faults {
		if err := printFault(p, c.Format, f); err != nil {
			return err
		}
	}
	if len(faults) > 0 {
		return errWrong
	}
	if c.Format == "json" {
		return nil
	}
	lines := append([]string{"no faults"}, notes(config, p.environ)...)
	_, err = fmt.Fprintln(p.out, strings.Join(lines, "\n"))
	return err
}

// notes says what a good config still needs.
func notes(c *config, environ []string) []string {
	var lines []string
	s, err := readSecrets(environ)
	if err = errors.Join(err, s.missing(c)); err != nil {
		for line := range strings.SplitSeq(err.Error(), "\n") {
			lines = append(lines, "note: "+line)
		}
	}
	if c.operators.chat == 0 {
		lines = append(lines, "note: operators.chat is 0: nobody is told when a customer needs a person")
	}
	return lines
}
