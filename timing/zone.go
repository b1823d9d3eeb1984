package timing

import (
	"fmt"
	"sort"
	"time"
	_ "time/tzdata" // the zones are there on a machine that has none installed
)

// LoadZone returns the time zone with an IANA name such as "Europe/Chisinau". It
// needs no files: where the machine has no tables of zones, or not this zone, those
// of the Go release are used, which are built in.
func LoadZone(name string) (*time.Location, error) {
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		return nil, fmt.Errorf("timing: unknown time zone %q; write one such as %q or %q", name, "Europe/Chisinau", "Europe/Bucharest")
	}
	return zone, nil
}

// Seconds since 1970 in UTC are called unix here; local seconds are what the
// clock on the wall would be, counted the same way.

const daySeconds = 24 * 60 * 60

// A period is a stretch of time, from start up to end in unix seconds, during
// which a zone keeps one offset.
type period struct {
	start, end int64
	offset     int64 // local seconds minus unix seconds
}

// A zone answers quickly what time.Location answers too: the periods of the
// years that matter are looked up once.
type zone struct {
	location *time.Location // nil for UTC
	periods  []period       // ascending and without gaps; may be empty
}

func newZone(location *time.Location) zone {
	z := zone{location: location}
	for at := firstDay * daySeconds; at < lastDay*daySeconds; {
		p := z.lookup(at)
		at = p.end
		if n := len(z.periods); n > 0 && z.periods[n-1].offset == p.offset {
			z.periods[n-1].end = p.end
			continue
		}
		z.periods = append(z.periods, p)
	}
	return z
}

// period returns the period that holds the unix second.
func (z *zone) period(unix int64) period {
	if n := len(z.periods); n == 0 || unix < z.periods[0].start || unix >= z.periods[n-1].end {
		return z.lookup(unix)
	}
	i := sort.Search(len(z.periods), func(i int) bool { return unix < z.periods[i].end })
	return z.periods[i]
}

// lookup is period without the table. It may return a part of a period:
// time.Time.ZoneBounds cuts those that are reckoned by rule at the ends of years,
// and on the last day of a leap year it gives an end that lies behind.
func (z *zone) lookup(unix int64) period {
	t := z.time(unix)
	start, end := t.ZoneBounds()
	_, offset := t.Zone()
	p := period{start: farPast, end: farFuture, offset: int64(offset)}
	if !start.IsZero() {
		p.start = start.Unix()
	}
	if !end.IsZero() {
		p.end = end.Unix()
	}
	if p.end <= unix {
		p.end = unix + leastPeriod
	}
	return p
}

// leastPeriod is how long a zone surely keeps its offset at the end of a year,
// where no clocks are changed but at a quarter of an hour.
const leastPeriod = 15 * 60

// Before and after everything: seconds that can be added to without overflow.
const (
	farPast   = -1 << 60
	farFuture = 1 << 60
)

// local returns what the clock on the wall shows at a unix second.
func (z *zone) local(unix int64) int64 { return unix + z.period(unix).offset }

// unix returns the first moment at which the clock on the wall shows the local
// second or a later one. A clock time that a change of the clocks skips is the
// moment of the change; one that happens twice is its first time.
func (z *zone) unix(local int64) int64 {
	// No clock is further ahead of UTC than 16 hours, so the moment is not before.
	p := z.period(local - 16*60*60)
	for local-p.offset >= p.end && p.end < farFuture {
		p = z.period(p.end)
	}
	return max(local-p.offset, p.start)
}

// time returns the moment of a unix second, in the zone.
func (z *zone) time(unix int64) time.Time { return time.Unix(unix, 0).In(z.in()) }

func (z *zone) in() *time.Location {
	if z.location == nil {
		return time.UTC
	}
	return z.location
}

// place returns t in the zone, without a reading of the monotonic clock.
func (z *zone) place(t time.Time) time.Time { return t.Round(0).In(z.in()) }
