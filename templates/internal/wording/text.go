package wording

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// FirstVariable is the first of the runes that stand for variables in a text
// that is not finished: FirstVariable+i for the i-th name given to Read.
const FirstVariable = '\ue000'

// LastVariable is the last rune that may stand for a variable.
const LastVariable = '\uf8ff'

// IsVariable reports whether a rune stands for a variable.
func IsVariable(r rune) bool { return r >= FirstVariable && r <= LastVariable }

// A Word is a word, a number or a variable.
type Word struct {
	Text       string // in small letters, е for ё, ș ț for ş ţ; a variable's name
	Start, End int    // bytes in the text, end exclusive
	Sentence   int    // index of its sentence
	Clause     int    // index of its clause: between commas, dashes, colons, brackets
	Number     bool   // begins with a digit
	Variable   bool
}

// A Sentence is a sentence, or a line that ends without a mark.
type Sentence struct {
	First, Last int  // words, end exclusive
	Question    bool // ends with a question mark
}

// Says reports whether the sentence has a word that is no variable.
func (s Sentence) Says(words []Word) bool {
	return slices.ContainsFunc(words[s.First:s.Last], func(w Word) bool { return !w.Variable })
}

// A Text is a text read into words.
type Text struct {
	Words     []Word
	Sentences []Sentence
}

// Read splits a text into words and sentences. The names are those of the
// variables that stand in the text; a finished text has none.
func Read(text string, names []string) Text {
	r := reader{text: text, names: names}
	r.out.Words = make([]Word, 0, len(text)/10+1)
	for r.pos < len(text) {
		r.step()
	}
	r.endSentence(false)
	return r.out
}

// Words returns only the words.
func Words(text string) []Word { return Read(text, nil).Words }

type reader struct {
	text   string
	names  []string
	pos    int
	first  int // word of the sentence
	clause int
	out    Text
}

// step reads one word or one other rune.
func (r *reader) step() {
	c, size := utf8.DecodeRuneInString(r.text[r.pos:])
	switch {
	case IsVariable(c):
		r.variable(c, size)
	case isInside(c):
		r.word()
	default:
		r.mark(c, size)
	}
}

func (r *reader) variable(c rune, size int) {
	name := ""
	if i := int(c - FirstVariable); i < len(r.names) {
		name = r.names[i]
	}
	r.add(Word{Text: name, Start: r.pos, End: r.pos + size, Variable: true})
	r.pos += size
}

func (r *reader) word() {
	start := r.pos
	first, _ := utf8.DecodeRuneInString(r.text[start:])
	number := unicode.IsDigit(first)
	for r.pos < len(r.text) {
		c, size := utf8.DecodeRuneInString(r.text[r.pos:])
		if !isInside(c) && (!number || !r.joinsDigits(c, size)) {
			break
		}
		r.pos += size
	}
	r.add(Word{Text: Fold(r.text[start:r.pos]), Start: start, End: r.pos, Number: number})
}

// joinsDigits reports whether a mark stands inside a number: 14:30, 49,90.
func (r *reader) joinsDigits(c rune, size int) bool {
	next := r.pos + size
	return (c == '.' || c == ',' || c == ':') && r.pos > 0 && isDigit(r.text[r.pos-1]) &&
		next < len(r.text) && isDigit(r.text[next])
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func (r *reader) add(w Word) {
	w.Sentence, w.Clause = len(r.out.Sentences), r.clause
	r.out.Words = append(r.out.Words, w)
}

// mark reads what is no word.
func (r *reader) mark(c rune, size int) {
	at := r.pos
	r.pos += size
	switch {
	case c == '\n':
		if r.lineEnds() {
			r.endSentence(false)
		}
	case isStop(c) && len(r.out.Words) > r.first && !r.abbreviated(c, at) && EndsHere(r.text[r.pos:]):
		r.endSentence(c == '?' || strings.HasSuffix(r.text[:at], "?"))
	case strings.ContainsRune(",;:()—–", c):
		r.clause++
	}
}

func (r *reader) endSentence(question bool) {
	r.clause++
	if n := len(r.out.Words); n > r.first {
		r.out.Sentences = append(r.out.Sentences, Sentence{r.first, n, question})
		r.first = n
	}
}

// lineEnds reports whether the line that has just ended ends a sentence: the
// next one does not go on in small letters.
func (r *reader) lineEnds() bool {
	rest := strings.TrimLeft(r.text[r.pos:], " \t\u00a0")
	c, _ := utf8.DecodeRuneInString(rest)
	return !unicode.IsLower(c)
}

// abbreviated reports whether the stop belongs to an abbreviation before a name
// or a number, or to the number of a step.
func (r *reader) abbreviated(c rune, at int) bool {
	last := r.out.Words[len(r.out.Words)-1]
	if c != '.' || last.End != at {
		return false
	}
	if last.Number {
		before := r.text[:last.Start]
		return before == "" || strings.HasSuffix(before, "\n")
	}
	return abbreviations()[last.Text]
}

func isStop(r rune) bool { return r == '.' || r == '!' || r == '?' || r == '…' }

// EndsHere reports whether a sentence whose stop stands just before rest ends
// there: at the end of the line, or where a new one begins with a capital, a
// quote or a variable. "9.30" ends none.
func EndsHere(rest string) bool {
	for i, r := range rest {
		switch {
		case r == '\n' || IsVariable(r):
			return r == '\n' || i > 0
		case isStop(r) || unicode.In(r, unicode.Pe, unicode.Pf) || IsEmoji(r) || isJoiner(r):
		case unicode.IsSpace(r):
		case unicode.IsLetter(r):
			return i > 0 && unicode.IsUpper(r)
		default:
			return i > 0 && !unicode.IsDigit(r)
		}
	}
	return true
}

// isInside reports whether a rune belongs to a word.
func isInside(r rune) bool {
	return isSmallLetter(r) || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) && !isJoiner(r)
}

// isSmallLetter knows most of the letters in a text without a table.
func isSmallLetter(r rune) bool { return r >= 'а' && r <= 'я' || r >= 'a' && r <= 'z' }

// Fold lowers the letters, writes ё as е and the cedilla letters ş ţ with their
// commas, and drops invalid bytes.
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case isSmallLetter(r) || r == ' ':
			return r
		case r == utf8.RuneError:
			return -1
		}
		switch r = unicode.ToLower(r); r {
		case 'ё':
			return 'е'
		case 'ş':
			return 'ș'
		case 'ţ':
			return 'ț'
		}
		return r
	}, s)
}

// Opening returns the first two words of a text in small letters, variables
// left out, by which two texts are felt to begin alike. A hyphen joins.
func Opening(text string) string {
	var opening []string
	last := -1 // end of the word before
	for _, w := range Words(text) {
		switch {
		case w.Variable:
		case last >= 0 && text[last:w.Start] == "-":
			opening[len(opening)-1] += "-" + w.Text
		case len(opening) == 2:
			return strings.Join(opening, " ")
		default:
			opening = append(opening, w.Text)
		}
		last = w.End
		if w.Variable {
			last = -1
		}
	}
	return strings.Join(opening, " ")
}
