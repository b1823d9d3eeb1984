// Package register sees how a customer addresses the business: with "ты" or
// "вы", "tu" or "dumneavoastră". It goes by pronouns, by the forms of verbs and
// by formulas of politeness, each word on its own. The words are in words.txt;
// the grammar of the file is in the package comment of vocab.
package register

import (
	_ "embed"
	"sync"

	"github.com/camerton/camerton/tone/internal/entity/vocab"
	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/scan"
)

// A Register is how a customer addresses the business. The zero value is None.
type Register uint8

// The registers.
const (
	None          Register = iota // it is not seen, or as much of one as of the other
	Ty                            // Russian "ты"
	Vy                            // Russian "вы"
	Tu                            // Romanian "tu"
	Dumneavoastra                 // Romanian "dumneavoastră", or the plural
	numRegisters
)

//go:embed words.txt
var wordsText string

var classNames = []string{"ty", "vy", "tu", "dumneavoastra", "weak", "marked", "other"}

// The classes of words: those of the registers are in the order of the
// registers.
const (
	ty vocab.Class = iota
	vy
	tu
	dumneavoastra
	weak   // may be said to nobody in particular
	marked // counts only where it is written with its diacritic
	other  // only looks like one
)

// embedded returns the words that come with the package. A fault in their file
// is found by this package's tests, so here it is a panic.
var embedded = sync.OnceValue(func() *vocab.Vocabulary {
	v, err := vocab.Load(classNames, nil, vocab.File{Name: "words.txt", Text: wordsText})
	if err != nil {
		panic(err)
	}
	return v
})

// How much a word counts.
const (
	sure    = 3
	likely  = 2
	perhaps = 1
)

// Of returns the register of a message, which was scanned and made into units.
// It is the one that most speaks for, None where as much speaks for the other of
// its language. Where as much speaks for one of each language it is the Russian.
func Of(scanned *scan.Text, m *feature.Message) Register {
	var weights [numRegisters]int
	words := embedded()
	for i := 0; i < len(m.Units); {
		n := 1
		if m.Units[i].Kind == scan.Word {
			n = weigh(words, scanned, m, i, &weights)
		}
		i += n
	}
	best := None
	for _, pair := range [...][2]Register{{Ty, Vy}, {Tu, Dumneavoastra}} {
		a, b := pair[0], pair[1]
		if weights[b] > weights[a] {
			a, b = b, a
		}
		if weights[a] > weights[b] && weights[a] > weights[best] {
			best = a
		}
	}
	return best
}

// weigh adds what the word at unit i speaks for and returns how many units it
// takes.
func weigh(words *vocab.Vocabulary, scanned *scan.Text, m *feature.Message, i int, weights *[numRegisters]int) int {
	w, n := words.At(m, i)
	classes, weight := w.Classes(), sure
	if w == nil {
		classes, weight, n = words.Pattern(m, i), likely, 1
	}
	switch tok := &scanned.Tokens[m.Units[i].Token]; {
	case classes.Has(other), classes.Has(marked) && tok.Shape&scan.Diacritic == 0:
		return n
	case classes.Has(weak):
		weight = perhaps
	}
	for c := ty; c <= dumneavoastra; c++ {
		if classes.Has(c) {
			weights[Ty+Register(c)] += weight
		}
	}
	return n
}
