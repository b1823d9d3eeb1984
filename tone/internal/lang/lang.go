// Package lang tells the language of every word of a scanned message: Russian
// in either script, Romanian in either script and any spelling, or another
// language. Words are scored by their letters with learned weights and then
// labelled together, so that a word which could be either follows its
// neighbours while a real change of language inside a line is still seen.
package lang

import (
	"slices"

	"github.com/camerton/camerton/tone/internal/scan"
)

// A Tag is the language of a word.
type Tag uint8

// The tags. None is for tokens that are not words, and for words that belong to
// no language in particular.
const (
	Ru Tag = iota
	Ro
	Other
	None
)

// NumTags counts the tags that are scored: Ru, Ro and Other.
const NumTags = 3

const bucketBits = 14

// Buckets is how many weights a table has for each tag.
const Buckets = 1 << bucketBits

// Scale is the value of a weight's unit: a weight w stands for w/Scale nats.
const Scale = 16

// A Table holds learned weights: for each hashed group of letters, how much it
// speaks for each tag. It is not modified by reading.
type Table [Buckets][NumTags]int8

// A Score is how strongly a word speaks for each tag, in units of 1/Scale nat.
type Score [NumTags]int32

// Score adds up the weights of a word's groups of letters, those of AppendGrams. It
// returns the bucket of the word as a whole, too.
func (t *Table) Score(word []byte) (s Score, whole uint32) {
	var room [maxLetters + 2]byte
	padded := pad(&room, word)
	whole = wholeSeed
	var ru, ro, other int32                             // not a Score: an array would not be kept in registers
	for ; len(padded) >= longest; padded = padded[1:] { // the groups of two, three and four letters that begin here
		whole = (whole ^ uint32(padded[0])) * multiplier
		h2 := ((seed^uint32(padded[0]))*multiplier ^ uint32(padded[1])) * multiplier
		h3 := (h2 ^ uint32(padded[2])) * multiplier
		h4 := (h3 ^ uint32(padded[3])) * multiplier
		two, three, four := &t[h2>>shift], &t[h3>>shift], &t[h4>>shift]
		ru += int32(two[Ru]) + int32(three[Ru]) + int32(four[Ru])
		ro += int32(two[Ro]) + int32(three[Ro]) + int32(four[Ro])
		other += int32(two[Other]) + int32(three[Other]) + int32(four[Other])
	}
	for i, b := range padded {
		whole = (whole ^ uint32(b)) * multiplier
		h := (seed ^ uint32(b)) * multiplier
		for _, next := range padded[i+1:] {
			h = (h ^ uint32(next)) * multiplier
			w := &t[h>>shift]
			ru, ro, other = ru+int32(w[Ru]), ro+int32(w[Ro]), other+int32(w[Other])
		}
	}
	whole >>= shift
	w := &t[whole]
	return Score{Ru: ru + int32(w[Ru]), Ro: ro + int32(w[Ro]), Other: other + int32(w[Other])}, whole
}

// The groups of letters have two to four letters. A very long word is judged by
// its first letters.
const (
	longest    = 4
	maxLetters = 62
)

const (
	multiplier = uint32(0x9E3779B1) // whose products are well mixed in the high bits
	seed       = uint32(0x811C9DC5)
	wholeSeed  = 0x7F4A7C15
	edge       = 1
	shift      = 32 - bucketBits
)

// pad puts a word into room, with its edges as letters.
func pad(room *[maxLetters + 2]byte, word []byte) []byte {
	room[0] = edge
	n := copy(room[1:maxLetters+1], word)
	room[n+1] = edge
	return room[:n+2]
}

// AppendGrams appends to dst the bucket of every group of two to four letters in
// the word, its edges counted as letters, and of the word as a whole.
func AppendGrams(dst []uint32, word []byte) []uint32 {
	var room [maxLetters + 2]byte
	padded := pad(&room, word)
	whole := uint32(wholeSeed)
	for i, b := range padded {
		whole = (whole ^ uint32(b)) * multiplier
		h := (seed ^ uint32(b)) * multiplier
		for _, next := range padded[i+1 : min(i+longest, len(padded))] {
			h = (h ^ uint32(next)) * multiplier
			dst = append(dst, h>>shift)
		}
	}
	return append(dst, whole>>shift)
}

// A Labeller labels the words of a message. The zero value is ready; labelling
// again reuses its memory.
type Labeller struct {
	Tags   []Tag // one for each token of the text last labelled
	scores []Score
	lists  []list // that the words stand in
	back   [][NumTags]uint8
}

const (
	change = 3 * Scale // what it costs to change language between two words
	clip   = 6 * Scale // the most that one word may say

	cyrillic    = Scale / 2 // how much more a Cyrillic word is Russian than its letters say
	besideLatin = 2 * Scale // the same beside Romanian words in Latin letters
)

