package templates

import "fmt"

// A stateRule is what a text for a state may hold. A missing figure is no
// limit.
type stateRule struct {
	About        string   `toml:"about"`
	Sentences    *int     `toml:"sentences"`
	Questions    *int     `toml:"questions"`
	Exclamations *int     `toml:"exclamations"`
	Emoji        *int     `toml:"emoji"`
	Apologies    *int     `toml:"apologies"`
	Never        []string `toml:"never"` // word lists none of which may be met
}

// A finished text as the rules see it.
type finished struct {
	measure
	hits map[string]int // of the word lists
}

// breaks returns what the text does that the rule forbids, as phrases for a
// fault; nil if it keeps the rule.
func (r stateRule) breaks(t finished) (broken []string) {
	for _, limit := range []struct {
		name string
		most *int
		n    int
	}{
		{"sentences", r.Sentences, t.Sentences},
		{"questions", r.Questions, t.Questions},
		{"exclamation marks", r.Exclamations, t.Exclamations},
		{"emoji", r.Emoji, t.Emoji},
		{"apologies", r.Apologies, t.hits[apologyWords]},
	} {
		if limit.most != nil && limit.n > *limit.most {
			broken = append(broken, fmt.Sprintf("%d %s, at most %d", limit.n, limit.name, *limit.most))
		}
	}
	for _, list := range r.Never {
		if t.hits[list] > 0 {
			broken = append(broken, "words of the list \""+list+"\"")
		}
	}
	return broken
}
