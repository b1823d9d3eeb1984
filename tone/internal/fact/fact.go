// Package fact knows what the moment of a message says about its writer: how
// long they have waited, how often they wrote, what went before. The facts and
// their weights stand in facts.txt.
package fact

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

//go:embed facts.txt
var text string

// A Fact is one thing that the context may say.
type Fact struct {
	Name    string
	About   [3]string  // in English, Russian and Romanian
	Weights [6]float64 // in nats, in the order of the states
}

// states are the names of the states in the order of their values.
var states = []string{"neutral", "rushed", "irritated", "confused", "tired", "enthusiastic"}

// all are the embedded facts; that they parse is tested.
var all = func() map[string]*Fact {
	facts, err := parse(text)
	if err != nil {
		panic(err)
	}
	return facts
}()

// Named returns the fact of that name, or nil.
func Named(name string) *Fact { return all[name] }

// All returns the facts sorted by name.
func All() []*Fact {
	out := make([]*Fact, 0, len(all))
	for _, f := range all {
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b *Fact) int { return strings.Compare(a.Name, b.Name) })
	return out
}

func parse(text string) (map[string]*Fact, error) {
	facts := make(map[string]*Fact)
	var current *Fact
	var faults []error
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		var err error
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			current, err = parseHeader(line)
			if err == nil && facts[current.Name] != nil {
				err = fmt.Errorf("fact %s stands twice", current.Name)
			}
			if err == nil {
				facts[current.Name] = current
			}
		case current == nil:
			err = errors.New("weights before the first [fact]")
		default:
			err = current.parseWeights(line)
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("facts.txt:%d: %w", n, err))
		}
	}
	return facts, errors.Join(faults...)
}

func parseHeader(line string) (*Fact, error) {
	name, about, ok := strings.Cut(line[1:], "]")
	parts := strings.Split(about, "|")
	if !ok || len(parts) != 3 {
		return nil, errors.New("want [name] English | Russian | Romanian")
	}
	f := &Fact{Name: name}
	for i, p := range parts {
		f.About[i] = strings.TrimSpace(p)
	}
	return f, nil
}

func (f *Fact) parseWeights(line string) error {
	fields := strings.Fields(line)
	if len(fields)%2 != 0 {
		return errors.New("want pairs of a state and its weight")
	}
	for i := 0; i < len(fields); i += 2 {
		state := slices.Index(states, fields[i])
		if state < 0 {
			return fmt.Errorf("unknown state %q; one of %s", fields[i], strings.Join(states, ", "))
		}
		w, err := strconv.ParseFloat(fields[i+1], 64)
		if err != nil || w < -2 || w > 2 {
			return fmt.Errorf("weight %q of %s; want a number between -2 and 2", fields[i+1], fields[i])
		}
		f.Weights[state] = w
	}
	return nil
}
