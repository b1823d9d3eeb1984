package timing

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestNewCalendarFaults(t *testing.T) {
	t.Parallel()
	day := Date{2026, time.December, 24}
	for name, test := range map[string]struct {
		config Config
		fault  string
	}{
		"no zone":        {Config{}, "no time zone; set one"},
		"no such date":   {Config{Special: []SpecialDay{{First: Date{2026, time.February, 30}}}}, "2026-02-30: there is no such date"},
		"no date":        {Config{Special: []SpecialDay{{}}}, "there is no such date"},
		"ends early":     {Config{Special: []SpecialDay{{First: day, Last: day.AddDays(-1)}}}, "2026-12-24: it ends on 2026-12-23, before it begins"},
		"too long":       {Config{Special: []SpecialDay{{First: day, Last: day.AddDays(400)}}}, "at most a year"},
		"twice":          {Config{Special: []SpecialDay{{First: day}, {First: day.AddDays(-2), Last: day}}}, "2026-12-24 is given twice"},
		"bad interval":   {Config{Special: []SpecialDay{{First: day, Open: []Interval{{5, 5}}}}}, "2026-12-24: 00:05-00:05 opens and closes at the same time"},
		"overlap":        {Config{Special: []SpecialDay{{First: day, Open: []Interval{{5, 9}, {8, 10}}}}}, "overlap"},
		"bad rule":       {Config{Holidays: []Rule{{Month: 13, Day: 1}}}, "there is no day 13-01"},
		"bad rule hours": {Config{Holidays: []Rule{{Month: 1, Day: 1, Open: []Interval{{5, 5}}}}}, "same time"},
		"many rules":     {Config{Holidays: make([]Rule, 1001)}, "at most 1000"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if name != "no zone" {
				test.config.Zone = time.UTC
			}
			calendar, err := NewCalendar(test.config)
			require.Nil(t, calendar)
			require.ErrorContains(t, err, test.fault)
		})
	}
}

// All faults are named at once.
func TestNewCalendarAllFaults(t *testing.T) {
	t.Parallel()
	_, err := NewCalendar(Config{
		Zone:     time.UTC,
		Special:  []SpecialDay{{First: Date{2026, time.February, 30}}},
		Holidays: []Rule{{Month: 13, Day: 1}, {Month: 14, Day: 1}},
	})
	require.ErrorContains(t, err, "2026-02-30")
	require.ErrorContains(t, err, "13-01")
	require.ErrorContains(t, err, "14-01")
}

func TestCalendarDay(t *testing.T) {
	t.Parallel()
	half := []Interval{{NewClock(9, 0), NewClock(13, 0)}}
	stock := Label{RU: "переучёт", RO: "inventar"}
	c := newCalendarOf(t, Config{
		Hours: hoursOf(t, "Mon-Fri 09:00-18:00; Sat 10:00-14:00"),
		Zone:  chisinau(t),
		Holidays: append(holidaysOf(t, "md"), rulesOf(t, `
			06-01 open              | День защиты детей | Ziua Ocrotirii Copilului
			10-14                   | Храм города       | Hramul orașului
			12-31 09:00-13:00       | канун Нового года | Ajunul Anului Nou`)...),
		Special: []SpecialDay{
			{First: Date{2026, time.March, 4}, Label: stock},
			{First: Date{2026, time.July, 6}, Last: Date{2026, time.July, 19}, Label: Label{RU: "отпуск", RO: "concediu"}},
			{First: Date{2026, time.August, 27}, Open: half, Label: Label{RU: "работаем", RO: "lucrăm"}},
			{First: Date{2026, time.March, 15}, Open: half},
		},
	})
	full := []Interval{{NewClock(9, 0), NewClock(18, 0)}}
	for text, want := range map[string]Day{
		"2026-03-02": {Kind: Workday, Open: full},
		"2026-03-07": {Kind: Workday, Open: []Interval{{NewClock(10, 0), NewClock(14, 0)}}},
		"2026-03-01": {Kind: DayOff},
		"2026-03-04": {Kind: Closing, Label: stock},
		"2026-03-15": {Kind: OtherHours, Open: half},
		"2026-07-05": {Kind: DayOff},
		"2026-07-06": {Kind: Closing, Label: Label{RU: "отпуск", RO: "concediu"}},
		"2026-07-19": {Kind: Closing, Label: Label{RU: "отпуск", RO: "concediu"}},
		"2026-07-20": {Kind: Workday, Open: full},
		"2026-06-01": {Kind: Workday, Open: full, Label: Label{RU: "День защиты детей", RO: "Ziua Ocrotirii Copilului"}},
		"2026-10-14": {Kind: Holiday, Label: Label{RU: "Храм города", RO: "Hramul orașului"}},
		"2026-12-31": {Kind: OtherHours, Open: half, Label: Label{RU: "канун Нового года", RO: "Ajunul Anului Nou"}},
		"2026-08-27": {Kind: OtherHours, Open: half, Label: Label{RU: "работаем", RO: "lucrăm"}},
		"2026-08-31": {Kind: Holiday, Label: Label{RU: "День румынского языка", RO: "Ziua Limbii Române"}},
		"2099-08-31": {Kind: Holiday, Label: Label{RU: "День румынского языка", RO: "Ziua Limbii Române"}}, // past the table
		"2099-12-31": {Kind: OtherHours, Open: half, Label: Label{RU: "канун Нового года", RO: "Ajunul Anului Nou"}},
	} {
		want.Date = dateOfText(t, text)
		require.Equal(t, want, c.Day(want.Date), text)
		require.Equal(t, len(want.Open) > 0, c.IsBusinessDay(want.Date), text)
	}
	c.Day(Date{2026, time.March, 15}).Open[0].From = 0
	require.Equal(t, half, c.Day(Date{2026, time.March, 15}).Open, "a Day shares nothing with the calendar")
}

