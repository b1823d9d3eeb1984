// Package cue finds turns of phrase that speak for a state: a named deadline,
// a third attempt, praise followed by a failure. The phrases stand in the text
// files beside this one, one file a state, edited by people.
//
// # The grammar of the files
//
// A line in brackets begins a cue: its name, then what it means in English,
// Russian and Romanian, for operators:
//
//	[deadline] a deadline is named | назван срок | e numit un termen
//
// Every other line is a phrase that shows the cue, after its language. A cue
// has phrases in both:
//
//	ru: до <clock>
//	ru: через (полчаса|час|<num> минут*)
//	ro: pana (la <clock>|diseara|maine)
//
// A phrase is made of words and of these:
//
//	вокзал*   any word that begins so
//	(a|b c)   one of several
//	[x]       x or nothing
//	<num> <clock>  a number, a time of day
//	<any>     any one word
//	<gap>     up to three words
//	<?> <!>   a question mark, an exclamation mark, alone or in a run
//	<dots>    an ellipsis
//	<mock>    an emoji or smiley that mocks or laughs
//
// Words match in every spelling of their language: capitals, diacritics, Latin
// letters for Russian and the like make no difference. Commas, dashes, quotes
// and brackets between the words are passed over; other punctuation and the end
// of a line are not. No phrase stands twice, in one cue or in two. A cue in
// neutral.txt cancels what stands inside its span: "не срочно" cancels
// "срочно". Empty lines and lines that begin with # are skipped.
package cue

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/camerton/camerton/tone/internal/scan"
)

// A Cue is one named kind of phrase.
type Cue struct {
	Name  string    // lower case, words joined by hyphens: "deadline"
	State int       // the value of the tone.State that it speaks for
	About [3]string // what it means, in English, Russian and Romanian

	at position
}

// A position is a line of a file of cues.
type position struct {
	file string
	line int
}

func (p position) String() string { return fmt.Sprintf("%s:%d", p.file, p.line) }

// A language is one of the two that phrases are written in.
type language uint8

const (
	russian language = iota
	romanian
)

var languages = [...]string{"ru", "ro"}

// A phrase is one sequence of elements that shows a cue.
type phrase struct {
	cue      int
	language language
	at       position
	elements []element
}

// A parser collects the cues, phrases and faults of several files.
type parser struct {
	cues    []Cue
	phrases []phrase
	faults  []error
	encoder encoder
}

func (p *parser) fault(at position, err error) {
	if err != nil {
		p.faults = append(p.faults, fmt.Errorf("%s: %w", at, err))
	}
}

// file reads one file of cues that speak for state.
func (p *parser) file(name, text string, state int) {
	at := position{file: name}
	for line := range strings.Lines(text) {
		at.line++
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			c, err := parseHeader(line)
			c.State, c.at = state, at
			p.cues = append(p.cues, c)
			p.fault(at, err)
		case len(p.cues) == 0 || p.cues[len(p.cues)-1].at.file != name:
			p.fault(at, errors.New("a phrase before the first [cue]"))
		default:
			p.fault(at, p.line(line, at))
		}
	}
}

var cueName = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

func parseHeader(line string) (Cue, error) {
	name, about, ok := strings.Cut(line[1:], "]")
	parts := strings.Split(about, "|")
	c := Cue{Name: name}
	if !ok || len(parts) != len(c.About) {
		return c, errors.New("want [name] English | по-русски | în română") //nolint:gosmopolitan // shows what to write
	}
	if !cueName.MatchString(name) {
		return c, fmt.Errorf("cue name %q; want small Latin letters, words joined by hyphens", name)
	}
	for i, part := range parts {
		c.About[i] = strings.TrimSpace(part)
		if c.About[i] == "" {
			return c, fmt.Errorf("cue %s lacks its meaning in one of the three languages", name)
		}
	}
	return c, nil
}

// line reads the phrases that one line stands for.
func (p *parser) line(line string, at position) error {
	tag, pattern, ok := strings.Cut(line, ":")
	l := russian
	switch {
	case ok && tag == languages[russian]:
	case ok && tag == languages[romanian]:
		l = romanian
	default:
		return errors.New("want a phrase after its language: ru: … or ro: …")
	}
	e := expander{encode: func(word string) (element, error) { return p.encoder.encode(word, l) }}
	all, err := e.pattern(pattern)
	if err != nil {
		return err
	}
	for _, elements := range all {
		if err := checkEdges(elements); err != nil {
			return err
		}
		p.phrases = append(p.phrases, phrase{len(p.cues) - 1, l, at, elements})
	}
	return nil
}

// checkEdges rejects phrases that would match too much.
func checkEdges(elements []element) error {
	if len(elements) == 0 {
		return errors.New("a phrase that may be empty")
	}
	if first := elements[0].code; first == anyGap || first == anyWord {
		return errors.New("a phrase may not begin with <gap> or <any>")
	}
	if elements[len(elements)-1].code == anyGap {
		return errors.New("a phrase may not end with <gap>")
	}
	return nil
}

// checkCues finds names that stand twice, and cues without phrases in one of the
// languages.
func (p *parser) checkCues() {
	var has [len(languages)]map[int]bool
	for l := range has {
		has[l] = make(map[int]bool, len(p.cues))
	}
	for i := range p.phrases {
		has[p.phrases[i].language][p.phrases[i].cue] = true
	}
	seen := make(map[string]position)
	for i, c := range p.cues {
		if first, ok := seen[c.Name]; ok {
			p.fault(c.at, fmt.Errorf("cue %s stands already at %s", c.Name, first))
		} else {
			seen[c.Name] = c.at
		}
		for l, name := range languages {
			if !has[l][i] {
				p.fault(c.at, fmt.Errorf("cue %s has no phrase in %s", c.Name, name))
			}
		}
	}
}

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
