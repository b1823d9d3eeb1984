package entity

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParseDate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]figuresOfDate{
		"05.05":          {day: 5, month: 5, size: 5, separator: '.', padded: true},
		"5.05":           {day: 5, month: 5, size: 4, separator: '.'},
		"31.12.2026":     {day: 31, month: 12, year: 2026, size: 10, separator: '.', padded: false},
		"31.12.26":       {day: 31, month: 12, year: 2026, size: 8, separator: '.'},
		"5/12/2026 г.":   {day: 5, month: 12, year: 2026, size: 9, separator: '/'},
		"05-12-2026":     {day: 5, month: 12, year: 2026, size: 10, separator: '-'},
		"2026-12-05":     {day: 5, month: 12, year: 2026, size: 10, separator: '-'},
		"29.02":          {day: 29, month: 2, size: 5, separator: '.', padded: true},
		"29.02.2028":     {day: 29, month: 2, year: 2028, size: 10, separator: '.'},
		"10.12. и потом": {day: 10, month: 12, size: 5, separator: '.', padded: true},
	} {
		got, ok := parseDate(text)
		require.True(t, ok, "%q", text)
		require.Equal(t, want, got, "%q", text)
	}
	for _, text := range []string{
		"", "5", "5.", "5.5", "32.01", "00.05", "05.00", "12.13", "30.02", "29.02.2026", "1.2.3", "10.05.2", "10.05.1999", "10.05.2100",
		"192.168.1.1", "10.05-2026", "05-05", "12345.05", "10,05", "1.10.2", "1.01.00000",
	} {
		_, ok := parseDate(text)
		require.False(t, ok, "%q", text)
	}
}

// Every day of the calendar is read in all its forms, and no other.
func TestParseAllDates(t *testing.T) {
	t.Parallel()
	for month := range 14 {
		for day := range 33 {
			valid := month >= 1 && month <= 12 && day >= 1 && day <= daysIn(2027, month)
			for _, form := range []string{"%02[1]d.%02[2]d.2027", "%02[1]d/%02[2]d/2027", "2027-%02[2]d-%02[1]d", "%02[1]d.%02[2]d.27"} {
				text := fmt.Sprintf(form, day, month)
				d, ok := parseDate(text)
				require.Equal(t, valid, ok, "%q", text)
				if ok {
					require.Equal(t, [3]int{day, month, 2027}, [3]int{d.day, d.month, d.year}, "%q", text)
					require.Equal(t, len(text), d.size)
				}
			}
		}
	}
}

func TestDaysIn(t *testing.T) {
	t.Parallel()
	for month, want := range []int{1: 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31} {
		if month > 0 {
			require.Equal(t, want, daysIn(2027, month))
		}
	}
	require.Equal(t, 29, daysIn(2028, 2))
	require.Equal(t, 31, daysIn(2026, 13)) // January of the next year
}

func FuzzParseDate(f *testing.F) {
	for _, text := range []string{"05.05", "31.12.2026", "2026-12-05", "5/12/26", "1.2.3.4", "....", "00.00.0000", "1.01.00000"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, ok := parseDate(text)
		if !ok {
			return
		}
		require.Positive(t, d.size)
		require.LessOrEqual(t, d.size, len(text))
		require.True(t, d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= 31, "%q", text)
		again, ok := parseDate(text[:d.size])
		require.True(t, ok)
		require.Equal(t, d, again)
	})
}
