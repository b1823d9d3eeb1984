package timing

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAdd(t *testing.T) {
	t.Parallel()
	c := calendarIn(t, "Mon-Fri 09:00-13:00, 14:00-18:00; Sat 10:00-14:00")
	for _, test := range []struct {
		now  string
		add  time.Duration
		want string
	}{
		{"2026-03-02 10:00", 15 * time.Minute, "2026-03-02 10:15"},
		{"2026-03-02 12:50", 10 * time.Minute, "2026-03-02 13:00"}, // the very moment of closing
		{"2026-03-02 12:50", 30 * time.Minute, "2026-03-02 14:20"},
		{"2026-03-02 13:30", 30 * time.Minute, "2026-03-02 14:30"},
		{"2026-03-02 17:50", 15 * time.Minute, "2026-03-03 09:05"},
		{"2026-03-06 17:00", 8 * time.Hour, "2026-03-09 12:00"},
		{"2026-03-07 20:00", 0, "2026-03-09 09:00"},
		{"2026-03-07 20:00", -time.Hour, "2026-03-09 09:00"},
		{"2026-03-02 10:00", 0, "2026-03-02 10:00"},
		{"2026-04-10 17:00", 6 * time.Hour, "2026-04-14 10:00"}, // over Easter
		{"2026-03-02 10:00:30", time.Minute, "2026-03-02 10:01:30"},
	} {
		got, ok := c.Add(at(t, test.now), test.add)
		require.True(t, ok)
		require.Equal(t, at(t, test.want), got, "%v", test)
	}
}

// On the night on which the clocks go forward a night shift is an hour shorter.
func TestAddOverChangeOfClocks(t *testing.T) {
	t.Parallel()
	c := calendarIn(t, "Sat 22:00-06:00")
	spring, ok := c.Add(at(t, "2026-03-28 22:00"), 7*time.Hour)
	require.True(t, ok)
	require.Equal(t, at(t, "2026-03-29 06:00"), spring)
	autumn, ok := c.Add(at(t, "2026-10-24 22:00"), 9*time.Hour)
	require.True(t, ok)
	require.Equal(t, at(t, "2026-10-25 06:00"), autumn)
}

func TestAddIsBounded(t *testing.T) {
	t.Parallel()
	c := shop(t)
	_, ok := c.Add(at(t, "2026-03-02 10:00"), math.MaxInt64)
	require.False(t, ok)
	got, ok := c.Add(at(t, "2026-03-02 10:00"), 2000*time.Hour)
	require.True(t, ok)
	require.Equal(t, 2000*time.Hour, c.Between(at(t, "2026-03-02 10:00"), got))
}

func TestBetween(t *testing.T) {
	t.Parallel()
	c := shop(t)
	for _, test := range []struct {
		from, to string
		want     time.Duration
	}{
		{"2026-03-02 10:00", "2026-03-02 10:00", 0},
		{"2026-03-02 10:00", "2026-03-02 11:30", 90 * time.Minute},
		{"2026-03-02 17:00", "2026-03-03 10:00", 2 * time.Hour},
		{"2026-03-02 18:00", "2026-03-03 09:00", 0},
		{"2026-03-06 17:00", "2026-03-09 10:00", 6 * time.Hour},
		{"2026-04-11 09:00", "2026-04-14 09:00", 4 * time.Hour},
	} {
		require.Equal(t, test.want, c.Between(at(t, test.from), at(t, test.to)), "%v", test)
		require.Equal(t, -test.want, c.Between(at(t, test.to), at(t, test.from)), "%v", test)
	}
	half := 500 * time.Millisecond
	require.Equal(t, half, c.Between(at(t, "2026-03-02 10:00"), at(t, "2026-03-02 10:00").Add(half)))
	require.Equal(t, half, c.Between(at(t, "2026-03-02 17:59:59").Add(half), at(t, "2026-03-02 20:00").Add(half)))
}

