package templates

import (
	"regexp"
	"slices"

	"github.com/camerton/camerton/templates/internal/wording"
	"github.com/camerton/camerton/tone"
)

// maxWeight bounds a text's weight in the draw.
const maxWeight = 100

var (
	varName   = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)
	topicName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
)

// check reports what the contract contradicts itself in.
func (c *contract) check(faults *Faults) {
	fail := func(key, problem, fix string) {
		if !faults.has(key) {
			faults.add(c.fault(key, problem, fix))
		}
	}
	c.checkVars(fail)
	c.checkTopics(fail)
	c.checkStates(fail)
	c.checkChannels(fail)
	c.checkKeys(fail)
	c.checkWords(fail)
	c.checkExperiments(fail)
	for cellName, share := range c.Share {
		c.checkShare(cellName, share, fail)
	}
}

type failFunc func(key, problem, fix string)

func (c *contract) checkVars(fail failFunc) {
	for name, v := range c.Vars {
		key := "vars." + name
		if !varName.MatchString(name) {
			fail(key, "a variable's name is a capital letter and then letters or digits", "as in OrderNumber")
		}
		if !slices.Contains(varTypes, v.Type) {
			fail(key+".type", "there is no type \""+v.Type+"\"", didYouMean(v.Type, varTypes))
		}
		if sources := []string{fromBusiness, fromCustomer, fromPlan}; !slices.Contains(sources, v.Source) {
			fail(key+".source", "there is no source \""+v.Source+"\"", didYouMean(v.Source, sources))
		}
		if v.Example.RU == "" || v.Example.RO == "" {
			fail(key+".example", "previews and tests need an example in both languages",
				`write example = {ru = "…", ro = "…"}`)
		}
	}
	for kind, p := range c.Promises {
		if _, ok := c.Vars[p.Needs]; p.Needs != "" && !ok {
			fail("promises."+kind+".needs", "there is no variable \""+p.Needs+"\"", didYouMean(p.Needs, sortedKeys(c.Vars)))
		}
	}
	for name, p := range c.Phrases {
		if slices.ContainsFunc(p.Vars, func(v string) bool { return !varName.MatchString(v) }) {
			fail("phrases."+name+".vars", "a variable's name is a capital letter and then letters or digits", "as in Clock")
		}
	}
}

func (c *contract) checkTopics(fail failFunc) {
	for name := range c.Topics {
		if !topicName.MatchString(name) || name == KeyHold || name == "system" || name == "csat" || name == "after" {
			fail("topics."+name, "this can't be the name of a topic",
				"use small Latin letters and _; hold, system, csat and after have their own meaning")
		}
	}
	for _, topic := range tone.Topics() {
		if _, ok := c.Topics[topic.String()]; !ok {
			fail("topics."+topic.String(), "this topic is not declared", "add [topics."+topic.String()+"]")
		}
	}
	if _, ok := c.Special[KeyHold]; !ok {
		fail("special.hold", "this key is not declared; the holding texts need it", "add [special.hold]")
	}
}

func (c *contract) checkStates(fail failFunc) {
	for name, rule := range c.States {
		if _, err := tone.ParseState(name); err != nil {
			fail("states."+name, "there is no such state", didYouMean(name, stateNames()))
		}
		for _, list := range rule.Never {
			if !c.hasList(list) {
				fail("states."+name+".never", "there is no word list \""+list+"\"", didYouMean(list, append(sortedKeys(c.Words), toneLists...)))
			}
		}
	}
	for _, name := range stateNames() {
		if _, ok := c.States[name]; !ok {
			fail("states."+name, "this state has no rules", "add [states."+name+"]")
		}
	}
}

// checkWords reports words that are no patterns.
func (c *contract) checkWords(fail failFunc) {
	check := func(key string, rule wordRule) {
		for lang := range langs {
			for i, pattern := range rule.in(lang) {
				list := wording.List{Entries: []wording.Entry{{Pattern: pattern}}}
				if _, err := wording.NewMatcher(nil, list); err != nil {
					fail(indexed(key+"."+langs[lang].String(), i), "this is no pattern of words: "+err.Error(), "write words, small letters, * at the end for any ending")
				}
			}
		}
	}
	for name, rule := range c.Words {
		check("words."+name, rule)
	}
	for kind, rule := range c.Promises {
		check("promises."+kind+".cues", rule.Cues)
	}
	for topic, rule := range c.Topics {
		check("topics."+topic+".cues", rule.Cues)
	}
}

func (c *contract) checkChannels(fail failFunc) {
	known := make([]string, 0, tone.NumChannels)
	for _, ch := range tone.Channels() {
		known = append(known, ch.String())
		if _, ok := c.Channels[ch.String()]; !ok {
			fail("channels."+ch.String(), "this channel is not declared", "add [channels."+ch.String()+"]")
		}
	}
	for name, rule := range c.Channels {
		if !slices.Contains(known, name) {
			fail("channels."+name, "there is no such channel", didYouMean(name, known))
		}
		if _, ok := measures[rule.Unit]; !ok && rule.Limit > 0 {
			fail("channels."+name+".unit", "there is no unit \""+rule.Unit+"\"", didYouMean(rule.Unit, sortedKeys(measures)))
		}
		if rule.Limit < 0 {
			fail("channels."+name+".limit", "a limit can't be below 0", "write 0 for no limit")
		}
	}
}

func (c *contract) checkKeys(fail failFunc) {
	for id, rule := range c.Keys {
		key := "keys." + id
		for _, kind := range rule.Promises {
			if _, ok := c.Promises[kind]; !ok {
				fail(key+".promises", "there is no kind of promise \""+kind+"\"", didYouMean(kind, sortedKeys(c.Promises)))
			}
		}
		if rule.Weight != nil && (*rule.Weight < 0 || *rule.Weight > maxWeight) {
			fail(key+".weight", "a weight is from 0 to 100", "write 0 to switch a text off, 1 for an even draw")
		}
	}
}

func (c *contract) checkShare(name string, share shareRule, fail failFunc) {
	key := "share." + name
	for _, s := range []string{name, share.With} {
		if _, wrong := c.parseCell(s); wrong != nil {
			fail(key, "\""+s+"\": "+wrong.problem, wrong.fix)
		}
	}
	if _, chained := c.Share[share.With]; chained {
		fail(key+".with", share.With+" itself uses another's texts", "name the cell that has the texts")
	}
	if share.Because == "" {
		fail(key+".because", "no reason is given", "say why the two situations want the same words")
	}
}
