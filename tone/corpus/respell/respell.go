// Package respell writes a message again as other people would type it: Russian
// in Latin letters, Romanian without diacritics or in Cyrillic, with a typo, in
// capitals. Training uses it so that the reader meets every habit of spelling,
// and tests use it to see that a habit of spelling does not change a reading.
package respell

import (
	_ "embed"
	"maps"
	"strings"
	"unicode"
)

//go:embed schemes.txt
var schemesText string

// A Scheme is one habit of writing Russian with Latin letters.
type Scheme struct {
	Name    string
	letters map[rune]string
}

var schemes = parseSchemes(schemesText)

// Schemes returns the known habits of writing Russian with Latin letters.
func Schemes() []Scheme { return schemes }

func parseSchemes(text string) []Scheme {
	var all []Scheme
	var base map[rune]string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "["); ok {
			s := Scheme{Name: strings.TrimSuffix(name, "]"), letters: make(map[rune]string)}
			if base == nil {
				base = s.letters
				continue
			}
			maps.Copy(s.letters, base)
			all = append(all, s)
			continue
		}
		letter, latin, ok := strings.Cut(line, " ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		letters := base
		if len(all) > 0 {
			letters = all[len(all)-1].letters
		}
		letters[[]rune(letter)[0]] = strings.TrimPrefix(latin, "-")
	}
	return all
}

// Romanise writes the Cyrillic letters of text with Latin ones. Capitals stay
// capitals.
func (s Scheme) Romanise(text string) string {
	var b strings.Builder
	for _, r := range text {
		low := unicode.ToLower(r)
		latin, ok := s.letters[low]
		switch {
		case !ok:
			b.WriteRune(r)
		case low != r:
			b.WriteString(capitalise(latin))
		default:
			b.WriteString(latin)
		}
	}
	return b.String()
}

func capitalise(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

var withoutDiacritics = strings.NewReplacer(
	"ă", "a", "â", "a", "î", "i", "ș", "s", "ț", "t", "ş", "s", "ţ", "t",
	"Ă", "A", "Â", "A", "Î", "I", "Ș", "S", "Ț", "T", "Ş", "S", "Ţ", "T",
)

// StripDiacritics drops the Romanian diacritics of text and leaves all else.
func StripDiacritics(text string) string { return withoutDiacritics.Replace(text) }

var cedilla = strings.NewReplacer("ș", "ş", "ț", "ţ", "Ș", "Ş", "Ț", "Ţ")

// Cedilla writes ș and ț as many keyboards wrongly do, with a cedilla.
func Cedilla(text string) string { return cedilla.Replace(text) }

// OldSpelling writes the sound of â as Moldova did until 2001: "cînd", "sînt".
func OldSpelling(text string) string { return oldSpelling.Replace(text) }

var oldSpelling = strings.NewReplacer("â", "î", "Â", "Î", "sunt", "sînt", "Sunt", "Sînt")

//go:embed cyrillic.txt
var cyrillicText string

// MoldovanCyrillic writes Romanian with the Cyrillic letters that Moldova used
// until 1989. It needs the diacritics to be there.
func MoldovanCyrillic(text string) string { return cyrillicRo.Replace(strings.ToLower(text)) }

var cyrillicRo = parsePairs(cyrillicText)

func parsePairs(text string) *strings.Replacer {
	var pairs []string
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			pairs = append(pairs, strings.Fields(line)...)
		}
	}
	return strings.NewReplacer(pairs...)
}
