// Command classify reads messages and prints what state their writers are in,
// what they write about, in which language, and what says so.
//
//	go run ./examples/classify
package main

import (
	_ "embed" // for the messages
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/camerton/camerton/tone"
)

//go:embed messages.txt
var messages string

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "classify:", err)
		os.Exit(1)
	}
}

func run(out io.Writer) error {
	for message := range strings.Lines(messages) {
		message = strings.TrimSpace(message)
		r := tone.Classify(message)
		if _, err := fmt.Fprintf(out, "%s\n  %s, %s, %s\n", message, r.State, r.Topic, r.Language); err != nil {
			return err
		}
		for _, e := range r.Evidence {
			if _, err := fmt.Fprintf(out, "  because of %q: %s\n", e.Text, e.Cue); err != nil {
				return err
			}
		}
	}
	return nil
}
