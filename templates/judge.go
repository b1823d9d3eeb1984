package templates

import (
	"cmp"
	"slices"
	"strings"

	"github.com/camerton/camerton/templates/internal/wording"
	"github.com/camerton/camerton/tone"
)

// PromisesIn returns the kinds of promises that a finished text makes, judged by
// the cue words of the contract, sorted; nil if none are met. It is how texts
// are checked against what they declare, and it can be asked about what a person
// wrote as well.
func (c *Catalog) PromisesIn(finished string, lang tone.Language) []string {
	i, ok := langIndex(lang)
	if !ok {
		return nil
	}
	return promisesIn(c.cues[i](), wording.Words(finished))
}

// Breaches returns the texts that break the tone rules of their own state: too
// many sentences for a customer in a hurry, an exclamation mark for an angry
// one. Loading does not refuse them, because a business may know better.
func (c *Catalog) Breaches() Faults {
	var faults Faults
	for lang := range langs {
		sample := c.sample(lang)
		for t := range c.each(lang) {
			if t.state != anyState && !t.fitsState(t.state) {
				faults.add(c.breach(t, sample))
			}
		}
	}
	slices.SortStableFunc(faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return faults
}

// Breaks returns what a finished text does that the tone rules of a state
// forbid, as phrases: "3 sentences, at most 2"; nil if it keeps them. It can be
// asked about what a person wrote as well.
func (c *Catalog) Breaks(finishedText string, state tone.State, lang tone.Language) []string {
	i, ok := langIndex(lang)
	if !ok {
		return nil
	}
	read := wording.Read(finishedText, nil)
	return c.contract.stateRule(state).breaks(finished{measureText(finishedText, read), c.words[i]().Count(read.Words)})
}

func (c *Catalog) breach(t *text, sample Vars) Fault {
	f := Fault{File: t.File, Line: t.Line, Key: t.ID, Fix: "see states." + t.state.String() + " in " + ContractFile}
	for _, rendered := range t.renditions(sample) {
		if broken := c.Breaks(rendered, t.state, t.Language); broken != nil {
			f.Problem = "not for this state: " + strings.Join(broken, "; ")
			break
		}
	}
	return f
}
