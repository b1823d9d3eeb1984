package vocab

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/camerton/camerton/tone/internal/feature"
	"github.com/camerton/camerton/tone/internal/scan"
	"github.com/camerton/camerton/tone/internal/spell"
)

// A File is one file of words.
type File struct {
	Name, Text string
}

// A Namer turns a value that is no number into one. It returns false for a name
// that it doesn't know.
type Namer func(name string) (value int, ok bool)

// Load reads the files. Classes are the names of the classes; a class is
// numbered by its place. Names, which may be nil, reads the values that are not
// whole numbers. The error joins every fault, each as "file:line: what"; with an
// error there is no vocabulary.
func Load(classes []string, names Namer, files ...File) (*Vocabulary, error) {
	l := loader{
		vocabulary: new(Vocabulary), classes: classes, names: names,
		words: make(map[string]int32), begun: make([]bool, len(classes)),
	}
	for _, f := range files {
		l.file(f)
	}
	for i, name := range classes {
		if !l.begun[i] {
			l.faults = append(l.faults, fmt.Errorf("class [%s] has no words in any file", name))
		}
	}
	if err := errors.Join(l.faults...); err != nil {
		return nil, err
	}
	l.link()
	return l.vocabulary, nil
}

// The languages of the words, in the order of their columns.
const (
	russian = iota
	romanian
)

// A loader reads files into a vocabulary.
type loader struct {
	vocabulary *Vocabulary
	classes    []string
	names      Namer
	words      map[string]int32 // column and keys, joined by blanks -> index of the word
	order      []entry          // the same in the order of the files
	begun      []bool           // by class
	faults     []error
	text       scan.Text
	name, key  []byte // for reuse
}

// An entry is a listed word, or several that belong together, as folded letters.
type entry struct {
	column int
	folded [][]byte
	word   int32
}

// letters returns how many letters the words have together.
func (e *entry) letters() (n int) {
	for _, word := range e.folded {
		n += len(word)
	}
	return n
}

func (l *loader) file(f File) {
	n, class := 0, -1
	for line := range strings.Lines(f.Text) {
		n++
		line = strings.TrimSpace(line)
		var err error
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			class, err = l.header(line)
		case class < 0:
			err = errors.New("words before the first [class]")
		default:
			err = l.line(Class(class), line) //nolint:gosec // at most 64 classes
		}
		if err != nil {
			l.faults = append(l.faults, fmt.Errorf("%s:%d: %w", f.Name, n, err))
		}
	}
}

func (l *loader) header(line string) (class int, err error) {
	name, ok := strings.CutSuffix(line[1:], "]")
	class = slices.Index(l.classes, name)
	switch {
	case !ok:
		return -1, errors.New("want [class]")
	case class < 0:
		return -1, fmt.Errorf("unknown class %q; one of %s", name, strings.Join(l.classes, ", "))
	}
	if l.begun[class] {
		return class, fmt.Errorf("class [%s] begins a second time", name)
	}
	l.begun[class] = true
	return class, nil
}

func (l *loader) line(c Class, line string) error {
	value := 0
	if before, after, ok := strings.Cut(line, ":"); ok {
		v, err := l.value(strings.TrimSpace(before))
		if err != nil {
			return err
		}
		value, line = v, after
	}
	columns := strings.Split(line, "|")
	if len(columns) != 2 {
		return errors.New("want Russian words | Romanian words")
	}
	var faults []error
	for column, words := range columns {
		for word := range strings.FieldsSeq(words) {
			if err := l.word(column, word, c, value); err != nil {
				faults = append(faults, fmt.Errorf("%q %w", word, err))
			}
		}
	}
	return errors.Join(faults...)
}

func (l *loader) value(text string) (int, error) {
	if v, err := strconv.Atoi(text); err == nil && v >= math.MinInt32 && v <= math.MaxInt32 {
		return v, nil
	}
	if l.names != nil {
		if v, ok := l.names(text); ok {
			return v, nil
		}
	}
	return 0, fmt.Errorf("unknown value %q", text)
}

var errNoWord = errors.New("is no word of letters")

