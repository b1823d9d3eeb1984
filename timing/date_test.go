package timing

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestParseDate(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"2026-05-01", "2026-05-01T00:00:00+03:00", "2026-05-01T00:00:00Z"} {
		got, err := ParseDate(text)
		require.NoError(t, err)
		require.Equal(t, Date{2026, time.May, 1}, got)
	}
	for _, text := range []string{"", "2026-5-1", "2026-02-29", "01.05.2026", "2026-13-01", "2026-05-01 "} {
		_, err := ParseDate(text)
		require.ErrorContains(t, err, "write it as 2026-05-01", text)
	}
}

func TestParseDates(t *testing.T) {
	t.Parallel()
	first, last, err := ParseDates("2026-12-24..2027-01-02")
	require.NoError(t, err)
	require.Equal(t, Date{2026, time.December, 24}, first)
	require.Equal(t, Date{2027, time.January, 2}, last)
	first, last, err = ParseDates("2026-12-24")
	require.NoError(t, err)
	require.Equal(t, first, last)
	for _, text := range []string{"", "..", "2026-12-24..", "2026-12-24..2026-12-23", "2026-12-24...2026-12-25", "x..2026-12-25"} {
		_, _, err = ParseDates(text)
		require.Error(t, err, text)
	}
}

func TestDateNumbers(t *testing.T) {
	t.Parallel()
	require.Equal(t, int64(0), Date{1970, time.January, 1}.number())
	day := time.Date(1899, 12, 25, 0, 0, 0, 0, time.UTC)
	for range 18_000 {
		date := DateOf(day)
		require.Equal(t, date, dateOf(date.number()))
		require.Equal(t, day.Weekday(), date.Weekday())
		next := date.AddDays(1)
		require.Equal(t, 1, date.DaysUntil(next))
		day = day.AddDate(0, 0, 5)
		require.Equal(t, DateOf(day), date.AddDays(5))
	}
}

func TestDateText(t *testing.T) {
	t.Parallel()
	type holder struct{ Day Date }
	data, err := json.Marshal(holder{Date{2026, time.May, 1}})
	require.NoError(t, err)
	require.JSONEq(t, `{"Day":"2026-05-01"}`, string(data))
	var back holder
	require.NoError(t, json.Unmarshal(data, &back))
	require.Equal(t, Date{2026, time.May, 1}, back.Day)
	require.NoError(t, json.Unmarshal([]byte(`{"Day":""}`), &back))
	require.True(t, back.Day.IsZero())
	data, err = json.Marshal(back)
	require.NoError(t, err)
	require.JSONEq(t, `{"Day":""}`, string(data))
}

// The dates of Orthodox Easter as the churches publish them.
func TestEasterPublished(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"2010-04-04", "2011-04-24", "2012-04-15", "2013-05-05", "2014-04-20", "2015-04-12", "2016-05-01",
		"2017-04-16", "2018-04-08", "2019-04-28", "2020-04-19", "2021-05-02", "2022-04-24", "2023-04-16",
		"2024-05-05", "2025-04-20", "2026-04-12", "2027-05-02", "2028-04-16", "2029-04-08", "2030-04-28",
	} {
		want := dateOfText(t, text)
		require.Equal(t, want, Easter(want.Year))
	}
}

// Easter is the Sunday after the full moon of the church, which the old tables
// give by the year's golden number as a Julian date.
func TestEasterByTheMoon(t *testing.T) {
	t.Parallel()
	moons := [19]Date{}
	for i, day := range [19]int{36, 25, 44, 33, 22, 41, 30, 49, 38, 27, 46, 35, 24, 43, 32, 21, 40, 29, 48} { // of March
		moons[i] = Date{Month: time.March, Day: day}
	}
	for year := firstEasterYear; year <= lastEasterYear; year++ {
		moon := moons[year%19]
		lag := year/100 - year/400 - 2
		sunday := Date{year, moon.Month, moon.Day + lag}.number() + 1
		for weekdayOf(sunday) != time.Sunday {
			sunday++
		}
		require.Equal(t, dateOf(sunday), Easter(year))
	}
}

func FuzzParseDates(f *testing.F) {
	f.Add("2026-05-01")
	f.Add("2026-12-24..2027-01-02")
	f.Fuzz(func(t *testing.T, text string) {
		first, last, err := ParseDates(text)
		if err != nil {
			return
		}
		require.GreaterOrEqual(t, first.DaysUntil(last), 0)
		again, end, err := ParseDates(first.String() + ".." + last.String())
		require.NoError(t, err)
		require.Equal(t, first, again)
		require.Equal(t, last, end)
	})
}
