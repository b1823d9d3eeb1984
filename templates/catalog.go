package templates

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/camerton/camerton/tone"
)

// A Catalog holds all texts, checked and ready to be chosen from. It never
// changes after [Load] made it and may be used by any number of goroutines at
// once; to change a text, load a new catalogue and use that.
type Catalog struct {
	contract *contract
	texts    [numLangs]map[string]*text // by id
	phrases  [numLangs]map[string]*text // by id
	cells    [numLangs]map[cell]*variants
	cues     [numLangs]*wordMatcher // of the promises
	words    [numLangs]*wordMatcher // of the word lists
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

// index groups the texts by cell and reads each once in every combination, to
// know its opening and which states' rules it keeps. The languages have nothing
// to do with each other and are read side by side.
func (c *Catalog) index() {
	var reading sync.WaitGroup
	for lang := range langs {
		reading.Go(func() { c.indexLanguage(lang) })
	}
	reading.Wait()
	c.share()
}

func (c *Catalog) indexLanguage(lang int) {
	c.cells[lang] = map[cell]*variants{}
	cues := make(map[string]wordRule, len(c.contract.Promises))
	for kind, rule := range c.contract.Promises {
		cues[kind] = rule.Cues
	}
	c.cues[lang] = newWordMatcher(cues, lang)
	c.words[lang] = newWordMatcher(c.contract.Words, lang)
	sample := c.sample(lang)
	for _, id := range sortedKeys(c.texts[lang]) {
		t := c.texts[lang][id]
		c.read(t, sample)
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

// read reads a text in every combination of its variables.
func (c *Catalog) read(t *text, sample Vars) {
	t.fits = 1<<tone.NumStates - 1
	promises := map[string]int{}
	for _, rendered := range t.renditions(sample) {
		if t.opening == "" {
			t.opening = openingOf(rendered)
		}
		t.longest = max(t.longest, len(rendered))
		words := splitWords(rendered)
		f := finished{measureText(rendered), c.words[t.lang].hits(words)}
		if t.undeclared {
			maps.Copy(promises, c.cues[t.lang].hits(words))
		}
		for _, s := range tone.States() {
			if c.contract.stateRule(s).breaks(f) != nil {
				t.fits &^= 1 << s
			}
		}
	}
	if len(promises) > 0 {
		t.Promises = sortedKeys(promises)
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
