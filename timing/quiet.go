package timing

import (
	"fmt"
	"strings"
	"time"
)

// QuietHours are the hours of a day, by the clock on the wall, in which nothing
// is sent that the customer did not ask for. They begin at From and end at To,
// which may lie past midnight. When both are equal (00:00 and 24:00 are the same)
// there are none, so the zero value is none.
type QuietHours struct {
	From, To Clock
}

// NoQuietHours returns quiet hours that are none and are not the zero value, for
// a Policy that is to keep them through WithDefaults.
func NoQuietHours() QuietHours { return QuietHours{EndOfDay, EndOfDay} }

const noneWord = "none"

// ParseQuietHours reads "21:00-08:00" or "none".
func ParseQuietHours(text string) (QuietHours, error) {
	if text == noneWord {
		return NoQuietHours(), nil
	}
	from, to, _ := strings.Cut(text, "-")
	start, err := ParseClock(strings.TrimSpace(from))
	if err == nil {
		var end Clock
		end, err = ParseClock(strings.TrimSpace(to))
		if q := (QuietHours{start, end}); err == nil && !q.None() {
			return q, nil
		}
	}
	return QuietHours{}, fmt.Errorf("timing: %q are no quiet hours; write them as 21:00-08:00, or none", text)
}

// String returns "21:00-08:00" or "none".
func (q QuietHours) String() string {
	if q.None() {
		return noneWord
	}
	return q.From.String() + "-" + q.To.String()
}

// MarshalText returns what String does.
func (q QuietHours) MarshalText() ([]byte, error) { return []byte(q.String()), nil }

// UnmarshalText accepts what ParseQuietHours does.
func (q *QuietHours) UnmarshalText(text []byte) (err error) {
	*q, err = ParseQuietHours(string(text))
	return err
}

// None reports whether there are no quiet hours.
func (q QuietHours) None() bool { return q.From%EndOfDay == q.To%EndOfDay }

// Quiet reports whether t is in a quiet hour, in t's location.
func (q QuietHours) Quiet(t time.Time) bool {
	_, quiet := q.end(&zone{location: t.Location()}, t.Unix())
	return quiet
}

// Wake returns the earliest moment, not before t, that is not quiet, in t's
// location. Like the openings of a Calendar, the ends of the quiet hours are the
// first moments at which the clock shows them.
func (q QuietHours) Wake(t time.Time) time.Time { return q.wake(&zone{location: t.Location()}, t) }

func (q QuietHours) wake(z *zone, t time.Time) time.Time {
	if end, quiet := q.end(z, t.Unix()); quiet {
		return z.time(end)
	}
	return t
}

// end returns when the quiet hours end in which the unix second lies, and
// whether it lies in any.
func (q QuietHours) end(z *zone, unix int64) (int64, bool) {
	if q.None() {
		return 0, false
	}
	hours := Interval{q.From % EndOfDay, q.To}.span()
	today := floorDiv(z.local(unix), daySeconds) * daySeconds
	for _, midnight := range [...]int64{today - daySeconds, today} {
		if end := z.unix(midnight + hours.to); unix < end && unix >= z.unix(midnight+hours.from) {
			return end, true
		}
	}
	return 0, false
}
