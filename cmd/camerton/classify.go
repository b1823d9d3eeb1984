package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	_ "embed" // for the examples
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/camerton/camerton/tone"
)

type classifyCommand struct {
	Text   []word `arg:"" optional:"" help:"The message. Without it, standard input is read, one message a line."`
	Format string `enum:"text,json" default:"text" help:"Output: text for people, json for programs (JSON Lines)."`
	Input  string `enum:"text,jsonl" default:"text" help:"Standard input: text (a message a line) or jsonl (objects with text, channel, at)."`
	Model  string `placeholder:"FILE" help:"Use this model instead of the embedded one."`
}

//go:embed help/classify.txt
var classifyHelp string

// Help is shown under the flags.
func (*classifyCommand) Help() string { return classifyHelp }

// Run reads one message or all of standard input.
func (c *classifyCommand) Run(ctx context.Context, p *program) error {
	classifier, err := loadModel(c.Model)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(p.out)
	show := func(m tone.Message, at tone.Context) error {
		r := classifier.Classify(m, at)
		if c.Format == "json" {
			return writeReading(out, m.Text, r)
		}
		return newPage(p).reading(out, m.Text, r)
	}
	if len(c.Text) > 0 {
		err = show(tone.Message{Text: sentence(c.Text)}, tone.Context{})
	} else {
		err = newLineReader(p.in).each(ctx, out.Flush, func(n int, line []byte) error {
			if c.Input == "jsonl" && len(bytes.TrimSpace(line)) == 0 {
				return nil
			}
			m, at, err := c.parse(n, line)
			if err != nil {
				return err
			}
			return show(m, at)
		})
	}
	return errors.Join(err, out.Flush())
}

// inputLine is a message as --input jsonl has it.
type inputLine struct {
	Text    *string      `json:"text"`
	Channel tone.Channel `json:"channel"`
	At      time.Time    `json:"at"`
}

func (c *classifyCommand) parse(n int, line []byte) (tone.Message, tone.Context, error) {
	if c.Input == "text" {
		return tone.Message{Text: string(line)}, tone.Context{}, nil
	}
	var in inputLine
	err := json.Unmarshal(line, &in)
	if err == nil && in.Text == nil {
		err = errors.New(`no "text"`)
	}
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		err = fmt.Errorf("%s is of type %s", cmp.Or(wrong.Field, "this"), wrong.Value)
	}
	if err != nil {
		return tone.Message{}, tone.Context{}, usage(fmt.Errorf("line %d: %w; want %s", n, err, inputForm))
	}
	return tone.Message{Text: *in.Text}, tone.Context{Channel: in.Channel, At: in.At}, nil
}

// inputForm is how a message of --input jsonl is written.
const inputForm = `{"text": "…", "channel": "telegram", "at": "2026-03-02T10:00:00+02:00"}`

// writeReading writes a reading as one line of JSON, the text first.
func writeReading(w io.Writer, text string, r tone.Reading) error {
	var line bytes.Buffer
	e := json.NewEncoder(&line)
	e.SetEscapeHTML(false)
	if err := e.Encode(struct {
		Text string `json:"text"`
	}{text}); err != nil {
		return err
	}
	line.Truncate(line.Len() - len("}\n"))
	line.WriteByte(',')
	var rest bytes.Buffer
	e = json.NewEncoder(&rest)
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		return err
	}
	line.Write(rest.Bytes()[1:])
	_, err := w.Write(line.Bytes())
	return err
}
