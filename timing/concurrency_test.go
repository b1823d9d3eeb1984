package timing

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

// A calendar, a policy and the lexicon may be used by many at once; the race
// detector watches.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	policy := shopPolicy(t)
	now := at(t, "2026-03-06 17:50")
	h := History{Asks: true, Exchanges: 1}
	want := policy.Plan(reading(tone.Irritated), h, now)
	var group sync.WaitGroup
	for worker := range 8 {
		group.Go(func() {
			for n := range 50 {
				if got := policy.Plan(reading(tone.Irritated), h, now); !got.AnswerBy.At.Equal(want.AnswerBy.At) {
					t.Errorf("worker %d: %s", worker, got.AnswerBy.At)
				}
				moment := now.Add(time.Duration(n) * time.Hour)
				if policy.Calendar.Open(moment) && policy.Calendar.Between(moment, moment.Add(time.Second)) != time.Second {
					t.Errorf("worker %d: %s", worker, moment)
				}
				if _, err := ParseHours("пн-пт 9-18"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
}

// What a calendar was made of may change afterwards.
func TestCalendarKeepsItsOwn(t *testing.T) {
	t.Parallel()
	open := []Interval{{NewClock(9, 0), NewClock(13, 0)}}
	config := Config{
		Hours:    hoursOf(t, "Mon-Fri 9-18"),
		Zone:     chisinau(t),
		Holidays: rulesOf(t, "03-02 9-13 | день | zi"),
		Special:  []SpecialDay{{First: Date{2026, time.March, 3}, Open: open}},
	}
	c := newCalendarOf(t, config)
	open[0].To = NewClock(10, 0)
	config.Holidays[0].Open[0].To = NewClock(10, 0)
	config.Special[0].First = Date{2026, time.March, 4}
	require.True(t, c.Open(at(t, "2026-03-02 12:00")))
	require.True(t, c.Open(at(t, "2026-03-03 12:00")))
	require.True(t, c.Open(at(t, "2026-03-04 17:00")))
	require.Equal(t, NewClock(13, 0), c.Day(Date{2026, time.March, 3}).Open[0].To)
}
