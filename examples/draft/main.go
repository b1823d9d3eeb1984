// Command draft finds the reply to each message: its words, when it is sent, and
// by when a person must keep what it promises.
//
//	go run ./examples/draft
package main

import (
	_ "embed" // for the messages
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

//go:embed messages.txt
var messages string

func main() {
	// A real program takes time.Now() in the zone of the business.
	monday := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	if err := run(os.Stdout, monday); err != nil {
		fmt.Fprintln(os.Stderr, "draft:", err)
		os.Exit(1)
	}
}

func run(out io.Writer, now time.Time) error {
	texts, err := templates.Load(locales.FS)
	if err != nil {
		return err // everything that is wrong with the texts, with file and line
	}
	desk, err := texts.Desk(nil) // nil: no facts of a business, open at any hour
	if err != nil {
		return err
	}
	for message := range strings.Lines(messages) {
		if err := answer(out, desk, strings.TrimSpace(message), now); err != nil {
			return err
		}
	}
	return nil
}

// answer prints the reply to a message.
func answer(out io.Writer, desk *templates.Desk, message string, now time.Time) error {
	reading := tone.Classify(message)
	plan := desk.Policy().Plan(reading, timing.History{}, now)
	draft, err := desk.Draft(reading, plan, now)
	if errors.Is(err, templates.ErrPerson) {
		_, err = fmt.Fprintf(out, "%s\n\n(a person must answer)\n\n", message)
		return err
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s\n\n%s\n\n%s, after %s\n", message, draft.Text, draft.ID, plan.SendAt.Sub(now))
	if err == nil && len(draft.Promises) > 0 {
		_, err = fmt.Fprintf(out, "promised by %s: %s\n", plan.AnswerBy.At.Format("15:04"), strings.Join(draft.Promises, ", "))
	}
	if err == nil {
		_, err = fmt.Fprintln(out)
	}
	return err
}
