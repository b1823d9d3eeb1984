package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/camerton/camerton/tone/corpus"
	"github.com/camerton/camerton/tone/eval"
	"github.com/camerton/camerton/tone/train"
)

type trainCommand struct {
	Corpus string `arg:"" optional:"" help:"Folder of labelled messages (*.txt). Without it, the embedded corpus."`
	Adapt  string `placeholder:"FILE" help:"Learn your own labelled messages, too, and say what it did: lines of the corpus, or JSON Lines as for eval."`
	Output string `short:"o" required:"" placeholder:"FILE" help:"Where to write the model."`
}

// Help is shown under the flags.
func (*trainCommand) Help() string {
	return `The corpus needs batches of two splits at least: "train" to fit the weights, "dev" to choose the settings. See the package tone/corpus for the form of its files.

With --adapt, one in five of your messages is kept back to see whether learning the others helped; the model that is written has learned all of them.

Examples:
  camerton train -o camerton.model && camerton classify --model camerton.model "va rog, e urgent"
  camerton train --adapt my-messages.jsonl -o my.model`
}

// Run trains and writes a model.
func (c *trainCommand) Run(p *program) error {
	batches, err := readCorpus(c.Corpus)
	if err != nil {
		return err
	}
	config := train.Config{
		Train: corpus.Of(batches, corpus.Train), Dev: corpus.Of(batches, corpus.Dev), Test: corpus.Of(batches, corpus.Test),
		Progress: newProgress(p.err, p.now).report,
	}
	data, err := c.train(p, config)
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Output, data, 0o644); err != nil { //nolint:gosec // a model is no secret
		return err
	}
	_, err = fmt.Fprintf(p.err, "wrote %s, %d KiB\n", c.Output, len(data)>>10)
	return err
}

func (c *trainCommand) train(p *program, config train.Config) ([]byte, error) {
	if c.Adapt == "" {
		data, err := train.Model(config)
		if err != nil {
			return nil, usage(err)
		}
		return data, nil
	}
	own, err := readExamples([]string{c.Adapt})
	if err != nil {
		return nil, err
	}
	data, adaptation, err := train.Adapt(config, own)
	if err != nil {
		return nil, usage(err)
	}
	return data, writeAdaptation(p.out, adaptation)
}

// writeAdaptation says what learning the user's messages did.
func writeAdaptation(w io.Writer, a *train.Adaptation) error {
	var b strings.Builder
	fmt.Fprintf(&b, "In a trial that learned %d of your messages, each as much as %g of the corpus,\nand kept %d back:\n\n%-50s before   after\n",
		a.Learned, a.Weight, a.Kept, "")
	row := func(label string, of func(train.Standing) eval.Score, figure func(eval.Score) float64) {
		if of(a.Before).Messages == 0 {
			return // your messages have no such label
		}
		before, after := figure(of(a.Before)), figure(of(a.After))
		fmt.Fprintf(&b, "  %-46s %8.3f%8.3f  %+.3f\n", label, before, after, after-before)
	}
	accuracy := func(s eval.Score) float64 { return s.Accuracy }
	macroF1 := func(s eval.Score) float64 { return s.MacroF1 }
	row("your messages kept back: state accuracy", func(s train.Standing) eval.Score { return s.Own.All.State }, accuracy)
	row("                         state macro-F1", func(s train.Standing) eval.Score { return s.Own.All.State }, macroF1)
	row("                         topic accuracy", func(s train.Standing) eval.Score { return s.Own.All.Topic }, accuracy)
	row("dev split of the corpus: state macro-F1", func(s train.Standing) eval.Score { return s.Dev.All.State }, macroF1)
	row("                         topic macro-F1", func(s train.Standing) eval.Score { return s.Dev.All.Topic }, macroF1)
	_, err := io.WriteString(w, b.String())
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
