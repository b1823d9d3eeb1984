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

// A list is one of the lists of words that count less than others.
type list uint8

const (
	unlisted list = iota
	formulas      // greetings and thanks: people say hello in one language and go on in another
	shared        // words of no language at all
)

// A lexicon knows which words stand in a list. Their buckets tell nearly all other
// words without looking them up.
type lexicon struct {
	words   map[string]list // as they are folded
	buckets [Buckets / 64]uint64
}

var listed = newLexicon()

func newLexicon() *lexicon {
	l := &lexicon{words: make(map[string]list)}
	l.add(formulasText, formulas)
	l.add(sharedText, shared)
	return l
}

func (l *lexicon) add(text string, in list) {
	var t scan.Text
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		t.Scan(line, len(line))
		for i := range t.Tokens {
			if t.Tokens[i].Kind != scan.Word {
				continue
			}
			word := t.Word(&t.Tokens[i])
			l.words[string(word)] = in
			_, bucket := new(Table).Score(word)
			l.buckets[bucket/64] |= 1 << (bucket % 64)
		}
	}
}

// of returns the list that a word, whose bucket as a whole is given, stands in.
func (l *lexicon) of(word []byte, bucket uint32) list {
	if l.buckets[bucket/64]>>(bucket%64)&1 == 0 {
		return unlisted
	}
	return l.words[string(word)]
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
	shortened      = 3   // letters of an abbreviation at most
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
			begins = begins || tok.Kind == scan.Break ||
				tok.Kind == scan.Punct && tok.Sign != scan.Comma && !abbreviates(text, i)
			continue
		}
		if tag != last {
			for i := range shares {
				shares[i].run, shares[i].holds = 0, false
			}
		}
		last = tag
		if l.lists[i] == shared || tok.Kind == scan.Word && isCode(text.Word(tok)) {
			begins = false
			continue
		}
		shares[tag].count(int(tok.Stop-tok.Fold), l.Lead(i), l.lists[i], tok.Shape&(scan.Title|scan.Upper) == scan.Title && !begins)
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

// abbreviates reports whether token i stands behind a word so short that a sign
// rather shortens it than ends a sentence: "ул.", "str.".
func abbreviates(text *scan.Text, i int) bool {
	if i == 0 || text.Tokens[i].Sign != scan.Stop {
		return false
	}
	before := &text.Tokens[i-1]
	return before.Kind == scan.Word && int(before.Stop-before.Fold) <= shortened
}

// count adds one word of n letters; name says that it looks like a name.
func (s *share) count(n int, lead float64, in list, name bool) {
	if name {
		s.names += n + 1
		return
	}
	s.run++
	if lead < weakLead {
		return
	}
	s.letters += n + 1
	if n >= contentLetters && lead >= contentLead && in != formulas {
		s.content++
		s.holds = true
	}
	s.clause = s.clause || s.run >= mixedClause && s.holds
}

// fills reports whether the share is enough for a mixed message.
func (s *share) fills() bool { return s.content >= mixedWords || s.clause }

// isCode reports whether a word is a lone letter or has several digits.
func isCode(word []byte) bool {
	digits := 0
	for _, b := range word {
		if b >= '0' && b <= '9' {
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
