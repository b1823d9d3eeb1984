package scan

import "unicode"

// Letters are folded to one byte each: Latin letters to 'a'..'z' with Romanian
// and other diacritics dropped, Cyrillic letters to cyrA.. in alphabetical
// order (ё and the Ukrainian and Moldovan letters to their nearest Russian
// one), digits to '0'..'9'. Everything later works on these bytes.
const (
	cyrA  = 0x80
	cyrYa = cyrA + 31
)

// class is what the scanner needs to know of a rune: the low byte is its
// folded letter (0 if it is none), the high byte a set of the bits below.
type class uint16

const (
	isUpper class = 1 << (8 + iota)
	isCyrillic
	isLatin
	isDiacritic // a letter that only careful typists produce: ș, ă, ё …
	isCedilla   // ş ţ: the wrong Romanian letters, or Turkish
	isDigit
	isJoiner // stays inside a word without being part of it: zero-width, soft hyphen, combining mark
	isSpace
)

func (c class) letter() byte { return byte(c) }

// tableLen covers Latin, Greek, Cyrillic and all that stands between them.
const tableLen = 0x530

var classes = buildClasses()

func buildClasses() *[tableLen]class {
	var t [tableLen]class
	for r := range rune(tableLen) {
		t[r] = classify(r)
	}
	return &t
}

// foldedLatin maps Latin letters with marks to the letter without.
var foldedLatin = map[rune]byte{
	'ă': 'a', 'â': 'a', 'î': 'i', 'ș': 's', 'ț': 't', 'ş': 's', 'ţ': 't',
	'á': 'a', 'à': 'a', 'ä': 'a', 'ã': 'a', 'å': 'a', 'ǎ': 'a', 'ā': 'a',
	'é': 'e', 'è': 'e', 'ê': 'e', 'ë': 'e', 'ě': 'e', 'í': 'i', 'ì': 'i', 'ï': 'i', 'ı': 'i',
	'ó': 'o', 'ò': 'o', 'ô': 'o', 'ö': 'o', 'õ': 'o', 'ú': 'u', 'ù': 'u', 'û': 'u', 'ü': 'u',
	'ç': 'c', 'č': 'c', 'ć': 'c', 'š': 's', 'ž': 'z', 'ñ': 'n', 'ğ': 'g', 'ý': 'y', 'ß': 's',
}

// foldedCyrillic maps Cyrillic letters outside а..я to their nearest.
var foldedCyrillic = map[rune]byte{
	'ё': cyrA + 5, 'є': cyrA + 5, 'і': cyrA + 8, 'ї': cyrA + 8, 'ґ': cyrA + 3, 'ӂ': cyrA + 6, 'ў': cyrA + 19,
}

func classify(r rune) class {
	low := unicode.ToLower(r)
	var c class
	if low != r {
		c |= isUpper
	}
	switch {
	case r >= '0' && r <= '9':
		return class(r) | isDigit
	case r == ' ' || r == '\t' || r == '\r' || r == '\v' || r == '\f' || r == 0xA0:
		return isSpace
	case low >= 'a' && low <= 'z':
		return c | class(low) | isLatin
	case low >= 'а' && low <= 'я':
		return c | class(cyrA+low-'а') | isCyrillic
	case foldedLatin[low] != 0:
		c |= class(foldedLatin[low]) | isLatin | isDiacritic
		if low == 'ş' || low == 'ţ' {
			c |= isCedilla
		}
		return c
	case foldedCyrillic[low] != 0:
		return c | class(foldedCyrillic[low]) | isCyrillic | isDiacritic
	case r >= 0x300 && r < 0x370 || r == 0xAD:
		return isJoiner
	}
	return 0
}

// classOf is classes for any rune. It is short enough to be inlined.
func classOf(r rune) class {
	if r < tableLen {
		return classes[r]
	}
	return classBeyond(r)
}

// classBeyond is classOf for the runes behind the table.
func classBeyond(r rune) class {
	switch {
	case r >= 0xFF21 && r <= 0xFF3A || r >= 0xFF41 && r <= 0xFF5A || r >= 0xFF10 && r <= 0xFF19:
		return classes[r-0xFEE0] // full-width letters and digits
	case r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x206F || r == 0xFEFF:
		return isJoiner // zero-width and direction marks
	case r == 0x2028 || r == 0x2029:
		return 0
	case unicode.IsSpace(r):
		return isSpace
	}
	return 0
}

// Look-alikes: a letter of the wrong alphabet inside a word is read as the
// letter that it looks like.
var (
	latinToCyrillic = homoglyphs('a', 'а', 'b', 'в', 'c', 'с', 'e', 'е', 'h', 'н', 'k', 'к', 'm', 'м', 'n', 'п', 'o', 'о', 'p', 'р', 't', 'т', 'u', 'и', 'x', 'х', 'y', 'у')
	cyrillicToLatin = homoglyphs('а', 'a', 'в', 'b', 'с', 'c', 'е', 'e', 'н', 'h', 'к', 'k', 'м', 'm', 'о', 'o', 'р', 'p', 'т', 't', 'х', 'x', 'у', 'y')
)

func homoglyphs(runes ...rune) *[256]byte {
	var t [256]byte
	for i := 0; i < len(runes); i += 2 {
		t[classify(runes[i]).letter()] = classify(runes[i+1]).letter()
	}
	return &t
}
