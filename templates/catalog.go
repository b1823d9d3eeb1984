package templates

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"

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
	matcher := newWordMatcher(c.contract.Words, lang)
	sample := c.sample(lang)
	for _, id := range sortedKeys(c.texts[lang]) {
		t := c.texts[lang][id]
		c.read(t, sample, matcher)
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
func (c *Catalog) read(t *text, sample Vars, matcher *wordMatcher) {
	t.fits = 1<<tone.NumStates - 1
	promises := map[string]int{}
	for _, rendered := range t.renditions(sample) {
		if t.opening == "" {
			t.opening = openingOf(rendered)
		}
		t.longest = max(t.longest, len(rendered))
		words := splitWords(rendered)
		f := finished{measureText(rendered), matcher.hits(words)}
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

// Texts yields all texts that customers can get, in the order of languages and
// ids. The slices in them must not be changed.
func (c *Catalog) Texts() iter.Seq[Text] {
	return func(yield func(Text) bool) {
		for lang := range langs {
			for _, id := range sortedKeys(c.texts[lang]) {
				if !yield(c.texts[lang][id].Text) {
					return
				}
			}
		}
	}
}

// Text returns the description of a text; false if there is no such text.
func (c *Catalog) Text(id string, lang tone.Language) (Text, bool) {
	i, ok := langIndex(lang)
	if !ok || c.texts[i][id] == nil {
		return Text{}, false
	}
	return c.texts[i][id].Text, true
}

// Variables returns the names of the variables that come from a source:
// "business", "customer" or "plan", sorted.
func (c *Catalog) Variables(source string) []string {
	var names []string
	for _, name := range sortedKeys(c.contract.Vars) {
		if c.contract.Vars[name].Source == source {
			names = append(names, name)
		}
	}
	return names
}

// PromisesIn returns the kinds of promises that a finished text makes, judged by
// the cue words of the contract, sorted; nil if none are met. It is how texts
// are checked against what they declare, and it can be asked about what a person
// wrote as well.
func (c *Catalog) PromisesIn(finished string, lang tone.Language) []string {
	i, ok := langIndex(lang)
	if !ok {
		return nil
	}
	hits := c.cues[i].hits(splitWords(finished))
	if hits == nil {
		return nil
	}
	return sortedKeys(hits)
}

// Examples yields a text as it looks in every combination of optional variables
// and in every plural form, with the contract's example values: the variables
// that are there, and the finished text. It yields nothing if there is no such
// text.
func (c *Catalog) Examples(id string, lang tone.Language) iter.Seq2[Vars, string] {
	return func(yield func(Vars, string) bool) {
		i, ok := langIndex(lang)
		if !ok || c.texts[i][id] == nil {
			return
		}
		for vars, rendered := range c.texts[i][id].renditions(c.sample(i)) {
			if !yield(maps.Clone(vars), rendered) {
				return
			}
		}
	}
}

// Breaches returns the texts that break the tone rules of their own state: too
// many sentences for a customer in a hurry, an exclamation mark for an angry
// one. Loading does not refuse them, because a business may know better.
func (c *Catalog) Breaches() Faults {
	var faults Faults
	for lang := range langs {
		matcher := newWordMatcher(c.contract.Words, lang)
		sample := c.sample(lang)
		for _, id := range sortedKeys(c.texts[lang]) {
			if t := c.texts[lang][id]; t.state != anyState && !t.fitsState(t.state) {
				faults.add(c.breach(t, sample, matcher))
			}
		}
	}
	slices.SortStableFunc(faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return faults
}

func (c *Catalog) breach(t *text, sample Vars, matcher *wordMatcher) Fault {
	f := Fault{File: t.File, Line: t.Line, Key: t.ID, Fix: "see states." + t.state.String() + " in " + ContractFile}
	for _, rendered := range t.renditions(sample) {
		read := finished{measureText(rendered), matcher.hits(splitWords(rendered))}
		if broken := c.contract.stateRule(t.state).breaks(read); broken != nil {
			f.Problem = "not for this state: " + strings.Join(broken, "; ")
			break
		}
	}
	return f
}

// makePhrase compiles a phrase, from which values are put together.
func makePhrase(m message, rule phraseRule, faults *Faults) *text {
	t := &text{lang: m.lang, plural: m.plural()}
	t.ID = m.id
	if !t.compileForms(m, faults) {
		return nil
	}
	for _, name := range slices.Concat(t.Required, t.Optional) {
		if !slices.Contains(rule.Vars, name) {
			faults.add(m.fault("this phrase has no variable "+name, didYouMean(name, rule.Vars)))
			return nil
		}
	}
	return t
}

// phrase appends a phrase to b; nothing if there is no such phrase, which the
// contract rules out for those that it lists.
func (c *Catalog) phrase(b []byte, lang int, id string, v Vars) []byte {
	t := c.phrases[lang][id]
	if t == nil {
		return b
	}
	form := plural.Other
	if t.plural {
		form, _ = pluralForm(lang, v[countVar])
	}
	return t.programs[form].run(b, values{vars: v, inside: true})
}
