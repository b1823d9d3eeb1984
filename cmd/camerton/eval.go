package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/camerton/camerton/tone/corpus"
	"github.com/camerton/camerton/tone/eval"
)

type evalCommand struct {
	File     []string `arg:"" optional:"" help:"Labelled messages: lines of the corpus, or JSON Lines with text and any of state, second, intensity, topic, lang. Without it, a split of the embedded corpus."`
	Split    string   `enum:"train,dev,test" default:"test" help:"Which split of the embedded corpus (train, dev or test)."`
	Model    string   `placeholder:"FILE" help:"Use this model instead of the embedded one."`
	Format   string   `enum:"text,json" default:"text" help:"Output: text for people, json for programs."`
	HTML     string   `name:"html" placeholder:"FILE" help:"Write the report as a page with diagrams, too."`
	Mistakes *bool    `negatable:"" help:"Show the surest mistakes, or not. Unless told, those of test parts are not shown: whoever has seen them can't measure by them any more."`
}

// Help is shown under the flags.
func (*evalCommand) Help() string {
	return `Examples:
  camerton eval
  camerton eval --split dev --html report.html
  camerton eval my-messages.jsonl --format json --no-mistakes`
}

// Run measures and prints the report.
func (c *evalCommand) Run(p *program) error {
	classifier, err := loadModel(c.Model)
	if err != nil {
		return err
	}
	examples, err := c.examples()
	if err != nil {
		return err
	}
	if len(examples) == 0 {
		return usage(errors.New("no messages to measure"))
	}
	for i := range examples {
		if c.Mistakes != nil {
			examples[i].Unread = !*c.Mistakes
		}
	}
	c.warn(p, classifier.Card().Figures)
	report := eval.MeasureExamples(classifier, examples)
	if c.HTML != "" {
		if err := writePage(c.HTML, report); err != nil {
			return err
		}
	}
	if c.Format == "json" {
		return json.NewEncoder(p.out).Encode(report)
	}
	return report.WriteText(p.out)
}

// warn says when the model has learned what it is measured on.
func (c *evalCommand) warn(p *program, figures map[string]float64) {
	if len(c.File) > 0 || c.Model != "" || c.Split == "test" {
		return
	}
	_, _ = fmt.Fprintf(p.err, "The embedded model has learned these messages, so the figures say nothing about others;\n"+
		"before it had, its state macro-F1 on the dev split was %.3f.\n", figures["dev.state.macro_f1"])
}

func (c *evalCommand) examples() ([]eval.Example, error) {
	if len(c.File) > 0 {
		return readExamples(c.File)
	}
	all, err := corpus.Embedded()
	if err != nil {
		return nil, err
	}
	split := map[string]corpus.Split{"train": corpus.Train, "dev": corpus.Dev, "test": corpus.Test}[c.Split]
	return eval.Examples(corpus.Of(all, split)), nil
}

// readExamples reads labelled messages from files.
func readExamples(names []string) (all []eval.Example, err error) {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return nil, usage(err)
		}
		examples, err := eval.Read(filepath.ToSlash(name), f)
		if err := f.Close(); err != nil {
			return nil, err
		}
		if err != nil {
			return nil, usage(err)
		}
		all = append(all, examples...)
	}
	return all, nil
}

func writePage(name string, report *eval.Report) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := report.WriteHTML(f); err != nil {
		_ = f.Close() // the first error says more
		return err
	}
	return f.Close()
}
