package main

import (
	"encoding/json"
	"fmt"
	"runtime/debug"

	"github.com/camerton/camerton/bot/sqlite"
	"github.com/camerton/camerton/tone"
)

type versionCommand struct {
	Format string `enum:"text,json" default:"text" help:"Output: text for people, json for programs."`
}

// Help is shown under the flags.
func (*versionCommand) Help() string {
	return `Examples:
  camerton version
  camerton version --format json`
}

// madeOf is what decides how the program reads, answers and stores.
type madeOf struct {
	Version string `json:"version"` // of the module
	Model   string `json:"model"`   // hashes
	Corpus  string `json:"corpus"`
	Cues    string `json:"cues"`
	Schema  int    `json:"schema"` // of the bot's store
}

// Run prints what the program is made of.
func (c *versionCommand) Run(p *program) error {
	schema, err := sqlite.SchemaVersion()
	if err != nil {
		return err
	}
	model := tone.Default()
	m := madeOf{versionName(), model.Hash(), model.Card().Corpus, model.Card().Lexicon, schema}
	if c.Format == "json" {
		return json.NewEncoder(p.out).Encode(m)
	}
	_, err = fmt.Fprintf(p.out, "camerton %s\nmodel    %s, from corpus %s and cues %s\nschema   %d\n", m.Version, m.Model, m.Corpus, m.Cues, m.Schema)
	return err
}

// versionName returns the version of the module that the program was built from.
func versionName() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
