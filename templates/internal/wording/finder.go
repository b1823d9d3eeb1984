package wording

import (
	"slices"
	"strings"
	"sync"
)

// A Finder finds the phrases of lists and minds what is said against them: a
// promise that is denied is none, and neither is homework that nobody has to do.
type Finder struct {
	matcher  *Matcher
	unneeded *Matcher
	denials  map[string]bool
}

// NewFinder makes a finder of lists of a language; the error names the entry
// that is no pattern.
func NewFinder(lang int, lists ...List) (*Finder, error) {
	m, err := NewMatcher(numerals(lang), lists...)
	if err != nil {
		return nil, err
	}
	return &Finder{m, unneededMatchers[lang](), denialSets[lang]()}, nil
}

// known are the finders of [Known].
var known sync.Map

// Known returns the finder of lists of this package, which is made once. It panics
// if there is no such list.
func Known(lang int, names ...string) *Finder {
	key := Languages[lang] + " " + strings.Join(names, " ")
	if f, ok := known.Load(key); ok {
		return f.(*Finder) //nolint:forcetypeassert // nothing else is stored
	}
	f, err := NewFinder(lang, Load(lang, names...)...)
	if err != nil {
		panic(err)
	}
	kept, _ := known.LoadOrStore(key, f)
	return kept.(*Finder) //nolint:forcetypeassert // nothing else is stored
}

// Find returns the phrases in the words that nothing is said against.
func (f *Finder) Find(words []Word) []Hit {
	return slices.DeleteFunc(f.matcher.Find(words), func(h Hit) bool { return f.deny(words, h) })
}

// Count returns how many times each list was met; nil if none was.
func (f *Finder) Count(words []Word) map[string]int {
	var counts map[string]int
	for _, hit := range f.Find(words) {
		if counts == nil {
			counts = map[string]int{}
		}
		counts[hit.List]++
	}
	return counts
}

// PromiseList is how the lists of promises are called: the name of the kind
// follows.
const PromiseList = "promise-"

// deny reports whether the words around a phrase take it back.
func (f *Finder) deny(words []Word, h Hit) bool {
	switch {
	case h.List == "homework":
		first, last := clauseOf(words, h.First, h.Last)
		return f.before(words, h.First) || len(f.unneeded.Find(words[first:last])) > 0
	case strings.HasPrefix(h.List, PromiseList), h.List == "joy", h.List == "apology":
		return f.before(words, h.First)
	}
	return false
}

// reach is how many words before a phrase a denial may stand, with only short
// words between: "nu vă sunăm".
const reach = 3

// before reports whether a denial stands before a word.
func (f *Finder) before(words []Word, at int) bool {
	for i := at - 1; i >= 0 && i >= at-reach && words[i].Clause == words[at].Clause; i-- {
		if f.denials[words[i].Text] {
			return true
		}
		if words[i].Variable || len([]rune(words[i].Text)) > reach {
			return false
		}
	}
	return false
}

// clauseOf widens a range of words to the clauses that it lies in.
func clauseOf(words []Word, first, last int) (from, to int) {
	from, to = first, last
	for from > 0 && words[from-1].Clause == words[first].Clause {
		from--
	}
	for to < len(words) && words[to].Clause == words[last-1].Clause {
		to++
	}
	return from, to
}