// A night shift is told as one interval of the day on which it begins.
func TestCalendarDayNight(t *testing.T) {
	t.Parallel()
	c := calendarIn(t, "Fri 22:00-06:00; Sun 00:00-24:00")
	require.Equal(t, []Interval{{NewClock(22, 0), NewClock(6, 0)}}, c.Day(Date{2026, time.March, 6}).Open)
	require.Equal(t, DayOff, c.Day(Date{2026, time.March, 7}).Kind)
	require.Equal(t, allDay, c.Day(Date{2026, time.March, 15}).Open)
}

// Two special days may name a day outside the years of the table.
func TestCalendarSpecialOutsideTable(t *testing.T) {
	t.Parallel()
	far := Date{2099, time.March, 3}
	c := newCalendarOf(t, Config{Hours: hoursOf(t, "9-18"), Zone: time.UTC, Special: []SpecialDay{{First: far}}})
	require.Equal(t, Closing, c.Day(far).Kind)
	require.False(t, c.Open(c.At(far, NewClock(12, 0))))
	require.True(t, c.Open(c.At(far.AddDays(1), NewClock(12, 0))))
}

func TestCalendarAt(t *testing.T) {
	t.Parallel()
	c := shop(t)
	require.Equal(t, at(t, "2026-03-02 09:30"), c.At(Date{2026, time.March, 2}, NewClock(9, 30)))
	require.Equal(t, at(t, "2026-03-03 00:00"), c.At(Date{2026, time.March, 2}, EndOfDay))
	change := changes(chisinau(t), at(t, "2026-03-28 12:00").Unix(), at(t, "2026-03-30 12:00").Unix())[0]
	skipped := ClockOf(time.Unix(change.at+change.before, 0).UTC()) + 30
	require.Equal(t, change.at, c.At(Date{2026, time.March, 29}, skipped).Unix(), "a time that is skipped is the change itself")
}

func TestCalendarDateOf(t *testing.T) {
	t.Parallel()
	require.Equal(t, Date{2026, time.March, 3}, shop(t).DateOf(time.Date(2026, 3, 2, 22, 30, 0, 0, time.UTC)))
	require.Equal(t, chisinau(t), shop(t).Location())
}

// The zero calendar is never open, in UTC, and does nothing worse.
func TestCalendarZero(t *testing.T) {
	t.Parallel()
	var c Calendar
	now := at(t, "2026-03-02 10:00")
	require.Equal(t, time.UTC, c.Location())
	require.False(t, c.Open(now))
	require.Equal(t, DayOff, c.Day(Date{2026, time.March, 2}).Kind)
	neverOpens(t, &c, now)
}

// neverOpens checks all the ways in which a calendar says that it stays closed.
func neverOpens(t *testing.T, c *Calendar, now time.Time) {
	t.Helper()
	_, ok := c.NextOpen(now)
	require.False(t, ok)
	_, ok = c.Add(now, 0)
	require.False(t, ok)
	_, ok = c.Add(now, time.Minute)
	require.False(t, ok)
	_, ok = c.AddDays(now, 1)
	require.False(t, ok)
	_, ok = c.StartOfNextBusinessDay(now)
	require.False(t, ok)
	_, ok = c.NextMorning(now, NewClock(9, 0))
	require.False(t, ok)
	_, ok = c.SameTimeNextDay(now)
	require.False(t, ok)
	closes, ok := c.NextClose(now)
	require.True(t, ok)
	require.True(t, closes.Equal(now))
	require.Zero(t, c.Between(now, now.AddDate(0, 1, 0)))
}

func TestCalendarExceptions(t *testing.T) {
	t.Parallel()
	closing := Date{2026, time.June, 5}
	c := newCalendarOf(t, Config{Hours: hoursOf(t, "Mon-Fri 9-18"), Zone: time.UTC, Special: []SpecialDay{{First: closing}, {First: closing.AddDays(1)}}})
	from := Date{Year: 2026, Month: 1, Day: 1}
	n := 0
	for _, day := range c.Exceptions(from, 365) {
		require.Equal(t, c.Day(day.Date), day)
		require.NotContains(t, []DayKind{Workday, DayOff}, day.Kind)
		n++
	}
	all := 0
	for i := range 365 {
		day := c.Day(from.AddDays(i))
		if week := c.week[day.Date.Weekday()]; day.Kind != Workday && day.Kind != DayOff && len(week)+len(day.Open) > 0 {
			all++
		}
	}
	require.Equal(t, 1, all, "the second one is a Saturday, closed anyway")
	require.Equal(t, all, n)
	require.Empty(t, c.Exceptions(from, 0))
}
