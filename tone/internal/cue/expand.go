package cue

import (
	"errors"
	"fmt"
)

const (
	maxPhrases = 4096 // that one line may stand for
	maxDepth   = 8    // of brackets inside one another
)

// An expander finds the phrases that a pattern stands for. It is reused from
// line to line.
type expander struct {
	encode func(word string) (element, error)
	emit   func(p phrase) error

	pieces []piece
	open   []group // brackets that are not closed yet, while reading
	phrase phrase
	count  int
}

// A phrase is one sequence of words that shows a cue, also as elements.
type phrase struct {
	words    []string
	elements []element
}

// A piece of a pattern is a word, a bracket or a bar.
type piece struct {
	kind    byte // 0 for a word
	word    string
	element element
	next    int // for an opening bracket or a bar: the next bar or the closing bracket
	after   int // for a bar or a bracket: what follows the group
}

// A group is a bracket and the last bar in it so far, as places in pieces.
type group struct{ first, last int }

// expand calls emit for every phrase of a pattern, until an error. The phrase is
// valid during the call.
func (e *expander) expand(pattern string) error {
	if err := e.read(pattern); err != nil {
		return err
	}
	e.phrase.words, e.phrase.elements, e.count = e.phrase.words[:0], e.phrase.elements[:0], 0
	return e.from(0)
}

// read cuts a pattern into pieces.
func (e *expander) read(pattern string) error {
	e.pieces, e.open = e.pieces[:0], e.open[:0]
	for pattern != "" {
		switch c := pattern[0]; c {
		case ' ', '\t':
			pattern = pattern[1:]
		case '(', '[', ')', ']', '|':
			pattern = pattern[1:]
			if err := e.bracket(c); err != nil {
				return err
			}
		default:
			word := pattern[:wordEnd(pattern)]
			pattern = pattern[len(word):]
			one, err := e.encode(word)
			if err != nil {
				return err
			}
			e.pieces = append(e.pieces, piece{word: word, element: one})
		}
	}
	if len(e.open) > 0 {
		return errors.New("a bracket is not closed")
	}
	return nil
}

func wordEnd(s string) int {
	for i := range len(s) {
		switch s[i] {
		case ' ', '\t', '(', ')', '[', ']', '|':
			return i
		}
	}
	return len(s)
}

// bracket adds a bracket or a bar and ties it to the others of its group.
func (e *expander) bracket(c byte) error {
	here := len(e.pieces)
	e.pieces = append(e.pieces, piece{kind: c})
	if c == '(' || c == '[' {
		if e.open = append(e.open, group{here, here}); len(e.open) > maxDepth {
			return fmt.Errorf("brackets more than %d deep", maxDepth)
		}
		return nil
	}
	if len(e.open) == 0 {
		return fmt.Errorf("%q without its opening bracket", c)
	}
	g := &e.open[len(e.open)-1]
	e.pieces[g.last].next, g.last = here, here
	if c == '|' {
		return nil
	}
	if want := closing(e.pieces[g.first].kind); c != want {
		return fmt.Errorf("want %q, not %q", want, c)
	}
	for i := g.first; ; i = e.pieces[i].next {
		e.pieces[i].after = here + 1
		if i == here {
			break
		}
	}
	e.open = e.open[:len(e.open)-1]
	return nil
}

func closing(open byte) byte {
	if open == '(' {
		return ')'
	}
	return ']'
}

// from emits what the pieces from i on stand for, after the words so far.
func (e *expander) from(i int) error {
	if i == len(e.pieces) {
		if e.count++; e.count > maxPhrases {
			return fmt.Errorf("stands for more than %d phrases; split it", maxPhrases)
		}
		return e.emit(e.phrase)
	}
	p := &e.pieces[i]
	switch p.kind {
	case '(', '[':
		if p.kind == '[' {
			if err := e.from(p.after); err != nil {
				return err
			}
		}
		for k := i; k+1 < p.after; k = e.pieces[k].next {
			if err := e.from(k + 1); err != nil {
				return err
			}
		}
		return nil
	case '|', ')', ']':
		return e.from(p.after)
	}
	n := len(e.phrase.words)
	e.phrase.words = append(e.phrase.words, p.word)
	e.phrase.elements = append(e.phrase.elements, p.element)
	err := e.from(i + 1)
	e.phrase.words, e.phrase.elements = e.phrase.words[:n], e.phrase.elements[:n]
	return err
}