// Label fills Tags for the tokens of text. Prior is the language of the
// conversation so far, or None; it breaks ties.
func (l *Labeller) Label(table *Table, text *scan.Text, prior Tag) {
	n := len(text.Tokens)
	l.Tags, l.scores, l.lists = slices.Grow(l.Tags[:0], n)[:n], slices.Grow(l.scores[:0], n)[:n], slices.Grow(l.lists[:0], n)[:n]
	l.back = l.back[:0]
	latin := false
	for i := range text.Tokens {
		tok := &text.Tokens[i]
		l.Tags[i] = None
		l.scores[i], l.lists[i] = wordScore(table, text, tok)
		latin = latin || l.scores[i][Ro] > 0 && tok.Shape&scan.HasLat != 0
	}
	for i := range text.Tokens {
		if text.Tokens[i].Shape&scan.HasCyr != 0 {
			l.scores[i][Ru] += cyrillic
			if latin {
				l.scores[i][Ru] += besideLatin
			}
		}
	}
	l.trace(l.sweep(prior), text)
	if l.strays(text) {
		l.trace(l.sweep(prior), text)
	}
}

// strays reports whether single words were labelled as of another language than
// Russian and Romanian while most of the message is in these. It then takes the
// other language out of the scores of words: a foreign word in a message is to be
// spelled like its neighbours.
func (l *Labeller) strays(text *scan.Text) bool {
	var letters [NumTags]int32
	for i, tag := range l.Tags {
		if tag != None {
			letters[tag] += text.Tokens[i].Stop - text.Tokens[i].Fold
		}
	}
	if letters[Other] == 0 || letters[Other] > letters[Ru]+letters[Ro] {
		return false
	}
	for i := range l.scores {
		if text.Tokens[i].Kind == scan.Word {
			l.scores[i][Other] = -clip
		}
	}
	l.back = l.back[:0]
	return true
}

func wordScore(table *Table, text *scan.Text, tok *scan.Token) (s Score, in list) {
	switch tok.Kind {
	case scan.Alien:
		return Score{-clip, -clip, clip}, unlisted
	case scan.Word:
		word := text.Word(tok)
		s, whole := table.Score(word)
		if len(word) <= 2 {
			s = Score{s[Ru] / 2, s[Ro] / 2, s[Other] / 2}
		}
		return Score{clipped(s[Ru]), clipped(s[Ro]), clipped(s[Other])}, listed.of(word, whole)
	case scan.Number, scan.Clock, scan.Punct, scan.Emoji, scan.Break:
	}
	return Score{}, unlisted
}

func clipped(v int32) int32 { return min(max(v, -clip), clip) }

// sweep finds the best score of every labelling that ends in each tag.
func (l *Labeller) sweep(prior Tag) Score {
	var start Score
	if prior < None {
		start[prior] += Scale / 2
	}
	ru, ro, other := start[Ru], start[Ro], start[Other] // not a Score: an array would not be kept in registers
	for i := range l.scores {
		from := [NumTags]uint8{Ru: uint8(Ru), Ro: uint8(Ro), Other: uint8(Other)}
		top, best := Ru, ru
		if ro > best {
			top, best = Ro, ro
		}
		if other > best {
			top, best = Other, other
		}
		best -= change
		if best > ru {
			ru, from[Ru] = best, uint8(top)
		}
		if best > ro {
			ro, from[Ro] = best, uint8(top)
		}
		if best > other {
			other, from[Other] = best, uint8(top)
		}
		s := &l.scores[i]
		ru, ro, other = ru+s[Ru], ro+s[Ro], other+s[Other]
		l.back = append(l.back, from)
	}
	return Score{ru, ro, other}
}

// trace walks the best labelling back from its end.
func (l *Labeller) trace(best Score, text *scan.Text) {
	tag := uint8(0)
	for t := range uint8(NumTags) {
		if best[t] > best[tag] {
			tag = t
		}
	}
	for i := len(l.back) - 1; i >= 0; i-- {
		if kind := text.Tokens[i].Kind; kind == scan.Word || kind == scan.Alien {
			l.Tags[i] = Tag(tag)
		}
		tag = l.back[i][tag]
	}
}

// Lead is how much more the word itself, without its neighbours, speaks for its
// tag than for the best other one, in nats.
func (l *Labeller) Lead(i int) float64 {
	tag := l.Tags[i]
	if tag == None {
		return 0
	}
	s := l.scores[i]
	next := int32(-1 << 30)
	for t, v := range s {
		if Tag(t) != tag {
			next = max(next, v)
		}
	}
	return float64(s[tag]-next) / Scale
}
