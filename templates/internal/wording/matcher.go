package wording

import (
	"cmp"
	"slices"
	"strings"
)

// A List is a named list of phrases.
type List struct {
	Name    string
	Entries []Entry
}

// A Hit is a phrase that was found.
type Hit struct {
	List        string
	Entry       Entry
	First, Last int // words, end exclusive
}

// A Matcher finds the phrases of several lists of one language in one pass.
type Matcher struct {
	numerals map[string]bool
	exact    map[string][]start // by the first word
	stems    map[string][]start
	classes  []start // that begin with a number, a variable or the end of a word
	longest  int     // bytes of the longest stem
}

// A start is where an entry's phrases begin.
type start struct {
	list  string
	entry Entry
	state *state
}

// NewMatcher makes a matcher; the error names the entry that is no pattern. The
// numerals are the words that N stands for besides digits.
func NewMatcher(numerals map[string]bool, lists ...List) (*Matcher, error) {
	m := &Matcher{numerals: numerals, exact: map[string][]start{}, stems: map[string][]start{}}
	for _, list := range lists {
		for _, entry := range list.Entries {
			states, err := compile(entry.Pattern)
			if err != nil {
				return nil, err
			}
			for _, s := range states {
				m.add(start{list.Name, entry, s})
			}
		}
	}
	return m, nil
}

func (m *Matcher) add(s start) {
	if s.state.kind != oneWord || len(s.state.tails) > 0 {
		m.classes = append(m.classes, s)
		return
	}
	for _, word := range s.state.words {
		m.exact[word] = append(m.exact[word], s)
	}
	for _, stem := range s.state.stems {
		m.stems[stem] = append(m.stems[stem], s)
		m.longest = max(m.longest, len(stem))
	}
}

// Find returns the phrases in the words, in their order. Of phrases of one list
// that overlap, the longest is found; where an exception overlaps, none is.
func (m *Matcher) Find(words []Word) []Hit {
	var found []Hit
	for i := range words {
		found = m.at(found, words, i)
	}
	if len(found) == 0 {
		return nil
	}
	slices.SortStableFunc(found, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(a.List, b.List), cmp.Compare(b.Last-b.First, a.Last-a.First))
	})
	kept := found[:0:0]
	for _, hit := range found {
		if !hit.Entry.Except && !slices.ContainsFunc(found, hit.excepted) && !slices.ContainsFunc(kept, hit.overlaps) {
			kept = append(kept, hit)
		}
	}
	slices.SortStableFunc(kept, func(a, b Hit) int { return cmp.Compare(a.First, b.First) })
	return kept
}

func (h Hit) overlaps(o Hit) bool { return h.List == o.List && h.First < o.Last && o.First < h.Last }
func (h Hit) excepted(o Hit) bool { return o.Entry.Except && h.overlaps(o) }

// at appends the phrases that begin at a word.
func (m *Matcher) at(found []Hit, words []Word, i int) []Hit {
	try := func(starts []start) {
		for _, s := range starts {
			if last := m.longestFrom(s.state, words, i, words[i].Sentence); last > 0 {
				found = append(found, Hit{s.list, s.entry, i, last})
			}
		}
	}
	try(m.classes)
	if words[i].Variable {
		return found
	}
	text := words[i].Text
	try(m.exact[text])
	for end := range text {
		if end > 0 && end <= m.longest {
			try(m.stems[text[:end]])
		}
	}
	if len(text) <= m.longest {
		try(m.stems[text])
	}
	return found
}

// longestFrom returns where the longest phrase that goes on with a state ends; 0
// if none does.
func (m *Matcher) longestFrom(s *state, words []Word, i, sentence int) int {
	if s.kind == theEnd {
		return i
	}
	longest := 0
	follow := func(at int) {
		for _, next := range s.next {
			longest = max(longest, m.longestFrom(next, words, at, sentence))
		}
	}
	if s.kind == aGap {
		for skip := 0; skip <= maxGap && i+skip < len(words) && words[i+skip].Sentence == sentence; skip++ {
			follow(i + skip)
		}
		return longest
	}
	if i < len(words) && words[i].Sentence == sentence && m.fits(s, words[i]) {
		follow(i + 1)
	}
	return longest
}

func (m *Matcher) fits(s *state, w Word) bool {
	switch s.kind {
	case aNumber:
		return w.Number || !w.Variable && m.numerals[w.Text]
	case aVariable:
		return w.Variable && w.Text == s.words[0]
	case oneWord:
		return !w.Variable && s.hasWord(w.Text)
	case aGap, theEnd:
	}
	return false
}

func (s *state) hasWord(word string) bool {
	if _, ok := slices.BinarySearch(s.words, word); ok {
		return true
	}
	return slices.ContainsFunc(s.stems, func(stem string) bool { return strings.HasPrefix(word, stem) }) ||
		slices.ContainsFunc(s.tails, func(tail string) bool { return len(word) > len(tail) && strings.HasSuffix(word, tail) })
}
