package sqlstore

import (
	"math"
	"time"
)

// never is the time of what is not going to happen.
const never = math.MaxInt64

// millis writes a time; the zero time is 0.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// moment reads what millis wrote.
func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// dueMillis writes a time at which something is due; the zero time is never.
func dueMillis(t time.Time) int64 {
	if t.IsZero() {
		return never
	}
	return t.UnixMilli()
}

// dueMoment reads what dueMillis wrote.
func dueMoment(ms int64) time.Time {
	if ms == never {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// whole rounds a time down to milliseconds, in UTC.
func whole(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }
