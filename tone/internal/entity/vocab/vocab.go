// Package vocab finds the words of a list in a message, in whatever spelling
// they stand there: Russian in either script, Romanian with diacritics, without
// them, in the old spelling or in Cyrillic. The lists are text files that people
// edit; what a word is good for is said by the classes that it is listed under.
//
// # The grammar of the files
//
// A name in brackets begins a class. Every line under it lists words that are of
// this class, the Russian ones before the bar and the Romanian ones behind it.
// Where the words of a class stand for a value, it is given first:
//
//	[until]
//	до к ко не_позже | pana cel_tarziu
//	[day]
//	1: завтра | maine
//
// Words that belong together are joined by an underscore: "cel_tarziu" is found
// where the two words stand side by side, and also where they are written as
// one or with a hyphen. Romanian words are written without diacritics. A word
// may be of several classes, but stands once in each.
//
// A word with a star is a pattern: "метр*" stands for all words that begin so,
// "*ами" for all that end so. Patterns are found by Pattern only, not by At.
// Empty lines and lines that begin with # are skipped.
package vocab

import (
	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/scan"
)

// A Class is one of the classes of a vocabulary, counted from 0 in the order in
// which they were given to Load. There are at most 64.
type Class uint8

// A Set is a set of classes. The zero value is the empty set.
type Set uint64

// Of returns the set of the given classes.
func Of(classes ...Class) (s Set) {
	for _, c := range classes {
		s |= 1 << c
	}
	return s
}

// Any reports whether the two sets have a class in common.
func (s Set) Any(t Set) bool { return s&t != 0 }

// Has reports whether c is in the set.
func (s Set) Has(c Class) bool { return s>>c&1 != 0 }

// A Word is what is known of a word, or of several that belong together. A nil
// *Word is a word of no class.
type Word struct {
	classes Set
	senses  []sense
}

type sense struct {
	class Class
	value int32
}

// Classes returns the classes that the word is of.
func (w *Word) Classes() Set {
	if w == nil {
		return 0
	}
	return w.classes
}

// Has reports whether the word is of class c.
func (w *Word) Has(c Class) bool { return w.Classes().Has(c) }

// Value returns what the word stands for in class c, and whether it is of that
// class. A class without values has the value 0.
func (w *Word) Value(c Class) (value int, ok bool) {
	if !w.Has(c) {
		return 0, false
	}
	for _, s := range w.senses {
		if s.class == c {
			return int(s.value), true
		}
	}
	return 0, true
}

// A Vocabulary finds words. It is not modified by finding, so it may be used by
// several goroutines at once.
type Vocabulary struct {
	tree   tree
	words  []Word
	starts patterns
	ends   patterns
}

// At returns the word at unit i of m, or the words that begin there and belong
// together, with the number of units that they take. Of several that begin
// there, the one with the most words counts. It returns nil where nothing is
// listed, also where i is no unit of m.
func (v *Vocabulary) At(m *feature.Message, i int) (w *Word, units int) {
	if i < 0 || i >= len(m.Units) || !v.tree.mayBegin(m.Units[i].Hash) {
		return nil, 0
	}
	at := int32(0)
	for n := 1; i < len(m.Units); n++ {
		u := &m.Units[i]
		if u.Kind != scan.Word {
			break
		}
		at = v.tree.step(at, u.Hash, m.Key(u))
		if at == 0 {
			break
		}
		node := &v.tree.nodes[at]
		if node.word >= 0 {
			w, units = &v.words[node.word], n
		}
		if !node.more {
			break
		}
		i++
	}
	return w, units
}

// Pattern returns the classes of the patterns that the word at unit i fits.
func (v *Vocabulary) Pattern(m *feature.Message, i int) Set {
	if i < 0 || i >= len(m.Units) || m.Units[i].Kind != scan.Word {
		return 0
	}
	u := &m.Units[i]
	return v.starts.beginning(m.Starts(u)) | v.ends.ending(m.Key(u))
}
