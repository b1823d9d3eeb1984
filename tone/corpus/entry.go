// Package corpus holds the labelled messages that the reader is trained on and
// measured against, and reads files of the same form.
//
// Every message was written for this project and belongs to it (CC BY 4.0, see
// CARD.md). The writers and the second readers were language models that did
// not see each other's work; it is no survey of people.
//
// # The line format
//
// A batch is one writer's work, a UTF-8 text file with one message a line:
//
//	state[/second] intensity topic lang voice[,tag...] | text
//
// for example
//
//	irritated/rushed 2 refund ru chat | вы деньги когда вернёте, мне в пять уезжать
//	neutral 0 hours ro bot | duminica lucrati
//
// state and second are names of [tone.State]; intensity is 0 for neutral and 1
// to 3 for the others; topic is the name of a [tone.Topic]; lang is ru, ro,
// mixed or other; voice is one of chat, email, feedback, review, bot; tags are
// those of [Tags]. Labels follow docs/labels.md. In text, `\n` is a line break
// and `\\` a backslash; there is no other escape. Empty lines and lines that begin with # are
// skipped, but for headers at the top of the form "# split: train" (train, dev or test;
// train if absent) and "# writer: ...", which describes who wrote it.
package corpus

import (
	"strings"

	"github.com/camerton/camerton/tone"
)

// An Entry is one labelled message.
type Entry struct {
	Text      string
	State     tone.State
	Second    tone.State // meaningful only if HasSecond
	HasSecond bool
	Intensity int
	Topic     tone.Topic
	Language  tone.Language
	Voice     Voice
	Tags      Tags

	Line int // where it stands in its batch's file
}

// A Voice is the manner in which a message was written.
type Voice uint8

// The voices.
const (
	Chat     Voice = iota // typed to a person in a messenger
	Email                 // with a salutation or a closing
	Feedback              // an answer to "how was it?"
	Review                // a public review
	Bot                   // a phrase typed to a bot
)

var voiceNames = []string{"chat", "email", "feedback", "review", "bot"}

// String returns the voice's name.
func (v Voice) String() string { return voiceNames[v] }

// Tags is a set of remarks about a message, for reports by slice.
type Tags uint16

// The tags.
const (
	Sarcasm        Tags = 1 << iota // the meaning is the opposite of the words
	Negation                        // a cue of another state is negated or cancelled
	Understatement                  // a strong state, said mildly
	Polite                          // polite fury, cold courtesy
	Caps                            // joy or anger in capitals
	Burst                           // several short lines
	LatinLetters                    // Russian in Latin letters
	CyrillicRo                      // Romanian in Cyrillic letters
	Issue                           // a problem told without irritation
	Hidden                          // no obvious word for the state
)

var tagNames = []string{
	"sarcasm", "negation", "understatement", "polite", "caps", "burst", "latin", "moldcyr", "issue", "hidden",
}

// AllTags lists the tags with their names, in the order of their values.
func AllTags() ([]Tags, []string) {
	all := make([]Tags, len(tagNames))
	for i := range all {
		all[i] = 1 << i
	}
	return all, tagNames
}

// Has reports whether t holds all of the given tags.
func (t Tags) Has(tags Tags) bool { return t&tags == tags }

// String returns the names, joined by commas.
func (t Tags) String() string {
	var names []string
	for i, name := range tagNames {
		if t&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, ",")
}
