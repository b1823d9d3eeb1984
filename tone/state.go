package tone

import "fmt"

// A State is what a customer's message most likely says about the customer's
// mood at this moment. The zero value is Neutral.
type State uint8

// The six states, in the order in which scores are listed.
const (
	Neutral      State = iota // none of the others stands out
	Rushed                    // short of time, needs it soon
	Irritated                 // annoyed, blaming, sarcastic, threatening to leave
	Confused                  // does not understand, cannot find or manage a step
	Tired                     // worn out, resigned, without attack
	Enthusiastic              // glad, eager, warmly thankful
)

// NumStates is how many states there are.
const NumStates = 6

var stateNames = [NumStates]string{"neutral", "rushed", "irritated", "confused", "tired", "enthusiastic"}

// States lists all states in the order of their values.
func States() [NumStates]State {
	return [NumStates]State{Neutral, Rushed, Irritated, Confused, Tired, Enthusiastic}
}

// ParseState returns the state of that name ("rushed"), or an error that lists
// the names there are.
func ParseState(name string) (State, error) {
	return parseName[State]("state", stateNames[:], name)
}

// String returns the state's name, as used in locale files and in JSON.
func (s State) String() string { return nameOf("State", stateNames[:], s) }

// MarshalText returns the name; a value outside the six is an error.
func (s State) MarshalText() ([]byte, error) { return marshalName("state", stateNames[:], s) }

// UnmarshalText accepts what MarshalText returns.
func (s *State) UnmarshalText(text []byte) (err error) {
	*s, err = ParseState(string(text))
	return err
}

// Scores holds a number for each state, indexed by State: the probabilities
// that the reader gives them before it decides. They add up to 1.
type Scores [NumStates]float64

// Best returns the state with the highest score and its lead over the next
// one. Equal scores are decided for the state with the lower value.
func (s Scores) Best() (best State, lead float64) {
	next := -1.0
	for _, state := range States() {
		switch {
		case state == Neutral:
		case s[state] > s[best]:
			next, best = s[best], state
		case s[state] > next:
			next = s[state]
		}
	}
	return best, s[best] - next
}

// MarshalJSON writes an object with one member a state, in the order of the
// states.
func (s Scores) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, v := range s {
		if i > 0 {
			b = append(b, ',')
		}
		b = fmt.Appendf(b, "%q:%.4g", stateNames[i], v)
	}
	return append(b, '}'), nil
}
