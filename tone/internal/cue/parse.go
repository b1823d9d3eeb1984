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
// "срочно". Empty lines and lines that begin with # are skipped. Every cue has
// examples and near misses in testdata/cues.txt.
package cue

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// A Cue is one named kind of phrase.
type Cue struct {
	Name  string    // lower case, words joined by hyphens: "deadline"
	State int       // the value of the tone.State that it speaks for
	About [3]string // what it means, in English, Russian and Romanian

	at  position
	has [len(languages)]bool // a phrase in this language
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

// A parser collects the cues and faults of several files and puts the phrases
// into a trie.
type parser struct {
	cues   []Cue
	trie   trie
	faults []error

	at       position
	origins  []position // of the phrases that end at the nodes of the trie
	language language
	encoder  encoder
	expander expander
}

func newParser() *parser {
	p := &parser{trie: newTrie()}
	p.origins = make([]position, 0, cap(p.trie.nodes))
	p.expander.encode = func(word string) (element, error) { return p.encoder.encode(word, p.language) }
	p.expander.emit = p.phrase
	return p
}

func (p *parser) fault(at position, err error) {
	if err != nil {
		p.faults = append(p.faults, fmt.Errorf("%s: %w", at, err))
	}
}

// file reads one file of cues that speak for state.
func (p *parser) file(name, text string, state int) {
	p.at = position{file: name}
	for line := range strings.Lines(text) {
		p.at.line++
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			c, err := parseHeader(line)
			c.State, c.at = state, p.at
			p.cues = append(p.cues, c)
			p.fault(p.at, err)
		case len(p.cues) == 0 || p.cues[len(p.cues)-1].at.file != name:
			p.fault(p.at, errors.New("a phrase before the first [cue]"))
		default:
			p.fault(p.at, p.phrases(line))
		}
	}
}

var cueName = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

func parseHeader(line string) (Cue, error) {
	name, about, ok := strings.Cut(line[1:], "]")
	parts := strings.Split(about, "|")
	c := Cue{Name: name}
	if !ok || len(parts) != len(c.About) {
		return c, errors.New("want [name] English | Russian | Romanian")
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

// phrases reads what one line stands for.
func (p *parser) phrases(line string) error {
	tag, pattern, ok := strings.Cut(line, ":")
	switch {
	case ok && tag == languages[russian]:
		p.language = russian
	case ok && tag == languages[romanian]:
		p.language = romanian
	default:
		return errors.New("want a phrase after its language: ru: … or ro: …")
	}
	p.cues[len(p.cues)-1].has[p.language] = true
	return p.expander.expand(pattern)
}

// phrase adds one phrase of the last cue, if it is new.
func (p *parser) phrase(one phrase) error {
	if err := checkEdges(one.elements); err != nil {
		return err
	}
	end := p.trie.insert(one.elements)
	for len(p.origins) < len(p.trie.nodes) {
		p.origins = append(p.origins, position{})
	}
	if p.trie.nodes[end].cue >= 0 {
		p.fault(p.at, fmt.Errorf("%q stands already at %s", strings.Join(one.words, " "), p.origins[end]))
		return nil
	}
	p.trie.nodes[end].cue = int32(len(p.cues) - 1) //nolint:gosec // far fewer
	p.origins[end] = p.at
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

// checkCues finds what stands twice, and cues without phrases in one of the
// languages.
func (p *parser) checkCues() {
	seen := make(map[string]position)
	once := func(what string, at position) {
		if first, ok := seen[what]; ok {
			p.fault(at, fmt.Errorf("%s stands already at %s", what, first))
			return
		}
		seen[what] = at
	}
	for _, c := range p.cues {
		once("cue "+c.Name, c.at)
		once(fmt.Sprintf("the meaning %q", c.About[0]), c.at)
		for l, name := range languages {
			if !c.has[l] {
				p.fault(c.at, fmt.Errorf("cue %s has no phrase in %s", c.Name, name))
			}
		}
	}
}
