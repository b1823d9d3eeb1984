package templates

import (
	"fmt"
	"slices"
)

// A Rung says how near a text is to what was asked for. The zero value is
// RungExact.
type Rung uint8

// The rungs, in the order in which they are tried.
const (
	RungExact   Rung = iota // a text for this topic or key, and this state
	RungNeutral             // the topic's neutral text or the key's general one, where it keeps this state's rules
	RungHold                // the holding text of this state
	RungGeneral             // the general holding text
	RungPerson              // no text: a person must answer
)

// numRungs is how many rungs there are.
const numRungs = 5

var rungNames = [numRungs]string{"exact", "neutral", "hold", "general", "person"}

// String returns the rung's name.
func (r Rung) String() string {
	if int(r) < numRungs {
		return rungNames[r]
	}
	return fmt.Sprintf("Rung(%d)", uint8(r))
}

// MarshalText returns the name; a value outside the list is an error.
func (r Rung) MarshalText() ([]byte, error) {
	if int(r) < numRungs {
		return []byte(rungNames[r]), nil
	}
	return nil, fmt.Errorf("templates: %d is not a rung", uint8(r))
}

// UnmarshalText accepts what MarshalText returns.
func (r *Rung) UnmarshalText(text []byte) error {
	i := slices.Index(rungNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("templates: unknown rung %q; one of %v", text, rungNames)
	}
	*r = Rung(i) //nolint:gosec // an index into five names
	return nil
}
