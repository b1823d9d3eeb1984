package templates

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Fault is one thing that is wrong in a file that a person edits, and what
// would be right.
type Fault struct {
	File    string // the file as the person knows it, the folder's name included
	Line    int    // from 1; 0 where the fault is in no line, as a missing file
	Key     string // the message id or the dotted key; empty where there is none
	Problem string // what is wrong
	Fix     string // what would be right
}

// String returns the fault as one line: "file:line: key: problem — fix".
func (f Fault) String() string {
	var b strings.Builder
	b.WriteString(f.File)
	if f.Line > 0 {
		fmt.Fprintf(&b, ":%d", f.Line)
	}
	b.WriteString(": ")
	if f.Key != "" {
		b.WriteString(f.Key + ": ")
	}
	b.WriteString(f.Problem)
	if f.Fix != "" {
		b.WriteString(" — " + f.Fix)
	}
	return b.String()
}

// Faults are all the faults that one loading found, in the order of files and
// lines. As an error it prints one fault a line.
//
//nolint:errname,recvcheck // a fault is the word for it in these files; only add changes the list
type Faults []Fault

// Error returns the faults, one a line.
func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.String()
	}
	return strings.Join(lines, "\n")
}

// add appends a fault.
func (fs *Faults) add(f Fault) { *fs = append(*fs, f) }

// has reports whether there is a fault at a key or below it. What else is wrong
// there is most likely because of it.
func (fs Faults) has(key string) bool {
	return slices.ContainsFunc(fs, func(f Fault) bool {
		rest, ok := strings.CutPrefix(f.Key, key)
		return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
	})
}

// err returns the faults in order, or nil if there are none.
func (fs Faults) err() error {
	if len(fs) == 0 {
		return nil
	}
	slices.SortStableFunc(fs, func(a, b Fault) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Key, b.Key), cmp.Compare(a.Problem, b.Problem),
		)
	})
	return slices.Compact(fs)
}
