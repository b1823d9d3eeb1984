package timing

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestOpen(t *testing.T) {
	t.Parallel()
	c := newCalendarOf(t, Config{
		Hours:    hoursOf(t, "Mon-Thu 09:00-13:00, 14:00-18:00; Fri 22:00-06:00"),
		Zone:     chisinau(t),
		Holidays: holidaysOf(t, "md"),
	})
	for text, want := range map[string]bool{
		"2026-03-02 08:59:59": false,
		"2026-03-02 09:00":    true,
		"2026-03-02 12:59:59": true,
		"2026-03-02 13:00":    false,
		"2026-03-02 14:00":    true,
		"2026-03-02 18:00":    false,
		"2026-03-06 21:59":    false,
		"2026-03-06 22:00":    true,
		"2026-03-07 05:59":    true, // the night of Friday
		"2026-03-07 06:00":    false,
		"2026-04-13 10:00":    false, // Easter Monday
		"2026-04-20 10:00":    false, // Paștele Blajinilor
		"2026-05-01 23:00":    false, // the night of a holiday does not begin
		"2026-05-08 23:00":    true,
		"2026-05-09 05:00":    true, // the night before a holiday goes on into it
	} {
		require.Equal(t, want, c.Open(at(t, text)), text)
	}
}

func TestNextOpenAndClose(t *testing.T) {
	t.Parallel()
	c := shop(t)
	for _, test := range []struct{ now, open, close string }{
		{"2026-03-02 10:00", "2026-03-02 10:00", "2026-03-02 18:00"},
		{"2026-03-02 18:00", "2026-03-03 09:00", "2026-03-02 18:00"},
		{"2026-03-06 20:00", "2026-03-07 10:00", "2026-03-06 20:00"},
		{"2026-03-07 15:00", "2026-03-09 09:00", "2026-03-07 15:00"},
		{"2026-04-11 14:00", "2026-04-14 09:00", "2026-04-11 14:00"}, // over Easter
	} {
		open, ok := c.NextOpen(at(t, test.now))
		require.True(t, ok)
		require.Equal(t, at(t, test.open), open, test.now)
		closes, ok := c.NextClose(at(t, test.now))
		require.True(t, ok)
		require.Equal(t, at(t, test.close), closes, test.now)
	}
}

// Shifts that touch or overlap are one stretch of open time.
func TestNextCloseOverMidnight(t *testing.T) {
	t.Parallel()
	c := calendarIn(t, "Mon-Tue 22:00-08:00; Wed 07:00-12:00; Thu 00:00-24:00; Fri 00:00-10:00")
	closes, ok := c.NextClose(at(t, "2026-03-03 23:00"))
	require.True(t, ok)
	require.Equal(t, at(t, "2026-03-04 12:00"), closes)
	closes, ok = c.NextClose(at(t, "2026-03-05 01:00"))
	require.True(t, ok)
	require.Equal(t, at(t, "2026-03-06 10:00"), closes)
}

// When the clocks go back at a closing time, the shop closes when they show it at
// last, for until then they have not.
func TestNextCloseAtChangeOfClocks(t *testing.T) {
	t.Parallel()
	change := changes(chisinau(t), at(t, "2026-10-24 12:00").Unix(), at(t, "2026-10-26 12:00").Unix())[0]
	closing := ClockOf(time.Unix(change.at+change.before, 0).UTC())
	hours, err := MakeHours(map[time.Weekday][]Interval{time.Saturday: {{NewClock(22, 0), closing}}})
	require.NoError(t, err)
	c := newCalendarOf(t, Config{Hours: hours, Zone: chisinau(t)})
	closes, ok := c.NextClose(at(t, "2026-10-24 23:00"))
	require.True(t, ok)
	require.Equal(t, change.at+60*60, closes.Unix())
}

// The last closing of all is one too.
func TestNextCloseForGood(t *testing.T) {
	t.Parallel()
	fair := []SpecialDay{{First: Date{2026, time.March, 2}, Open: []Interval{{NewClock(9, 0), NewClock(18, 0)}}}}
	c := newCalendarOf(t, Config{Zone: chisinau(t), Special: fair})
	closes, ok := c.NextClose(at(t, "2026-03-02 10:00"))
	require.True(t, ok)
	require.Equal(t, at(t, "2026-03-02 18:00"), closes)
}

func TestAlwaysOpen(t *testing.T) {
	t.Parallel()
	c := newCalendarOf(t, Config{Hours: hoursOf(t, "24/7"), Zone: chisinau(t)})
	_, ok := c.NextClose(at(t, "2026-03-02 10:00"))
	require.False(t, ok)
	year := at(t, "2027-03-02 10:00").Sub(at(t, "2026-03-02 10:00"))
	require.Equal(t, year, c.Between(at(t, "2026-03-02 10:00"), at(t, "2027-03-02 10:00")))
}

