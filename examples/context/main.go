// Command context shows that the same message means something else at another
// moment: what came before it decides too.
//
//	go run ./examples/context
package main

import (
	_ "embed" // for the message
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/camerton/camerton/tone"
)

//go:embed message.txt
var message string

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "context:", err)
		os.Exit(1)
	}
}

func run(out io.Writer) error {
	text := strings.TrimSpace(message)
	angry := tone.Reading{State: tone.Irritated, Intensity: 2, Topic: tone.TopicOrderStatus, Language: tone.Russian}
	for _, moment := range []struct {
		name    string
		context tone.Context
	}{
		{"out of the blue", tone.Context{}},
		{"the fourth line without an answer, after a day", tone.Context{Waiting: 26 * time.Hour, Unanswered: 3}},
		{"and what we tried did not help, twice", tone.Context{
			Waiting: 26 * time.Hour, Unanswered: 3, FailedSolutions: 2, Previous: []tone.Reading{angry},
		}},
	} {
		r := tone.Default().Classify(tone.Message{Text: text}, moment.context)
		if _, err := fmt.Fprintf(out, "%q, %s: %s, intensity %d\n", text, moment.name, r.State, r.Intensity); err != nil {
			return err
		}
		for _, e := range r.Evidence {
			if e.Source != tone.FromContext {
				continue
			}
			// Operators read it in their own language.
			if _, err := fmt.Fprintf(out, "  %s | %s | %s\n", e.Cue, e.Describe(tone.Russian), e.Describe(tone.Romanian)); err != nil {
				return err
			}
		}
	}
	return nil
}
