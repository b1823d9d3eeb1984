// Command custom-locales answers with a shop's own words, which lie over those
// of the library, and shows how a mistake in them is told.
//
//	go run ./examples/custom-locales
package main

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

//go:embed messages.txt
var messages string

// files could be a folder on disk as well: os.DirFS("texts").
//
//go:embed texts broken
var files embed.FS

func main() {
	monday := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	if err := run(os.Stdout, monday); err != nil {
		fmt.Fprintln(os.Stderr, "custom-locales:", err)
		os.Exit(1)
	}
}

func run(out io.Writer, now time.Time) error {
	own, err := fs.Sub(files, "texts")
	if err != nil {
		return err
	}
	shop, err := templates.LoadBusiness(own, templates.BusinessFile)
	if err != nil {
		return err
	}
	for _, layers := range [][]fs.FS{nil, {templates.Named("texts", own)}} {
		texts, err := templates.Load(locales.FS, layers...)
		if err != nil {
			return err
		}
		if err := answer(out, texts, shop, now); err != nil {
			return err
		}
	}
	return mistakes(out)
}

// answer prints the replies of a catalogue to the messages.
func answer(out io.Writer, texts *templates.Catalog, shop *templates.Business, now time.Time) error {
	desk, err := texts.Desk(shop)
	if err != nil {
		return err
	}
	for message := range strings.Lines(messages) {
		reading := tone.Classify(strings.TrimSpace(message))
		draft, err := desk.Draft(reading, desk.Policy().Plan(reading, timing.History{}, now), now)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(out, "%s%s: %s\n\n", message, draft.ID, draft.Text); err != nil {
			return err
		}
	}
	return nil
}

// mistakes prints what is wrong with a folder, all of it at once. Texts with
// mistakes are never used.
func mistakes(out io.Writer) error {
	broken, err := fs.Sub(files, "broken")
	if err != nil {
		return err
	}
	_, err = templates.Load(locales.FS, templates.Named("broken", broken))
	faults, ok := errors.AsType[templates.Faults](err)
	if !ok {
		return err
	}
	for _, fault := range faults {
		if _, err := fmt.Fprintln(out, fault); err != nil {
			return err
		}
	}
	return nil
}