func (l *loader) word(column int, text string, c Class, value int) error {
	if strings.Contains(text, "*") {
		return l.pattern(column, text, c)
	}
	e := entry{column: column}
	l.name = append(l.name[:0], '0'+byte(column)) //nolint:gosec // 0 or 1
	for part := range strings.SplitSeq(text, "_") {
		folded, err := l.fold(part)
		if err != nil {
			return err
		}
		e.folded = append(e.folded, folded)
		l.name = appendKey(append(l.name, ' '), column, folded)
	}
	index, ok := l.words[string(l.name)]
	v := l.vocabulary
	if !ok {
		index = int32(len(v.words)) //nolint:gosec // a few thousand words
		v.words = append(v.words, Word{})
		l.words[string(l.name)] = index
		e.word = index
		l.order = append(l.order, e)
	}
	w := &v.words[index]
	if w.Has(c) {
		return fmt.Errorf("stands in [%s] already, in this or another spelling", l.classes[c])
	}
	w.classes |= Of(c)
	if value != 0 {
		w.senses = append(w.senses, sense{c, int32(value)}) //nolint:gosec // checked by value
	}
	return nil
}

// fold returns the folded letters of one word.
func (l *loader) fold(word string) ([]byte, error) {
	l.text.Scan(word, len(word))
	if len(l.text.Tokens) != 1 || l.text.Tokens[0].Kind != scan.Word {
		return nil, errNoWord
	}
	return slices.Clone(l.text.Word(&l.text.Tokens[0])), nil
}

// appendKey appends the key of a word to dst. Spell looks at nothing before it.
func appendKey(dst []byte, column int, folded []byte) []byte {
	if column == russian {
		return spell.Russian(dst, folded)
	}
	return spell.Romanian(dst, folded)
}

func (l *loader) pattern(column int, text string, c Class) error {
	p := &l.vocabulary.starts
	letters, ok := strings.CutSuffix(text, "*")
	if !ok {
		p = &l.vocabulary.ends
		letters, ok = strings.CutPrefix(text, "*")
	}
	if !ok || strings.Contains(letters, "*") {
		return errors.New("has its star inside")
	}
	folded, err := l.fold(letters)
	if err != nil {
		return err
	}
	k := appendKey(nil, column, folded)
	if len(k) < minPattern || len(k) > maxPattern {
		return errors.New("is no useful part of a word")
	}
	if p == &l.vocabulary.ends {
		slices.Reverse(k)
	}
	if p.add(k, c) {
		return fmt.Errorf("stands in [%s] already", l.classes[c])
	}
	return nil
}

// link puts the words into the tree. A word is put there under its own key, and
// then, as far as no other word has that key, under those that it gets when it is
// typed in Latin letters, and when its language is mistaken or unknown.
func (l *loader) link() {
	const nodes = 4 // of a word, about
	l.vocabulary.tree.init(nodes * len(l.order))
	l.insert(appendKey, 0)
	for _, h := range habits() {
		l.insert(h.appendKey, 0)
	}
	l.insert(func(dst []byte, column int, folded []byte) []byte {
		return appendKey(dst, russian+romanian-column, folded)
	}, 1)
	l.insert(func(dst []byte, _ int, folded []byte) []byte { return append(dst, folded...) }, 0)
}

// leastMistaken is how many letters a word of each column has at least that is
// looked for in the other language. There are few short Romanian words that don't
// look like a Russian one, so that it would do more harm than good.
var leastMistaken = [...]int{russian: 3, romanian: 5}

// A keyer appends to dst a key of the folded letters of a word in a column.
type keyer func(dst []byte, column int, folded []byte) []byte

// insert puts all words into the tree under the keys that way makes; mistaken is
// 1 where it mistakes their language.
func (l *loader) insert(way keyer, mistaken int) {
	for _, e := range l.order {
		if e.letters() < mistaken*leastMistaken[e.column] {
			continue
		}
		l.path(e.folded, e, way)
		if len(e.folded) > 1 {
			l.path([][]byte{slices.Concat(e.folded...)}, e, way)
		}
	}
}

func (l *loader) path(parts [][]byte, e entry, way keyer) {
	t := &l.vocabulary.tree
	at := int32(0)
	for _, part := range parts {
		l.key = way(l.key[:0], e.column, part)
		if at = t.add(at, feature.Hash(l.key), l.key); at == 0 {
			return
		}
	}
	if t.nodes[at].word < 0 {
		t.nodes[at].word = e.word
	}
}
