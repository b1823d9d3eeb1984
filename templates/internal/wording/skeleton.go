package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// skeletons are the letters that are written in more than one way, as each is
// written in a skeleton. What is not here stays itself.
var skeletons = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ё': "e", 'ж': "j", 'з': "z", 'и': "i", 'й': "i",
	'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f",
	'х': "h", 'ц': "c", 'ч': "c", 'ш': "s", 'щ': "s", 'ъ': "", 'ы': "i", 'ь': "", 'э': "e", 'ю': "iu", 'я': "ia",
	'ă': "a", 'â': "a", 'î': "i", 'ș': "s", 'ş': "s", 'ț': "t", 'ţ': "t", 'w': "v", 'y': "i", 'q': "k", '\'': "", '’': "",
}

// digraphs are letters of Cyrillic as they are typed in Latin ones.
var digraphs = strings.NewReplacer(
	"shch", "s", "sch", "s", "sh", "s", "ch", "c", "zh", "j", "kh", "h", "ts", "c", "tz", "c",
)

// Skeleton writes a text so that it is the same in whatever letters it was typed:
// Cyrillic or Latin, with or without diacritics. It keeps what is no letter, and
// an N alone, which stands for a number in patterns.
func Skeleton(s string) string {
	var b strings.Builder
	before := rune(0)
	for i, r := range s {
		plain, ok := skeletons[unicode.ToLower(r)]
		switch {
		case ok:
			b.WriteString(plain)
		case r == 'N' && !unicode.IsLetter(before) && !startsWithLetter(s[i+1:]):
			b.WriteByte('N')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
		before = r
	}
	return digraphs.Replace(b.String())
}

func startsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}
