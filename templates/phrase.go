package templates

import (
	"slices"

	"golang.org/x/text/feature/plural"
)

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
	t := c.family(lang, id).phrases[id]
	if t == nil {
		return b
	}
	form := plural.Other
	if t.plural {
		form, _ = pluralForm(lang, v[countVar])
	}
	return t.programs[form].run(b, values{vars: v, inside: true})
}
