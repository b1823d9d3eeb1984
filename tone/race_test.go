//go:build race

package tone_test

// underRace tells that the race detector watches: a sync.Pool then drops things
// at random, and allocations can't be counted.
const underRace = true
