package templates

import (
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/camerton/camerton/templates/internal/wording"
)

// A view is one rendition of a text that is linted, read.
type view struct {
	*lintText
	rendition
	wording.Text
	linter *linter
	body   int // where a letter's text begins, after its subject
}

// comment is a note that a text can't have: it would be read as a part of it by
// goi18n and translation platforms.
var comment = regexp.MustCompile(`\{\{-?\s*/\*`)

// makeLintText finds the text of a form in the file and compiles it; false if
// there is none, or none that can be read.
func (l *linter) makeLintText(t *lintText) bool {
	quoted, there := t.file.find(t.message, pluralNames[t.form])
	if !there {
		return false
	}
	t.decoded = quoted.decode(t.file.src)
	if strings.TrimSpace(t.decoded.text) == "" {
		l.addAt(t, "empty", "", quoted.start, quoted.end)
		return false
	}
	p, wrong := compile(t.decoded.text)
	if at := comment.FindStringIndex(t.decoded.text); wrong == nil && at != nil {
		wrong = []valueError{{"", "a note {{/* … */}} can't stand in a text", "write it after # in a line of its own"}}
	}
	for _, w := range wrong {
		l.addAt(t, "syntax", "", quoted.start, quoted.end, "detail", w.problem, "fix", w.fix)
	}
	if wrong != nil {
		return false
	}
	t.program = p
	for r := range p.sketches() {
		v := &view{lintText: t, rendition: r, Text: r.read(), linter: l}
		if t.id.form == EmailForm {
			if subject, _, ok := strings.Cut(r.text, "\n\n"); ok && isSubject(subject) {
				v.body = len(subject) + len("\n\n")
			}
		}
		t.views = append(t.views, v)
	}
	return true
}

// isSubject reports whether the first line of a letter is its subject: it has no
// mark at its end.
func isSubject(line string) bool {
	return !strings.Contains(line, "\n") && strings.TrimRight(line, ".!?…,:;") == line
}

// find returns where the text of a form stands in the file.
func (f *lintFile) find(m message, form string) (quotedText, bool) {
	for path, q := range f.scan.texts {
		if rest, ok := strings.CutPrefix(path, m.id); ok && strings.EqualFold(strings.TrimPrefix(rest, "."), form) && rest != "" && rest[0] == '.' {
			return q, true
		}
	}
	q, ok := f.scan.texts[m.id]
	return q, ok && form == "other"
}

// literal returns the words of the rendition from one byte to another, variables
// by their names.
func (v *view) literal(start, end int) string {
	var b strings.Builder
	for _, r := range v.text[start:end] {
		if wording.IsVariable(r) {
			b.WriteString("{{." + v.names[r-wording.FirstVariable] + "}}")
		} else {
			b.WriteRune(r)
		}
	}
	return strings.TrimSpace(b.String())
}

// pieceAt returns the index of the piece in which a byte of the rendition is.
func (v *view) pieceAt(at int) int {
	return sort.Search(len(v.pieces), func(i int) bool { return v.pieces[i].start > at }) - 1
}

// source returns the bytes of the file that a part of the rendition comes from,
// and whether it is one run of literal text.
func (v *view) source(start, end int) (from, to int, whole bool) {
	if len(v.pieces) == 0 {
		return v.decoded.at[0], v.decoded.at[len(v.decoded.text)], false
	}
	first, last := v.pieceAt(start), v.pieceAt(max(start, end-1))
	a, b := v.pieces[first], v.pieces[last]
	from, to = v.fileAt(a.source), v.fileAt(b.source+1)
	if !a.variable {
		from = v.fileAt(a.source + start - a.start)
	}
	if !b.variable {
		to = v.fileAt(b.source + end - b.start)
	}
	return from, max(from, to), first == last && !a.variable
}

// fileAt returns the byte of the file that a byte of the text comes from.
func (t *lintText) fileAt(at int) int { return t.decoded.at[min(at, len(t.decoded.text))] }

// add reports a rule at a part of the rendition.
func (v *view) add(rule, variant string, start, end int, args ...string) {
	from, to, _ := v.source(start, end)
	v.linter.addAt(v.lintText, rule, variant, from, to, append([]string{"found", v.literal(start, end)}, args...)...)
}

// mend reports a rule at a part of the rendition, and what to put in its place;
// only a part of one literal can be replaced by a program.
func (v *view) mend(rule, variant string, start, end int, text string, args ...string) {
	from, to, whole := v.source(start, end)
	n := len(v.linter.findings)
	v.linter.addAt(v.lintText, rule, variant, from, to,
		append([]string{"found", v.literal(start, end), "instead", strings.TrimSpace(text)}, args...)...)
	if whole && len(v.linter.findings) > n {
		v.linter.findings[n].Edit = &Edit{from, to, text}
	}
}

// before returns the rune that ends at a byte, 0 at the beginning.
func (v *view) before(at int) rune {
	r, size := utf8.DecodeLastRuneInString(v.text[:at])
	if size == 0 {
		return 0
	}
	return r
}

// after returns the rune at a byte, 0 at the end.
func (v *view) after(at int) rune {
	r, size := utf8.DecodeRuneInString(v.text[at:])
	if size == 0 {
		return 0
	}
	return r
}
