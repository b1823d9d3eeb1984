package timing

import (
	"errors"
	"fmt"
	"time"
)

// A ruleSet holds the rules of a calendar and what each says of its day.
type ruleSet struct {
	rules []Rule
	plans []*dayPlan // in the same order
}

// maxRules is how many rules a calendar keeps.
const maxRules = 1000

func newRuleSet(rules []Rule) (ruleSet, error) {
	if len(rules) > maxRules {
		return ruleSet{}, fmt.Errorf("timing: %d holidays; at most %d can be kept", len(rules), maxRules)
	}
	var s ruleSet
	var faults []error
	for _, r := range rules {
		plan, err := r.plan()
		if err != nil {
			faults = append(faults, fmt.Errorf("timing: holiday %q: %w", r, err))
			continue
		}
		s.rules = append(s.rules, r)
		s.plans = append(s.plans, plan)
	}
	return s, errors.Join(faults...)
}

func (r Rule) plan() (*dayPlan, error) {
	if err := r.validate(); err != nil {
		return nil, err
	}
	plan, err := newDayPlan(r.Open, r.Label)
	if err == nil {
		plan.ordinary = r.Ordinary
	}
	return plan, err
}

// find returns the plan of the last rule about a day, or nil.
func (s *ruleSet) find(day int64) *dayPlan {
	if len(s.rules) == 0 {
		return nil
	}
	year, month, dayOfMonth := time.Unix(day*daySeconds, 0).UTC().Date()
	fromEaster := day - easter(year)
	for i := len(s.rules) - 1; i >= 0; i-- {
		r := &s.rules[i]
		about := r.Month == month && r.Day == dayOfMonth
		if r.Easter {
			about = int64(r.Offset) == fromEaster
		}
		if about && r.holds(year) {
			return s.plans[i]
		}
	}
	return nil
}

// opens reports whether a rule gives a day open time of its own.
func (s *ruleSet) opens() bool {
	for _, p := range s.plans {
		if !p.ordinary && len(p.spans) > 0 {
			return true
		}
	}
	return false
}
