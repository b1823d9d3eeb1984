package templates

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/camerton/camerton/templates/internal/wording"
)

// The lists of words by which a customer is addressed.
const (
	listFormal   = "formal"
	listInformal = "informal"
)

// addressed are the first places at which a message addresses the customer in
// each way.
type addressed struct {
	formal, informal *view
	formalAt         [2]int // words, end exclusive
	informalAt       [2]int
}

// checkAddress reports a message that mixes ты and вы, or that is not as the
// house wants it, and capitals of politeness.
func (l *linter) checkAddress(texts []*lintText) {
	var a addressed
	for _, t := range texts {
		for _, v := range t.views {
			a.read(v)
			v.checkCapitals()
		}
	}
	switch {
	case a.formal != nil && a.informal != nil:
		at := a.informalAt
		formal := a.formal.literal(a.formal.Words[a.formalAt[0]].Start, a.formal.Words[a.formalAt[1]-1].End)
		a.informal.add("tv-mix", "", a.informal.Words[at[0]].Start, a.informal.Words[at[1]-1].End, "other", formal)
	case a.informal != nil && !l.options.Informal:
		a.informal.add("tv-house", "", a.informal.Words[a.informalAt[0]].Start, a.informal.Words[a.informalAt[1]-1].End)
	case a.formal != nil && l.options.Informal:
		a.formal.add("tv-house", "formal", a.formal.Words[a.formalAt[0]].Start, a.formal.Words[a.formalAt[1]-1].End)
	}
}

// read notes the first formal and the first informal words.
func (a *addressed) read(v *view) {
	for _, hit := range v.linter.lists[v.lang].address.Find(v.Words) {
		switch {
		case hit.List == listFormal && a.formal == nil:
			a.formal, a.formalAt = v, [2]int{hit.First, hit.Last}
		case hit.List == listInformal && a.informal == nil:
			a.informal, a.informalAt = v, [2]int{hit.First, hit.Last}
		}
	}
}

// checkCapitals reports Вы with a capital inside a sentence.
func (v *view) checkCapitals() {
	for _, w := range v.Words {
		if v.linter.lists[v.lang].polite[w.Text] && v.capital(w) && !v.begins(w.Start) {
			v.mend("tv-house", "capital", w.Start, w.End, strings.ToLower(v.text[w.Start:w.End]))
		}
	}
}

// capital reports whether a word has a capital only at its beginning.
func (v *view) capital(w wording.Word) bool {
	first, size := utf8.DecodeRuneInString(v.text[w.Start:])
	second, _ := utf8.DecodeRuneInString(v.text[w.Start+size:])
	return unicode.IsUpper(first) && unicode.IsLower(second)
}

// begins reports whether a sentence or quoted speech begins at a byte.
func (v *view) begins(at int) bool {
	before := strings.TrimRight(v.text[:at], " \t\u00a0")
	lines := len(before) - len(strings.TrimRight(before, "\n"))
	if before = strings.TrimRight(before, "\n \t\u00a0"); before == "" || lines > 1 {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	return strings.ContainsRune(".!?…«„“\"(:)—–-", last) || wording.IsEmoji(last) || unicode.IsDigit(last) && lines > 0
}
