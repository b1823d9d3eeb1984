package storetest

import (
	"math/rand/v2"
)

// A source makes the choices of a random test. The same seed makes the same
// choices.
type source struct{ *rand.Rand } //nolint:forbidigo // nothing is chosen for a customer here

func newSource(seed uint64) source {
	return source{rand.New(rand.NewPCG(seed, 7))} //nolint:forbidigo,gosec // see above; it must repeat
}

// chance is true n times in a hundred.
func (s source) chance(n int) bool { return s.IntN(100) < n }

// pick returns one of several values.
func pick[T any](s source, values ...T) T { return values[s.IntN(len(values))] }
