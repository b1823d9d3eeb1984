//go:build !race

package tone_test

const underRace = false
