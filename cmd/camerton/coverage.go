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
	Dir     string `arg:"" optional:"" type:"existingdir" help:"A folder of own texts over the embedded ones."`
	Channel string `enum:"telegram,telegram_business,web,instagram,whatsapp,viber,email,sms,phone" default:"telegram" placeholder:"CHANNEL" help:"The channel whose texts are shown."`
	Format  string `enum:"text,json" default:"text" help:"Output: text for people, json for programs (JSON Lines)."`
}

// Help is shown under the flags.
func (*coverageCommand) Help() string {
	return `For every topic, state and language it shows which rung of the fallback serves it: exact, neutral, hold, general or person, with the number of texts that need no facts.

Examples:
  camerton coverage
  camerton coverage my-texts --channel email --format json`
}

// Run prints the matrix.
func (c *coverageCommand) Run(p *program) error {
	texts, err := loadCatalog(c.Dir)
	if err != nil {
		return err
	}
	channel, err := tone.ParseChannel(c.Channel)
	if err != nil {
		return err
	}
	cells := texts.Coverage(channel)
	if c.Format == "json" {
		return coverageJSON(p, channel, cells)
	}
	return coverageText(p, cells)
}

func coverageJSON(p *program, channel tone.Channel, cells []templates.Coverage) error {
	e := json.NewEncoder(p.out)
	for _, cell := range cells {
		if err := e.Encode(struct {
			Topic    string         `json:"topic"`
			State    tone.State     `json:"state"`
			Language tone.Language  `json:"language"`
			Channel  tone.Channel   `json:"channel"`
			Rung     templates.Rung `json:"rung"`
			Texts    []string       `json:"texts"`
			Facts    []string       `json:"texts_with_facts"`
		}{
			cell.Topic, cell.State, cell.Language, channel, cell.Rung,
			append([]string{}, cell.IDs...), append([]string{}, cell.FactIDs...),
		}); err != nil {
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
