package main

import (
	"encoding/json"
	"fmt"

	"github.com/camerton/camerton/templates"
)

type lintCommand struct {
	Dir    string `arg:"" optional:"" type:"existingdir" help:"A folder of own texts, checked over the embedded ones. Without it, the embedded texts alone."`
	Format string `enum:"text,json" default:"text" help:"Output: text for people, json for programs (JSON Lines)."`
}

// Help is shown under the flags.
func (lintCommand) Help() string {
	return `Every finding is a line: file:line: key: what is wrong — what would be right. The exit status is 1 if there are any.

Examples:
  camerton lint
  camerton lint my-texts`
}

// Run checks the texts and prints what is wrong.
func (c *lintCommand) Run(p *program) error {
	texts, err := loadCatalog(c.Dir)
	faults, err := faultsOf(err)
	if err != nil {
		return err
	}
	if texts != nil {
		faults = texts.Breaches()
	}
	for _, f := range faults {
		if err := c.print(p, f); err != nil {
			return err
		}
	}
	if len(faults) > 0 {
		return errWrong
	}
	if c.Format == "text" {
		fmt.Fprintln(p.out, "no faults")
	}
	return nil
}

func (c *lintCommand) print(p *program, f templates.Fault) error {
	if c.Format == "text" {
		_, err := fmt.Fprintln(p.out, f)
		return err
	}
	e := json.NewEncoder(p.out)
	e.SetEscapeHTML(false)
	return e.Encode(struct {
		File    string `json:"file"`
		Line    int    `json:"line"`
		Key     string `json:"key"`
		Problem string `json:"problem"`
		Fix     string `json:"fix"`
	}{f.File, f.Line, f.Key, f.Problem, f.Fix})
}
