package templates

import (
	"fmt"
	"io/fs"
	"iter"
	"strings"
	"sync"
)

// A family is the messages of one language whose ids begin with the same word:
// those of a file such as price.ru.toml.
type family struct {
	texts   map[string]*text // by id
	phrases map[string]*text // by id
	cells   map[cell]*variants
}

// noFamily stands for the families that there are none of.
var noFamily = &family{}

// familyName returns the first word of an id.
func familyName(id string) string {
	name, _, _ := strings.Cut(id, ".")
	return name
}

// family returns the family of an id or of the beginning of ids.
func (c *Catalog) family(lang int, id string) *family {
	if f, ok := c.families[lang][familyName(id)]; ok {
		return f()
	}
	return noFamily
}

// text returns a text, nil if there is none.
func (c *Catalog) text(lang int, id string) *text { return c.family(lang, id).texts[id] }

// cell returns the texts of a cell, its own or those that it shares; nil if there
// are none.
func (c *Catalog) cell(lang int, at cell) *variants {
	if own := c.family(lang, at.head).cells[at]; own != nil {
		return own
	}
	if from, shares := c.shared[at]; shares {
		return c.family(lang, from.head).cells[from]
	}
	return nil
}

// each yields the texts of a language in the order of their ids.
func (c *Catalog) each(lang int) iter.Seq[*text] {
	return func(yield func(*text) bool) {
		for _, name := range sortedKeys(c.families[lang]) {
			texts := c.families[lang][name]().texts
			for _, id := range sortedKeys(texts) {
				if !yield(texts[id]) {
					return
				}
			}
		}
	}
}

// add adds a text to its cell. What a text is like is read when it is first asked
// for.
func (c *Catalog) add(f *family, t *text) {
	t.traits = sync.OnceValue(func() traits { return c.readTraits(t) })
	if t.undeclared {
		t.Promises = c.promisesOf(t)
	}
	t.gate(c.contract)
	v := f.cells[t.cell]
	if v == nil {
		v = &variants{}
		f.cells[t.cell] = v
	}
	v[t.form] = append(v[t.form], t)
}

// makeFamily compiles messages.
func (c *Catalog) makeFamily(messages []message, faults *Faults) *family {
	f := &family{texts: map[string]*text{}, phrases: map[string]*text{}, cells: map[cell]*variants{}}
	for _, m := range messages {
		if rule, ok := c.contract.Phrases[m.id]; ok {
			if p := makePhrase(m, rule, faults); p != nil {
				f.phrases[m.id] = p
			}
			continue
		}
		id, wrong := c.contract.parseID(m.id)
		if wrong != nil {
			faults.add(m.fault(wrong.problem, wrong.fix))
			continue
		}
		if t := c.contract.makeText(m, id, faults); t != nil {
			f.texts[m.id] = t
		}
	}
	for _, id := range sortedKeys(f.texts) {
		c.add(f, f.texts[id])
	}
	return f
}

// A provenFS is a folder whose texts have been loaded and checked before they
// were shipped.
type provenFS interface{ Proven() bool }

// isProven reports whether nothing needs to be checked.
func (l layer) isProven() bool {
	proven, ok := l.fsys.(provenFS)
	return ok && proven.Proven()
}

// loadProven makes a catalogue whose families are read when they are first asked
// for. It panics then if one has a fault, which a test must rule out.
func (l *loader) loadProven() *Catalog {
	folder := l.layers[0]
	files, _ := fs.Glob(folder.fsys, "*.r?.toml")
	c := newCatalog(readProvenContract(folder))
	for _, file := range files {
		name, rest, _ := strings.Cut(file, ".")
		lang, ok := indexOfCode(strings.TrimSuffix(rest, ".toml"))
		if !ok {
			continue
		}
		c.families[lang][name] = sync.OnceValue(func() *family {
			var faults Faults
			f := c.makeFamily(readMessages(folder, file, lang, &faults), &faults)
			if err := faults.err(); err != nil {
				panic(fmt.Sprintf("templates: texts that were said to be proven are wrong: %v", err))
			}
			return f
		})
	}
	return c
}

// indexOfCode returns the index of a language by its code.
func indexOfCode(code string) (int, bool) {
	for i, lang := range langs {
		if lang.String() == code {
			return i, true
		}
	}
	return 0, false
}
