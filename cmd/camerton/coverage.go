package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

type coverageCommand struct {
	Dir     string `arg:"" optional:"" help:"A folder of own texts over the embedded ones."`
	Channel string `enum:"all,telegram,telegram_business,web,instagram,whatsapp,viber,email,sms,phone" default:"telegram" placeholder:"CHANNEL" help:"The channel whose texts are shown; all shows how many cells each rung serves on each channel."`
	Require string `enum:"any,exact,neutral,hold,general" default:"any" placeholder:"RUNG" help:"Exit status 1 if a cell is served on a lower rung than this: exact, neutral, hold or general."`
	Format  string `enum:"text,json" default:"text" help:"Output: text for people, json for programs (JSON Lines)."`
}

// Help is shown under the flags.
func (*coverageCommand) Help() string {
	return `For every topic, state and language it shows which rung of the fallback serves it: exact, neutral, hold, general or person, with the number of texts that need no facts.

Examples:
  camerton coverage
  camerton coverage --channel all
  camerton coverage my-texts --require exact
  camerton coverage my-texts --channel email --format json`
}

// Run prints the matrix.
func (c *coverageCommand) Run(p *program) error {
	texts, err := loadCatalog(c.Dir)
	if err != nil {
		return err
	}
	all := tone.Channels()
	channels := all[:]
	if c.Channel != "all" {
		channel, err := tone.ParseChannel(c.Channel)
		if err != nil {
			return err
		}
		channels = []tone.Channel{channel}
	}
	lacking := 0
	for i, channel := range channels {
		cells := texts.Coverage(channel)
		lacking += c.lacking(cells)
		if err := c.print(p, texts, channel, cells, i == 0); err != nil {
			return err
		}
	}
	if lacking > 0 {
		return &statusError{exitWrong, fmt.Errorf("%d cells have no text on the rung %s or above", lacking, c.Require)}
	}
	return nil
}

// print shows the cells of a channel.
func (c *coverageCommand) print(p *program, texts *templates.Catalog, channel tone.Channel, cells []templates.Coverage, first bool) error {
	switch {
	case c.Format == "json":
		return coverageJSON(p, texts, channel, cells)
	case c.Channel == "all":
		return coverageLine(p, channel, cells, first)
	}
	return coverageText(p, cells)
}

// lacking counts the cells below the rung that is required.
func (c *coverageCommand) lacking(cells []templates.Coverage) (n int) {
	var required templates.Rung
	if c.Require == "any" || required.UnmarshalText([]byte(c.Require)) != nil {
		return 0
	}
	for _, cell := range cells {
		if cell.Rung > required {
			n++
		}
	}
	return n
}

// coverageLine prints how many cells each rung serves.
func coverageLine(p *program, channel tone.Channel, cells []templates.Coverage, first bool) error {
	var b strings.Builder
	if first {
		fmt.Fprintf(&b, "%-18s", "")
		for rung := range templates.RungPerson + 1 {
			fmt.Fprintf(&b, " %8s", rung)
		}
		b.WriteByte('\n')
	}
	var count [templates.RungPerson + 1]int
	for _, cell := range cells {
		count[cell.Rung]++
	}
	fmt.Fprintf(&b, "%-18s", channel)
	for _, n := range count {
		fmt.Fprintf(&b, " %8d", n)
	}
	_, err := fmt.Fprintln(p.out, b.String())
	return err
}

// A coveredText is a text in the JSON of a cell.
type coveredText struct {
	ID       string   `json:"id"`
	Promises []string `json:"promises"`
	Facts    bool     `json:"facts"`
}

// covered describes the texts of a cell.
func covered(texts *templates.Catalog, cell templates.Coverage) []coveredText {
	all := []coveredText{}
	for i, ids := range [][]string{cell.IDs, cell.FactIDs} {
		for _, id := range ids {
			text, _ := texts.Text(id, cell.Language)
			all = append(all, coveredText{id, append([]string{}, text.Promises...), i == 1})
		}
	}
	return all
}

func coverageJSON(p *program, texts *templates.Catalog, channel tone.Channel, cells []templates.Coverage) error {
	e := json.NewEncoder(p.out)
	for _, cell := range cells {
		if err := e.Encode(struct {
			Topic    string         `json:"topic"`
			State    tone.State     `json:"state"`
			Language tone.Language  `json:"language"`
			Channel  tone.Channel   `json:"channel"`
			Rung     templates.Rung `json:"rung"`
			Texts    []coveredText  `json:"texts"`
		}{cell.Topic, cell.State, cell.Language, channel, cell.Rung, covered(texts, cell)}); err != nil {
			return err
		}
	}
	return nil
}

// coverageText prints a table with a line a topic and language and a column a
// state: the number of texts of an exact cell, with those that need facts after
// a plus, or the rung that serves it instead.
func coverageText(p *program, cells []templates.Coverage) error {
	pg := newPage(p)
	var b strings.Builder
	fmt.Fprintf(&b, "%-15s", "")
	for _, s := range tone.States() {
		fmt.Fprintf(&b, " %s", pg.paint(fmt.Sprintf("%-10.10s", s), bold))
	}
	b.WriteByte('\n')
	exact := 0
	for row := range rowsOf(cells) {
		fmt.Fprintf(&b, "%-12.12s %-2s", row[0].Topic, row[0].Language)
		for _, cell := range row {
			said := cell.Rung.String()
			if cell.Rung == templates.RungExact {
				exact++
				said = strconv.Itoa(len(cell.IDs))
				if n := len(cell.FactIDs); n > 0 {
					said += fmt.Sprintf(" +%d", n)
				}
			} else {
				said = pg.paint(fmt.Sprintf("%-10s", said), faint)
			}
			fmt.Fprintf(&b, " %-10s", said)
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "\n%d of %d cells have texts of their own (%.1f %%).\n", exact, len(cells), 100*float64(exact)/float64(max(1, len(cells))))
	_, err := fmt.Fprint(p.out, b.String())
	return err
}

// rowsOf yields the cells of one topic and language at a time, in the order of
// the states.
func rowsOf(cells []templates.Coverage) func(yield func([]templates.Coverage) bool) {
	return func(yield func([]templates.Coverage) bool) {
		for _, lang := range [...]tone.Language{tone.Russian, tone.Romanian} {
			var row []templates.Coverage
			for _, c := range cells {
				if c.Language != lang {
					continue
				}
				if row = append(row, c); len(row) == tone.NumStates {
					if !yield(row) {
						return
					}
					row = nil
				}
			}
		}
	}
}
