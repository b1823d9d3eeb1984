package wording

import (
	"fmt"
	"slices"
	"strings"
)

// An Entry is one line of a list.
type Entry struct {
	Pattern string // as written
	Instead string // what to write instead; may be empty
	Except  bool   // no phrase to be found, but a place where none is
}

// parseEntry reads one line of a list.
func parseEntry(line string) Entry {
	pattern, instead, _ := strings.Cut(line, " | ")
	pattern, except := strings.CutPrefix(strings.TrimSpace(pattern), "- ")
	return Entry{pattern, strings.TrimSpace(instead), except}
}

type stateKind uint8

const (
	oneWord   stateKind = iota // one of words, or a word with one of stems or tails
	aNumber                    // digits or a numeral
	aVariable                  // the variable words[0]
	aGap                       // up to maxGap words
	theEnd                     // of the phrase
)

// maxGap is how many words ".." may stand for.
const maxGap = 3

// A state is one word of a phrase, and what may come after it.
type state struct {
	kind  stateKind
	words []string // sorted
	stems []string
	tails []string
	next  []*state
}

// end is the state after the last word of every phrase.
var end = &state{kind: theEnd}

// compile turns a pattern into the states that it may begin with.
func compile(pattern string) ([]*state, error) {
	first, err := sequence(pattern, []*state{end})
	if err != nil {
		return nil, fmt.Errorf("%q: %w", pattern, err)
	}
	for _, s := range first {
		if s.kind == theEnd || s.kind == aGap {
			return nil, fmt.Errorf("%q: a phrase begins with a word", pattern)
		}
	}
	return first, nil
}

// sequence compiles items set apart by spaces, the last first.
func sequence(pattern string, after []*state) ([]*state, error) {
	items, err := split(pattern, ' ')
	if err != nil {
		return nil, err
	}
	for _, item := range slices.Backward(items) {
		if after, err = compileItem(item, after); err != nil {
			return nil, err
		}
	}
	return after, nil
}

// compileItem compiles a group of alternatives or a word, which may have groups
// inside.
func compileItem(item string, after []*state) ([]*state, error) {
	if parts, optional, ok := group(item); ok {
		return alternatives(parts, optional, after)
	}
	words, err := expand(item)
	if err != nil {
		return nil, err
	}
	return alternatives(words, false, after)
}

// group takes a whole pair of brackets apart; false if the item is more than
// that.
func group(item string) (parts []string, optional, ok bool) {
	if item == "" || item[0] != '(' && item[0] != '[' || closing(item) != len(item)-1 {
		return nil, false, false
	}
	parts, err := split(item[1:len(item)-1], '|')
	return parts, item[0] == '[', err == nil
}

// closing returns where the bracket at the beginning is closed, -1 if nowhere.
func closing(s string) int {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '(', '[':
			depth++
		case ')', ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// split cuts at a byte that stands in no brackets.
func split(s string, at byte) ([]string, error) {
	var parts []string
	depth, from := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case at:
			if depth == 0 {
				parts, from = append(parts, s[from:i]), i+1
			}
		}
		if depth < 0 {
			break
		}
	}
	if depth != 0 {
		return nil, fmt.Errorf("a bracket of %q has no partner", s)
	}
	parts = append(parts, s[from:])
	if at == ' ' {
		parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	}
	return parts, nil
}

// alternatives compiles phrases of which one is there. Single words make one
// state.
func alternatives(parts []string, optional bool, after []*state) ([]*state, error) {
	var first []*state
	single := &state{next: after}
	for _, part := range parts {
		switch words := strings.FieldsFunc(part, func(r rune) bool { return r == ' ' || r == '-' }); {
		case len(words) == 0:
			optional = true
		case len(words) == 1 && single.add(words[0]):
		default:
			if !strings.ContainsAny(part, "([") {
				part = strings.Join(words, " ")
			}
			states, err := phrase(part, after)
			if err != nil {
				return nil, err
			}
			first = append(first, states...)
		}
	}
	if len(single.words)+len(single.stems)+len(single.tails) > 0 {
		slices.Sort(single.words)
		first = append(first, single)
	}
	if optional {
		first = append(first, after...)
	}
	return first, nil
}

// phrase compiles one alternative that is no plain word.
func phrase(part string, after []*state) ([]*state, error) {
	switch name, variable := strings.CutPrefix(part, "<"); {
	case part == "N":
		return []*state{{kind: aNumber, next: after}}, nil
	case part == "..":
		return []*state{{kind: aGap, next: after}}, nil
	case variable:
		return []*state{{kind: aVariable, words: []string{strings.TrimSuffix(name, ">")}, next: after}}, nil
	case !strings.ContainsAny(part, " (["):
		return nil, fmt.Errorf("%q is no word", part)
	}
	return sequence(part, after)
}

// add adds a plain word, a stem or a tail; false if the word is none of them.
func (s *state) add(word string) bool {
	if word == "N" || word == ".." || strings.ContainsAny(word, "<>()[]|") {
		return false
	}
	word = Fold(word)
	stem, isStem := strings.CutSuffix(word, "*")
	tail, isTail := strings.CutPrefix(word, "*")
	switch {
	case strings.Contains(strings.Trim(word, "*"), "*") || strings.Contains(word, "**") || isStem && isTail || stem == "":
		return false
	case isStem:
		s.stems = append(s.stems, stem)
	case isTail:
		s.tails = append(s.tails, tail)
	default:
		s.words = append(s.words, word)
	}
	return true
}

// expand returns the words that a word with groups inside stands for.
func expand(word string) ([]string, error) {
	open := strings.IndexAny(word, "([")
	if open < 0 {
		return []string{word}, nil
	}
	shut := closing(word[open:]) + open
	parts, optional, ok := group(word[open : shut+1])
	if !ok {
		return nil, fmt.Errorf("the brackets of %q are wrong", word)
	}
	if optional {
		parts = append(parts, "")
	}
	rest, err := expand(word[shut+1:])
	if err != nil {
		return nil, err
	}
	var all []string
	for _, part := range parts {
		inner, err := expand(part)
		if err != nil {
			return nil, err
		}
		for _, in := range inner {
			for _, tail := range rest {
				all = append(all, word[:open]+in+tail)
			}
		}
	}
	return all, nil
}
