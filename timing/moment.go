package timing

import "time"

// A MomentDay is how a person names a day that is not far away.
type MomentDay uint8

// The ways to name a day.
const (
	Today     MomentDay = iota // "today"
	Tomorrow                   // "tomorrow"
	DayAfter                   // "the day after tomorrow"
	OnWeekday                  // "on Friday": three to six days ahead
	OnDate                     // "on 8 May": a week ahead or more, or in the past
	Yesterday                  // "yesterday"
)

var momentDayNames = [...]string{"today", "tomorrow", "day_after", "weekday", "date", "yesterday"}

// String returns the day's name.
func (d MomentDay) String() string { return nameOf("MomentDay", momentDayNames[:], d) }

// MarshalText returns the name; a value outside the list is an error.
func (d MomentDay) MarshalText() ([]byte, error) {
	return marshalName("moment day", momentDayNames[:], d)
}

// UnmarshalText accepts what MarshalText returns.
func (d *MomentDay) UnmarshalText(text []byte) (err error) {
	*d, err = parseName[MomentDay]("moment day", momentDayNames[:], string(text))
	return err
}

// A PartOfDay is a stretch of a day that has a name. Its end belongs to it, since
// a promise is kept up to its time: 12:00 is still the morning.
type PartOfDay uint8

// The parts of the day.
const (
	Night     PartOfDay = iota // before 05:00
	Morning                    // 05:00 to 12:00
	Noon                       // to 14:00
	Afternoon                  // to 18:00
	Evening                    // to midnight
)

var partOfDayNames = [...]string{"night", "morning", "noon", "afternoon", "evening"}

// PartOf returns the part of the day in which a time of day lies.
func PartOf(c Clock) PartOfDay {
	switch {
	case c < NewClock(5, 0):
		return Night
	case c <= NewClock(12, 0):
		return Morning
	case c <= NewClock(14, 0):
		return Noon
	case c <= NewClock(18, 0):
		return Afternoon
	}
	return Evening
}

// String returns the part's name.
func (p PartOfDay) String() string { return nameOf("PartOfDay", partOfDayNames[:], p) }

// MarshalText returns the name; a value outside the list is an error.
func (p PartOfDay) MarshalText() ([]byte, error) {
	return marshalName("part of day", partOfDayNames[:], p)
}

// UnmarshalText accepts what MarshalText returns.
func (p *PartOfDay) UnmarshalText(text []byte) (err error) {
	*p, err = parseName[PartOfDay]("part of day", partOfDayNames[:], string(text))
	return err
}

// A Moment is a time as a person sees it who says it. It holds no words: those
// are in the locale files.
type Moment struct {
	Day     MomentDay
	Date    Date
	Weekday time.Weekday
	Clock   Clock
	Part    PartOfDay

	// OtherYear says that the date is in another year than now.
	OtherYear bool
}

// MomentOf says how a time is called at another time, both by the clock of the
// first one's location. Midnight is told as 24:00 of the day that it ends.
func MomentOf(at, now time.Time) Moment {
	date, clock := DateOf(at), ClockOf(at)
	if clock == 0 && at.Second() == 0 {
		date, clock = date.AddDays(-1), EndOfDay
	}
	today := DateOf(now.In(at.Location()))
	return Moment{
		Day:       dayName(today.DaysUntil(date)),
		Date:      date,
		Weekday:   date.Weekday(),
		Clock:     clock,
		Part:      PartOf(clock),
		OtherYear: date.Year != today.Year,
	}
}

func dayName(ahead int) MomentDay {
	switch {
	case ahead == -1:
		return Yesterday
	case ahead == 0:
		return Today
	case ahead == 1:
		return Tomorrow
	case ahead == 2:
		return DayAfter
	case ahead > 2 && ahead < 7:
		return OnWeekday
	}
	return OnDate
}
