package spell

import (
	_ "embed"
	"strings"
)

//go:embed zhe.txt
var zheText string

// A stem is a group of Latin letters in which j stands for ж.
type stem struct {
	letters string
	at      int // where the j is
}

var zheStems = parseStems(zheText)

func parseStems(text string) (stems []stem) {
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for letters := range strings.FieldsSeq(line) {
			stems = append(stems, stem{letters, strings.IndexByte(letters, 'j')})
		}
	}
	return stems
}

// isZhe reports whether the j at word[i], before a or u, stands for ж rather than
// for the first half of я or ю.
func isZhe(word []byte, i int) bool {
	for _, s := range zheStems {
		from := i - s.at
		if from >= 0 && len(word)-from >= len(s.letters) && string(word[from:from+len(s.letters)]) == s.letters {
			return true
		}
	}
	return false
}
