package timing

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// zones are the two that matter and some with odd clocks: half an hour of summer
// time, a change at midnight, a day that was skipped, a quarter of an hour.
func zones() []string {
	return []string{
		"Europe/Chisinau", "Europe/Bucharest", "UTC", "Australia/Lord_Howe", "America/Havana", "Pacific/Apia",
		"Asia/Kathmandu", "Africa/Casablanca", "America/Santiago", "Etc/GMT-14", "Etc/GMT+12",
	}
}

func TestLoadZone(t *testing.T) {
	t.Parallel()
	require.Equal(t, "Europe/Chisinau", chisinau(t).String())
	for _, name := range []string{"", "Local", "Europe/Kishinev2", "../etc/passwd", "Chisinau"} {
		_, err := LoadZone(name)
		require.ErrorContains(t, err, "write one such as", name)
	}
}

// What the table says of a zone is what package time says, in the years of the
// table, before and after.
func TestZoneLocal(t *testing.T) {
	t.Parallel()
	r := newRand(3)
	for _, name := range zones() {
		z := newZone(zoneOf(t, name))
		for range 3000 {
			moment := time.Unix(r.Int64N(8e9)-2e9, 0).In(z.location) // 1906 to 2160
			_, offset := moment.Zone()
			require.Equal(t, moment.Unix()+int64(offset), z.local(moment.Unix()), "%s", moment)
		}
	}
}

// The periods of the table follow on each other, and neighbours differ.
func TestZonePeriods(t *testing.T) {
	t.Parallel()
	for _, name := range zones() {
		z := newZone(zoneOf(t, name))
		for i, p := range z.periods {
			require.Less(t, p.start, p.end)
			if i == 0 {
				require.LessOrEqual(t, p.start, firstDay*daySeconds)
				continue
			}
			require.Equal(t, z.periods[i-1].end, p.start)
			require.NotEqual(t, z.periods[i-1].offset, p.offset)
		}
		require.GreaterOrEqual(t, z.periods[len(z.periods)-1].end, lastDay*daySeconds)
	}
}

// firstShown looks minute by minute for the first moment at which the clock of a
// zone shows a local time or a later one.
func firstShown(location *time.Location, local int64) int64 {
	for unix := local - 17*60*60; ; unix += 60 {
		t := time.Unix(unix, 0).In(location)
		if _, offset := t.Zone(); unix+int64(offset) >= local {
			return unix
		}
	}
}

// zone.unix is the first moment at which the clock shows a time, around every
// change of the clocks of some years.
func TestZoneUnix(t *testing.T) {
	t.Parallel()
	for _, name := range zones() {
		location := zoneOf(t, name)
		for _, z := range []zone{newZone(location), {location: location}} {
			for year := range 3 {
				start := time.Date(2024+year, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
				for _, change := range changes(location, start, start+366*daySeconds) {
					for minute := int64(-200); minute <= 200; minute += 10 {
						local := change.at + change.before + minute*60
						require.Equal(t, firstShown(location, local), z.unix(local), "%s %s", name, time.Unix(local, 0).UTC())
					}
				}
			}
		}
	}
}

// A change is a moment at which a zone changes its clocks, and the offset before
// it.
type change struct{ at, before int64 }

// changes finds the changes between two moments, to the minute.
func changes(location *time.Location, from, to int64) (found []change) {
	offset := func(unix int64) int64 {
		_, seconds := time.Unix(unix, 0).In(location).Zone()
		return int64(seconds)
	}
	for unix := from; unix < to; unix += 15 * 60 {
		if before := offset(unix); offset(unix+15*60) != before {
			found = append(found, change{unix + 15*60, before})
		}
	}
	return found
}

// Samoa went without 30 December 2011.
func TestZoneSkippedDay(t *testing.T) {
	t.Parallel()
	for _, z := range []zone{newZone(zoneOf(t, "Pacific/Apia")), {location: zoneOf(t, "Pacific/Apia")}} {
		midnight := Date{2011, time.December, 30}.number() * daySeconds
		next := Date{2011, time.December, 31}.number() * daySeconds
		require.Equal(t, z.unix(next), z.unix(midnight))
		require.Equal(t, z.unix(next), z.unix(midnight+12*60*60))
	}
}

// Moldova changes its clocks between 02:00 and 03:00, or with the EU an hour
// later, as the tables of the day say; in both cases on these dates.
func TestChisinauChanges(t *testing.T) {
	t.Parallel()
	found := changes(chisinau(t), at(t, "2026-01-01 00:00").Unix(), at(t, "2027-01-01 00:00").Unix())
	require.Len(t, found, 2)
	require.Equal(t, "2026-03-29", dateOf(floorDiv(found[0].at, daySeconds)).String())
	require.Equal(t, int64(2*60*60), found[0].before)
	require.Equal(t, "2026-10-25", dateOf(floorDiv(found[1].at, daySeconds)).String())
	require.Equal(t, int64(3*60*60), found[1].before)
}

func TestZoneFarAway(t *testing.T) {
	t.Parallel()
	z := newZone(chisinau(t))
	for _, moment := range []time.Time{{}, time.Unix(1<<55, 0), time.Unix(-1<<55, 0)} {
		local := z.local(moment.Unix())
		require.LessOrEqual(t, z.unix(local), moment.Unix())
	}
}
