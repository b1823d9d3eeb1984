package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/camerton/camerton/tone/corpus"
	"github.com/camerton/camerton/tone/train"
)

type trainCommand struct {
	Corpus string `arg:"" optional:"" help:"Folder of labelled messages (*.txt). Without it, the embedded corpus."`
	Output string `short:"o" required:"" placeholder:"FILE" help:"Where to write the model."`
}

// Help is shown under the flags.
func (*trainCommand) Help() string {
	return `The corpus needs batches of two splits at least: "train" to fit the weights, "dev" to choose the settings. See the package tone/corpus for the form of its files.

Example:
  camerton train -o camerton.model && camerton classify --model camerton.model "va rog, e urgent"`
}

// Run trains and writes a model.
func (c *trainCommand) Run(p *program) error {
	batches, err := readCorpus(c.Corpus)
	if err != nil {
		return err
	}
	data, err := train.Model(train.Config{
		Train: corpus.Of(batches, corpus.Train), Dev: corpus.Of(batches, corpus.Dev), Test: corpus.Of(batches, corpus.Test),
		Progress: newProgress(p.err, p.now).report,
	})
	if err != nil {
		return usage(err)
	}
	if err := os.WriteFile(c.Output, data, 0o644); err != nil { //nolint:gosec // a model is no secret
		return err
	}
	_, err = fmt.Fprintf(p.err, "wrote %s, %d KiB\n", c.Output, len(data)>>10)
	return err
}

// readCorpus reads the batches of a folder, or the embedded ones.
func readCorpus(dir string) ([]corpus.Batch, error) {
	if dir == "" {
		return corpus.Embedded()
	}
	if _, err := os.ReadDir(dir); err != nil {
		return nil, usage(err)
	}
	batches, err := corpus.ReadFS(os.DirFS(dir), ".")
	if err != nil {
		return nil, usage(err)
	}
	if len(batches) == 0 {
		return nil, usage(errors.New(dir + " holds no *.txt file"))
	}
	return batches, nil
}
