package templates

import (
	"errors"
	"fmt"
	"strings"

	"github.com/camerton/camerton/tone"
)

// ErrPerson is returned by [Catalog.Draft] when no text fits: a person must
// answer.
var ErrPerson = errors.New("templates: no text fits, a person must answer")

// A Draft is a text ready to be sent.
type Draft struct {
	ID       string        // of the text: "order_status.irritated.a"
	Text     string        // never blank when there was no error
	Subject  string        // of an e-mail; empty in other forms
	Language tone.Language // as asked for
	Form     Form          // of the text that was found
	Rung     Rung          // how near it is to what was asked for

	// Promises are the kinds of promises that the text makes, sorted; each opens a
	// watched task for a person. Nil means that nothing is left open. The slice
	// is shared and must not be changed.
	Promises []string

	// SaysWhen reports that the text tells the customer the promised time.
	SaysWhen bool

	// Missing are the variables for lack of which a text of the exact cell could
	// not be used; with ErrPerson it says why there was none.
	Missing []string

	// Arm is the arm of an experiment that the text belongs to, "hello.a"; empty if
	// it is in none.
	Arm string

	// Opening is the first two words in small letters, names left out.
	Opening string
}

// Draft finds and finishes a text. The rungs are tried in order, and on each
// one the channel's own form before the chat form, texts with facts of the
// business before texts without, and variants by the seed. A text is passed
// over when a variable that it requires is missing, when it or its opening was
// used just before, when it makes a promise that is refused, when it breaks the
// rules of the state and was written for another, and when it is too long for
// the channel; if leaving out what the customer may be called would make it
// short enough, that is done.
//
// The result is the same for the same query and catalogue. Draft never answers
// in another language than the one asked for. When no text fits, the error is
// ErrPerson and the draft says what was missing; any other error means that the
// query itself is wrong.
func (c *Catalog) Draft(q Query) (Draft, error) {
	lang, ok := langIndex(q.Language)
	if !ok {
		return Draft{}, fmt.Errorf("templates: there are no texts in language %q; ask for ru or ro", q.Language)
	}
	s := search{
		catalog: c, query: &q, lang: lang, values: values{vars: q.Vars, facts: q.Facts},
		channel: c.contract.channel(q.Channel), seed: hashString(q.Seed),
	}
	if err := s.check(); err != nil {
		return Draft{}, err
	}
	s.avoidRecent()
	head := q.head()
	for rung := range RungPerson {
		if d, found := s.rung(rung, head); found {
			return d, nil
		}
	}
	return Draft{Language: q.Language, Rung: RungPerson, Missing: s.missing}, ErrPerson
}

// Render finishes the text with this id, whatever the customer's state. Missing
// variables are an error that names them, and there is never a part of a text.
func (c *Catalog) Render(id string, lang tone.Language, vars Vars) (string, error) {
	i, ok := langIndex(lang)
	if !ok || c.text(i, id) == nil {
		return "", fmt.Errorf("templates: there is no text %q in language %q", id, lang)
	}
	t, v := c.text(i, id), values{vars: vars}
	var missing []string
	for _, name := range t.Required {
		if !v.has(name) {
			missing = append(missing, name)
		}
	}
	if missing != nil {
		return "", fmt.Errorf("templates: %s: no value for %s", id, strings.Join(missing, ", "))
	}
	if err := checkCount(i, v); err != nil {
		return "", err
	}
	return string(t.render(nil, v)), nil
}

// checkCount reports a Count that is no number.
func checkCount(lang int, v values) error {
	if !v.has(countVar) {
		return nil
	}
	if _, ok := pluralForm(lang, v.get(countVar)); !ok {
		return fmt.Errorf("templates: the variable Count is %q; write a number in digits, as 3 or 1.5", v.get(countVar))
	}
	return nil
}
