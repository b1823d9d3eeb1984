package templates

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/camerton/camerton/templates/internal/wording"
)

// listSpelling has Romanian words without their diacritics and Russian words
// that can be typed in Latin letters.
const listSpelling = "spelling"

// cedillas are the letters of Turkish that look like Romanian ones.
var cedillas = strings.NewReplacer("ş", "ș", "ţ", "ț", "Ş", "Ș", "Ţ", "Ț")

// The letters of the two alphabets that look alike.
var (
	toCyrillic = map[rune]rune{
		'A': 'А', 'B': 'В', 'E': 'Е', 'K': 'К', 'M': 'М', 'H': 'Н', 'O': 'О', 'P': 'Р', 'C': 'С', 'T': 'Т', 'Y': 'У', 'X': 'Х',
		'a': 'а', 'e': 'е', 'o': 'о', 'p': 'р', 'c': 'с', 'y': 'у', 'x': 'х', 'k': 'к', 'm': 'м', 'i': 'і',
	}
	toLatin = map[rune]rune{
		'А': 'A', 'В': 'B', 'Е': 'E', 'К': 'K', 'М': 'M', 'Н': 'H', 'О': 'O', 'Р': 'P', 'С': 'C', 'Т': 'T', 'У': 'Y', 'Х': 'X', 'І': 'I', 'Ј': 'J', 'Ѕ': 'S',
		'а': 'a', 'е': 'e', 'о': 'o', 'р': 'p', 'с': 'c', 'у': 'y', 'х': 'x', 'к': 'k', 'і': 'i', 'ј': 'j', 'ѕ': 's',
	}
)

// swap writes a word in the other alphabet; false if a letter has no twin.
func swap(word string, twin map[rune]rune, script *unicode.RangeTable) (string, bool) {
	ok := true
	swapped := strings.Map(func(r rune) rune {
		if !unicode.Is(script, r) {
			return r
		}
		if t, there := twin[r]; there {
			return t
		}
		ok = false
		return r
	}, word)
	return swapped, ok
}

// checkLetters reports letters of the wrong alphabet and Romanian words without
// their diacritics.
func (v *view) checkLetters() {
	for _, w := range v.Words {
		if w.Variable {
			continue
		}
		v.checkAlphabet(w)
		if word := v.text[w.Start:w.End]; v.lang == 1 && cedillas.Replace(word) != word {
			v.mend("cedilla", "", w.Start, w.End, cedillas.Replace(word))
		}
	}
	if v.lang == 1 {
		v.checkDiacritics()
	}
}

// checkAlphabet reports a word of two alphabets, and one that only looks as if
// it were of its language's.
func (v *view) checkAlphabet(w wording.Word) {
	word := v.text[w.Start:w.End]
	cyrillic, latin := count(word, unicode.Cyrillic), count(word, unicode.Latin)
	switch {
	case cyrillic > 0 && latin > 0:
		if mended, ok := v.oneAlphabet(word, cyrillic >= latin); ok {
			v.mend("mixed-alphabet", "", w.Start, w.End, mended)
		} else {
			v.add("mixed-alphabet", "", w.Start, w.End, "instead", "")
		}
	case v.lang == 0 && latin > 0:
		if mended, ok := swap(word, toCyrillic, unicode.Latin); ok && v.isRussian(mended) && v.alone(w, toCyrillic, unicode.Latin) {
			v.mend("lookalike", "", w.Start, w.End, mended)
		}
	case v.lang == 1 && cyrillic > 0:
		if mended, ok := swap(word, toLatin, unicode.Cyrillic); ok && v.alone(w, toLatin, unicode.Cyrillic) {
			v.mend("lookalike", "", w.Start, w.End, mended)
		}
	}
}

// alone reports whether no other word of the sentence is surely of the other
// language: «Pe ce limbă? Как вам удобнее?» says the same twice.
func (v *view) alone(w wording.Word, twin map[rune]rune, script *unicode.RangeTable) bool {
	for _, other := range v.Words {
		word := v.text[other.Start:other.End]
		if _, all := swap(word, twin, script); other.Sentence == w.Sentence && !all && count(word, script) == utf8.RuneCountInString(word) && v.besides(w, other) {
			return false
		}
	}
	return true
}

// besides reports whether two words stand side by side.
func (v *view) besides(a, b wording.Word) bool {
	between := v.text[min(a.End, b.End):max(a.Start, b.Start)]
	return !strings.ContainsFunc(between, unicode.IsLetter)
}

func count(word string, script *unicode.RangeTable) (n int) {
	for _, r := range word {
		if unicode.Is(script, r) {
			n++
		}
	}
	return n
}

// oneAlphabet writes a word in the alphabet that most of it is in, or in the
// other if only that can be done.
func (v *view) oneAlphabet(word string, preferCyrillic bool) (string, bool) {
	cyrillic, ok := swap(word, toCyrillic, unicode.Latin)
	latin, ok2 := swap(word, toLatin, unicode.Cyrillic)
	switch {
	case ok && (preferCyrillic || !ok2):
		return cyrillic, true
	default:
		return latin, ok2
	}
}

// isRussian reports whether a word in small letters is on the list of those that
// can be typed in Latin letters.
func (v *view) isRussian(word string) bool {
	hits := v.linter.lists[0].spelling.Find(wording.Words(word))
	return len(hits) > 0
}

// checkDiacritics reports Romanian words without their diacritics.
func (v *view) checkDiacritics() {
	for _, hit := range v.linter.lists[1].spelling.Find(v.Words) {
		v.add("diacritics", "", v.Words[hit.First].Start, v.Words[hit.Last-1].End, "instead", hit.Entry.Instead)
	}
}
