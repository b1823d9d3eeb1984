package timing

import (
	"bufio"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// newRand returns a source of numbers that are the same in every run.
func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 20260302)) }

func zoneOf(tb testing.TB, name string) *time.Location {
	tb.Helper()
	zone, err := LoadZone(name)
	require.NoError(tb, err)
	return zone
}

func chisinau(tb testing.TB) *time.Location {
	tb.Helper()
	return zoneOf(tb, "Europe/Chisinau")
}

func hoursOf(tb testing.TB, text string) Hours {
	tb.Helper()
	hours, err := ParseHours(text)
	require.NoError(tb, err)
	return hours
}

func holidaysOf(tb testing.TB, country string) []Rule {
	tb.Helper()
	rules, err := Holidays(country)
	require.NoError(tb, err)
	return rules
}

func rulesOf(tb testing.TB, text string) []Rule {
	tb.Helper()
	rules, err := ParseRules("test", text)
	require.NoError(tb, err)
	return rules
}

func dateOfText(tb testing.TB, text string) Date {
	tb.Helper()
	date, err := ParseDate(text)
	require.NoError(tb, err)
	return date
}

func newCalendarOf(tb testing.TB, config Config) *Calendar {
	tb.Helper()
	calendar, err := NewCalendar(config)
	require.NoError(tb, err)
	return calendar
}

// shop is the calendar that most tests use: a shop in Chișinău.
func shop(tb testing.TB) *Calendar {
	tb.Helper()
	return calendarIn(tb, "Mon-Fri 09:00-18:00; Sat 10:00-14:00")
}

// calendarIn is shop with other hours.
func calendarIn(tb testing.TB, hours string) *Calendar {
	tb.Helper()
	return newCalendarOf(tb, Config{Hours: hoursOf(tb, hours), Zone: chisinau(tb), Holidays: holidaysOf(tb, "md")})
}

// at reads "2026-03-02 10:00" or "2026-03-02 10:00:08" in Chișinău.
func at(tb testing.TB, text string) time.Time {
	tb.Helper()
	layout := "2006-01-02 15:04"
	if strings.Count(text, ":") == 2 {
		layout = time.DateTime
	}
	t, err := time.ParseInLocation(layout, text, chisinau(tb))
	require.NoError(tb, err)
	return t
}

// A dataLine is a line of a file in testdata: its number and its columns.
type dataLine struct {
	number  int
	columns []string
}

// dataLines reads a file of columns set apart by |; # begins a comment.
func dataLines(tb testing.TB, name string) []dataLine {
	tb.Helper()
	file, err := os.Open(filepath.Join("testdata", name))
	require.NoError(tb, err)
	defer func() { require.NoError(tb, file.Close()) }()
	var lines []dataLine
	scanner := bufio.NewScanner(file)
	for number := 1; scanner.Scan(); number++ {
		text, _, _ := strings.Cut(scanner.Text(), "#")
		if strings.TrimSpace(text) == "" {
			continue
		}
		columns := strings.Split(text, " | ")
		for i := range columns {
			columns[i] = strings.TrimSpace(columns[i])
		}
		lines = append(lines, dataLine{number, columns})
	}
	require.NoError(tb, scanner.Err())
	require.NotEmpty(tb, lines)
	return lines
}
