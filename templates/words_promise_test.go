package templates_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// No two times that are promised to the clock have the same words, and none has
// the words of a part of the day: what is said is never vaguer than the policy.
func TestPromisesAreNeverVague(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 25, 16, 43, 0, 0, chisinau(t)) // four days before the clocks change
	for _, lang := range []tone.Language{russian, romanian} {
		w := words(t, lang)
		said := map[string]time.Time{}
		for minutes := 1; minutes < 20*24*60; minutes += 7 {
			at := now.Add(time.Duration(minutes) * time.Minute)
			p := timing.Promise{Kind: timing.ByPolicy, At: at, Precision: timing.ByTheClock}
			text := w.Promise(p, now)
			if at.Hour() != 0 || at.Minute() != 0 { // midnight is told as the end of the day before
				require.Contains(t, text, strings.TrimPrefix(at.Format("15"), "0"), "%s for %s", text, at)
			}
			other, taken := said[text]
			require.False(t, taken, "%q is said for %s and %s", text, other, at)
			said[text] = at
		}
		parts := map[string]timing.Moment{}
		for hours := 1; hours < 20*24; hours++ {
			p := timing.Promise{Kind: timing.ByPolicy, At: now.Add(time.Duration(hours) * time.Hour), Precision: timing.PartsOfDay}
			m := p.Moment(now)
			text := w.Promise(p, now)
			if before, taken := parts[text]; taken {
				require.Equal(t, []any{before.Date, before.Part}, []any{m.Date, m.Part}, text)
			}
			parts[text] = m
		}
	}
}

// A time that has passed is never promised, whatever its precision and the zone in
// which one looks at it.
func TestPromisesAreNeverInThePast(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(7, 7))
	zones := []*time.Location{time.UTC, chisinau(t), time.FixedZone("", -9*60*60)}
	for range 2000 {
		at := time.Date(2026, 1, 1, 0, 0, random.IntN(365*24*60*60), 0, zones[random.IntN(len(zones))])
		now := at.Add(time.Duration(random.IntN(7200)-3600) * time.Second).In(zones[random.IntN(len(zones))])
		p := timing.Promise{Kind: timing.ByPolicy, At: at, Precision: timing.Precision(random.IntN(3))}
		for _, lang := range []tone.Language{russian, romanian} {
			require.Equal(t, at.After(now), words(t, lang).Promise(p, now) != "", "%s seen from %s", at, now)
		}
	}
}
