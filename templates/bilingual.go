package templates

import "github.com/camerton/camerton/tone"

// A Bilingual is a text in both languages. In a TOML file it is {ru = "…",
// ro = "…"}, or one plain string where both languages write it alike. The zero
// value is empty in both.
//
//nolint:recvcheck // a value, but one that reads itself from TOML
type Bilingual struct{ RU, RO string }

// In returns the text in Russian or Romanian; empty for any other language.
func (b Bilingual) In(lang tone.Language) string {
	switch lang {
	case tone.Russian:
		return b.RU
	case tone.Romanian:
		return b.RO
	case tone.LanguageNone, tone.Mixed, tone.LanguageOther:
	}
	return ""
}

// UnmarshalTOML reads a plain string or a table with ru and ro.
func (b *Bilingual) UnmarshalTOML(v any) error {
	switch x := v.(type) {
	case string:
		*b = Bilingual{x, x}
		return nil
	case map[string]any:
		return b.table(x)
	default:
		return &valueError{"", "this is " + typeName(v), `write "…" for both languages, or {ru = "…", ro = "…"}`}
	}
}

func (b *Bilingual) table(tree map[string]any) error {
	for _, key := range sortedKeys(tree) {
		text, ok := tree[key].(string)
		switch {
		case key != "ru" && key != "ro":
			return &valueError{key, "this key is not known here", "the languages are ru and ro"}
		case !ok:
			return &valueError{key, "this is " + typeName(tree[key]), "write text in quotes"}
		case key == "ru":
			b.RU = text
		default:
			b.RO = text
		}
	}
	return nil
}

// langs are the languages that there are texts in, in the order of their
// indexes.
var langs = [numLangs]tone.Language{tone.Russian, tone.Romanian}

// numLangs is how many languages there are texts in.
const numLangs = 2

// langIndex returns the index of a language, or false if there are no texts in
// it.
func langIndex(lang tone.Language) (int, bool) {
	switch lang {
	case tone.Russian:
		return 0, true
	case tone.Romanian:
		return 1, true
	case tone.LanguageNone, tone.Mixed, tone.LanguageOther:
	}
	return 0, false
}
