package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/camerton/camerton/tone/corpus"
	"github.com/camerton/camerton/tone/eval"
)

type evalCommand struct {
	File   []string `arg:"" optional:"" help:"Labelled messages in the corpus's line format. Without it, a split of the embedded corpus."`
	Split  string   `enum:"train,dev,test" default:"test" help:"Which split of the embedded corpus (train, dev or test)."`
	Model  string   `placeholder:"FILE" help:"Use this model instead of the embedded one."`
	Format string   `enum:"text,json" default:"text" help:"Output: text for people, json for programs."`
}

// Help is shown under the flags.
func (*evalCommand) Help() string {
	return `Examples:
  camerton eval
  camerton eval my-messages.txt --format json`
}

// Run measures and prints the report.
func (c *evalCommand) Run(p *program) error {
	classifier, err := loadModel(c.Model)
	if err != nil {
		return err
	}
	batches, err := c.batches()
	if err != nil {
		return err
	}
	report := eval.Measure(classifier, batches)
	if c.Format == "json" {
		return json.NewEncoder(p.out).Encode(report.Figures("eval"))
	}
	_, err = fmt.Fprint(p.out, report)
	return err
}

func (c *evalCommand) batches() ([]corpus.Batch, error) {
	if len(c.File) == 0 {
		all, err := corpus.Embedded()
		if err != nil {
			return nil, err
		}
		split := map[string]corpus.Split{"train": corpus.Train, "dev": corpus.Dev, "test": corpus.Test}[c.Split]
		return corpus.Of(all, split), nil
	}
	var batches []corpus.Batch
	for _, name := range c.File {
		f, err := os.Open(name)
		if err != nil {
			return nil, usage(err)
		}
		b, err := corpus.Parse(filepath.ToSlash(name), f)
		if err := f.Close(); err != nil {
			return nil, err
		}
		if err != nil {
			return nil, usage(err)
		}
		batches = append(batches, b)
	}
	return batches, nil
}