// Centuries of business time are the longest duration there is, or nearly.
func TestBetweenSaturates(t *testing.T) {
	t.Parallel()
	c := newCalendarOf(t, Config{Hours: hoursOf(t, "24/7"), Zone: time.UTC})
	got := c.Between(time.Date(1600, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 1, 1, 0, 0, 0, 5, time.UTC))
	require.Greater(t, got, time.Duration(math.MaxInt64)-3*time.Second)
}

func TestAddDays(t *testing.T) {
	t.Parallel()
	c := shop(t)
	for _, test := range []struct {
		now  string
		days int
		want string
	}{
		{"2026-03-02 10:15:30", 1, "2026-03-03 10:15:30"},
		{"2026-03-02 10:15", 0, "2026-03-02 10:15"},
		{"2026-03-02 20:00", 0, "2026-03-03 09:00"},
		{"2026-03-02 20:00", 1, "2026-03-04 09:00"},
		{"2026-03-06 12:00", 1, "2026-03-07 12:00"},
		{"2026-03-06 17:00", 1, "2026-03-09 09:00"}, // Saturday is over at 14:00 by then
		{"2026-03-07 20:00", 1, "2026-03-10 09:00"},
		{"2026-04-10 12:00", 2, "2026-04-14 12:00"},
		{"2026-03-02 10:15", -1, "2026-03-02 10:15"},
	} {
		got, ok := c.AddDays(at(t, test.now), test.days)
		require.True(t, ok)
		require.Equal(t, at(t, test.want), got, "%v", test)
	}
	_, ok := c.AddDays(at(t, "2026-03-02 10:15"), SearchDays)
	require.False(t, ok)
}

// What Add and Between promise, for many businesses around changes of the
// clocks.
func TestBusinessTimeProperties(t *testing.T) {
	t.Parallel()
	for seed := range uint64(150) {
		r := newRand(500 + seed)
		config, first := randomConfig(t, r)
		c := newCalendarOf(t, config)
		start := c.At(first, 0)
		for n := range 60 {
			moment := start.Add(time.Duration(r.Int64N(int64(20 * 24 * time.Hour))))
			if n%2 == 1 {
				moment = moment.Truncate(time.Minute)
			}
			d := time.Duration(r.Int64N(int64(40 * time.Hour)))
			got, ok := c.Add(moment, d)
			if !ok {
				require.False(t, c.opens && !config.Hours.IsZero(), "seed %d", seed)
				continue
			}
			require.False(t, got.Before(moment))
			require.Equal(t, config.Zone, got.Location())
			require.True(t, c.closesAfter(got) || c.Open(got), "seed %d: %s is in closed time", seed, got)
			if d > 0 {
				require.Equal(t, d, c.Between(moment, got), "seed %d: %s + %s", seed, moment, d)
				require.Equal(t, d-1, c.Between(moment, got.Add(-1)), "seed %d: the earliest", seed)
			}

			elsewhere, ok := c.Add(moment.In(time.FixedZone("", -7*3600)), d)
			require.True(t, ok)
			require.True(t, elsewhere.Equal(got), "the location of the argument makes no difference")

			longer, ok := c.Add(moment, d+time.Minute)
			if ok {
				require.True(t, longer.After(got) || longer.Equal(got))
			}
			later, ok := c.Add(moment.Add(time.Hour), d)
			if ok {
				require.False(t, later.Before(got), "seed %d: what begins later is not done earlier", seed)
			}
			if split := d / 3; split > 0 {
				halfway, _ := c.Add(moment, split)
				again, ok := c.Add(halfway, d-split)
				require.True(t, ok)
				require.True(t, again.Equal(got), "seed %d: in two steps it is the same", seed)
			}
			require.Equal(t, c.Between(moment, got)+c.Between(got, got.Add(time.Hour)), c.Between(moment, got.Add(time.Hour)))
		}
	}
}
