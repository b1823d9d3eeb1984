// Package feature turns a scanned message into the sparse features that the
// model weighs: words, neighbouring words, groups of letters inside a word, and
// patterns of the whole message. Features are hashed into a fixed number of
// buckets, so that nothing has to be looked up by name.
package feature

import (
	"github.com/camerton/camerton/tone/internal/lang"
	"github.com/camerton/camerton/tone/internal/scan"
)

// Buckets is how many rows of weights there are.
const (
	bucketBits = 17
	Buckets    = 1 << bucketBits
)

// A Group is a family of features that is normalised on its own.
type Group uint8

// The groups.
const (
	Words   Group = iota // words, pairs of words
	Letters              // groups of letters
	Whole                // patterns of the whole message
	NumGroups
)

// A Feature is one active feature of a message.
type Feature struct {
	Bucket uint32
	Unit   int32 // the unit that it comes from, or the later of two; -1 for the whole message
	Group  Group
}

// A Message is a message as features. The zero value is ready for Extract;
// extracting again reuses its memory.
type Message struct {
	Units    []Unit
	Features []Feature
	Count    [NumGroups]int

	keys []byte
}

// Extract fills m from a scanned text and the languages of its tokens.
func (m *Message) Extract(text *scan.Text, tags []lang.Tag) {
	m.units(text, tags)
	m.Features = m.Features[:0]
	m.Count = [NumGroups]int{}
	prev, prev2 := uint32(edge), uint32(edge)
	for i := range m.Units {
		u := &m.Units[i]
		m.add(u.Hash*0x9E3779B1, i, Words)
		m.add((prev*31+u.Hash)*0x85EBCA6B, i, Words)
		if u.Kind == scan.Word {
			m.add((prev2*37+u.Hash)*0xC2B2AE35, i, Words)
			m.letters(i)
		}
		prev2, prev = prev, u.Hash
	}
	m.add((prev*31+edge)*0x85EBCA6B, len(m.Units)-1, Words)
	m.whole(text)
}

func (m *Message) add(h uint32, unit int, group Group) {
	h ^= h >> 15
	h *= 0x2C1B3C6D
	m.Features = append(m.Features, Feature{Bucket: h >> (32 - bucketBits), Unit: int32(unit), Group: group})
	m.Count[group]++
}

const (
	minGram = 3
	maxGram = 5
)

// letters adds the groups of letters of one word, its edges counted as letters.
func (m *Message) letters(unit int) {
	key := m.Key(&m.Units[unit])
	n := len(key)
	for i := -1; i <= n-minGram+1; i++ {
		h := uint32(0xDEADBEEF)
		for k := i; k <= n && k < i+maxGram; k++ {
			b := uint32(edge)
			if k >= 0 && k < n {
				b = uint32(key[k])
			}
			h = (h ^ b) * prime
			if k-i+1 >= minGram {
				m.add(h+uint32(k-i), unit, Letters)
			}
		}
	}
}

// whole adds the patterns of the message as a whole.
func (m *Message) whole(text *scan.Text) {
	words, questions, exclaims, lines := 0, 0, 0, 0
	for i := range m.Units {
		u := &m.Units[i]
		switch {
		case u.Kind == scan.Word:
			words++
		case u.Kind == scan.Break:
			lines++
		case u.Sign == scan.Question || u.Sign == scan.Questions || u.Sign == scan.Interrobang:
			questions++
		case u.Sign == scan.Exclaim || u.Sign == scan.Exclaims:
			exclaims++
		}
	}
	m.pattern(1, level(words))
	m.pattern(2, min(questions, 3))
	m.pattern(3, min(exclaims, 3))
	m.pattern(4, min(lines, 3))
	caps := 0
	if text.Letters > 3 {
		caps = 4 * text.Uppers / text.Letters
	}
	m.pattern(5, caps)
	if n := len(m.Units); n > 0 {
		m.pattern(6, int(m.Units[n-1].Kind)*64+int(m.Units[n-1].Sign))
	}
}

func (m *Message) pattern(kind, value int) {
	m.add(uint32(kind*1000+value)*0x27D4EB2F, -1, Whole)
}

// level puts a count on a coarse logarithmic scale.
func level(n int) int {
	l := 0
	for n > 0 {
		n = n * 2 / 3
		l++
	}
	return l
}
