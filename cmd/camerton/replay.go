package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
)

type replayCommand struct {
	File     string `arg:"" optional:"" help:"Conversations, one a line (JSON Lines), or result.json of Telegram Desktop. Without it, standard input."`
	Format   string `enum:"text,json" default:"text" help:"Output: text for people, json for programs (JSON Lines)."`
	Facts    string `placeholder:"FILE" help:"The business's facts and hours (business.toml), for conversations that name none."`
	Locales  string `placeholder:"DIR" help:"A folder of own texts over the embedded ones."`
	Model    string `placeholder:"FILE" help:"Use this model instead of the embedded one."`
	Timezone string `default:"Europe/Chisinau" placeholder:"ZONE" help:"The zone of an export's times that have none."`
}

// Help is shown under the flags.
func (*replayCommand) Help() string {
	return `A line is {"id", "hours"?, "timezone"?, "closed"?, "business"?, "turns": [{"from": "customer" or "business", "at", "channel"?, "text"}]}.

Examples:
  camerton replay conversations.jsonl
  camerton replay --format json --facts business.toml result.json
  echo '{"id":"c1","hours":"Mon-Fri 09:00-18:00","turns":[{"from":"customer","at":"2026-03-02T10:00:00+02:00","text":"gde zakaz?"}]}' | camerton replay`
}

// Run replays all conversations of the file, or of standard input.
func (c *replayCommand) Run(ctx context.Context, p *program) error {
	replayer, err := c.replayer()
	if err != nil {
		return err
	}
	in := p.in
	if c.File != "" {
		f, err := os.Open(c.File)
		if err != nil {
			return usage(err)
		}
		defer f.Close() //nolint:errcheck // it was only read
		in = f
	}
	out := bufio.NewWriter(p.out)
	show := func(d *bot.Dialogue) error {
		judgements, err := replayer.Replay(d)
		if err != nil {
			return unreadable(err)
		}
		if c.Format == "json" {
			return writeJudgements(out, judgements)
		}
		return newPage(p).judgements(out, d, judgements)
	}
	err = c.read(ctx, in, out.Flush, show)
	return errors.Join(err, out.Flush())
}

// replayer puts together what conversations are replayed with.
func (c *replayCommand) replayer() (*bot.Replayer, error) {
	classifier, err := loadModel(c.Model)
	if err != nil {
		return nil, err
	}
	texts, err := loadCatalog(c.Locales)
	if err != nil {
		return nil, err
	}
	r := &bot.Replayer{Classifier: classifier, Catalog: texts, Business: c.business}
	if c.Facts != "" {
		if r.Facts, err = readBusiness(c.Facts); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// business reads the facts that a conversation names, from beside the file of
// conversations if there is one.
func (c *replayCommand) business(path string) (*templates.Business, error) {
	if !filepath.IsAbs(path) && c.File != "" {
		path = filepath.Join(filepath.Dir(c.File), path)
	}
	return readBusiness(path)
}

func readBusiness(path string) (*templates.Business, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, usage(err)
	}
	b, err := templates.ParseBusiness(filepath.ToSlash(path), data)
	return b, refused(err)
}

// read calls show for every conversation. The first line tells the form of the
// input.
func (c *replayCommand) read(ctx context.Context, in io.Reader, flush func() error, show func(*bot.Dialogue) error) error {
	lines := newLineReader(in)
	first := true
	err := lines.each(ctx, flush, func(n int, line []byte) error {
		if len(bytes.TrimSpace(line)) == 0 {
			return nil
		}
		if first && bot.IsExport(line) {
			return c.export(io.MultiReader(bytes.NewReader(bytes.Clone(line)), lines.in), flush, show)
		}
		first = false
		d, err := bot.ParseDialogue(line)
		if err == nil {
			err = show(d)
		}
		return atLine(n, err)
	})
	return err
}

// export reads an export of Telegram Desktop.
func (c *replayCommand) export(in io.Reader, flush func() error, show func(*bot.Dialogue) error) error {
	zone, err := timing.LoadZone(c.Timezone)
	if err != nil {
		return usage(err)
	}
	err = bot.ReadExport(in, zone, func(d *bot.Dialogue) error {
		if err := show(d); err != nil {
			return err
		}
		return flush()
	})
	return unreadable(err)
}

// atLine says in which line of the input something was wrong.
func atLine(n int, err error) error {
	var ended *statusError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &ended):
		return &statusError{ended.status, fmt.Errorf("line %d: %w", n, ended.err)}
	}
	return usage(fmt.Errorf("line %d: %w", n, err))
}

// unreadable marks an error as one of the input, unless it is one of writing or
// has a status already.
func unreadable(err error) error {
	var ended *statusError
	var path *fs.PathError
	if err == nil || errors.As(err, &ended) || errors.As(err, &path) {
		return err
	}
	return usage(err)
}

// writeJudgements writes an object a line.
func writeJudgements(w io.Writer, judgements []bot.Judgement) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for i := range judgements {
		if err := e.Encode(&judgements[i]); err != nil {
			return err
		}
	}
	return nil
}

// judgements writes a conversation as people read it: what was written, and
// under each line of the customer what is decided about it.
func (p page) judgements(w io.Writer, d *bot.Dialogue, judgements []bot.Judgement) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", p.paint(printable(d.ID), bold))
	next := 0
	for i := range d.Turns {
		t := &d.Turns[i]
		who := t.From.String()
		fmt.Fprintf(&b, "%s %s  %s\n", t.At.Format("02.01 15:04:05"), p.paint(fmt.Sprintf("%-8s", who), faint),
			indent(wrap(printable(textOf(t)), p.width-26), 26))
		if next < len(judgements) && judgements[next].Turn == i {
			p.judgement(&b, &judgements[next])
			next++
		}
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

// textOf is what a turn says, or what it is if it says nothing.
func textOf(t *bot.Turn) string {
	if t.Text == "" {
		return "(no text)"
	}
	return t.Text
}

// judgement writes what is decided about one turn.
func (p page) judgement(b *strings.Builder, j *bot.Judgement) {
	const margin = 16
	line := "→ " + p.paint(string(j.Action), bold, stateColours[j.State])
	if j.Draft != "" {
		line += fmt.Sprintf(" after %g s", j.Delay)
	}
	fmt.Fprintf(b, "%*s%s  %s\n", margin, "", line, p.paint(fmt.Sprintf("%s · %s · %s", j.State, j.Topic, j.Language), faint))
	if j.Draft != "" {
		fmt.Fprintf(b, "%*s%s\n", margin+2, "", indent(wrap(printable(j.Draft), p.width-margin-2), margin+2))
	}
	if len(j.Why) > 0 {
		fmt.Fprintf(b, "%*s%s\n", margin+2, "", p.paint(indent(wrap(strings.Join(j.Why, "; "), p.width-margin-2), margin+2), faint))
	}
}

// indent moves all lines but the first to the right; empty ones stay so.
func indent(s string, by int) string {
	lines := strings.Split(s, "\n")
	for i := 1; i < len(lines); i++ {
		if lines[i] != "" {
			lines[i] = strings.Repeat(" ", by) + lines[i]
		}
	}
	return strings.Join(lines, "\n")
}
