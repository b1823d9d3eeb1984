package timing

import (
	"fmt"
	"time"
)

// A Clock is a time of day on the wall: whole minutes since midnight, from 0
// (00:00) to [EndOfDay] (24:00). The zero value is midnight, the start of the
// day.
type Clock uint16

// EndOfDay is 24:00, the midnight that ends a day. It is good for a closing
// time and nothing else.
const EndOfDay Clock = 24 * 60

// NewClock returns the time of day, for numbers that are known to be right:
// the hour from 0 to 24, the minute from 0 to 59.
func NewClock(hour, minute int) Clock { return Clock(hour*60 + minute) } //nolint:gosec // at most 24:59

// ParseClock reads "09:00", "9:00" or "24:00".
func ParseClock(text string) (Clock, error) {
	var hour, minute int
	rest, ok := digits(text, 1, 2, &hour)
	if ok && len(rest) == 3 && rest[0] == ':' {
		_, ok = digits(rest[1:], 2, 2, &minute)
		if ok && validClock(hour, minute) {
			return NewClock(hour, minute), nil
		}
	}
	return 0, fmt.Errorf("timing: %q is not a time of day; write it as 09:00, up to 24:00", text)
}

// ClockOf returns what the clock on the wall shows at t, in t's location.
func ClockOf(t time.Time) Clock { return NewClock(t.Hour(), t.Minute()) }

// Hour returns the full hours, from 0 to 24, and Minute the minutes after them.
func (c Clock) Hour() int { return int(c) / 60 }

// Minute returns the minutes after the full hour.
func (c Clock) Minute() int { return int(c) % 60 }

// String returns "09:00".
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", c.Hour(), c.Minute()) }

// MarshalText returns what String does; a value past 24:00 is an error.
func (c Clock) MarshalText() ([]byte, error) {
	if c > EndOfDay {
		return nil, fmt.Errorf("timing: %d minutes are more than a day", c)
	}
	return []byte(c.String()), nil
}

// UnmarshalText accepts what ParseClock does.
func (c *Clock) UnmarshalText(text []byte) (err error) {
	*c, err = ParseClock(string(text))
	return err
}

// validClock reports whether a clock can show the hour and the minute; 24:00 is
// the last.
func validClock(hour, minute int) bool {
	return hour >= 0 && minute >= 0 && minute < 60 && (hour < 24 || hour == 24 && minute == 0)
}

// digits reads a number of least to most ASCII digits from the start of text
// and returns what follows it.
func digits(text string, least, most int, number *int) (rest string, ok bool) {
	n := 0
	for n < len(text) && n < most && text[n] >= '0' && text[n] <= '9' {
		*number = *number*10 + int(text[n]-'0')
		n++
	}
	return text[n:], n >= least
}
