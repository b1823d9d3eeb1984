package templates

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
)

func isNotExist(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// Load reads the texts of a folder, and of further folders laid over it: a key
// that is in several comes from the last that has it, in each language by
// itself. The first folder must hold contract.toml; in the others it is
// optional and adds to the first.
//
// Everything is checked now, so that nothing can fail in front of a customer
// later. What is wrong is returned all at once, as an error of type [Faults];
// the catalogue is then nil.
//
// A folder alone that has a method Proven() bool which says true has been loaded
// and checked by a test of its own, as locales.FS has: its files are read when
// they are first needed. Its files must be named by the first word of the ids in
// them: price.ru.toml.
func Load(base fs.FS, over ...fs.FS) (*Catalog, error) {
	l := newLoader(base, over)
	if len(over) == 0 && l.layers[0].isProven() {
		return l.loadProven(), nil
	}
	return l.load()
}

func newLoader(base fs.FS, over []fs.FS) *loader {
	l := &loader{}
	for _, fsys := range append([]fs.FS{base}, over...) {
		l.layers = append(l.layers, makeLayer(fsys))
	}
	return l
}

// load reads and checks everything.
func (l *loader) load() (*Catalog, error) {
	if !l.hasContract() {
		return nil, l.faults.err()
	}
	l.contract = readContract(l.layers, &l.faults)
	unsure := l.faults != nil // then many a sound text would seem wrong
	l.readLayers()
	if unsure {
		return nil, l.faults.err()
	}
	c := l.catalog()
	if err := l.faults.err(); err != nil {
		return nil, err
	}
	return c, nil
}

type loader struct {
	layers   []layer
	contract *contract
	messages [numLangs]map[string]message
	faults   Faults
}

// hasContract reports whether the first folder has a contract.
func (l *loader) hasContract() bool {
	first := l.layers[0]
	if _, err := fs.Stat(first.fsys, ContractFile); err == nil {
		return true
	}
	l.faults.add(Fault{
		File: first.path(ContractFile), Problem: "there is no such file",
		Fix: "the first folder must hold the contract; lay your own folder over ours",
	})
	return false
}

// readLayers reads all locale files; the keys of later folders replace those of
// earlier ones.
func (l *loader) readLayers() {
	for i := range l.messages {
		l.messages[i] = map[string]message{}
	}
	for depth, layer := range l.layers {
		files, err := fs.Glob(layer.fsys, "*.toml")
		if err == nil && depth > 0 {
			_, err = fs.Stat(layer.fsys, ".")
		}
		if err != nil {
			l.faults.add(Fault{File: layer.path("."), Problem: "can't be read: " + err.Error(), Fix: "check the folder's name"})
		}
		seen := [numLangs]map[string]message{{}, {}}
		for _, file := range files {
			if file == ContractFile || file == BusinessFile {
				continue
			}
			if lang, ok := l.fileLanguage(layer, file); ok {
				l.readFile(layer, file, lang, depth > 0, seen[lang])
			}
		}
	}
}

// fileLanguage returns the language in a file's name: price.ru.toml.
func (l *loader) fileLanguage(layer layer, file string) (int, bool) {
	code := strings.TrimPrefix(path.Ext(strings.TrimSuffix(file, ".toml")), ".")
	if i, ok := indexOfCode(code); ok {
		return i, true
	}
	l.faults.add(Fault{
		File: layer.path(file), Problem: "the name doesn't say which language the texts are in",
		Fix: "call it price.ru.toml or price.ro.toml; the languages are ru and ro",
	})
	return 0, false
}

// readFile adds one file's messages; seen are those of the same folder.
func (l *loader) readFile(layer layer, file string, lang int, overlay bool, seen map[string]message) {
	for _, m := range readMessages(layer, file, lang, &l.faults) {
		if first, twice := seen[m.id]; twice {
			l.faults.add(m.fault("this id is also in "+first.source.name, "keep one of the two"))
			continue
		}
		m.overlay = overlay
		seen[m.id], l.messages[lang][m.id] = m, m
	}
}

// catalog compiles the messages and puts the catalogue together.
func (l *loader) catalog() *Catalog {
	c := newCatalog(l.contract)
	for lang := range langs {
		families := map[string][]message{}
		for _, id := range sortedKeys(l.messages[lang]) {
			families[familyName(id)] = append(families[familyName(id)], l.messages[lang][id])
		}
		for _, name := range sortedKeys(families) {
			f := c.makeFamily(families[name], &l.faults)
			c.families[lang][name] = func() *family { return f }
		}
		l.checkPhrases(c, lang)
	}
	l.checkKeys(c)
	if l.faults == nil {
		l.checkShares(c)
		l.checkLimits(c)
		l.checkArms(c)
	}
	return c
}

// checkPhrases reports phrases of the contract that a language lacks. A folder
// without any text in a language needs no phrases in it.
func (l *loader) checkPhrases(c *Catalog, lang int) {
	if len(l.messages[lang]) == 0 {
		return
	}
	for _, id := range sortedKeys(l.contract.Phrases) {
		if _, ok := l.messages[lang][id]; !ok {
			l.faults.add(l.contract.fault("phrases."+id, "the phrase is missing in "+langNames[lang],
				"add it to system."+langs[lang].String()+".toml"))
		}
	}
	if !c.hasCell(lang, cell{KeyHold, anyState}) {
		l.faults.add(Fault{
			File: "hold." + langs[lang].String() + ".toml", Key: KeyHold + "." + generalName + ".a",
			Problem: "there is no general holding text in " + langNames[lang],
			Fix:     "write one: it is what a customer gets when nothing else fits",
		})
	}
}

// checkKeys reports rules of the contract for texts that there are none of.
func (l *loader) checkKeys(c *Catalog) {
	for _, key := range sortedKeys(l.contract.Keys) {
		if !c.hasPrefix(0, key) && !c.hasPrefix(1, key) {
			l.faults.add(l.contract.fault("keys."+key, "no text's id begins so", "name a text, or the beginning of its id up to a dot"))
		}
	}
}

// checkShares reports cells that use another's texts though they have their
// own, or though the other has none, or none that keep the rules of their state.
func (l *loader) checkShares(c *Catalog) {
	for _, name := range sortedKeys(l.contract.Share) {
		rule := l.contract.Share[name]
		to, _ := l.contract.parseCell(name)
		from, _ := l.contract.parseCell(rule.With)
		if !c.hasCell(0, from) && !c.hasCell(1, from) {
			l.faults.add(l.contract.fault("share."+name+".with", rule.With+" has no texts", "name the cell that has the texts"))
			continue
		}
		for lang := range langs {
			if problem := c.shareProblem(lang, to, from); problem != "" {
				l.faults.add(l.contract.fault("share."+name, problem+" in "+langNames[lang],
					"a cell has texts of its own or shares another's"))
			}
		}
	}
}

// shareProblem says why a cell can't use another's texts in a language.
func (c *Catalog) shareProblem(lang int, to, from cell) string {
	texts := c.cell(lang, from).all()
	keeps := func(t *text) bool { return to.state == anyState || t.fitsState(to.state) }
	switch {
	case c.hasCell(lang, to):
		return to.String() + " has texts of its own"
	case texts != nil && !slices.ContainsFunc(texts, keeps):
		return "no text of " + from.String() + " keeps the rules of this state"
	default:
		return ""
	}
}

// checkLimits reports texts that are too long for a channel of their form even
// with the values that the contract gives as examples.
func (l *loader) checkLimits(c *Catalog) {
	for lang := range langs {
		sample := c.sample(lang)
		for t := range c.each(lang) {
			for _, name := range sortedKeys(l.contract.Channels) {
				if rule := l.contract.Channels[name]; rule.Form == t.form {
					l.checkLimit(t, name, rule, sample)
				}
			}
		}
	}
}

func (l *loader) checkLimit(t *text, channel string, rule channelRule, sample Vars) {
	if rule.Limit == 0 || rule.Unit != segmentUnit && !t.plural && t.atMost(sample) <= rule.Limit {
		return // no other unit counts more than there are bytes
	}
	for _, rendered := range t.renditions(sample) {
		if n := measures[rule.Unit](rendered); n > rule.Limit {
			l.faults.add(l.messages[t.lang][t.ID].fault(
				"too long for "+channel+": "+countUnits(n, rule.Unit), "at most "+countUnits(rule.Limit, rule.Unit)))
			return
		}
	}
}
