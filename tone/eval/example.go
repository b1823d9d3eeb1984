package eval

import (
	"github.com/camerton/camerton/tone/corpus"
)

// An Example is a message with the labels that are known of it. What is not
// known is not counted.
type Example struct {
	corpus.Entry

	// Known says which of the entry's fields hold a label.
	Known Labels

	// Source is where the message is from: the name of its batch, or the member
	// "source" of its line of JSON; "" if that is not known.
	Source string

	// Unread is set for messages that are measured but that no report shows, so
	// that nobody tunes to them: those of test parts.
	Unread bool
}

// Labels is a set of the labels that an example may have.
type Labels uint8

// The labels.
const (
	State     Labels = 1 << iota
	Second           // also known to have none
	Intensity        // of the state
	Topic
	Language
	Manner // voice and tags

	AllLabels = State | Second | Intensity | Topic | Language | Manner
)

// Has reports whether l holds all of the given labels.
func (l Labels) Has(labels Labels) bool { return l&labels == labels }

// Examples returns the entries of the batches, with all labels.
func Examples(batches []corpus.Batch) []Example {
	var all []Example
	for _, b := range batches {
		for _, e := range b.Entries {
			all = append(all, Example{Entry: e, Known: AllLabels, Source: b.Name, Unread: b.Split == corpus.Test})
		}
	}
	return all
}
