//go:build !race

package camerton_test

const underRace = false
