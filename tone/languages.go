package tone

import (
	"slices"

	"github.com/camerton/camerton/tone/internal/lang"
	"github.com/camerton/camerton/tone/internal/scan"
)

// tag is the language of the conversation so far, as the labeller wants it.
func (c *Context) tag() lang.Tag {
	for _, r := range slices.Backward(c.Previous) {
		switch r.Language {
		case Russian:
			return lang.Ru
		case Romanian:
			return lang.Ro
		case LanguageNone, Mixed, LanguageOther:
		}
	}
	return lang.None
}

// languages turns the labeller's verdict into ours.
var languages = [...]Language{lang.Ru: Russian, lang.Ro: Romanian, lang.Other: LanguageOther, lang.None: LanguageNone}

// language fills Language, Script and Mixed.
func (s *scratch) language(r *Reading) {
	v := s.labels.Verdict(&s.text)
	r.Language = languages[v.Tag]
	if v.Tag == lang.Ru || v.Tag == lang.Ro {
		r.Dominant, r.ContentWords = r.Language, v.Content
	}
	if v.Mixed {
		r.Language, r.Mixed = Mixed, true
	}
	var cyrillic, latin bool
	for i := range s.text.Tokens {
		if tok := &s.text.Tokens[i]; tok.Kind == scan.Word {
			cyrillic = cyrillic || tok.Shape&scan.HasCyr != 0
			latin = latin || tok.Shape&scan.HasLat != 0
		}
	}
	switch {
	case cyrillic && latin:
		r.Script = ScriptMixed
	case cyrillic:
		r.Script = Cyrillic
	case latin:
		r.Script = Latin
	}
}
