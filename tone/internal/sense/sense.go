// Package sense knows what words mean, as far as it helps to read a mood: each
// word has a concept ("wait") and a class ("wait", "vehicle", "family"), the
// same for Russian and Romanian. What is learned from one language so serves the
// other, and what is learned from one form of a word all its forms.
//
// # The grammar of the files
//
// A line is a class, a concept and the words that have it:
//
//	wait wait: жд* ожида* подожд* заждал*
//	vehicle train: поезд* электричк*
//
// A word with a star stands for all words that begin so. A word has the sense of
// the line that gives it whole, else of the one with the longest beginning.
// Romanian words are written without diacritics. Empty lines and lines that
// begin with # are skipped.
package sense

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/camerton/camerton/tone/internal/scan"
	"github.com/camerton/camerton/tone/internal/spell"
)

//go:embed senses.ru.txt senses.ro.txt
var files embed.FS

// Embedded returns the dictionary that comes with the package. A fault in its
// files is found by this package's tests, so here it is a panic.
var Embedded = sync.OnceValue(func() *Dictionary {
	ru, err1 := files.ReadFile("senses.ru.txt")
	ro, err2 := files.ReadFile("senses.ro.txt")
	d, err3 := Load(string(ru), string(ro))
	if err := errors.Join(err1, err2, err3); err != nil {
		panic(err)
	}
	return d
})

// A Sense is what a word means. The numbers are hashes of the names; the zero
// value is an unknown word.
type Sense struct {
	Concept, Class uint32
}

// A Dictionary finds the sense of words. It is not modified by finding.
type Dictionary struct {
	Hash string // of the files

	table  table
	senses []Sense
}

// Load reads the two files. The error joins every fault, each as "file:line:
// what".
func Load(ru, ro string) (*Dictionary, error) {
	d := &Dictionary{senses: make([]Sense, 1)}
	sum := sha256.Sum256([]byte(ru + "\x00" + ro))
	d.Hash = hex.EncodeToString(sum[:8])
	b := builder{entries: make(map[uint64]uint16, (len(ru)+len(ro))/bytesPerWord)}
	b.read("senses.ru.txt", ru, spell.Russian, d)
	b.read("senses.ro.txt", ro, spell.Romanian, d)
	if err := errors.Join(b.faults...); err != nil {
		return nil, err
	}
	d.table.fill(b.entries)
	return d, nil
}

// bytesPerWord is about how long a word of the files is.
const bytesPerWord = 12

// builder collects the words of the files.
type builder struct {
	entries map[uint64]uint16 // hash of a key or of the beginning of one -> sense
	faults  []error
	text    scan.Text // these two for reuse
	key     []byte
}

func (b *builder) read(file, text string, key func(dst, word []byte) []byte, d *Dictionary) {
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if err := b.line(line, key, d); err != nil {
			b.faults = append(b.faults, fmt.Errorf("%s:%d: %w", file, n, err))
		}
	}
}

func (b *builder) line(line string, key func(dst, word []byte) []byte, d *Dictionary) error {
	head, words, ok := strings.Cut(line, ":")
	class, concept, ok2 := strings.Cut(head, " ")
	if !ok || !ok2 || class == "" || concept == "" || strings.TrimSpace(words) == "" {
		return errors.New("want class concept: word beginning* …")
	}
	d.senses = append(d.senses, Sense{Concept: hashName(concept), Class: hashName("class " + class)})
	id := uint16(len(d.senses) - 1)
	for word := range strings.FieldsSeq(words) {
		stem, prefix := strings.CutSuffix(word, "*")
		b.text.Scan(stem, len(stem))
		if len(b.text.Tokens) != 1 || b.text.Tokens[0].Kind != scan.Word {
			return fmt.Errorf("%q is not one word", word)
		}
		b.key = key(b.key[:0], b.text.Word(&b.text.Tokens[0]))
		h := hashKey(b.key, prefix)
		if old, ok := b.entries[h]; ok && d.senses[old] != d.senses[id] {
			continue // the first line that claims a word has it
		}
		b.entries[h] = id
	}
	return nil
}

func hashName(name string) uint32 {
	h := uint32(0x811C9DC5)
	for i := range len(name) {
		h = (h ^ uint32(name[i])) * 0x01000193
	}
	return h
}
