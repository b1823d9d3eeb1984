package main

import (
	"fmt"
	"runtime/debug"

	"github.com/camerton/camerton/tone"
)

type versionCommand struct{}

// Run prints what the program is made of.
func (versionCommand) Run(p *program) error {
	card := tone.Default().Card()
	_, err := fmt.Fprintf(p.out, "camerton %s\nmodel    corpus %s, cues %s\n", versionName(), card.Corpus, card.Lexicon)
	return err
}

// versionName returns the version of the module that the program was built from.
func versionName() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
