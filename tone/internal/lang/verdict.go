package lang

import (
	_ "embed"
	"strings"

	"github.com/camerton/camerton/tone/internal/scan"
)

//go:embed formulas.txt
var formulasText string

//go:embed shared.txt
var sharedText string

//go:embed others.txt
var othersText string

// formulas are the words of greetings and thanks, as they are folded. People
// say hello in one language and go on in another, so these don't make a
// message mixed. Shared are words that are of no language at all.
var (
	formulas = parseWords(formulasText)
	shared   = parseWords(sharedText)
)

func parseWords(text string) map[string]bool {
	words := make(map[string]bool)
	var t scan.Text
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for w := range strings.FieldsSeq(line) {
			t.Scan(w, len(w))
			for i := range t.Tokens {
				words[string(t.Word(&t.Tokens[i]))] = true
			}
		}
	}
	return words
}

// Others returns words of other languages, for the training of tables.
func Others() (words []string) {
	for line := range strings.Lines(othersText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		if fields := strings.Fields(line); len(fields) > 1 {
			words = append(words, fields[1:]...)
		}
	}
	return words
}

const (
	contentLetters = 4   // a content word has at least so many
	contentLead    = 1.0 // nats by which a content word is of its language
	mixedWords     = 2   // content words of a language, or
	mixedClause    = 3   // words in a row, one of them a content word, make it one of a mixed message
	weakLead       = 0.5 // nats below which a lone word is of no language in particular
)

// A Verdict is what the languages of its words make of a message.
type Verdict struct {
	Tag     Tag  // the language on the whole
	Mixed   bool // Russian and Romanian, each with a clause or two content words
	Content int  // content words of Tag, greetings, thanks and names aside
}

// share is what one language has of a message.
type share struct {
	letters int  // in all words
	names   int  // letters in words that look like names
	content int  // content words
	run     int  // words in a row so far
	holds   bool // run holds a content word
	clause  bool // there was a clause
}

// Verdict says in which language the labelled message is.
func (l *Labeller) Verdict(text *scan.Text) Verdict {
	var shares [NumTags]share
	last, begins := None, true // begins says that a sentence begins
	for i := range text.Tokens {
		tok := &text.Tokens[i]
		tag := l.Tags[i]
		if tag == None {
			begins = begins || tok.Kind == scan.Break || tok.Kind == scan.Punct && tok.Sign != scan.Comma
			continue
		}
		if tag != last && last != None {
			shares[last].run, shares[last].holds = 0, false
		}
		last = tag
		shares[tag].count(text, tok, l.Lead(i), tok.Shape&(scan.Title|scan.Upper) == scan.Title && !begins)
		begins = false
	}
	v := Verdict{Tag: largest(&shares, func(s *share) int { return s.letters })}
	if v.Tag == None {
		v.Tag = largest(&shares, func(s *share) int { return s.names })
	}
	if v.Tag != None {
		v.Content = shares[v.Tag].content
	}
	v.Mixed = shares[Ru].fills() && shares[Ro].fills()
	return v
}

// count adds one word; name says that it looks like a name.
func (s *share) count(text *scan.Text, tok *scan.Token, lead float64, name bool) {
	n := int(tok.Stop - tok.Fold)
	word := string(text.Word(tok))
	switch {
	case tok.Kind == scan.Word && (shared[word] || isCode(word)):
		return
	case name:
		s.names += n + 1
		return
	}
	s.run++
	if lead < weakLead {
		return
	}
	s.letters += n + 1
	if n >= contentLetters && lead >= contentLead && !formulas[word] {
		s.content++
		s.holds = true
	}
	s.clause = s.clause || s.run >= mixedClause && s.holds
}

// fills reports whether the share is enough for a mixed message.
func (s *share) fills() bool { return s.content >= mixedWords || s.clause }

// isCode reports whether a word is a lone letter or has several digits.
func isCode(word string) bool {
	digits := 0
	for i := range len(word) {
		if word[i] >= '0' && word[i] <= '9' {
			digits++
		}
	}
	return len(word) == 1 || digits > 1
}

func largest(shares *[NumTags]share, of func(*share) int) Tag {
	best, most := None, 0
	for tag := range shares {
		if n := of(&shares[tag]); n > most {
			best, most = Tag(tag), n
		}
	}
	return best
}
