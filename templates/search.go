package templates

import (
	"fmt"
	"slices"

	"github.com/camerton/camerton/tone"
)

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
	anyArm  bool             // an experiment keeps no text away
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
		s.recent[i] = s.catalog.text(s.lang, id)
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
	cellTexts := s.catalog.cell(s.lang, at)
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
	if t.Weight == 0 || !s.inArm(t) || t.state != state && !t.fitsState(state) || s.used(t) || s.refused(t) {
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
		if r != nil && (r.hash == t.hash || t.opensLike(r)) {
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
		SaysWhen: t.moment && s.values.has(VarPromiseBy), Missing: s.missing, Opening: t.traits().opening, Arm: t.Arm,
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
