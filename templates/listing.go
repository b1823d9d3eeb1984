package templates

import (
	"iter"
	"maps"

	"github.com/camerton/camerton/tone"
)

// Texts yields all texts that customers can get, in the order of languages and
// ids. The slices in them must not be changed.
func (c *Catalog) Texts() iter.Seq[Text] {
	return func(yield func(Text) bool) {
		for lang := range langs {
			for t := range c.each(lang) {
				if !yield(t.Text) {
					return
				}
			}
		}
	}
}

// Text returns the description of a text; false if there is no such text.
func (c *Catalog) Text(id string, lang tone.Language) (Text, bool) {
	i, ok := langIndex(lang)
	if !ok || c.text(i, id) == nil {
		return Text{}, false
	}
	return c.text(i, id).Text, true
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

// Examples yields a text as it looks in every combination of optional variables
// and in every plural form, with the contract's example values: the variables
// that are there, and the finished text. It yields nothing if there is no such
// text.
func (c *Catalog) Examples(id string, lang tone.Language) iter.Seq2[Vars, string] {
	return func(yield func(Vars, string) bool) {
		i, ok := langIndex(lang)
		if !ok || c.text(i, id) == nil {
			return
		}
		for vars, rendered := range c.text(i, id).renditions(c.sample(i)) {
			if !yield(maps.Clone(vars), rendered) {
				return
			}
		}
	}
}
