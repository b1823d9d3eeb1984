package templates

import (
	"iter"
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"

	"github.com/camerton/camerton/templates/internal/wording"
)

// A rendition is one text as it comes out when some of its optional variables
// are there, with a rune of package wording in the place of each variable.
type rendition struct {
	text   string
	names  []string // of the variables: wording.FirstVariable is names[0]
	pieces []piece
}

// A piece is where a part of a rendition comes from.
type piece struct {
	start    int // byte of the rendition
	source   int // byte of the program's source
	variable bool
}

// read splits the rendition into words.
func (r rendition) read() wording.Text { return wording.Read(r.text, r.names) }

// sketches yields the renditions of a program with every combination of its
// optional variables, each once. The program's own names stand for the runes.
func (p *program) sketches() iter.Seq[rendition] {
	return func(yield func(rendition) bool) {
		names := slices.Concat(p.required, p.optional)
		seen := map[string]bool{}
		for present := range 1 << min(len(p.optional), maxOptional) {
			s := sketcher{names: names, present: present, required: len(p.required)}
			s.run(p.ops)
			text := s.b.String()
			if !seen[text] && !yield(rendition{text, names, s.pieces}) {
				return
			}
			seen[text] = true
		}
	}
}

type sketcher struct {
	names    []string
	required int
	present  int // a bit for each optional variable
	b        strings.Builder
	pieces   []piece
}

func (s *sketcher) run(ops []op) {
	for i := range ops {
		switch o := &ops[i]; o.kind {
		case opLiteral:
			s.pieces = append(s.pieces, piece{s.b.Len(), o.at, false})
			s.b.WriteString(withoutVariableRunes(o.text))
		case opVariable:
			s.pieces = append(s.pieces, piece{s.b.Len(), o.at, true})
			s.b.WriteRune(wording.FirstVariable + rune(slices.Index(s.names, o.text))) //nolint:gosec // a handful of names
		case opBranch:
			if s.has(o.text) {
				s.run(o.yes)
			} else {
				s.run(o.no)
			}
		}
	}
}

// has reports whether a variable is there.
func (s *sketcher) has(name string) bool {
	i := slices.Index(s.names, name)
	return i < s.required || s.present&(1<<(i-s.required)) != 0
}

// withoutVariableRunes replaces the runes that would be taken for variables by
// others of the same length.
func withoutVariableRunes(s string) string {
	if strings.IndexFunc(s, wording.IsVariable) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if wording.IsVariable(r) {
			return '\ufffd'
		}
		return r
	}, s)
}

// filled returns the rendition with values for its variables.
func (r rendition) filled(values Vars) string {
	var b strings.Builder
	for _, c := range r.text {
		if wording.IsVariable(c) {
			b.WriteString(values[r.names[c-wording.FirstVariable]])
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// forms yields the programs of a text, by plural form.
func (t *text) forms() iter.Seq2[plural.Form, *program] {
	return func(yield func(plural.Form, *program) bool) {
		for form, p := range t.programs {
			if p != nil && !yield(plural.Form(form), p) {
				return
			}
		}
	}
}
