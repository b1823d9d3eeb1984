package cue

import (
	"fmt"
	"strings"

	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/scan"
	"github.com/camerton/camerton/tone/internal/spell"
)

// An element is one step of a phrase.
type element struct {
	code   uint32 // of a word or its beginning, or one of the marks below
	length uint8  // how many letters of its key the beginning of a word has; 0 for all else
}

// The codes of the elements that are not words.
const (
	anyNumber uint32 = iota + 1
	anyClock
	anyWord
	anyGap
	questionMark
	exclamationMark
	dots
	mock
	numMarks
)

var marks = map[string]uint32{
	"<num>": anyNumber, "<clock>": anyClock, "<any>": anyWord, "<gap>": anyGap,
	"<?>": questionMark, "<!>": exclamationMark, "<dots>": dots, "<mock>": mock,
}

// signMarks lists the marks that a sign stands for.
var signMarks = [scan.NumSigns][2]uint32{
	scan.Question:    {questionMark},
	scan.Questions:   {questionMark},
	scan.Exclaim:     {exclamationMark},
	scan.Exclaims:    {exclamationMark},
	scan.Interrobang: {questionMark, exclamationMark},
	scan.Ellipsis:    {dots},
	scan.Mockery:     {mock},
	scan.Laugh:       {mock},
}

const startSalt = 0x5BD1E995

// wordCode returns the code of a word, from the hash of its key.
func wordCode(hash uint32) uint32 { return hash + numMarks }

// startCode returns the code of the beginning of a word.
func startCode(hash uint32) uint32 { return hash ^ startSalt + numMarks }

// An encoder turns words into elements. Its memory is for reuse.
type encoder struct {
	text scan.Text
	key  []byte
}

const minStart = 2 // letters in the beginning of a word

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
