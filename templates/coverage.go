package templates

import "github.com/camerton/camerton/tone"

// A Coverage says by which texts one cell of the matrix is served: a topic, a
// state and a language, on one channel.
type Coverage struct {
	Topic    string
	State    tone.State
	Language tone.Language
	Rung     Rung // on which a customer is served when no fact of the business is known

	// IDs are the texts on that rung that need no facts, FactIDs those of the
	// exact cell that need some; nil if there are none.
	IDs     []string
	FactIDs []string
}

// Coverage returns how every cell is served on a channel, in the order of
// topics, states and languages: the sixteen topics first, then those that the
// contract adds. Variables that come from the customer or the plan are taken to
// be there, and texts that are too long with the contract's examples are passed
// over.
func (c *Catalog) Coverage(channel tone.Channel) []Coverage {
	var cells []Coverage
	for _, topic := range c.topics() {
		for _, state := range tone.States() {
			for _, lang := range langs {
				q := Query{Topic: topic, State: state, Language: lang, Channel: channel}
				cells = append(cells, c.cover(&q))
			}
		}
	}
	return cells
}

// topics returns the names of all topics.
func (c *Catalog) topics() []string {
	names := make([]string, 0, len(c.contract.Topics))
	builtIn := map[string]bool{}
	for _, topic := range tone.Topics() {
		names, builtIn[topic.String()] = append(names, topic.String()), true
	}
	for _, name := range sortedKeys(c.contract.Topics) {
		if !builtIn[name] {
			names = append(names, name)
		}
	}
	return names
}

// cover goes down the rungs as Draft does.
func (c *Catalog) cover(q *Query) Coverage {
	found := Coverage{Topic: q.Topic, State: q.State, Language: q.Language, Rung: RungPerson}
	s := search{catalog: c, query: q, lang: index(q.Language), channel: c.contract.channel(q.Channel), anyArm: true}
	plain, facts := c.samplesBySource(s.lang)
	for rung := range RungPerson {
		at, ok := s.cell(rung, q.Topic)
		if !ok {
			continue
		}
		if rung == RungExact {
			s.values = values{vars: plain, facts: facts}
			for _, t := range s.fitting(at, rung) {
				if t.facts {
					found.FactIDs = append(found.FactIDs, t.ID)
				}
			}
		}
		s.values = values{vars: plain}
		if texts := s.fitting(at, rung); texts != nil && found.Rung == RungPerson {
			found.Rung = rung
			for _, t := range texts {
				found.IDs = append(found.IDs, t.ID)
			}
		}
	}
	return found
}

// samplesBySource splits the contract's examples into those of variables that
// come with a message and those that are facts of a business.
func (c *Catalog) samplesBySource(lang int) (plain, facts Vars) {
	plain, facts = Vars{}, Vars{}
	for name, value := range c.sample(lang) {
		if c.contract.Vars[name].Source == fromBusiness {
			facts[name] = value
		} else {
			plain[name] = value
		}
	}
	return plain, facts
}

// fitting returns the texts of a cell that Draft would draw from; nil if there
// are none.
func (s *search) fitting(at cell, rung Rung) []*text {
	cellTexts := s.catalog.cell(s.lang, at)
	if cellTexts == nil {
		return nil
	}
	for _, form := range [2]Form{s.channel.Form, Chat} {
		var found []*text
		for _, t := range cellTexts[form] {
			if !s.fits(t, rung) {
				continue
			}
			if _, short := s.finish(t, rung); short {
				found = append(found, t)
			}
		}
		if found != nil {
			return found
		}
	}
	return nil
}
