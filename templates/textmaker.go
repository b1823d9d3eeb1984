package templates

import (
	"slices"
	"strconv"
	"strings"
)

// makeText compiles a message, or reports what is wrong with it. The result is
// nil if it can't be used.
func (c *contract) makeText(m message, id messageID, faults *Faults) *text {
	t := &text{messageID: id, lang: m.lang, plural: m.plural(), hash: hashString(m.id)}
	t.Text = Text{
		ID: m.id, Language: langs[m.lang], Form: id.form, About: m.about,
		File: m.source.name, Line: m.source.fault(m.id, "", "").Line,
	}
	t.Arm = c.arm(m.id)
	var own bool
	t.Promises, t.Weight, own = c.rule(m.id)
	t.Promises = slices.Sorted(slices.Values(t.Promises))
	if t.undeclared = m.overlay && !own; t.undeclared {
		t.Promises = nil
	}
	before := len(*faults)
	if !t.compileForms(m, faults) {
		return nil
	}
	t.checkVars(c, m, faults)
	if len(*faults) > before {
		return nil
	}
	t.facts = slices.ContainsFunc(t.Required, func(name string) bool { return c.Vars[name].Source == fromBusiness })
	t.moment = slices.Contains(t.Required, VarPromiseBy) || slices.Contains(t.Optional, VarPromiseBy)
	return t
}

// compileForms compiles the forms that the language has, all of them or one.
func (t *text) compileForms(m message, faults *Faults) bool {
	if len(m.forms) == 0 {
		faults.add(m.fault("the text is empty", "write it, or take the key out; weight = 0 in contract.toml switches a text off"))
		return false
	}
	ok := true
	if t.plural {
		ok = checkForms(m, faults)
	}
	for form, source := range m.forms {
		if t.form == EmailForm {
			source = t.compileSubject(m, source, faults)
		}
		if t.programs[form] = t.compile(m, source, faults); t.programs[form] == nil {
			ok = false
		}
	}
	if t.plural {
		t.Required = append(t.Required, countVar)
	}
	t.Required = slices.Compact(slices.Sorted(slices.Values(t.Required)))
	t.Optional = slices.DeleteFunc(slices.Compact(slices.Sorted(slices.Values(t.Optional))), func(name string) bool {
		return slices.Contains(t.Required, name)
	})
	return ok
}

// compile compiles one text of a message and notes its variables; nil if
// something is wrong with it.
func (t *text) compile(m message, source string, faults *Faults) *program {
	p, wrong := compile(source)
	for _, w := range wrong {
		faults.add(m.fault(w.problem, w.fix))
	}
	if wrong != nil {
		return nil
	}
	t.Required = append(t.Required, p.required...)
	t.Optional = append(t.Optional, p.optional...)
	return p
}

// compileSubject compiles the first line of a letter and returns the rest.
func (t *text) compileSubject(m message, source string, faults *Faults) string {
	subject, body, ok := strings.Cut(source, "\n\n")
	if !ok || strings.Contains(subject, "\n") || t.plural {
		faults.add(m.fault("a letter begins with one line for its subject and then a blank line",
			"write subject, blank line, text; a letter has no plural forms"))
		return source
	}
	t.subject = t.compile(m, subject, faults)
	return strings.TrimSpace(body)
}

// checkForms reports plural forms that the language needs and the message
// lacks, and those that the language has no use for.
func checkForms(m message, faults *Faults) bool {
	var missing, needed []string
	for _, form := range pluralForms[m.lang] {
		needed = append(needed, pluralNames[form])
		if m.forms[form] == "" {
			missing = append(missing, pluralNames[form])
		}
	}
	all := strings.Join(needed, ", ")
	if len(missing) > 0 {
		faults.add(m.fault("the plural forms are not all there: no "+strings.Join(missing, ", "),
			langNames[m.lang]+" needs "+all+", or other alone if no number decides"))
	}
	for form := range m.forms {
		if !slices.Contains(pluralForms[m.lang], form) {
			faults.add(m.fault("the form "+pluralNames[form]+" is never used in "+langNames[m.lang], "its forms are "+all))
			return false
		}
	}
	return len(missing) == 0
}

// langNames are the languages' names in faults.
var langNames = [numLangs]string{"Russian", "Romanian"}

// checkVars reports variables that the contract does not declare.
func (t *text) checkVars(c *contract, m message, faults *Faults) {
	for _, name := range slices.Concat(t.Required, t.Optional) {
		rule, declared := c.Vars[name]
		switch {
		case !declared:
			faults.add(m.fault("there is no variable "+name, didYouMean(name, sortedKeys(c.Vars))))
		case rule.Type == "flag" && slices.Contains(t.Required, name):
			faults.add(m.fault(name+" is only for asking: it has nothing to print", "write {{if ."+name+"}}…{{end}}"))
		}
	}
	if len(t.Optional) > maxOptional {
		faults.add(m.fault("the text asks for too many variables: "+strings.Join(t.Optional, ", "),
			"at most "+strconv.Itoa(maxOptional)+" can be asked for; make two texts of it"))
	}
}
