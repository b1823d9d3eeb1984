package templates

import (
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
	body := t.render(s.buffer[:0], v)
	if t.form == EmailForm {
		d.Subject = oneLine(string(t.subject.run(nil, v)))
	}
	if s.query.First {
		body = s.disclose(body, v)
	}
	if s.channel.Form == EmailForm {
		body = s.letter(d, body, v)
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

// letter puts the salutation before a body and the signature after it. A body
// that opens with the salutation's own first word gets no second one.
func (s *search) letter(d *Draft, body []byte, v values) []byte {
	vars := Vars{VarName: v.get(VarName), "BusinessName": v.get("BusinessName"), "Signature": v.get("Signature")}
	phrase := func(id string) string {
		return capitalised(string(s.catalog.phrase(nil, s.lang, id, vars)))
	}
	if d.Subject == "" {
		d.Subject = oneLine(phrase(phraseSubject))
	}
	text := string(body)
	if salutation := phrase(phraseSalutation); salutation != "" && firstWord(salutation) != firstWord(text) {
		text = salutation + "\n\n" + text
	}
	if signature := phrase(phraseSignature); signature != "" {
		text += "\n\n" + signature
	}
	return []byte(text)
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