// A calendar that does not open any more says so, and in bounded time.
func TestNeverOpen(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-03-02 10:00")
	neverOpens(t, newCalendarOf(t, Config{Zone: chisinau(t)}), now)
	past := []SpecialDay{{First: Date{2026, time.January, 5}, Open: allDay}}
	neverOpens(t, newCalendarOf(t, Config{Zone: chisinau(t), Special: past}), now)
	rules := rulesOf(t, "01-01 -2020 9-18 | день | zi\n01-02 open | день | zi")
	neverOpens(t, newCalendarOf(t, Config{Zone: chisinau(t), Holidays: rules}), now)
	far := []SpecialDay{{First: dateOf(Date{2026, time.March, 2}.number() + SearchDays + 5), Open: allDay}}
	neverOpens(t, newCalendarOf(t, Config{Zone: chisinau(t), Special: far}), now)
}

// A business that opens by a rule alone does open.
func TestOpensByRuleAlone(t *testing.T) {
	t.Parallel()
	c := newCalendarOf(t, Config{Zone: chisinau(t), Holidays: rulesOf(t, "03-08 10-15 | день | zi")})
	open, ok := c.NextOpen(at(t, "2026-04-01 00:00"))
	require.True(t, ok)
	require.Equal(t, at(t, "2027-03-08 10:00"), open)
}

func TestStartOfNextBusinessDay(t *testing.T) {
	t.Parallel()
	c := shop(t)
	for now, want := range map[string]string{
		"2026-03-02 00:30": "2026-03-03 09:00",
		"2026-03-06 17:00": "2026-03-07 10:00",
		"2026-03-07 23:59": "2026-03-09 09:00",
		"2026-04-11 12:00": "2026-04-14 09:00",
	} {
		start, ok := c.StartOfNextBusinessDay(at(t, now))
		require.True(t, ok)
		require.Equal(t, at(t, want), start, now)
	}
}

func TestNextMorning(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ hours, now, want string }{
		{"Mon-Fri 08:00-18:00", "2026-03-02 03:00", "2026-03-02 09:00"},
		{"Mon-Fri 08:00-18:00", "2026-03-02 09:00", "2026-03-02 09:00"},
		{"Mon-Fri 08:00-18:00", "2026-03-02 09:01", "2026-03-03 09:00"},
		{"Mon-Fri 08:00-18:00", "2026-03-06 10:00", "2026-03-09 09:00"},
		{"Mon-Fri 10:00-18:00", "2026-03-02 03:00", "2026-03-02 10:00"},
		{"24/7", "2026-03-02 20:00", "2026-03-03 09:00"},
		{"daily 06:00-08:00", "2026-03-02 20:00", "2026-03-03 06:00"}, // open before nine only
		{"daily 06:00-08:00, 17:00-19:00", "2026-03-02 20:00", "2026-03-03 17:00"},
		{"daily 22:00-06:00", "2026-03-02 23:00", "2026-03-03 22:00"},
	} {
		morning, ok := calendarIn(t, test.hours).NextMorning(at(t, test.now), NewClock(9, 0))
		require.True(t, ok)
		require.Equal(t, at(t, test.want), morning, "%v", test)
	}
}

func TestSameTimeNextDay(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ hours, now, want string }{
		{"Mon-Fri 09:00-18:00", "2026-03-02 10:15", "2026-03-03 10:15"},
		{"Mon-Fri 09:00-18:00", "2026-03-02 17:00", "2026-03-03 17:00"},
		{"Mon-Fri 09:00-18:00", "2026-03-02 17:30", "2026-03-03 09:00"}, // not an hour left then
		{"Mon-Fri 09:00-18:00", "2026-03-02 20:00", "2026-03-03 09:00"},
		{"Mon-Fri 09:00-18:00", "2026-03-06 10:15", "2026-03-09 10:15"},
		{"Mon-Fri 09:00-13:00, 14:00-18:00", "2026-03-02 13:30", "2026-03-03 09:00"},
		{"daily 22:00-06:00", "2026-03-02 23:00", "2026-03-03 23:00"},
	} {
		same, ok := calendarIn(t, test.hours).SameTimeNextDay(at(t, test.now))
		require.True(t, ok)
		require.Equal(t, at(t, test.want), same, "%v", test)
	}
}

// An oracle says for every minute of some weeks whether a business is open. It
// is written from the comment of Calendar and knows nothing of periods and walks.
type oracle struct {
	start int64  // the unix second of the first minute
	open  []bool // by minute
}

const oracleDays = 24

