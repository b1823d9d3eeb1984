package templates

import (
	"strings"

	"github.com/camerton/camerton/templates/internal/wording"
)

// A measure is what can be counted in a finished text.
type measure struct {
	Sentences    int // "1." at the beginning of a line ends none, a variable by itself is none
	Questions    int // sentences that end with a question mark
	Exclamations int // exclamation marks
	Emoji        int // as people see them: a family or a flag is one
}

// measureText counts.
func measureText(text string, read wording.Text) measure {
	m := measure{Exclamations: strings.Count(text, "!"), Emoji: len(wording.Emoji(text)) + len(wording.Smileys(text))}
	for _, s := range read.Sentences {
		if !s.Says(read.Words) {
			continue
		}
		m.Sentences++
		if s.Question {
			m.Questions++
		}
	}
	return m
}
