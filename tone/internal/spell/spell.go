// Package spell brings the many spellings of one word together: Russian in
// Cyrillic and in Latin letters, Romanian with and without diacritics and in
// Cyrillic. A word's key is not meant to be read; it is meant to be equal, or
// nearly so, for every way in which people type the word.
//
// Russian keys are made of folded Cyrillic letters (see package scan) without
// ь and ъ, with й and ы as и, э as е, щ as ш, ч as ц (in Latin letters both are
// typed as c), ю as иу and я as иа; doubled letters are single. Romanian keys are
// made of the letters a to z.
package spell

// Folded Cyrillic letters, as package scan makes them.
const (
	cA = 0x80 + iota
	cBe
	cVe
	cGe
	cDe
	cYe
	cZhe
	cZe
	cI
	cShortI
	cKa
	cEl
	cEm
	cEn
	cO
	cPe
	cEr
	cEs
	cTe
	cU
	cEf
	cHa
	cTse
	cChe
	cSha
	cShcha
	cHard
	cYery
	cSoft
	cE
	cYu
	cYa
)

// Russian appends the key of a Russian word to dst. The word may be in Cyrillic
// or in Latin letters.
func Russian(dst, word []byte) []byte {
	if len(word) > 0 && word[0] < cA {
		return russianFromLatin(dst, word)
	}
	from := len(dst)
	for _, b := range word {
		switch b {
		case cSoft, cHard:
			continue
		case cShortI, cYery:
			b = cI
		case cE:
			b = cYe
		case cShcha:
			b = cSha
		case cChe:
			b = cTse
		case cYu:
			dst = put(dst, from, cI)
			b = cU
		case cYa:
			dst = put(dst, from, cI)
			b = cA
		}
		dst = put(dst, from, b)
	}
	return dst
}

// put appends b unless it doubles the last letter.
func put(dst []byte, from int, b byte) []byte {
	if n := len(dst); n > from && dst[n-1] == b {
		return dst
	}
	return append(dst, b)
}

// single maps one Latin letter to the Cyrillic letter that it mostly stands for
// in Russian typed without a Russian keyboard.
var single = [256]byte{
	'a': cA, 'b': cBe, 'c': cTse, 'd': cDe, 'e': cYe, 'f': cEf, 'g': cGe, 'h': cHa, 'i': cI, 'j': cZhe,
	'k': cKa, 'l': cEl, 'm': cEm, 'n': cEn, 'o': cO, 'p': cPe, 'q': cKa, 'r': cEr, 's': cEs, 't': cTe,
	'u': cU, 'v': cVe, 'w': cSha, 'x': cHa, 'y': cI, 'z': cZe, '4': cTse, '6': cSha,
}

func russianFromLatin(dst, word []byte) []byte {
	from := len(dst)
	for i := 0; i < len(word); {
		b, n := latinLetter(word, i)
		dst = put(dst, from, b)
		i += n
	}
	return dst
}

// latinLetter reads the Cyrillic letter that starts at word[i] and says how many
// Latin letters stand for it.
func latinLetter(word []byte, i int) (byte, int) {
	b, next, third := word[i], at(word, i+1), at(word, i+2)
	switch {
	case b == 's' && next == 'c' && third == 'h', b == 's' && next == 'h' && third == 'c':
		if at(word, i+3) == 'h' {
			return cSha, 4 // shch
		}
		return cSha, 3 // sch, shc
	case b == 's' && next == 'h':
		return cSha, 2
	case b == 'c' && next == 'h':
		return cTse, 2
	case b == 'z' && next == 'h':
		return cZhe, 2
	case b == 'k' && next == 'h':
		return cHa, 2
	case (b == 't' || b == 'c') && (next == 's' || next == 'z') && third != 'h':
		if b == 't' && next == 's' && (third == 'k' || (third == 'y' || third == 'j') && at(word, i+3) == 'a') {
			return cTe, 1 // detskij, nravitsya
		}
		return cTse, 2
	case b == 'y' && (next == 'o' || next == 'e'):
		return cYe, 2
	case b == 'j' && (next == 'a' || next == 'u') && !isZhe(word, i):
		return cI, 1 // ja, ju
	case b == 'j' && next == 0 && i > 0:
		return cI, 1 // moj, kakoj
	case b == 'c' && (next == 'a' || next == 'o' || next == 'u' || next == 'l' || next == 'r' || next == 'k'):
		return cKa, 1
	}
	if r := single[b]; r != 0 {
		return r, 1
	}
	return b, 1
}

func at(word []byte, i int) byte {
	if i < len(word) {
		return word[i]
	}
	return 0
}

// Romanian appends the key of a Romanian word to dst. The word may be in Latin
// letters, diacritics dropped, or in Cyrillic.
func Romanian(dst, word []byte) []byte {
	from := len(dst)
	if len(word) > 0 && word[0] >= cA {
		dst = romanianFromCyrillic(dst, word)
	} else {
		dst = romanianFromLatin(dst, word)
	}
	if key, ok := irregular[string(dst[from:])]; ok {
		dst = append(dst[:from], key...)
	}
	return dst
}

// romanianFromLatin undoes the spellings of the chat: sh for ș, tz for ț, k for
// c, w for v, y for i.
func romanianFromLatin(dst, word []byte) []byte {
	for i := 0; i < len(word); i++ {
		b, next := word[i], at(word, i+1)
		switch {
		case b == 's' && next == 'h':
			i++
		case b == 't' && next == 'z':
			i++
		case b == 'k':
			b = 'c'
		case b == 'w':
			b = 'v'
		case b == 'y':
			b = 'i'
		}
		dst = append(dst, b)
	}
	return dst
}

// romanianOf maps a Cyrillic letter to the Latin one it stands for in Moldovan
// Cyrillic, as far as one letter is enough.
var romanianOf = [32]byte{
	'a', 'b', 'v', 'g', 'd', 'e', 'j', 'z', 'i', 'i', 'c', 'l', 'm', 'n', 'o', 'p',
	'r', 's', 't', 'u', 'f', 'h', 't', 'c', 's', 's', 0, 'a', 'i', 'a', 0, 0,
}

func romanianFromCyrillic(dst, word []byte) []byte {
	for i, b := range word {
		next := at(word, i+1)
		front := next == cYe || next == cI
		switch {
		case b < cA || b > cYa:
			dst = append(dst, b)
		case b == cKa && front:
			dst = append(dst, 'c', 'h')
		case b == cGe && front:
			dst = append(dst, 'g', 'h')
		case b == cChe && !front && next != 0 && isVowel(next):
			dst = append(dst, 'c', 'e')
		case b == cYu:
			dst = append(dst, 'i', 'u')
		case b == cYa && i > 0 && !isVowel(word[i-1]):
			dst = append(dst, 'e', 'a')
		case b == cYa:
			dst = append(dst, 'i', 'a')
		default:
			if r := romanianOf[b-cA]; r != 0 {
				dst = append(dst, r)
			}
		}
	}
	return dst
}

func isVowel(b byte) bool {
	switch b {
	case cA, cYe, cI, cO, cU, cYery, cE, cYu, cYa:
		return true
	}
	return false
}
