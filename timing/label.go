package timing

import "github.com/camerton/camerton/tone"

// A Label is what a day is called in both languages. The zero value is a day
// without a name.
type Label struct {
	RU string `toml:"ru" json:"ru,omitempty"`
	RO string `toml:"ro" json:"ro,omitempty"`
}

// In returns the name in the language; empty if there is none, and for the
// languages that are neither Russian nor Romanian.
func (l Label) In(language tone.Language) string {
	switch language {
	case tone.Russian:
		return l.RU
	case tone.Romanian:
		return l.RO
	case tone.LanguageNone, tone.Mixed, tone.LanguageOther:
	}
	return ""
}
