package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

type previewCommand struct {
	What     string `arg:"" optional:"" help:"The beginning of the ids, price.rushed, or a state. Without it, every text."`
	Locales  string `placeholder:"DIR" help:"A folder of own texts over the embedded ones, or one with a whole contract.toml."`
	Lang     string `enum:"all,ru,ro" default:"all" help:"all, ru or ro."`
	All      bool   `help:"Every combination of what may be known, not only the fewest and the most."`
	Messages string `enum:"en,ru,ro" default:"en" help:"Language of what the lint says: en, ru or ro."`
	Watch    bool   `short:"w" help:"Show them anew after every change of the folder, until Ctrl-C."`
}

// Help is shown under the flags.
func (*previewCommand) Help() string {
	return `Texts with the contract's examples for their variables, and what the lint has against them.

Examples:
  camerton preview price.rushed
  camerton preview --lang ro irritated --all
  camerton preview --locales my-texts --watch price`
}

// Run shows the texts, once or after every change.
func (c *previewCommand) Run(ctx context.Context, p *program) error {
	if c.Locales != "" {
		if err := holdsTexts(c.Locales); err != nil {
			return err
		}
	}
	if !c.Watch {
		return c.show(p)
	}
	if c.Locales == "" {
		return usage(errors.New("--watch needs a folder: name it with --locales"))
	}
	return watchFolder(ctx, c.Locales, func() error {
		if _, err := fmt.Fprint(p.out, newPage(p).cleared()); err != nil {
			return err
		}
		err := c.show(p)
		var faulty *statusError
		if errors.As(err, &faulty) && faulty.status == exitWrong {
			_, err = fmt.Fprintln(p.out, faulty.err) // the next save may mend it
		}
		return err
	})
}

// cleared is what clears the screen of a terminal.
func (p page) cleared() string {
	if !p.colour {
		return ""
	}
	return "\x1b[2J\x1b[H"
}

// show loads the texts and shows those that are asked for.
func (c *previewCommand) show(p *program) error {
	folders := c.folders()
	texts, err := templates.Load(folders[0], folders[1:]...)
	if err != nil {
		return refused(err)
	}
	findings, err := templates.Lint(templates.LintOptions{Messages: c.Messages, Classify: ownReading}, folders[0], folders[1:]...)
	if err != nil {
		return err
	}
	said := map[string][]templates.Finding{}
	for _, f := range findings {
		said[f.Language.String()+" "+f.Key] = append(said[f.Language.String()+" "+f.Key], f)
	}
	pg, shown := newPage(p), 0
	var b strings.Builder
	for text := range texts.Texts() {
		if !c.wants(text) {
			continue
		}
		shown++
		c.text(&b, pg, texts, text)
		for _, f := range said[text.Language.String()+" "+text.ID] {
			fmt.Fprintf(&b, "  %s %s — %s (%s)\n", pg.paint(f.Severity.String()+":", bold, "31"), f.Message, f.Fix, f.Rule)
		}
		b.WriteByte('\n')
	}
	if shown == 0 {
		return usage(fmt.Errorf("no text's id begins with %q, and it is no state", c.What))
	}
	_, err = fmt.Fprint(p.out, b.String())
	return err
}

// folders returns the folders that the texts are loaded from.
func (c *previewCommand) folders() []fs.FS {
	if c.Locales == "" {
		return []fs.FS{locales.FS}
	}
	own := os.DirFS(c.Locales)
	named := templates.Named(filepath.ToSlash(c.Locales), own)
	if templates.IsWhole(own) {
		return []fs.FS{named}
	}
	return []fs.FS{locales.FS, named}
}

// wants reports whether a text is asked for.
func (c *previewCommand) wants(text templates.Text) bool {
	if c.Lang != "all" && text.Language.String() != c.Lang {
		return false
	}
	rest, begins := strings.CutPrefix(text.ID, c.What)
	if c.What == "" || begins && (rest == "" || rest[0] == '.') {
		return true
	}
	_, err := tone.ParseState(c.What)
	return err == nil && slices.Contains(strings.Split(text.ID, "."), c.What)
}

// text writes a text's renditions.
func (c *previewCommand) text(b *strings.Builder, pg page, texts *templates.Catalog, text templates.Text) {
	head := fmt.Sprintf("%s %s", text.Language, text.ID)
	about := fmt.Sprintf("%s:%d", text.File, text.Line)
	if len(text.Promises) > 0 {
		about += ", promises " + strings.Join(text.Promises, ", ")
	}
	if text.Arm != "" {
		about += ", arm " + text.Arm
	}
	fmt.Fprintf(b, "%s  %s\n", pg.paint(head, bold), pg.paint(about, faint))
	for _, example := range c.examples(texts, text) {
		const margin = 2
		fmt.Fprintf(b, "  %s\n  %s\n", pg.paint("["+strings.Join(example.vars, " ")+"]", faint),
			indent(wrap(example.text, pg.width-margin), margin))
	}
}

// An example is a rendition and the variables that are there.
type example struct {
	vars []string
	text string
}

// examples returns every rendition, or only the one with the fewest variables
// and the one with the most.
func (c *previewCommand) examples(texts *templates.Catalog, text templates.Text) []example {
	var all []example
	for vars, rendered := range texts.Examples(text.ID, text.Language) {
		e := example{text: rendered}
		for name := range vars {
			e.vars = append(e.vars, name)
		}
		slices.Sort(e.vars)
		all = append(all, e)
	}
	if c.All || len(all) < 3 {
		return all
	}
	byVars := func(a, b example) int { return cmp.Compare(len(a.vars), len(b.vars)) }
	return []example{slices.MinFunc(all, byVars), slices.MaxFunc(all, byVars)}
}
