package main

import (
	"strings"

	"github.com/alecthomas/kong"
)

// A word is an argument as it was given, byte for byte: kong alone would mend
// what is not UTF-8.
type word string

// Decode takes the next argument.
func (w *word) Decode(ctx *kong.DecodeContext) error { //nolint:unparam // kong wants an error
	*w = word(ctx.Scan.Pop().String())
	return nil
}

// sentence joins words as they stood on the command line.
func sentence(words []word) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(string(w))
	}
	return b.String()
}
