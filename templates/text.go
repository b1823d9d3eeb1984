package templates

import (
	"iter"
	"slices"

	"golang.org/x/text/feature/plural"

	"github.com/camerton/camerton/tone"
)

// A Text describes one text of a catalogue: what a tool that lists, previews or
// checks texts needs to know of it.
type Text struct {
	ID       string        // "price.irritated.a"
	Language tone.Language // Russian or Romanian
	Form     Form
	About    string   // the copywriter's note; may be empty
	File     string   // where it stands
	Line     int      // from 1
	Required []string // variables without which it can't be used, sorted
	Optional []string // variables that it uses if they are there, sorted
	Promises []string // the kinds of promises it opens, sorted
	Weight   int      // in the draw among its cell's variants; 0 is switched off
	Arm      string   // of an experiment, "hello.a"; empty for a text that every customer may get
}

// A text is a Text ready to be chosen and put together.
type text struct {
	Text
	messageID
	lang     int
	programs [len(pluralNames)]*program // by plural form; a text without forms has plural.Other
	subject  *program                   // of a letter
	plural   bool
	facts    bool // a required variable is a fact of the business
	moment   bool // says the promised time, if it is known
	traits   func() traits
	hash     uint64

	// undeclared marks a business's own text whose contract does not say what it
	// promises; its cue words do then.
	undeclared bool

	// gates are the variables that Promises depend on, by their indexes; empty
	// for a promise that is always made. It is nil if all are.
	gates []string
}

// promises returns the kinds of promises that the text makes with these
// variables.
func (t *text) promises(v values) []string {
	closed := 0
	for _, gate := range t.gates {
		if gate != "" && !v.has(gate) {
			closed++
		}
	}
	switch closed {
	case 0:
		return t.Promises
	case len(t.Promises):
		return nil
	}
	made := make([]string, 0, len(t.Promises)-closed)
	for i, kind := range t.Promises {
		if gate := t.gates[i]; gate == "" || v.has(gate) {
			made = append(made, kind)
		}
	}
	return made
}

// gate finds out which promises depend on a variable that the text asks for.
func (t *text) gate(c *contract) {
	for i, kind := range t.Promises {
		needs := c.Promises[kind].Needs
		if needs == "" || !slices.Contains(t.Optional, needs) {
			continue
		}
		if t.gates == nil {
			t.gates = make([]string, len(t.Promises))
		}
		t.gates[i] = needs
	}
}

// ready reports whether all variables that the text requires are there.
func (t *text) ready(v values) bool {
	for _, name := range t.Required {
		if !v.has(name) {
			return false
		}
	}
	return true
}

// render appends the finished text to b. The required variables must be there.
func (t *text) render(b []byte, v values) []byte {
	form := plural.Other
	if t.plural {
		form, _ = pluralForm(t.lang, v.get(countVar))
	}
	return t.programs[form].run(b, v)
}

// maxOptional bounds how many variables a text may ask for, so that every
// combination of them can be checked.
const maxOptional = 6

// renditions yields the text in every combination of optional variables that
// are there or not, and in every plural form, with the values given. Texts that
// come out alike are yielded once. The variables are valid until the next turn.
func (t *text) renditions(sample Vars) iter.Seq2[Vars, string] {
	counts := []string{sample[countVar]}
	if t.plural {
		counts = pluralSamples[t.lang]
	}
	return func(yield func(Vars, string) bool) {
		v := make(Vars, len(t.Required)+len(t.Optional))
		for _, name := range t.Required {
			v[name] = sample[name]
		}
		seen := map[string]bool{}
		var buffer []byte
		for n := range len(counts) << len(t.Optional) {
			if t.plural {
				v[countVar] = counts[n>>len(t.Optional)]
			}
			t.setOptional(v, sample, n)
			buffer = t.render(buffer[:0], values{vars: v})
			if seen[string(buffer)] {
				continue
			}
			rendered := string(buffer)
			seen[rendered] = true
			if !yield(v, rendered) {
				return
			}
		}
	}
}

// setOptional sets the optional variables that the bits of present name, and
// takes the others out.
func (t *text) setOptional(v, sample Vars, present int) {
	for i, name := range t.Optional {
		if present&(1<<i) != 0 {
			v[name] = sample[name]
		} else {
			delete(v, name)
		}
	}
}

// atMost returns how many bytes no rendition of the text has more of, with the
// values given.
func (t *text) atMost(sample Vars) int {
	most := 0
	for _, p := range t.forms() {
		most = max(most, bytesOf(p.ops, sample))
	}
	return most
}

func bytesOf(ops []op, sample Vars) int {
	n := 0
	for i := range ops {
		switch o := &ops[i]; o.kind {
		case opLiteral:
			n += max(len(o.text), len(o.upper))
		case opVariable:
			n += len(sample[o.text])
		case opBranch:
			n += max(bytesOf(o.yes, sample), bytesOf(o.no, sample))
		}
	}
	return n
}
