package templates

import (
	"maps"
	"slices"

	"github.com/camerton/camerton/templates/internal/wording"
	"github.com/camerton/camerton/tone"
)

// traits are what is found out about a text only when it is asked for: most
// texts are never considered for another state than their own.
type traits struct {
	opening  string   // the first two words of the shortest rendition
	openings []string // those of all, sorted
	fits     uint8    // a bit for each state whose tone rules it keeps
}

// readTraits reads a text in every combination of its variables.
func (c *Catalog) readTraits(t *text) traits {
	out := traits{fits: 1<<tone.NumStates - 1}
	openings := map[string]bool{}
	sample := c.sample(t.lang)
	for _, p := range t.forms() {
		for r := range p.sketches() {
			opening := wording.Opening(r.text)
			if len(openings) == 0 {
				out.opening = opening
			}
			openings[opening] = true
			f := c.finish(r, sample, t.lang)
			for _, s := range tone.States() {
				if c.contract.stateRule(s).breaks(f) != nil {
					out.fits &^= 1 << s
				}
			}
		}
	}
	out.openings = slices.Sorted(maps.Keys(openings))
	return out
}

// finish reads a rendition for the tone rules.
func (c *Catalog) finish(r rendition, sample Vars, lang int) finished {
	read := r.read()
	return finished{measureText(r.filled(sample), read), c.words[lang]().Count(read.Words)}
}

// promisesOf returns the kinds of promises that the words of a text make, in any
// combination of its variables, sorted.
func (c *Catalog) promisesOf(t *text) []string {
	var kinds []string
	for _, p := range t.forms() {
		for r := range p.sketches() {
			kinds = append(kinds, promisesIn(c.cues[t.lang](), r.read().Words)...)
		}
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}

// fitsState reports whether the text keeps the tone rules of a state.
func (t *text) fitsState(s tone.State) bool { return t.traits().fits&(1<<s) != 0 }

// opensLike reports whether two texts may begin with the same two words.
func (t *text) opensLike(o *text) bool {
	return slices.ContainsFunc(t.traits().openings, func(opening string) bool {
		_, same := slices.BinarySearch(o.traits().openings, opening)
		return same
	})
}
