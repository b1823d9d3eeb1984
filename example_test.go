package camerton_test

import (
	"fmt"
	"strings"
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
	fmt.Println(draft.ID)
	fmt.Println(strings.ReplaceAll(draft.Text, "\u00a0", " ")) // "10:30" stays on its line by a non-breaking space
	// Output:
	// confused payment ro
	// payment.confused.b
	// Pe îndelete, pas cu pas:
	// 1. Dumneavoastră trimiteți ce scrie pe ecran sau pe bon; numărul cardului nu ne trebuie.
	// 2. Noi verificăm plata și vă explicăm pe înțeles; răspundem aici până la 10:30.
	// 3. Dacă e mai ușor la telefon, lăsați numărul și vă sunăm.
}
