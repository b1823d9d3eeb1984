package camerton_test

import (
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// benchMessage is what a customer types at once: 62 runes.
const benchMessage = "Где мой заказ?! Третий день жду, обещали привезти ещё в среду!"

// A benchDesk is all that an answer needs, ready.
type benchDesk struct {
	texts *templates.Catalog
	desk  *templates.Desk
	now   time.Time
}

func newBenchDesk(tb testing.TB) benchDesk {
	tb.Helper()
	require.Len(tb, []rune(benchMessage), 62)
	texts, err := templates.Load(locales.FS)
	require.NoError(tb, err)
	desk, err := texts.Desk(nil)
	require.NoError(tb, err)
	return benchDesk{texts: texts, desk: desk, now: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)}
}

// draft is the whole path, from the message to the reply.
func (b benchDesk) draft() (templates.Draft, error) {
	reading := tone.Classify(benchMessage)
	plan := b.desk.Policy().Plan(reading, timing.History{}, b.now)
	return b.desk.Draft(reading, plan, b.now)
}

var benchSum rune

// BenchmarkPath measures the steps from a message to a reply, and beside them the
// floor: what it costs just to look at the runes. make bench-check compares them
// with the bounds in .ci/bench-check.
func BenchmarkPath(b *testing.B) {
	d := newBenchDesk(b)
	reading := tone.Classify(benchMessage)
	policy := d.desk.Policy()
	plan := policy.Plan(reading, timing.History{}, d.now)
	query := d.desk.Query(reading, plan, d.now)
	for name, step := range map[string]func(){
		"floor": func() {
			for _, r := range benchMessage {
				benchSum += unicode.ToLower(r)
			}
		},
		"scores":   func() { tone.Default().Scores(benchMessage) },
		"classify": func() { tone.Classify(benchMessage) },
		"plan":     func() { policy.Plan(reading, timing.History{}, d.now) },
		"render": func() {
			if _, err := d.texts.Draft(query); err != nil {
				b.Fatal(err)
			}
		},
		"draft": func() {
			if _, err := d.draft(); err != nil {
				b.Fatal(err)
			}
		},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				step()
			}
		})
	}
}

// TestPathAllocatesLittle: the bounds on allocations are no matter of speed, so
// they hold on any machine.
func TestPathAllocatesLittle(t *testing.T) { //nolint:paralleltest // allocations can only be counted alone
	if underRace {
		t.Skip("allocations can't be counted under the race detector")
	}
	d := newBenchDesk(t)
	reading := tone.Classify(benchMessage)
	plan := d.desk.Policy().Plan(reading, timing.History{}, d.now)
	query := d.desk.Query(reading, plan, d.now)
	for name, step := range map[string]struct {
		most float64
		run  func() error
	}{
		"scores":   {0, func() error { tone.Default().Scores(benchMessage); return nil }},
		"classify": {4, func() error { tone.Classify(benchMessage); return nil }},
		"render":   {14, func() error { _, err := d.texts.Draft(query); return err }},
	} {
		got := testing.AllocsPerRun(50, func() {
			if err := step.run(); err != nil {
				panic(err)
			}
		})
		require.LessOrEqual(t, got, step.most, name)
	}
}
