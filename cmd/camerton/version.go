package main

import (
	"fmt"
	"runtime/debug"

	"github.com/camerton/camerton/tone"
)

type versionCommand struct{}

// Run prints what the program is made of.
func (versionCommand) Run(p *program) error {
	version := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		version = info.Main.Version
	}
	card := tone.Default().Card()
	_, err := fmt.Fprintf(p.out, "camerton %s\nmodel    corpus %s, cues %s\n", version, card.Corpus, card.Lexicon)
	return err
}
