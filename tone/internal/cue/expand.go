package cue

import (
	"errors"
	"fmt"
	"strings"

	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/scan"
	"github.com/camerton/camerton/tone/internal/spell"
)

const (
	maxPhrases = 4096 // that one line may stand for
	maxDepth   = 8    // of brackets inside one another
	minStart   = 2    // letters in the beginning of a word
)

// An expander turns a pattern into the sequences of elements that it stands for.
type expander struct {
	encode func(word string) (element, error)
	rest   string // what is still to be read
}

func (e *expander) pattern(pattern string) ([][]element, error) {
	e.rest = pattern
	all, err := e.sequence(0)
	if err == nil && e.rest != "" {
		err = fmt.Errorf("%q without its opening bracket", e.rest[:1])
	}
	return all, err
}

// sequence reads up to the end of the pattern or to a bar or closing bracket.
func (e *expander) sequence(depth int) ([][]element, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("brackets more than %d deep", maxDepth)
	}
	all := [][]element{nil}
	for e.rest != "" {
		switch e.rest[0] {
		case ' ', '\t':
			e.rest = e.rest[1:]
		case '(', '[':
			some, err := e.alternatives(depth + 1)
			if err != nil {
				return nil, err
			}
			if len(all)*len(some) > maxPhrases {
				return nil, fmt.Errorf("stands for more than %d phrases; split it", maxPhrases)
			}
			all = product(all, some)
		case ')', ']', '|':
			return all, nil
		default:
			word := e.rest[:wordEnd(e.rest)]
			e.rest = e.rest[len(word):]
			one, err := e.encode(word)
			if err != nil {
				return nil, err
			}
			for i := range all {
				all[i] = append(all[i], one)
			}
		}
	}
	return all, nil
}

func wordEnd(s string) int {
	if end := strings.IndexAny(s, " \t()[]|"); end >= 0 {
		return end
	}
	return len(s)
}

// alternatives reads (a|b) or [a|b].
func (e *expander) alternatives(depth int) (all [][]element, err error) {
	closing := byte(')')
	if e.rest[0] == '[' {
		closing = ']'
		all = append(all, nil)
	}
	for {
		e.rest = e.rest[1:] // the opening bracket or a bar
		some, err := e.sequence(depth)
		if err != nil {
			return nil, err
		}
		if e.rest == "" {
			return nil, errors.New("a bracket is not closed")
		}
		if all = append(all, some...); len(all) > maxPhrases {
			return nil, fmt.Errorf("stands for more than %d phrases; split it", maxPhrases)
		}
		if e.rest[0] != '|' {
			break
		}
	}
	if e.rest[0] != closing {
		return nil, fmt.Errorf("want %q, not %q", closing, e.rest[0])
	}
	e.rest = e.rest[1:]
	return all, nil
}

// product joins every head with every tail. No two results share memory, so
// that each may be appended to.
func product(heads, tails [][]element) [][]element {
	out := make([][]element, 0, len(heads)*len(tails))
	for _, h := range heads {
		for _, t := range tails {
			joined := make([]element, 0, len(h)+len(t)+3)
			out = append(out, append(append(joined, h...), t...))
		}
	}
	return out
}

// An encoder turns words into elements. Its memory is for reuse.
type encoder struct {
	text scan.Text
	key  []byte
}

func (e *encoder) encode(word string, l language) (element, error) {
	if word[0] == '<' {
		code, ok := marks[word]
		if !ok {
			return element{}, fmt.Errorf("unknown mark %s", word)
		}
		return element{code: code}, nil
	}
	letters, start := strings.CutSuffix(word, "*")
	e.text.Scan(letters, len(letters))
	if len(e.text.Tokens) != 1 || e.text.Tokens[0].Kind != scan.Word {
		return element{}, fmt.Errorf("%q is not one word", word)
	}
	folded := e.text.Word(&e.text.Tokens[0])
	if l == russian {
		e.key = spell.Russian(e.key[:0], folded)
	} else {
		e.key = spell.Romanian(e.key[:0], folded)
	}
	code := feature.Hash(e.key)
	if !start {
		return element{code: wordCode(code)}, nil
	}
	if n := len(e.key); n < minStart || n > 255 {
		return element{}, fmt.Errorf("%q is no useful beginning of words", word)
	}
	return element{startCode(code), uint8(len(e.key))}, nil //nolint:gosec // checked above
}

const startSalt = 0x5BD1E995

// wordCode returns the code of a word, from the hash of its key.
func wordCode(hash uint32) uint32 { return hash + numMarks }

// startCode returns the code of the beginning of a word.
func startCode(hash uint32) uint32 { return hash ^ startSalt + numMarks }
