package timing

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestParseQuietHours(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]QuietHours{
		"21:00-08:00":   {NewClock(21, 0), NewClock(8, 0)},
		"13:00 - 14:30": {NewClock(13, 0), NewClock(14, 30)},
		"22:00-24:00":   {NewClock(22, 0), EndOfDay},
		"none":          NoQuietHours(),
	} {
		got, err := ParseQuietHours(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
		back, err := got.MarshalText()
		require.NoError(t, err)
		var again QuietHours
		require.NoError(t, again.UnmarshalText(back))
		require.Equal(t, got, again)
	}
	for _, text := range []string{"", "21:00", "21-8", "08:00-08:00", "00:00-24:00", "21:00-08:00-09:00", "None"} {
		_, err := ParseQuietHours(text)
		require.ErrorContains(t, err, "write them as 21:00-08:00, or none", text)
	}
	require.Equal(t, "none", QuietHours{}.String())
}

func TestQuiet(t *testing.T) {
	t.Parallel()
	night := QuietHours{NewClock(21, 0), NewClock(8, 0)}
	siesta := QuietHours{NewClock(13, 0), NewClock(14, 30)}
	evening := QuietHours{NewClock(20, 0), EndOfDay}
	for _, test := range []struct {
		quiet QuietHours
		now   string
		wake  string // empty if it is not quiet
	}{
		{night, "2026-03-02 20:59:59", ""},
		{night, "2026-03-02 21:00", "2026-03-03 08:00"},
		{night, "2026-03-02 23:59", "2026-03-03 08:00"},
		{night, "2026-03-03 00:00", "2026-03-03 08:00"},
		{night, "2026-03-03 07:59:59", "2026-03-03 08:00"},
		{night, "2026-03-03 08:00", ""},
		{siesta, "2026-03-02 12:59", ""},
		{siesta, "2026-03-02 13:00", "2026-03-02 14:30"},
		{siesta, "2026-03-02 14:30", ""},
		{siesta, "2026-03-02 23:00", ""},
		{evening, "2026-03-02 20:00", "2026-03-03 00:00"},
		{evening, "2026-03-03 00:00", ""},
		{QuietHours{}, "2026-03-02 00:00", ""},
		{NoQuietHours(), "2026-03-02 00:00", ""},
	} {
		now := at(t, test.now)
		require.Equal(t, test.wake != "", test.quiet.Quiet(now), "%v", test)
		want := now
		if test.wake != "" {
			want = at(t, test.wake)
		}
		require.Equal(t, want, test.quiet.Wake(now), "%v", test)
	}
}

// Whatever the quiet hours and the zone, waking is not before its time, is not
// quiet, comes within a day and an hour, and nothing between was loud.
func TestQuietProperties(t *testing.T) {
	t.Parallel()
	r := newRand(7)
	for range 300 {
		q := QuietHours{Clock(r.IntN(1441)), Clock(r.IntN(1441))}
		location := zoneOf(t, zones()[r.IntN(len(zones()))])
		start := time.Date(2026, time.Month(1+r.IntN(12)), 1, 0, 0, 0, 0, location)
		now := start.Add(time.Duration(r.Int64N(int64(31 * 24 * time.Hour))))
		wake := q.Wake(now)
		require.False(t, q.Quiet(wake), "%s %s %s", q, now, wake)
		require.Less(t, wake.Sub(now), 25*time.Hour+time.Minute)
		if !q.Quiet(now) {
			require.Equal(t, now, wake)
			continue
		}
		require.True(t, wake.After(now))
		require.True(t, q.Quiet(wake.Add(-1)))
		require.True(t, q.Quiet(now.Add(wake.Sub(now)/2)))
		if q.None() {
			require.Equal(t, now, wake)
		}
	}
}

// On the night on which the clocks go back, quiet hours end with the first time
// that the clock shows their end.
func TestQuietOverChangeOfClocks(t *testing.T) {
	t.Parallel()
	change := changes(chisinau(t), at(t, "2026-10-24 12:00").Unix(), at(t, "2026-10-26 12:00").Unix())[0]
	end := ClockOf(time.Unix(change.at+change.before, 0).UTC()) - 30 // shown twice
	q := QuietHours{NewClock(21, 0), end}
	first := time.Unix(change.at, 0).Add(-30 * time.Minute).In(chisinau(t))
	require.Equal(t, first, q.Wake(at(t, "2026-10-24 23:00")))
	second := first.Add(time.Hour)
	require.Equal(t, ClockOf(first), ClockOf(second))
	require.False(t, q.Quiet(second.Add(-time.Minute)))
}

func FuzzParseQuietHours(f *testing.F) {
	f.Add("21:00-08:00")
	f.Add("none")
	f.Fuzz(func(t *testing.T, text string) {
		q, err := ParseQuietHours(text)
		if err != nil {
			require.Equal(t, QuietHours{}, q)
			return
		}
		again, err := ParseQuietHours(q.String())
		require.NoError(t, err)
		require.Equal(t, q, again)
	})
}
