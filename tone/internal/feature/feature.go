// Package feature turns a scanned message into the sparse features that the
// model weighs: words, neighbouring words, groups of letters inside a word,
// patterns of the whole message and cues. All but the cues are hashed into a
// fixed number of buckets, so that nothing has to be looked up by name.
package feature

import (
	"slices"

	"github.com/camerton/camerton/tone/internal/lang"
	"github.com/camerton/camerton/tone/internal/scan"
	"github.com/camerton/camerton/tone/internal/sense"
)

const bucketBits = 17

// Hashed is how many buckets the hashed features share. Behind them every cue
// has a bucket of its own.
const (
	Hashed  = 1 << bucketBits
	MaxCues = 256
	Buckets = Hashed + MaxCues
)

// A Group is a family of features that is weighed on its own: its sum is
// divided by the square root of how many features it has.
type Group uint8

// The groups.
const (
	Words   Group = iota // words, pairs of words, signs
	Letters              // groups of letters
	Whole                // patterns of the message as a whole
	Senses               // what the words mean, alone and in pairs
	Cues                 // turns of phrase from the cue lexicon
	NumGroups
)

// A Feature is one active feature of a message. It comes from the units
// From to To, inclusive; From is -1 for the message as a whole.
type Feature struct {
	Bucket   uint32
	From, To int16
}

// A Message is a message as features. The zero value is ready for Extract;
// extracting again reuses its memory.
type Message struct {
	Units  []Unit
	Groups [NumGroups][]Feature

	keys   []byte
	starts []uint32 // for each byte of keys the hash of its key up to there
	padded []byte   // a word between its edges
	tally  tally
}

// Extract fills m from a scanned text and the languages of its tokens. Senses
// and the cues are added afterwards, by AddSenses and AddCue.
func (m *Message) Extract(text *scan.Text, tags []lang.Tag) {
	m.units(text, tags)
	for g := range m.Groups {
		m.Groups[g] = m.Groups[g][:0]
	}
	m.words()
	for i := range m.Units {
		if m.Units[i].Kind == scan.Word {
			m.letters(i)
		}
	}
	m.whole(text)
}

// AddCue adds a cue that was found in the units from to to, inclusive.
func (m *Message) AddCue(cue, from, to int) {
	m.Groups[Cues] = append(m.Groups[Cues], Feature{Hashed + uint32(cue), int16(from), int16(to)})
}

// bucket mixes a hash well enough that its high bits can be used.
func bucket(h uint32) uint32 {
	h ^= h >> 15
	h *= 0x2C1B3C6D
	h ^= h >> 12
	h *= 0x297A2D39
	return h >> (32 - bucketBits)
}

// Salts keep features of different kinds apart.
const (
	saltWord   = 0x9E3779B1
	saltPair   = 0x85EBCA6B
	saltSkip   = 0xC2B2AE35
	saltWhole  = 0x27D4EB2F
	saltLetter = 0xDEADBEEF
)

// words adds each unit, each pair of neighbours, and each pair of units with
// one between them.
func (m *Message) words() {
	out := m.Groups[Words]
	before, before2 := uint32(edge), uint32(edge)
	n := len(m.Units)
	for i := range m.Units {
		h := m.Units[i].Hash
		at := int16(i)
		out = append(out,
			Feature{bucket(h * saltWord), at, at},
			Feature{bucket((before*31 + h) * saltPair), max(at-1, 0), at},
			Feature{bucket((before2*37 + h) * saltSkip), max(at-2, 0), at})
		before2, before = before, h
	}
	if n > 0 {
		out = append(out, Feature{bucket((before*31 + edge) * saltPair), int16(n - 1), int16(n - 1)})
	}
	m.Groups[Words] = out
}

const (
	minGram   = 3
	maxGram   = 5
	gramSizes = maxGram - minGram + 1

	letterStep = 0x9E3779B1
)

// letters adds the groups of letters of one word, its edges counted as letters.
// There are more of them than of all else, so their hash is as quick as can be:
// its products are well mixed in the high bits.
func (m *Message) letters(unit int) {
	m.padded = append(append(append(m.padded[:0], edge), m.Key(&m.Units[unit])...), edge)
	out, at := slices.Grow(m.Groups[Letters], gramSizes*len(m.padded)), int16(unit)
	rest := m.padded
	for ; len(rest) >= maxGram; rest = rest[1:] { // the groups of three, four and five letters that begin here
		h3 := letterHash(rest[0], rest[1], rest[2])
		h4 := (h3 ^ uint32(rest[3])) * letterStep
		h5 := (h4 ^ uint32(rest[4])) * letterStep
		out = append(out,
			Feature{h3 >> (32 - bucketBits), at, at},
			Feature{h4 >> (32 - bucketBits), at, at},
			Feature{h5 >> (32 - bucketBits), at, at})
	}
	for ; len(rest) >= minGram; rest = rest[1:] {
		h := letterHash(rest[0], rest[1], rest[2])
		out = append(out, Feature{h >> (32 - bucketBits), at, at})
		for _, b := range rest[minGram:] {
			h = (h ^ uint32(b)) * letterStep
			out = append(out, Feature{h >> (32 - bucketBits), at, at})
		}
	}
	m.Groups[Letters] = out
}

// letterHash is the hash of the shortest group of letters.
func letterHash(a, b, c byte) uint32 {
	h := ((saltLetter^uint32(a))*letterStep ^ uint32(b)) * letterStep
	return (h ^ uint32(c)) * letterStep
}

// Joined is how many features Join returns for each of its groups.
const Joined = 2

// Join returns the words' and the senses' features that arise between the units
// before and after when what stands between them is left out. They are pairs
// only: the units around them keep their own features.
func (m *Message) Join(before, after int) (words, senses [Joined]Feature) {
	at := func(i int) (uint32, sense.Sense) {
		if i < 0 || i >= len(m.Units) {
			return edge, sense.Sense{Concept: edge, Class: edge}
		}
		return m.Units[i].Hash, m.Units[i].Sense
	}
	h1, s1 := at(before)
	h2, s2 := at(after)
	words = [Joined]Feature{
		{Bucket: bucket((h1*31 + h2) * saltPair)},
		{Bucket: bucket((h1*37 + h2) * saltSkip)},
	}
	senses = [Joined]Feature{
		{Bucket: bucket((s1.Class*33 + s2.Class) * saltClassPair)},
		{Bucket: bucket((s1.Concept*31 + s2.Concept) * saltConceptPair)},
	}
	return words, senses
}
