package timing

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

// What was promised before and is sooner stands; what is later, or over, does
// not.
func TestStandingPromise(t *testing.T) {
	t.Parallel()
	p := shopPolicy(t)
	now := at(t, "2026-03-02 10:00")
	by := p.Plan(reading(tone.Neutral), History{Promised: at(t, "2026-03-02 10:10")}, now).AnswerBy
	require.Equal(t, StandingPromise, by.Kind)
	require.Equal(t, at(t, "2026-03-02 10:10"), by.At)
	require.Equal(t, by.At, by.Due)
	require.Equal(t, ToTheMinute, by.Precision)

	for _, promised := range []string{"2026-03-02 11:00", "2026-03-02 10:30", "2026-03-02 09:00", "2026-03-02 10:00:10"} {
		by = p.Plan(reading(tone.Neutral), History{Promised: at(t, promised)}, now).AnswerBy
		require.Equal(t, ByPolicy, by.Kind, promised)
		require.Equal(t, at(t, "2026-03-02 10:30"), by.At, promised)
	}
}

// A promise stands even if by now the business would not make one, and warns no
// later than its time.
func TestStandingPromiseInClosedTime(t *testing.T) {
	t.Parallel()
	p := DefaultPolicy()
	p.Calendar = calendarIn(t, "Mon-Fri 09:00-18:00")
	by := p.Plan(reading(tone.Neutral), History{Promised: at(t, "2026-03-02 22:00")}, at(t, "2026-03-02 20:00")).AnswerBy
	require.Equal(t, StandingPromise, by.Kind)
	require.Equal(t, [2]time.Time{by.At, by.At}, by.Warnings)

	p.Calendar = newCalendarOf(t, Config{Zone: chisinau(t)})
	by = p.Plan(reading(tone.Neutral), History{Promised: at(t, "2026-03-02 22:00")}, at(t, "2026-03-02 20:00")).AnswerBy
	require.Equal(t, StandingPromise, by.Kind)
	require.Equal(t, at(t, "2026-03-02 22:00"), by.At)
}

// A text that goes out late does not promise a time that is nearly over.
func TestLatePromise(t *testing.T) {
	t.Parallel()
	p := shopPolicy(t)
	h := History{LastLine: at(t, "2026-03-02 10:00")}
	for now, want := range map[string]string{
		"2026-03-02 10:05": "2026-03-02 10:30",
		"2026-03-02 10:15": "2026-03-02 10:30",
		"2026-03-02 10:16": "2026-03-02 10:50",
		"2026-03-02 12:00": "2026-03-02 12:30",
		"2026-03-03 20:00": "2026-03-04 10:00",
	} {
		require.Equal(t, at(t, want), p.Plan(reading(tone.Neutral), h, at(t, now)).AnswerBy.At, now)
	}
	// A night in between takes nothing away.
	h.LastLine = at(t, "2026-03-02 20:00")
	require.Equal(t, at(t, "2026-03-03 09:30"), p.Plan(reading(tone.Neutral), h, at(t, "2026-03-03 08:59")).AnswerBy.At)
}

func TestPromiseMoment(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-03-02 20:00")
	by := shopPolicy(t).Plan(reading(tone.Neutral), History{}, now).AnswerBy
	require.Equal(t, Moment{Day: Tomorrow, Date: Date{2026, 3, 3}, Weekday: time.Tuesday, Clock: NewClock(10, 0), Part: Morning}, by.Moment(now))
}

// Rounding goes by the clock on the wall, also in the hour that comes twice and
// over the one that does not come.
func TestRoundUp(t *testing.T) {
	t.Parallel()
	c := shop(t)
	for _, test := range []struct {
		t, want string
		step    time.Duration
	}{
		{"2026-03-02 10:00", "2026-03-02 10:00", 5 * time.Minute},
		{"2026-03-02 10:00:01", "2026-03-02 10:05", 5 * time.Minute},
		{"2026-03-02 10:46", "2026-03-02 11:00", 15 * time.Minute},
		{"2026-03-02 23:31", "2026-03-03 00:00", 30 * time.Minute},
		{"2026-03-02 10:01:30", "2026-03-02 10:01:30", 0},
	} {
		require.Equal(t, at(t, test.want), c.roundUp(at(t, test.t), test.step), "%v", test)
	}
	require.Equal(t, at(t, "2026-03-02 10:05"), c.roundUp(at(t, "2026-03-02 10:00").Add(1), 5*time.Minute))
	require.Equal(t, at(t, "2026-03-02 10:00"), c.roundDown(at(t, "2026-03-02 10:04:59"), 5*time.Minute))
	require.Equal(t, at(t, "2026-03-02 10:04:59"), c.roundDown(at(t, "2026-03-02 10:04:59"), 0))
}

func TestRoundUpProperties(t *testing.T) {
	t.Parallel()
	for _, name := range zones() {
		c := newCalendarOf(t, Config{Zone: zoneOf(t, name)})
		for _, change := range changes(c.Location(), at(t, "2026-01-01 00:00").Unix(), at(t, "2027-01-01 00:00").Unix()) {
			for minute := int64(-200); minute < 200; minute++ {
				moment := time.Unix(change.at+minute*60, 0)
				for _, step := range []time.Duration{5 * time.Minute, 30 * time.Minute, time.Hour} {
					got := c.roundUp(moment, step)
					require.False(t, got.Before(moment))
					require.Less(t, got.Sub(moment), step+time.Hour)
					if got.Unix() == change.at {
						continue // it may stand for a time that was skipped
					}
					require.Equal(t, got.Unix(), c.zone.unix(c.zone.local(got.Unix())), "the clock has shown %s before", got)
					require.Zero(t, int(ClockOf(got))%int(step/time.Minute), "%s rounded to %s", moment, got)
				}
			}
		}
	}
}
