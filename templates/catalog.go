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
	texts    [numLangs]map[string]*text // by id
	phrases  [numLangs]map[string]*text // by id
	cells    [numLangs]map[cell]*variants
	cues     [numLangs]func() *wording.Finder // of the promises
	words    [numLangs]func() *wording.Finder // of the word lists
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

// index groups the texts by cell. What a text is like is read when it is first
// asked for.
func (c *Catalog) index() {
	for lang := range langs {
		c.cues[lang] = sync.OnceValue(func() *wording.Finder { return c.contract.promiseFinder(lang) })
		c.words[lang] = sync.OnceValue(func() *wording.Finder { return c.contract.toneFinder(lang) })
		c.indexLanguage(lang)
	}
	c.share()
}

func (c *Catalog) indexLanguage(lang int) {
	c.cells[lang] = map[cell]*variants{}
	for _, id := range sortedKeys(c.texts[lang]) {
		t := c.texts[lang][id]
		t.traits = sync.OnceValue(func() traits { return c.readTraits(t) })
		if t.undeclared {
			t.Promises = c.promisesOf(t)
		}
		t.gate(c.contract)
		v := c.cells[lang][t.cell]
		if v == nil {
			v = &variants{}
			c.cells[lang][t.cell] = v
		}
		v[t.form] = append(v[t.form], t)
	}
}

// share points the cells that use another's texts to them.
func (c *Catalog) share() {
	for name, rule := range c.contract.Share {
		to, _ := c.contract.parseCell(name)
		from, _ := c.contract.parseCell(rule.With)
		for lang := range langs {
			if own := c.cells[lang][to]; own == nil && c.cells[lang][from] != nil {
				c.cells[lang][to] = c.cells[lang][from]
			}
		}
	}
}

// sample returns the contract's example of every variable.
func (c *Catalog) sample(lang int) Vars {
	v := make(Vars, len(c.contract.Vars))
	for name, rule := range c.contract.Vars {
		v[name] = rule.Example.In(langs[lang])
	}
	return v
}

func (c *Catalog) hasCell(lang int, wanted cell) bool {
	for _, t := range c.texts[lang] {
		if t.cell == wanted {
			return true
		}
	}
	return false
}

// hasPrefix reports whether a text's id is key or begins with it and a dot.
func (c *Catalog) hasPrefix(lang int, key string) bool {
	for id := range c.texts[lang] {
		if rest, ok := strings.CutPrefix(id, key); ok && (rest == "" || rest[0] == '.') {
			return true
		}
	}
	return false
}
