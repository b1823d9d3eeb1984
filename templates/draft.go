package templates

import (
	"errors"
	"fmt"
	"slices"
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

	// Promises are the kinds of promises that the text makes; each opens a
	// watched task for a person. Nil means that nothing is left open. The slice
	// is shared and must not be changed.
	Promises []string

	// SaysWhen reports that the text tells the customer the promised time.
	SaysWhen bool

	// Missing are the variables for lack of which a text of the exact cell could
	// not be used; with ErrPerson it says why there was none.
	Missing []string

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
	if !ok || c.texts[i][id] == nil {
		return "", fmt.Errorf("templates: there is no text %q in language %q", id, lang)
	}
	t, v := c.texts[i][id], values{vars: vars}
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

// A search is one query on its way down the rungs.
type search struct {
	catalog *Catalog
	query   *Query
	values  values
	channel channelRule
	missing []string
	lang    int
	seed    uint64
	recent  [maxRecent]*text // what was used just before
	buffer  [512]byte
}

// maxRecent is how many of the texts used last are looked at.
const maxRecent = 32

// check reports what is wrong with the query itself.
func (s *search) check() error {
	c, head := s.catalog.contract, s.query.head()
	if _, topic := c.Topics[head]; !topic {
		if _, special := c.Special[head]; !special {
			return fmt.Errorf("templates: there is no topic or key %q", head)
		}
	}
	if int(s.query.State) >= tone.NumStates {
		return fmt.Errorf("templates: %v is not a state", s.query.State)
	}
	if int(s.query.Channel) >= tone.NumChannels {
		return fmt.Errorf("templates: %v is not a channel", s.query.Channel)
	}
	return checkCount(s.lang, s.values)
}

// avoidRecent looks up the texts used last.
func (s *search) avoidRecent() {
	ids := s.query.Recent
	for i, id := range ids[max(0, len(ids)-maxRecent):] {
		s.recent[i] = s.catalog.texts[s.lang][id]
	}
}

// cell returns the cell of a rung; false if the rung has none of its own.
func (s *search) cell(rung Rung, head string) (cell, bool) {
	_, special := s.catalog.contract.Special[head]
	switch rung {
	case RungExact:
		return cell{head, s.query.State}, true
	case RungNeutral:
		if special {
			return cell{head, anyState}, head != KeyHold
		}
		return cell{head, tone.Neutral}, s.query.State != tone.Neutral
	case RungHold:
		return cell{KeyHold, s.query.State}, head != KeyHold
	case RungGeneral:
		return cell{KeyHold, anyState}, true
	case RungPerson:
	}
	return cell{}, false
}

// rung looks for a text on one rung.
func (s *search) rung(rung Rung, head string) (Draft, bool) {
	at, ok := s.cell(rung, head)
	if !ok {
		return Draft{}, false
	}
	cellTexts := s.catalog.cells[s.lang][at]
	if cellTexts == nil {
		return Draft{}, false
	}
	for _, form := range [2]Form{s.channel.Form, Chat} {
		if d, found := s.variant(cellTexts[form], rung); found {
			return d, true
		}
		if form == Chat {
			break
		}
	}
	return Draft{}, false
}

// variant draws among the variants that fit until one is short enough.
func (s *search) variant(texts []*text, rung Rung) (Draft, bool) {
	tooLong := uint32(0) // a bit for each variant
	for {
		i := s.draw(texts, rung, tooLong)
		if i < 0 {
			return Draft{}, false
		}
		if d, ok := s.finish(texts[i], rung); ok {
			return d, true
		}
		tooLong |= 1 << i
	}
}

// draw returns the index of the variant that the seed chooses, or -1. Texts that
// tell facts of the business go before those that tell none.
func (s *search) draw(texts []*text, rung Rung, tooLong uint32) int {
	chosen, best, facts := -1, uint64(0), false
	for i, t := range texts {
		if tooLong&(1<<i) != 0 || facts && !t.facts || !s.fits(t, rung) {
			continue
		}
		n := ticket(s.seed, t.hash, t.Weight)
		if chosen < 0 || t.facts && !facts || n > best {
			chosen, best, facts = i, n, t.facts
		}
	}
	return chosen
}

// fits reports whether a text can be used for the query.
func (s *search) fits(t *text, rung Rung) bool {
	state := s.query.State
	if t.Weight == 0 || t.state != state && !t.fitsState(state) || s.used(t) || s.refused(t) {
		return false
	}
	if !t.ready(s.values) {
		if rung == RungExact {
			s.lacks(t)
		}
		return false
	}
	return true
}

func (s *search) used(t *text) bool {
	for _, r := range s.recent {
		if r != nil && (r.hash == t.hash || r.opening == t.opening) {
			return true
		}
	}
	return false
}

func (s *search) refused(t *text) bool {
	for _, kind := range s.query.Refuse {
		if slices.Contains(t.promises(s.values), kind) {
			return true
		}
	}
	return false
}

// lacks notes the variables for lack of which a text can't be used.
func (s *search) lacks(t *text) {
	for _, name := range t.Required {
		if !s.values.has(name) && !slices.Contains(s.missing, name) {
			s.missing = append(s.missing, name)
		}
	}
}

// finish puts the text together; false if it is too long for the channel.
func (s *search) finish(t *text, rung Rung) (Draft, bool) {
	d := Draft{
		ID: t.ID, Language: s.query.Language, Form: t.form, Rung: rung, Promises: t.promises(s.values),
		SaysWhen: t.moment && s.values.has(VarPromiseBy), Missing: s.missing, Opening: t.opening,
	}
	if s.compose(&d, t, s.values); s.short(d) {
		return d, true
	}
	unnamed := values{vars: s.catalog.withoutCustomer(s.values.vars), facts: s.values.facts}
	if len(unnamed.vars) == len(s.values.vars) || !t.ready(unnamed) {
		return d, false
	}
	s.compose(&d, t, unnamed)
	return d, s.short(d)
}

// short reports whether the draft is within the channel's limit.
func (s *search) short(d Draft) bool {
	return s.channel.Limit == 0 || measures[s.channel.Unit](d.Text) <= s.channel.Limit
}

// withoutCustomer returns the variables that don't come from the customer.
func (c *Catalog) withoutCustomer(vars Vars) Vars {
	kept := make(Vars, len(vars))
	for name, value := range vars {
		if c.contract.Vars[name].Source != fromCustomer {
			kept[name] = value
		}
	}
	return kept
}
