package lang

import (
	_ "embed"
	"strings"

	"github.com/camerton/camerton/tone/internal/scan"
)

//go:embed formulas.txt
var formulasText string

// formulas are the words of greetings and thanks, as they are folded. People
// say hello in one language and go on in another, so these don't make a
// message mixed.
var formulas = parseFormulas(formulasText)

func parseFormulas(text string) map[string]bool {
	words := make(map[string]bool)
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(line) {
			var t scan.Text
			t.Scan(w, len(w))
			for i := range t.Tokens {
				words[string(t.Word(&t.Tokens[i]))] = true
			}
		}
	}
	return words
}

const (
	contentLetters = 4   // a content word has at least so many
	contentLead    = 1.0 // nats by which a content word is of its language
	mixedWords     = 2   // content words in each language make a message mixed
	weakLead       = 0.5 // nats below which a lone word is of no language in particular
)

// Verdict says in which language the labelled message is on the whole, and
// whether it is mixed Russian and Romanian.
func (l *Labeller) Verdict(text *scan.Text) (verdict Tag, mixed bool) {
	var letters, content [NumTags]int
	for i := range text.Tokens {
		tag := l.Tags[i]
		if tag == None {
			continue
		}
		tok := &text.Tokens[i]
		n := int(tok.Stop-tok.Fold) + 1
		lead := l.Lead(i)
		if lead < weakLead {
			continue
		}
		letters[tag] += n
		if n > contentLetters && lead >= contentLead && !formulas[string(text.Word(tok))] {
			content[tag]++
		}
	}
	verdict = None
	for tag, n := range letters {
		if n > 0 && (verdict == None || n > letters[verdict]) {
			verdict = Tag(tag)
		}
	}
	return verdict, content[Ru] >= mixedWords && content[Ro] >= mixedWords
}
