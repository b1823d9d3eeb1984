package camerton_test

import (
	"fmt"
	"time"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// From a message to the reply that fits it.
func Example() {
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

	texts, err := templates.Load(locales.FS)
	if err != nil {
		panic(err)
	}
	desk, err := texts.Desk(nil) // nil: no facts of a business, open at any hour
	if err != nil {
		panic(err)
	}

	reading := tone.Classify("nu inteleg cum se plateste")
	plan := desk.Policy().Plan(reading, timing.History{}, now)
	draft, err := desk.Draft(reading, plan, now)
	if err != nil {
		panic(err) // templates.ErrPerson: no text fits, a person must answer
	}
	fmt.Println(reading.State, reading.Topic, reading.Language)
	fmt.Println(draft.Rung, draft.Language) // draft.Text is what the customer gets
	fmt.Println("promised by", plan.AnswerBy.At.Format("15:04"))
	// Output:
	// confused payment ro
	// exact ro
	// promised by 10:30
}
