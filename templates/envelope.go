package templates

import (
	"maps"
	"strings"

	"github.com/camerton/camerton/templates/internal/wording"
)

// The phrases around a letter.
const (
	phraseSubject    = "system.email.subject"
	phraseSalutation = "system.email.salutation"
	phraseSignature  = "system.email.signature"
)

// compose puts the text of a draft together: the text itself, the clause of a
// first contact, and for an e-mail what stands around them.
func (s *search) compose(d *Draft, t *text, v values) {
	body, salutation := t.render(s.buffer[:0], v), ""
	if s.channel.Form == EmailForm {
		body, salutation = s.salute(t, body, v)
	}
	if t.form == EmailForm {
		d.Subject = oneLine(string(t.subject.run(nil, v)))
	}
	if s.query.First {
		body = s.disclose(body, v)
	}
	if s.channel.Form == EmailForm {
		body = s.letter(d, salutation, body, v)
	}
	d.Text = string(body)
}

// disclose appends the clause that an assistant writes, if there is one.
func (s *search) disclose(body []byte, v values) []byte {
	for _, form := range [2]Form{s.channel.Form, Chat} {
		for _, at := range [2]cell{{KeyDisclosure, s.query.State}, {KeyDisclosure, anyState}} {
			texts := s.catalog.cell(s.lang, at)
			if texts == nil {
				continue
			}
			if i := s.draw(texts[form], RungPerson, 0); i >= 0 {
				return append(append(body, "\n\n"...), texts[form][i].render(nil, v)...)
			}
		}
	}
	return body
}

// salute returns the body of a letter and the salutation to put before it. A
// body that greets with the salutation's own first word gets none. Where the
// salutation names the customer, the body does not do so again, unless it can't
// do without the name.
func (s *search) salute(t *text, body []byte, v values) (salutedBody []byte, salutation string) {
	salutation = s.around(phraseSalutation, v)
	if salutation == "" || firstWord(salutation) == firstWord(string(body)) {
		return body, ""
	}
	unnamed := v.unnamed()
	if !t.ready(unnamed) || s.around(phraseSalutation, unnamed) == salutation {
		return body, salutation
	}
	bare := t.render(nil, unnamed)
	if firstWord(salutation) == firstWord(string(bare)) {
		return body, ""
	}
	return bare, salutation
}

// letter puts the salutation before a body and the signature after it.
func (s *search) letter(d *Draft, salutation string, body []byte, v values) []byte {
	if d.Subject == "" {
		d.Subject = oneLine(s.around(phraseSubject, v))
	}
	text := string(body)
	if salutation != "" {
		text = salutation + "\n\n" + text
	}
	if signature := s.around(phraseSignature, v); signature != "" {
		text += "\n\n" + signature
	}
	return []byte(text)
}

// around returns a phrase that stands around a letter.
func (s *search) around(id string, v values) string {
	vars := Vars{VarName: v.get(VarName), "BusinessName": v.get("BusinessName"), "Signature": v.get("Signature")}
	return capitalised(string(s.catalog.phrase(nil, s.lang, id, vars)))
}

// unnamed returns the values without the customer's name.
func (v values) unnamed() values {
	vars := make(Vars, len(v.vars)+1)
	maps.Copy(vars, v.vars)
	vars[VarName] = ""
	return values{vars: vars, facts: v.facts, inside: v.inside}
}

// oneLine makes one line of a subject: a line break in a name must not begin
// another header.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' }), " ")
}

func firstWord(s string) string {
	words := wording.Words(s)
	if len(words) == 0 {
		return ""
	}
	return words[0].Text
}
