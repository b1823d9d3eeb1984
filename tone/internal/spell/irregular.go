package spell

import (
	_ "embed"
	"strings"
)

//go:embed irregular.txt
var irregularText string

// irregular maps a spelling to the key of its word.
var irregular = parseIrregular(irregularText)

func parseIrregular(text string) map[string]string {
	keys := make(map[string]string)
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) < 2 || words[0] == "#" {
			continue
		}
		for _, w := range words[1:] {
			keys[w] = words[0]
		}
	}
	return keys
}
