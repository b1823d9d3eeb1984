package bot

import "strings"

// The same word is typed in many ways: Russian in Latin letters, Romanian
// without diacritics, with old letters, or in Cyrillic. A word's key brings
// these together. It is not meant to be read, only to be equal for every way of
// typing the word; a word has one key as Russian and one as Romanian, because
// the same letters stand for different sounds.

// appendRussian appends the key of a word as Russian: Latin letters without
// doubles, q for ч, w for ш and щ, c for ц. Small letters are expected.
func appendRussian(dst []byte, word string) []byte {
	from := len(dst)
	cyrillic := hasCyrillic(word)
	for i := 0; i < len(word); {
		if !cyrillic {
			if out, n := russianGroup(word, i); n > 0 {
				dst = appendKey(dst, from, out)
				i += n
				continue
			}
		}
		r, n := decodeRune(word[i:])
		out, ok := russianCyrillic[r]
		switch {
		case ok:
		case cyrillic:
			out = russianCyrillic[lookalike[r]]
		case r == 'j' && betweenVowelAndConsonant(word, i):
			out = "i"
		default:
			out = russianLatin[r]
		}
		dst = appendKey(dst, from, out)
		i += n
	}
	return dst
}

// appendRomanian appends the key of a word as Romanian: letters without marks
// and doubles, c for k. Small letters are expected.
func appendRomanian(dst []byte, word string) []byte {
	from := len(dst)
	cyrillic := hasCyrillic(word)
	for i := 0; i < len(word); {
		r, n := decodeRune(word[i:])
		i += n
		if cyrillic {
			if latin, ok := lookalike[r]; ok {
				r = latin
			}
			dst = appendKey(dst, from, romanianCyrillic[r])
			continue
		}
		out := romanianLatin[r]
		if i < len(word) {
			// ch, gh, sh and tz are one sound.
			if next := word[i]; next == 'h' && (r == 'c' || r == 'g' || r == 's') || next == 'z' && r == 't' {
				i++
			}
		}
		dst = appendKey(dst, from, out)
	}
	return dst
}

// appendKey appends letters to a key that begins at from, each unless it doubles
// the last one.
func appendKey(dst []byte, from int, letters string) []byte {
	for i := range len(letters) {
		if n := len(dst); n == from || dst[n-1] != letters[i] {
			dst = append(dst, letters[i])
		}
	}
	return dst
}

// russianGroups are Latin letters that stand for one Russian letter, longest
// first.
var russianGroups = [...][2]string{
	{"shch", "w"},
	{"sch", "w"},
	{"sh", "w"},
	{"ch", "q"},
	{"zh", "j"},
	{"kh", "h"},
	{"ts", "c"},
	{"tz", "c"},
	{"ya", "ia"},
	{"ja", "ia"},
	{"yu", "iu"},
	{"ju", "iu"},
	{"yo", "e"},
	{"ye", "e"},
}

// russianGroup returns the letters of the group that stands at word[i], and its
// length; 0 if there is none.
func russianGroup(word string, i int) (string, int) {
	for _, g := range russianGroups {
		if strings.HasPrefix(word[i:], g[0]) && groupFits(g[0], word, i) {
			return g[1], len(g[0])
		}
	}
	return "", 0
}

// groupFits reports whether letters with more than one reading are a group where
// they stand. ja and ju are я and ю after a consonant ("menja") and жа and жу
// elsewhere ("pojaluista"), but for the pronoun; ye is one letter except after a
// consonant, where it is ы and е ("dannye").
func groupFits(group, word string, i int) bool {
	afterConsonant := i > 0 && !isVowel(word[i-1])
	switch group {
	case "ja", "ju":
		return afterConsonant || len(word) == len(group)
	case "ye":
		return !afterConsonant
	}
	return true
}

// betweenVowelAndConsonant reports whether the letter at word[i] follows a vowel
// and no vowel follows it, as j does where it stands for й.
func betweenVowelAndConsonant(word string, i int) bool {
	return i > 0 && isVowel(word[i-1]) && (i+1 == len(word) || !isVowel(word[i+1]))
}

func isVowel(b byte) bool { return strings.IndexByte("aeiouy", b) >= 0 }

func hasCyrillic(word string) bool {
	for _, r := range word {
		if r >= 'а' && r <= 'ӿ' {
			return true
		}
	}
	return false
}

// russianCyrillic has the keys of Cyrillic letters in Russian.
var russianCyrillic = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ё': "e", 'ж': "j", 'з': "z", 'и': "i", 'й': "i",
	'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f",
	'х': "h", 'ц': "c", 'ч': "q", 'ш': "w", 'щ': "w", 'ъ': "", 'ы': "i", 'ь': "", 'э': "e", 'ю': "iu", 'я': "ia",
	'і': "i", 'ї': "i", 'є': "e",
}

// russianLatin has the keys of single Latin letters in Russian.
var russianLatin = map[rune]string{
	'a': "a", 'b': "b", 'c': "c", 'd': "d", 'e': "e", 'f': "f", 'g': "g", 'h': "h", 'i': "i", 'j': "j", 'k': "k",
	'l': "l", 'm': "m", 'n': "n", 'o': "o", 'p': "p", 'q': "k", 'r': "r", 's': "s", 't': "t", 'u': "u", 'v': "v",
	'w': "w", 'x': "h", 'y': "i", 'z': "z", '4': "q", '6': "w", 'ă': "a", 'â': "a", 'î': "i", 'ș': "w", 'ş': "w",
	'ț': "c", 'ţ': "c", 'š': "w", 'č': "q", 'ž': "j",
}

// romanianLatin has the keys of Latin letters in Romanian.
var romanianLatin = map[rune]string{
	'a': "a", 'b': "b", 'c': "c", 'd': "d", 'e': "e", 'f': "f", 'g': "g", 'h': "h", 'i': "i", 'j': "j", 'k': "c",
	'l': "l", 'm': "m", 'n': "n", 'o': "o", 'p': "p", 'q': "c", 'r': "r", 's': "s", 't': "t", 'u': "u", 'v': "v",
	'w': "v", 'x': "x", 'y': "i", 'z': "z", 'ă': "a", 'â': "a", 'î': "i", 'ș': "s", 'ş': "s", 'ț': "t", 'ţ': "t",
	'á': "a", 'à': "a", 'ã': "a", 'é': "e", 'è': "e", 'í': "i", 'ó': "o", 'ú': "u",
}

// romanianCyrillic has the keys of Cyrillic letters in Romanian.
var romanianCyrillic = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ё': "io", 'ж': "j", 'ӂ': "g", 'з': "z", 'и': "i",
	'й': "i", 'к': "c", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u",
	'ф': "f", 'х': "h", 'ц': "t", 'ч': "c", 'ш': "s", 'щ': "st", 'ы': "i", 'ь': "i", 'э': "a", 'ю': "iu", 'я': "ea",
}

// lookalike has the Cyrillic letters that Latin ones in a Cyrillic word are
// meant to be.
var lookalike = map[rune]rune{
	'a': 'а', 'b': 'в', 'c': 'с', 'e': 'е', 'h': 'н', 'k': 'к', 'm': 'м', 'o': 'о', 'p': 'р', 't': 'т', 'x': 'х', 'y': 'у',
}