func newOracle(config Config, first Date) oracle {
	o := oracle{start: time.Date(first.Year, first.Month, first.Day, 0, 0, 0, 0, config.Zone).Unix(), open: make([]bool, oracleDays*24*60)}
	for n := -2; n <= oracleDays+1; n++ {
		date := first.AddDays(n)
		for _, i := range openOn(config, date) {
			midnight := time.Date(date.Year, date.Month, date.Day, 0, 0, 0, 0, time.UTC).Unix()
			from, to := int64(i.From)*60, int64(i.To)*60
			if to <= from {
				to += 24 * 60 * 60
			}
			last := firstShown(config.Zone, midnight+to)
			for unix := firstShown(config.Zone, midnight+from); unix < last; unix += 60 {
				if minute := (unix - o.start) / 60; unix >= o.start && minute < int64(len(o.open)) {
					o.open[minute] = true
				}
			}
		}
	}
	return o
}

// openOn returns the open time of a day, by looking through everything.
func openOn(config Config, date Date) []Interval {
	for _, s := range config.Special {
		if date == s.First || s.First.DaysUntil(date) > 0 && date.DaysUntil(s.Last) >= 0 {
			return s.Open
		}
	}
	open := config.Hours.On(date.Weekday())
	for _, r := range config.Holidays {
		if day, ok := r.In(date.Year); ok && day == date {
			open = r.Open
			if r.Ordinary {
				open = config.Hours.On(date.Weekday())
			}
		}
	}
	return open
}

// time returns the moment of a minute, in another zone each time.
func (o oracle) time(minute int) time.Time {
	locations := [...]*time.Location{time.UTC, time.FixedZone("", 5*3600+1800), time.FixedZone("", -8*3600)}
	return time.Unix(o.start+int64(minute)*60, 0).In(locations[minute%len(locations)])
}

// randomConfig returns a business and the first day of weeks in which clocks
// change, or a holiday or the end of the table comes.
func randomConfig(tb testing.TB, r *rand.Rand) (Config, Date) {
	tb.Helper()
	names := zones()
	config := Config{Hours: randomHours(tb, r), Zone: zoneOf(tb, names[r.IntN(len(names))])}
	starts := [...]Date{
		{2026, time.March, 18},
		{2026, time.October, 14},
		{2025, time.April, 1},
		{2011, time.December, 20},
		{2014, time.December, 20},
		{2059, time.December, 20},
		{2036, time.December, 20},
	}
	first := starts[r.IntN(len(starts))]
	for range r.IntN(4) {
		rule := randomRule(r)
		day := first.AddDays(r.IntN(oracleDays))
		rule.Easter, rule.Month, rule.Day = false, day.Month, day.Day
		config.Holidays = append(config.Holidays, rule)
	}
	for n := r.IntN(5); n < oracleDays; n += 3 + r.IntN(8) {
		open, err := tidy(randomIntervals(r))
		require.NoError(tb, err)
		day := SpecialDay{First: first.AddDays(n), Open: open}
		if r.IntN(2) == 0 {
			day.Last = day.First.AddDays(r.IntN(3))
		}
		config.Special = append(config.Special, day)
	}
	return config, first
}

// Open, NextOpen, NextClose and Between agree with the oracle at every minute,
// over changes of the clocks, holidays and special days in many zones.
func TestCalendarAgainstOracle(t *testing.T) {
	t.Parallel()
	for seed := range uint64(60) {
		r := newRand(100 + seed)
		config, first := randomConfig(t, r)
		c, o := newCalendarOf(t, config), newOracle(config, first)
		for minute, want := range o.open {
			if c.Open(o.time(minute)) != want {
				require.Equal(t, want, !want, "seed %d: %s in %s at %s", seed, config.Hours, config.Zone, o.time(minute).In(config.Zone))
			}
		}
		nextOpen, nextClose, passed := -1, -1, 0
		last := len(o.open) - 1
		for minute := last; minute >= 0; minute-- {
			if o.open[minute] {
				nextOpen = minute
				passed++
			} else {
				nextClose = minute
			}
			if r.IntN(40) > 0 {
				continue
			}
			now := o.time(minute)
			if got, ok := c.NextOpen(now); nextOpen >= 0 {
				require.True(t, ok, "seed %d at %s", seed, now)
				require.True(t, got.Equal(o.time(nextOpen)), "seed %d: next open after %s is %s", seed, now, got)
			}
			if got, ok := c.NextClose(now); nextClose >= 0 {
				require.True(t, ok, "seed %d at %s", seed, now)
				require.True(t, got.Equal(o.time(nextClose)), "seed %d: next close after %s is %s", seed, now, got)
			}
			require.Equal(t, time.Duration(passed)*time.Minute, c.Between(now, o.time(last).Add(time.Minute)), "seed %d at %s", seed, now)
		}
	}
}
