package templates

import (
	"slices"
	"strings"
)

// An experimentRule declares an experiment: which customers get which texts.
type experimentRule struct {
	About string         `toml:"about"`
	Arms  map[string]int `toml:"arms"` // weights
}

// arm returns the arm of the experiment that a customer is in: always the same
// one, in proportion to the arms' weights, and independent of other experiments.
// A weight that changes moves as few customers as it can.
func (e experimentRule) arm(name string, seed uint64) string {
	chosen, best := "", uint64(0)
	for _, arm := range sortedKeys(e.Arms) {
		if n := ticket(seed, hashString("experiment "+name+"."+arm), e.Arms[arm]); chosen == "" || n > best {
			chosen, best = arm, n
		}
	}
	return chosen
}

// arm returns the arm that a text belongs to, "" if it is in no experiment.
func (c *contract) arm(id string) string {
	arm := ""
	for i := range len(id) + 1 {
		if i < len(id) && id[i] != '.' {
			continue
		}
		if rule, ok := c.Keys[id[:i]]; ok && rule.Arm != "" {
			arm = rule.Arm
		}
	}
	return arm
}

// inArm reports whether the customer may get a text.
func (s *search) inArm(t *text) bool {
	if t.Arm == "" || s.anyArm {
		return true
	}
	name, arm, _ := strings.Cut(t.Arm, ".")
	return s.catalog.contract.Experiments[name].arm(name, s.seed) == arm
}

// checkExperiments reports experiments and arms that are not declared.
func (c *contract) checkExperiments(fail failFunc) {
	var arms []string
	for name, e := range c.Experiments {
		key := "experiments." + name
		if !topicName.MatchString(name) {
			fail(key, "this can't be the name of an experiment", "use small Latin letters and _")
		}
		if len(e.Arms) < 2 {
			fail(key+".arms", "an experiment has two arms or more", "write arms = {a = 50, b = 50}")
		}
		for arm, weight := range e.Arms {
			arms = append(arms, name+"."+arm)
			if weight < 1 || weight > maxWeight {
				fail(key+".arms."+arm, "an arm's weight is from 1 to 100", "take the arm out to end it")
			}
		}
	}
	for id, rule := range c.Keys {
		if rule.Arm != "" && !slices.Contains(arms, rule.Arm) {
			fail("keys."+id+".arm", "there is no arm \""+rule.Arm+"\"", didYouMean(rule.Arm, arms))
		}
	}
}

// checkArms reports cells in which the customers of an arm would find no text.
func (l *loader) checkArms(c *Catalog) {
	if len(l.contract.Experiments) == 0 {
		return
	}
	for lang := range langs {
		for t := range c.each(lang) {
			if name, _, ok := strings.Cut(t.Arm, "."); ok {
				l.checkArm(t, name, c.cell(lang, t.cell)[t.form])
			}
		}
	}
}

func (l *loader) checkArm(t *text, experiment string, variants []*text) {
	for _, arm := range sortedKeys(l.contract.Experiments[experiment].Arms) {
		if !slices.ContainsFunc(variants, func(v *text) bool { return v.Arm == "" || v.Arm == experiment+"."+arm }) {
			l.faults.add(l.messages[t.lang][t.ID].fault("customers of the arm "+experiment+"."+arm+" would find no text here",
				"write one for them, or one for everybody"))
		}
	}
}
