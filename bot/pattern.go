package bot

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// An element is one place of a phrase.
type element struct {
	kind elementKind
	key  string // of a word or of the beginning of one; a number as it is
}

type elementKind uint8

const (
	wordElement     elementKind = iota
	prefixElement               // any word that begins so: помог*
	numberElement               // <num>
	anyElement                  // <any>: one word or number
	gapElement                  // <gap>: up to three words or numbers
	questionElement             // <?>
)

// maxGap is how many words a <gap> stands for at most.
const maxGap = 3

const (
	maxPhrases = 4096 // that one pattern may stand for
	maxNesting = 6    // of brackets inside one another
)

// A patternParser turns a pattern such as "(дайте|нужен) [мне] человек*" into
// the phrases that it stands for.
type patternParser struct {
	rest   string
	append func(dst []byte, word string) []byte // makes a key
	depth  int
}

// phrases returns what a pattern stands for.
func phrases(pattern string, key func(dst []byte, word string) []byte) ([][]element, error) {
	p := patternParser{rest: pattern, append: key}
	all, err := p.alternatives()
	if err != nil {
		return nil, err
	}
	if p.rest != "" {
		return nil, fmt.Errorf("%q without its opening bracket", p.rest[0])
	}
	for _, phrase := range all {
		if err := checkPhrase(phrase); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// checkPhrase rejects a phrase that would match too much.
func checkPhrase(phrase []element) error {
	if len(phrase) == 0 {
		return errors.New("a phrase that may be empty")
	}
	first, last := phrase[0].kind, phrase[len(phrase)-1].kind
	if first == gapElement || first == anyElement || last == gapElement {
		return errors.New("a phrase may not begin with <any> or begin or end with <gap>")
	}
	return nil
}

// alternatives reads sequences with bars between them, up to a closing bracket
// or the end.
func (p *patternParser) alternatives() ([][]element, error) {
	var all [][]element
	for {
		one, err := p.sequence()
		if err != nil {
			return nil, err
		}
		all = append(all, one...)
		if len(all) > maxPhrases {
			return nil, fmt.Errorf("stands for more than %d phrases; split it", maxPhrases)
		}
		if !strings.HasPrefix(p.rest, "|") {
			return all, nil
		}
		p.rest = p.rest[1:]
	}
}

// sequence reads words and groups up to a bar, a closing bracket or the end.
func (p *patternParser) sequence() ([][]element, error) {
	all := [][]element{nil}
	for {
		p.rest = strings.TrimLeft(p.rest, " \t")
		if p.rest == "" || strings.IndexByte("|)]", p.rest[0]) >= 0 {
			return all, nil
		}
		next, err := p.piece()
		if err != nil {
			return nil, err
		}
		joined := make([][]element, 0, len(all)*len(next))
		for _, head := range all {
			for _, tail := range next {
				joined = append(joined, append(slices.Clip(head), tail...))
			}
		}
		if all = joined; len(all) > maxPhrases {
			return nil, fmt.Errorf("stands for more than %d phrases; split it", maxPhrases)
		}
	}
}

// piece reads one word or group.
func (p *patternParser) piece() ([][]element, error) {
	if open := p.rest[0]; open == '(' || open == '[' {
		return p.group(open)
	}
	end := strings.IndexAny(p.rest, " \t()[]|")
	if end < 0 {
		end = len(p.rest)
	}
	word := p.rest[:end]
	p.rest = p.rest[end:]
	e, err := p.element(word)
	return [][]element{{e}}, err
}

func (p *patternParser) group(open byte) ([][]element, error) {
	if p.depth++; p.depth > maxNesting {
		return nil, fmt.Errorf("brackets more than %d deep", maxNesting)
	}
	p.rest = p.rest[1:]
	inside, err := p.alternatives()
	if err != nil {
		return nil, err
	}
	shut := byte(')')
	if open == '[' {
		shut = ']'
		inside = append(inside, nil)
	}
	if p.rest == "" || p.rest[0] != shut {
		return nil, fmt.Errorf("%q is not closed", open)
	}
	p.rest = p.rest[1:]
	p.depth--
	return inside, nil
}

// element reads a word or a sign.
func (p *patternParser) element(word string) (element, error) {
	switch word {
	case "<num>":
		return element{kind: numberElement}, nil
	case "<any>":
		return element{kind: anyElement}, nil
	case "<gap>":
		return element{kind: gapElement}, nil
	case "<?>":
		return element{kind: questionElement}, nil
	}
	kind := wordElement
	stem, prefix := strings.CutSuffix(word, "*")
	if prefix {
		kind = prefixElement
	}
	w := splitWords(stem)
	if len(w.tokens) != 1 || w.count != 1 {
		return element{}, fmt.Errorf("%q is not one word; write words apart, as the reader sees them", word)
	}
	if w.tokens[0].kind == numberToken {
		return element{kind: kind, key: stem}, nil
	}
	key := string(p.append(nil, strings.ToLower(stem)))
	if len(key) == 0 || prefix && len(key) < 2 {
		return element{}, fmt.Errorf("%q is too short", word)
	}
	return element{kind: kind, key: key}, nil
}
