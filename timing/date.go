package timing

import (
	"fmt"
	"strings"
	"time"
)

// A Date is a day of the calendar. The zero value is no day.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the date at t, in t's location.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

// ParseDate reads "2026-05-01". A time after it ("2026-05-01T00:00:00+03:00", as
// TOML's dates are handed on) is ignored.
func ParseDate(text string) (Date, error) {
	day, _, _ := strings.Cut(text, "T")
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return Date{}, fmt.Errorf("timing: %q is not a date; write it as 2026-05-01", text)
	}
	return DateOf(t), nil
}

// ParseDates reads one date, "2026-05-01", or the first and the last of several,
// "2026-12-24..2027-01-02".
func ParseDates(text string) (first, last Date, err error) {
	from, to, several := strings.Cut(text, "..")
	if first, err = ParseDate(strings.TrimSpace(from)); err != nil {
		return Date{}, Date{}, err
	}
	if !several {
		return first, first, nil
	}
	if last, err = ParseDate(strings.TrimSpace(to)); err != nil {
		return Date{}, Date{}, err
	}
	if last.number() < first.number() {
		return Date{}, Date{}, fmt.Errorf("timing: %q ends before it begins", text)
	}
	return first, last, nil
}

// The years in which Easter is reckoned right.
const (
	firstEasterYear = 1583
	lastEasterYear  = 4099
)

// Easter returns the Sunday of Orthodox Easter, by the calendar that everybody
// uses (not the church's own). It is right for the years from 1583 to 4099.
func Easter(year int) Date { return dateOf(easter(year)) }

// IsZero reports whether d is no day.
func (d Date) IsZero() bool { return d == Date{} }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return weekdayOf(d.number()) }

// AddDays returns the date n days later, or earlier if n is below zero.
func (d Date) AddDays(n int) Date { return dateOf(d.number() + int64(n)) }

// DaysUntil returns how many days other is later than d; below zero if it is
// earlier.
func (d Date) DaysUntil(other Date) int { return int(other.number() - d.number()) }

// String returns "2026-05-01".
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// MarshalText returns what String does; the zero date is empty.
func (d Date) MarshalText() ([]byte, error) {
	if d.IsZero() {
		return nil, nil
	}
	return []byte(d.String()), nil
}

// UnmarshalText accepts what ParseDate does; empty is the zero date.
func (d *Date) UnmarshalText(text []byte) (err error) {
	*d = Date{}
	if len(text) > 0 {
		*d, err = ParseDate(string(text))
	}
	return err
}

// number counts the days since 1970-01-01. Days and months past their ends go on
// into the next ones, as in time.Date.
func (d Date) number() int64 {
	return floorDiv(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix(), daySeconds)
}

func dateOf(number int64) Date { return DateOf(time.Unix(number*daySeconds, 0).UTC()) }

func weekdayOf(number int64) time.Weekday {
	return time.Weekday(((number+int64(time.Thursday))%7 + 7) % 7) // 1970-01-01 was a Thursday
}

// easter returns Easter Sunday as a day number: Gauss's reckoning of the Julian
// date, brought to our calendar.
func easter(year int) int64 {
	moon := (19*(year%19) + 15) % 30
	sunday := (2*(year%4) + 4*(year%7) + 6*moon + 6) % 7
	julianLag := year/100 - year/400 - 2
	return Date{year, time.March, 22 + moon + sunday + julianLag}.number()
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
