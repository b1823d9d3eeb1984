package tone

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/camerton/camerton/tone/internal/cue"
	"github.com/camerton/camerton/tone/internal/fact"
)

// wording is the Cue of a span that holds no cue with a name of its own.
const wording = "wording"

//go:embed wording.txt
var wordingText string

// The columns of the descriptions in Russian and Romanian.
const (
	inRussian = iota
	inRomanian
)

// wordings describes, for each state, what only the learned model sees.
var wordings = sync.OnceValue(func() (all [NumStates][2]string) {
	for line := range strings.Lines(wordingText) {
		name, about, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || name[0] == '#' {
			continue
		}
		state, err := ParseState(name)
		if err != nil {
			panic(fmt.Sprintf("tone: wording.txt: %v", err)) // found by this package's tests
		}
		for i, text := range strings.SplitN(about, "|", len(all[state])) {
			all[state][i] = strings.TrimSpace(text)
		}
	}
	return all
})

// descriptions maps the English names of cues and facts to the others.
var descriptions = sync.OnceValue(func() map[string][2]string {
	all := make(map[string][2]string)
	for _, c := range cue.Embedded().Cues {
		all[c.About[0]] = [2]string{c.About[1], c.About[2]}
	}
	for _, f := range fact.All() {
		all[f.About[0]] = [2]string{f.About[1], f.About[2]}
	}
	return all
})

// Describe says what the evidence is in a language that operators read: Russian
// or Romanian, and English for any other. Evidence that does not come from a
// Classifier is described by its Cue.
func (e Evidence) Describe(l Language) string {
	column := inRussian
	switch l {
	case Russian:
	case Romanian:
		column = inRomanian
	case LanguageNone, Mixed, LanguageOther:
		return e.Cue
	}
	if e.Cue == wording && int(e.State) < NumStates {
		return wordings()[e.State][column]
	}
	if about, ok := descriptions()[e.Cue]; ok {
		return about[column]
	}
	return e.Cue
}
