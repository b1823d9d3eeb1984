package timing

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

// The bundled rules give the published dates, and no others.
func TestHolidaysPublished(t *testing.T) {
	t.Parallel()
	for _, line := range dataLines(t, "holidays.txt") {
		country, dates := line.columns[0], strings.Fields(line.columns[2])
		year, err := strconv.Atoi(line.columns[1])
		require.NoError(t, err)
		t.Run(country+line.columns[1], func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, rule := range holidaysOf(t, country) {
				if date, ok := rule.In(year); ok {
					got = append(got, date.String()[5:])
				}
			}
			slices.Sort(got)
			require.Equal(t, dates, slices.Compact(got))
		})
	}
}

// The same through a calendar, day by day.
func TestHolidaysInCalendar(t *testing.T) {
	t.Parallel()
	for _, line := range dataLines(t, "holidays.txt") {
		c := newCalendarOf(t, Config{Hours: hoursOf(t, "24/7"), Zone: chisinau(t), Holidays: holidaysOf(t, line.columns[0])})
		var got []string
		for date := dateOfText(t, line.columns[1]+"-01-01"); date.String() <= line.columns[1]+"-12-31"; date = date.AddDays(1) {
			switch day := c.Day(date); day.Kind {
			case Holiday:
				require.NotEmpty(t, day.Label.RO)
				require.False(t, c.IsBusinessDay(date))
				require.False(t, c.Open(c.At(date, NewClock(12, 0))))
				got = append(got, date.String()[5:])
			case Workday, DayOff, Closing, OtherHours:
				require.Equal(t, Workday, day.Kind)
				require.True(t, c.Open(c.At(date, NewClock(12, 0))))
			}
		}
		require.Equal(t, strings.Fields(line.columns[2]), got)
	}
}

func TestHolidayNames(t *testing.T) {
	t.Parallel()
	blajini := func(country string, year int) Label {
		c := newCalendarOf(t, Config{Zone: chisinau(t), Holidays: holidaysOf(t, country)})
		return c.Day(Easter(year).AddDays(8)).Label
	}
	require.Equal(t, "Paștele Blajinilor", blajini("md", 2026).In(tone.Romanian))
	require.Contains(t, blajini("md", 2026).In(tone.Russian), "Радоница")
	require.Empty(t, blajini("md", 2026).In(tone.Mixed))
	require.Empty(t, blajini("ro", 2026))
}

// TestHolidayFiles is the editor of the files: letters, names, order.
func TestHolidayFiles(t *testing.T) {
	t.Parallel()
	for _, country := range Countries() {
		rules := holidaysOf(t, country)
		names := make(map[Label]bool)
		for i, r := range rules {
			require.False(t, names[r.Label], "%s twice", r.Label.RO)
			names[r.Label] = true
			for _, letter := range r.Label.RU {
				require.False(t, unicode.Is(unicode.Latin, letter), r.Label.RU)
			}
			for _, letter := range r.Label.RO {
				require.False(t, unicode.Is(unicode.Cyrillic, letter), r.Label.RO)
				require.NotContains(t, "şţŞŢ", string(letter), r.Label.RO)
			}
			date, ok := r.In(2025)
			require.True(t, ok)
			if i > 0 {
				before, _ := rules[i-1].In(2025)
				require.LessOrEqual(t, before.String(), date.String(), "%s is out of order", r.Label.RO)
			}
		}
	}
	_, err := Holidays("xx")
	require.ErrorContains(t, err, `no holidays of "xx" are built in; there are those of md and ro`)
}
