package feature

import (
	"github.com/camerton/camerton/tone/internal/lang"
	"github.com/camerton/camerton/tone/internal/scan"
	"github.com/camerton/camerton/tone/internal/sense"
	"github.com/camerton/camerton/tone/internal/spell"
)

// A Unit is what the features are made from: a word, or another token that
// says something about the mood.
type Unit struct {
	Token    int32 // index in the scanned text
	From, To int32 // its key is Message.keys[From:To]; for a sign, its name
	Hash     uint32
	Kind     scan.Kind
	Sign     scan.Sign
	Tag      lang.Tag
	Sense    sense.Sense // what the word means; of any other unit, its hash
}

// Marker bytes stand in keys for things that are not letters. They are below
// any letter or digit, so that no word can look like one.
const (
	edge   = 1
	number = 2
	clock  = 3
	alien  = 4
	signs  = 5
)

// units turns the scanned tokens into units with keys.
func (m *Message) units(text *scan.Text, tags []lang.Tag) {
	m.Units, m.keys, m.starts = m.Units[:0], m.keys[:0], m.starts[:0]
	for i := range text.Tokens {
		tok := &text.Tokens[i]
		from := int32(len(m.keys))
		switch tok.Kind {
		case scan.Word:
			m.keys = appendKey(m.keys, text.Word(tok), tags[i])
		case scan.Number:
			m.keys = append(m.keys, number, '0'+byte(min(tok.Stop-tok.Fold, 9)))
		case scan.Clock:
			m.keys = append(m.keys, clock)
		case scan.Alien:
			m.keys = append(m.keys, alien)
		case scan.Punct, scan.Emoji:
			m.keys = append(m.keys, signs, 'A'+byte(tok.Sign))
		case scan.Break:
			m.keys = append(m.keys, signs, 'A'-1)
		}
		m.Units = append(m.Units, Unit{
			Token: int32(i), From: from, To: int32(len(m.keys)), Hash: m.hash(from),
			Kind: tok.Kind, Sign: tok.Sign, Tag: tags[i],
		})
	}
}

// hash returns the hash of the key that begins at from, the last one so far, and
// keeps those of its beginnings.
func (m *Message) hash(from int32) uint32 {
	h, starts := Hash(nil), m.starts
	for _, b := range m.keys[from:] {
		h = HashMore(h, b)
		starts = append(starts, h)
	}
	m.starts = starts
	return h
}

func appendKey(dst, word []byte, tag lang.Tag) []byte {
	switch tag {
	case lang.Ru:
		return spell.Russian(dst, word)
	case lang.Ro:
		return spell.Romanian(dst, word)
	case lang.Other, lang.None:
	}
	return append(dst, word...)
}

// Key returns the key of a unit.
func (m *Message) Key(u *Unit) []byte { return m.keys[u.From:u.To] }

// Starts returns the hashes of the beginnings of a unit's key, from one byte to all
// of it.
func (m *Message) Starts(u *Unit) []uint32 { return m.starts[u.From:u.To] }

const prime = 0x01000193

// Hash is the hash that a unit with this key has.
func Hash(key []byte) uint32 {
	h := uint32(0x811C9DC5)
	for _, b := range key {
		h = HashMore(h, b)
	}
	return h
}

// HashMore returns the hash of a key that is one byte longer.
func HashMore(h uint32, b byte) uint32 { return (h ^ uint32(b)) * prime }
