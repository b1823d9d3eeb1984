package templates

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"
)

// openFamilies are the keys below which a text may be called anything.
var openFamilies = []string{"system", "csat", "after"}

// openID is how the ids of open families are written.
var openID = regexp.MustCompile(`^[a-z]+(\.[a-z][a-z0-9_]*)+$`)

// checkID reports an id that the contract has no place for; false if it is no
// text of a topic, a state or a special key.
func (l *linter) checkID(m message) (messageID, bool) {
	if _, phrase := l.contract.Phrases[m.id]; phrase {
		return messageID{}, false
	}
	id, wrong := l.contract.parseID(m.id)
	if wrong == nil {
		return id, true
	}
	head, _, _ := strings.Cut(m.id, ".")
	if slices.Contains(openFamilies, head) && openID.MatchString(m.id) && l.misspelt(m.id) == "" {
		return messageID{}, false
	}
	fix := wrong.fix
	if meant := l.misspelt(m.id); meant != "" {
		fix = "→ " + meant
	}
	l.addKey(m, "extra-key", "", "detail", wrong.problem, "fix", fix)
	return messageID{}, false
}

// misspelt returns the declared key that an id of an open family is one letter
// away from, "" if there is none.
func (l *linter) misspelt(id string) string {
	stem := id
	if at := strings.LastIndexByte(id, '.'); len(id)-at == 2 { // a variant
		stem = id[:at]
	}
	for _, known := range append(sortedKeys(l.contract.Special), sortedKeys(l.contract.Phrases)...) {
		if len(known) > 8 && stem != known && id != known && editDistance(stem, known) == 1 && !endsInDigit(stem) {
			return known
		}
	}
	return ""
}

// endsInDigit keeps csat.score1 and csat.score2 apart.
func endsInDigit(s string) bool { return s != "" && s[len(s)-1] >= '0' && s[len(s)-1] <= '9' }

// checkForms reports plural forms that are missing or never used.
func (l *linter) checkForms(m message) {
	if len(m.forms) == 0 || !m.plural() {
		return
	}
	needed := pluralForms[m.lang]
	var missing, extra, all []string
	for _, form := range formsInOrder {
		name := pluralNames[form]
		_, there := l.files[m.source.name].find(m, name)
		switch wanted := slices.Contains(needed, form); {
		case wanted && !there:
			missing = append(missing, name)
		case there && !wanted:
			extra = append(extra, name)
		}
		if slices.Contains(needed, form) {
			all = append(all, name)
		}
	}
	forms := strings.Join(all, ", ")
	if missing != nil {
		l.addKey(m, "plural-forms", "missing", "found", strings.Join(missing, ", "), "forms", forms)
	}
	if extra != nil {
		l.addKey(m, "plural-forms", "extra", "found", strings.Join(extra, ", "), "forms", forms)
	}
}

// checkVariables reports variables that the text can't have, and those that it
// asks for in vain.
func (l *linter) checkVariables(t *lintText) {
	for _, name := range slices.Concat(t.program.required, t.program.optional) {
		if !l.declares(t, name) {
			l.addText(t, "unknown-variable", "", "found", name, "fix", didYouMean(name, l.variables(t)))
		}
	}
	for _, with := range t.program.idle {
		l.addAt(t, "unused-variable", "idle", t.fileAt(with.at), t.fileAt(with.at+1), "found", with.name)
	}
	for _, name := range sortedKeys(l.contract.Vars) {
		if l.contract.Vars[name].Type == "flag" && prints(t.program.ops, name) {
			l.addText(t, "unused-variable", "flag", "found", name)
		}
	}
	if t.plural() && t.form != plural.One && !prints(t.program.ops, countVar) && !t.phrase {
		l.addText(t, "unused-variable", "count", "found", pluralNames[t.form])
	}
}

func (l *linter) declares(t *lintText, name string) bool {
	return slices.Contains(l.variables(t), name)
}

// variables returns the names of the variables that a text may use.
func (l *linter) variables(t *lintText) []string {
	if rule, ok := l.contract.Phrases[t.message.id]; ok {
		return rule.Vars
	}
	return sortedKeys(l.contract.Vars)
}

// compareLanguages reports ids that only one language has, and texts that are
// the same in both.
func (l *linter) compareLanguages() {
	for lang := range langs {
		other := l.messages[1-lang]
		for _, m := range l.own[lang] {
			twin, ok := other[m.id]
			switch {
			case !ok:
				l.addKey(m, "missing-key", "", "lang", langs[1-lang].String())
			case lang == 1 || !l.isOwn(twin):
				l.checkSame(m, twin)
			}
		}
	}
}

// isOwn reports whether a message is from the folder that is linted.
func (l *linter) isOwn(m message) bool {
	_, own := l.files[m.source.name]
	return own
}

// letters are what makes a text one of a language.
var letters = regexp.MustCompile(`\pL{2,}`)

// action is what stands between brackets.
var action = regexp.MustCompile(`\{\{[^}]*\}\}`)

// checkSame reports a text that nobody translated.
func (l *linter) checkSame(m, twin message) {
	if _, phrase := l.contract.Phrases[m.id]; phrase {
		return // "SMS" and the names of languages are the same
	}
	text := m.forms[plural.Other]
	if text == twin.forms[plural.Other] && letters.MatchString(action.ReplaceAllString(text, "")) {
		l.addKey(m, "empty", "same", "lang", langs[twin.lang].String())
	}
}
