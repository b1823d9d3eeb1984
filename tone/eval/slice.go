package eval

import (
	"slices"
	"strings"

	"github.com/camerton/camerton/tone"
	"github.com/camerton/camerton/tone/corpus"
)

// A Slice is what was measured on the messages that have something in common.
// A message may be in many.
type Slice struct {
	Group    string  `json:"group"` // "language", "length", …
	Name     string  `json:"name"`
	Messages int     `json:"messages"`
	States   int     `json:"states"`         // messages whose state is known
	Topics   int     `json:"topics"`         // messages whose topic is known
	MacroF1  float64 `json:"state_macro_f1"` // over the states that occur in the slice
	Accuracy float64 `json:"state_accuracy"`
	Topic    float64 `json:"topic_accuracy"`
	Error    float64 `json:"calibration_error"`
}

// slicesOf returns the slices that have messages, group by group.
func slicesOf(all []outcome) (out []Slice) {
	for _, g := range groups {
		for i, name := range g.names {
			out = appendSlice(out, g.name, name, filter(all, func(o *outcome) bool { return g.has(o, i) }))
		}
	}
	for _, source := range sources(all) {
		out = appendSlice(out, "source", source, filter(all, func(o *outcome) bool { return o.Source == source }))
	}
	return out
}

func appendSlice(out []Slice, group, name string, in []outcome) []Slice {
	if len(in) == 0 {
		return out
	}
	stated := filter(in, func(o *outcome) bool { return o.Known.Has(State) })
	topical := filter(in, func(o *outcome) bool { return o.Known.Has(Topic) })
	m := matrixOf(stateNames(), pairs(stated, func(o *outcome) (int, int) { return int(o.State), int(o.got.State) }))
	sure, _ := calibrations(stated)
	return append(out, Slice{
		Group: group, Name: name, Messages: len(in), States: len(stated), Topics: len(topical), MacroF1: m.MacroF1(), Accuracy: m.Accuracy(), Error: sure.Error,
		Topic: shareOf(topical, func(o *outcome) bool { return o.got.Topic == o.Topic }),
	})
}

// group is a way to part the messages; has tells whether one is in the slice
// with that name.
type group struct {
	name  string
	names []string
	has   func(o *outcome, slice int) bool
}

var groups = []group{
	{"language", []string{"ru", "ro", "mixed", "other"}, func(o *outcome, i int) bool {
		return o.Known.Has(Language) && o.Language == tone.Russian+tone.Language(i)
	}},
	{"spelling", spellings, func(o *outcome, i int) bool { return o.spelling() == i }},
	{"words", lengths, func(o *outcome, i int) bool { return o.length() == i }},
	{"voice", []string{"chat", "email", "feedback", "review", "bot"}, func(o *outcome, i int) bool {
		return o.Known.Has(Manner) && int(o.Voice) == i
	}},
	{"tag", tagNames, func(o *outcome, i int) bool { return o.Known.Has(Manner) && o.Tags.Has(tags[i]) }},
	{"keyword", []string{"a state without an obvious word", "other states"}, func(o *outcome, i int) bool {
		return o.Known.Has(Manner|State) && o.State != tone.Neutral && o.Tags.Has(corpus.Hidden) == (i == 0)
	}},
}

var tags, tagNames = corpus.AllTags()

var spellings = []string{
	"Russian, Cyrillic letters", "Russian, Latin letters",
	"Romanian, diacritics", "Romanian, cedillas", "Romanian, no diacritics", "Romanian, Cyrillic letters",
}

// spelling is the index in spellings, or -1 where it can't be told.
func (o *outcome) spelling() int {
	if !o.Known.Has(Language) {
		return -1
	}
	switch latin := mostlyLatin(o.Text); {
	case o.Language == tone.Russian && !latin:
		return 0
	case o.Language == tone.Russian:
		return 1
	case o.Language == tone.Romanian && !latin:
		return 5
	case o.Language != tone.Romanian:
		return -1
	case strings.ContainsAny(o.Text, "şţŞŢ"):
		return 3
	case strings.ContainsAny(o.Text, "ăâîșțĂÂÎȘȚ"):
		return 2
	}
	return 4
}

// mostlyLatin reports whether a text has no more Cyrillic than Latin letters.
func mostlyLatin(s string) bool {
	more := 0
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			more++
		case r >= 'Ѐ' && r <= 'ӿ':
			more--
		}
	}
	return more >= 0
}

var (
	lengths    = []string{"1–3", "4–8", "9–20", "21–50", "51 and more"}
	lengthEnds = []int{3, 8, 20, 50}
)

// length is the index in lengths.
func (o *outcome) length() int {
	at, _ := slices.BinarySearch(lengthEnds, len(strings.Fields(o.Text)))
	return at
}

// sources are the names of where messages are from, sorted; none if all are from
// one.
func sources(all []outcome) (names []string) {
	for i := range all {
		if s := all[i].Source; s != "" && !slices.Contains(names, s) {
			names = append(names, s)
		}
	}
	if len(names) < 2 {
		return nil
	}
	slices.Sort(names)
	return names
}
