package timing

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestMomentOf(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-12-28 15:00") // a Monday
	for text, want := range map[string]Moment{
		"2026-12-28 18:00": {Day: Today, Date: Date{2026, 12, 28}, Weekday: time.Monday, Clock: NewClock(18, 0), Part: Afternoon},
		"2026-12-28 09:30": {Day: Today, Date: Date{2026, 12, 28}, Weekday: time.Monday, Clock: NewClock(9, 30), Part: Morning},
		"2026-12-29 10:00": {Day: Tomorrow, Date: Date{2026, 12, 29}, Weekday: time.Tuesday, Clock: NewClock(10, 0), Part: Morning},
		"2026-12-29 00:00": {Day: Today, Date: Date{2026, 12, 28}, Weekday: time.Monday, Clock: EndOfDay, Part: Evening},
		"2026-12-29 00:30": {Day: Tomorrow, Date: Date{2026, 12, 29}, Weekday: time.Tuesday, Clock: NewClock(0, 30), Part: Night},
		"2026-12-30 13:00": {Day: DayAfter, Date: Date{2026, 12, 30}, Weekday: time.Wednesday, Clock: NewClock(13, 0), Part: Noon},
		"2026-12-31 19:00": {Day: OnWeekday, Date: Date{2026, 12, 31}, Weekday: time.Thursday, Clock: NewClock(19, 0), Part: Evening},
		"2027-01-03 12:00": {Day: OnWeekday, Date: Date{2027, 1, 3}, Weekday: time.Sunday, Clock: NewClock(12, 0), Part: Morning, OtherYear: true},
		"2027-01-04 12:01": {Day: OnDate, Date: Date{2027, 1, 4}, Weekday: time.Monday, Clock: NewClock(12, 1), Part: Noon, OtherYear: true},
		"2026-12-27 14:00": {Day: Yesterday, Date: Date{2026, 12, 27}, Weekday: time.Sunday, Clock: NewClock(14, 0), Part: Noon},
		"2026-12-26 14:01": {Day: OnDate, Date: Date{2026, 12, 26}, Weekday: time.Saturday, Clock: NewClock(14, 1), Part: Afternoon},
	} {
		require.Equal(t, want, MomentOf(at(t, text), now), text)
		require.Equal(t, want, MomentOf(at(t, text), now.UTC()), "only the location of the first time counts")
	}
}

// The parts follow on each other through the day.
func TestPartOf(t *testing.T) {
	t.Parallel()
	last := Night
	for clock := range EndOfDay + 1 {
		part := PartOf(clock)
		require.GreaterOrEqual(t, part, last)
		require.LessOrEqual(t, part, last+1)
		last = part
	}
	require.Equal(t, Evening, last)
	require.Equal(t, Morning, PartOf(NewClock(5, 0)))
	require.Equal(t, Evening, PartOf(NewClock(18, 1)))
}
