package templates

import (
	"slices"
	"strings"
	"sync"

	"github.com/camerton/camerton/templates/internal/wording"
)

// A Catalog holds all texts, checked and ready to be chosen from. It never
// changes after [Load] made it and may be used by any number of goroutines at
// once; to change a text, load a new catalogue and use that.
type Catalog struct {
	contract *contract
	families [numLangs]map[string]func() *family // by the first words of their ids
	shared   map[cell]cell                       // the cells that use another's texts
	cues     [numLangs]func() *wording.Finder    // of the promises
	words    [numLangs]func() *wording.Finder    // of the word lists

	topicCues func() *wording.Matcher // of the topics that the contract adds; nil if there are none
}

// variants are the texts of one cell, by form, in the order of their ids.
type variants [numForms][]*text

// all returns the variants of every form.
func (v *variants) all() []*text {
	if v == nil {
		return nil
	}
	return slices.Concat(v[:]...)
}

// newCatalog makes a catalogue without texts.
func newCatalog(law *contract) *Catalog {
	c := &Catalog{contract: law, shared: map[cell]cell{}}
	for lang := range langs {
		c.families[lang] = map[string]func() *family{}
		c.cues[lang] = sync.OnceValue(func() *wording.Finder { return law.promiseFinder(lang) })
		c.words[lang] = sync.OnceValue(func() *wording.Finder { return law.toneFinder(lang) })
	}
	c.topicCues = sync.OnceValue(law.topicMatcher)
	for name, rule := range law.Share {
		to, _ := law.parseCell(name)
		c.shared[to], _ = law.parseCell(rule.With)
	}
	return c
}

// sample returns the contract's example of every variable.
func (c *Catalog) sample(lang int) Vars {
	v := make(Vars, len(c.contract.Vars))
	for name, rule := range c.contract.Vars {
		v[name] = rule.Example.In(langs[lang])
	}
	return v
}

// hasCell reports whether a cell has texts of its own.
func (c *Catalog) hasCell(lang int, wanted cell) bool {
	return c.family(lang, wanted.head).cells[wanted] != nil
}

// hasPrefix reports whether a text's id is key or begins with it and a dot.
func (c *Catalog) hasPrefix(lang int, key string) bool {
	for id := range c.family(lang, key).texts {
		if rest, ok := strings.CutPrefix(id, key); ok && (rest == "" || rest[0] == '.') {
			return true
		}
	}
	return false
}
