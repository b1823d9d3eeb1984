package timing

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestParseHours(t *testing.T) {
	t.Parallel()
	for _, line := range dataLines(t, "hours.txt") {
		text, want := "", strings.TrimPrefix(line.columns[0], "| ")
		if len(line.columns) == 2 {
			text, want = line.columns[0], line.columns[1]
		}
		t.Run(fmt.Sprintf("line %d", line.number), func(t *testing.T) {
			t.Parallel()
			got, err := ParseHours(text)
			if fault, wrong := strings.CutPrefix(want, "! "); wrong {
				require.ErrorContains(t, err, fault)
				require.ErrorContains(t, err, "write", "an error says what would be right")
				require.True(t, got.IsZero())
				return
			}
			require.NoError(t, err)
			require.Equal(t, want, got.String())
		})
	}
}

func TestParseHoursTooLong(t *testing.T) {
	t.Parallel()
	_, err := ParseHours(strings.Repeat(" ", maxHoursText) + "9-18")
	require.ErrorContains(t, err, "at most 1000")
}

func TestParseHoursSpellings(t *testing.T) {
	t.Parallel()
	want := hoursOf(t, "Mon-Fri 09:00-18:00; Sat 10:00-14:00")
	for _, text := range []string{
		"luni-vineri 9-18; sâmbătă 10-14",
		"luni-vineri 9-18; sambata 10-14",
		"LUNI-VINERI 9-18; SÎMBĂTĂ 10-14",
		"luni-vineri 9-18; sa\u0302mba\u0306ta\u0306 10-14", // letters put together from marks
		"пн\u2011пт 9\u221218; сб 10~14",
		"пн-пт\u00a09-18\nсб\u00a010-14",
	} {
		require.Equal(t, want.String(), hoursOf(t, text).String(), text)
	}
	require.Equal(t, "closed", hoursOf(t, "выходно\u0438\u0306").String())
}

func TestMakeHours(t *testing.T) {
	t.Parallel()
	hours, err := MakeHours(map[time.Weekday][]Interval{
		time.Sunday: {{NewClock(12, 0), NewClock(15, 0)}, {NewClock(10, 0), NewClock(12, 0)}},
	})
	require.NoError(t, err)
	require.Equal(t, "Sun 10:00-15:00", hours.String())
	require.Equal(t, []Interval{{NewClock(10, 0), NewClock(15, 0)}}, hours.On(time.Sunday))
	require.Nil(t, hours.On(time.Monday))

	_, err = MakeHours(map[time.Weekday][]Interval{time.Monday: {{1, 3}, {2, 4}}})
	require.ErrorContains(t, err, "Monday: 00:01-00:03 and 00:02-00:04 overlap")
	_, err = MakeHours(map[time.Weekday][]Interval{7: nil})
	require.ErrorContains(t, err, "weekday 7")
}

func TestHoursAreNotShared(t *testing.T) {
	t.Parallel()
	hours := hoursOf(t, "daily 9-18")
	hours.On(time.Monday)[0].From = 0
	hours.Groups()[0].Intervals[0].From = 0
	require.Equal(t, "daily 09:00-18:00", hours.String())
}

func TestHoursGroups(t *testing.T) {
	t.Parallel()
	groups := hoursOf(t, "Tue,Thu 14-19; Mon,Wed,Fri 9-13").Groups()
	require.Equal(t, []DayGroup{
		{[]time.Weekday{time.Monday, time.Wednesday, time.Friday}, []Interval{{NewClock(9, 0), NewClock(13, 0)}}},
		{[]time.Weekday{time.Tuesday, time.Thursday}, []Interval{{NewClock(14, 0), NewClock(19, 0)}}},
		{[]time.Weekday{time.Saturday, time.Sunday}, nil},
	}, groups)
}

func TestHoursZero(t *testing.T) {
	t.Parallel()
	var hours Hours
	require.True(t, hours.IsZero())
	require.Equal(t, "closed", hours.String())
	require.True(t, hoursOf(t, "closed").Equal(hours))
	require.False(t, hoursOf(t, "9-18").IsZero())
	require.False(t, hoursOf(t, "9-18").Equal(hours))
}

func TestHoursText(t *testing.T) {
	t.Parallel()
	type holder struct{ Hours Hours }
	var h holder
	require.NoError(t, json.Unmarshal([]byte(`{"Hours":"пн-пт 9-18"}`), &h))
	data, err := json.Marshal(h)
	require.NoError(t, err)
	require.JSONEq(t, `{"Hours":"Mon-Fri 09:00-18:00"}`, string(data))
	require.ErrorContains(t, json.Unmarshal([]byte(`{"Hours":"x"}`), &h), "neither a day nor a time")
}

// randomIntervals returns the intervals of a day: some, none, past midnight.
func randomIntervals(r *rand.Rand) []Interval {
	var intervals []Interval
	clock := Clock(0)
	for range r.IntN(4) {
		from := clock + Clock(r.IntN(8*12))*5
		to := from + 5 + Clock(r.IntN(10*12))*5
		if from >= EndOfDay {
			break
		}
		if to > EndOfDay {
			return append(intervals, Interval{from, min(to-EndOfDay, from-1)})
		}
		intervals = append(intervals, Interval{from, to})
		clock = to
	}
	return intervals
}

func randomHours(tb testing.TB, r *rand.Rand) Hours {
	tb.Helper()
	days := make(map[time.Weekday][]Interval)
	shared := randomIntervals(r)
	for _, day := range week {
		switch r.IntN(3) {
		case 0:
			days[day] = shared
		case 1:
			days[day] = randomIntervals(r)
		}
	}
	hours, err := MakeHours(days)
	require.NoError(tb, err)
	return hours
}

// The canonical form reads back as the same hours, whatever they are.
func TestHoursStringReadsBack(t *testing.T) {
	t.Parallel()
	r := newRand(1)
	for range 1500 {
		hours := randomHours(t, r)
		back, err := ParseHours(hours.String())
		require.NoError(t, err)
		require.True(t, hours.Equal(back), "%s became %s", hours, back)
		require.Equal(t, hours.String(), back.String())
	}
}

func FuzzParseHours(f *testing.F) {
	for _, line := range dataLines(f, "hours.txt") {
		f.Add(line.columns[0])
	}
	f.Add("00:00-24:00 \xff 9-18")
	f.Fuzz(func(t *testing.T, text string) {
		hours, err := ParseHours(text)
		if err != nil {
			require.True(t, hours.IsZero())
			return
		}
		back, err := ParseHours(hours.String())
		require.NoError(t, err)
		require.True(t, hours.Equal(back), "%q is %s, which is %s", text, hours, back)
		for _, day := range week {
			tidied, err := tidy(hours.On(day))
			require.NoError(t, err)
			require.Equal(t, hours.On(day), tidied)
		}
	})
}
