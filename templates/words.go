package templates

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// Words turns values into the words of one language: times, dates, amounts,
// opening hours. The words themselves are phrases of the locale files. Words is
// as safe for concurrent use as its catalogue.
type Words struct {
	catalog *Catalog
	lang    int
}

// Words returns the words of Russian or Romanian; any other language is an
// error.
func (c *Catalog) Words(lang tone.Language) (Words, error) {
	i, ok := langIndex(lang)
	if !ok {
		return Words{}, fmt.Errorf("templates: there are no texts in language %q; ask for ru or ro", lang)
	}
	return Words{c, i}, nil
}

// Language returns the language of the words.
func (w Words) Language() tone.Language { return langs[w.lang] }

// say returns a phrase: say("time.today", Vars{"Clock": "14:30"}).
func (w Words) say(id string, v Vars) string {
	return string(w.catalog.phrase(nil, w.lang, "system."+id, v))
}

// Phrase returns a phrase of the contract, "system.button.lang_ru", with values
// for its variables. It is empty if there is no such phrase.
func (w Words) Phrase(id string, v Vars) string {
	return string(w.catalog.phrase(nil, w.lang, id, v))
}

// Address returns how a customer is addressed by a name: form is "sir" or
// "madam" where it is known, "domnule Rusu", "doamnă Rusu", and "" where it is
// not, which is the name as given. A form that the language or the locale files
// don't have is the name as well.
func (w Words) Address(form, name string) string {
	if form == "" || strings.TrimSpace(name) == "" {
		return name
	}
	return cmp.Or(w.say("address."+form, Vars{VarName: name}), name)
}

// soonWithin is how near a time must be to be told without its day.
const soonWithin = 2 * time.Hour

// Promise returns by when we promise to answer, as a person would say it now:
// "до 14:30", "mâine, până la 10", "в понедельник утром". It stands after a
// verb. It is empty if nothing is promised, or if the time has passed.
func (w Words) Promise(p timing.Promise, now time.Time) string {
	if p.Kind == timing.NoPromise || !p.At.After(now) {
		return ""
	}
	m := p.Moment(now)
	if p.Precision == timing.PartsOfDay && m.Part != timing.Night {
		return w.partOfDay(m)
	}
	if m.Day == timing.Today && p.At.Sub(now) <= soonWithin {
		return w.say("time.soon", Vars{"Clock": w.Clock(m.Clock)})
	}
	return w.Moment(m)
}

// Moment returns by when something happens, to the clock: "сегодня до 14:30",
// "luni, până la 10".
func (w Words) Moment(m timing.Moment) string {
	v := w.day(m)
	v["Clock"] = w.Clock(m.Clock)
	return w.say("time."+dayKeys[m.Day], v)
}

// day returns the variables by which a day is told that has no word of its own.
func (w Words) day(m timing.Moment) Vars {
	switch m.Day {
	case timing.OnWeekday:
		return Vars{"Weekday": w.weekday(m.Weekday)}
	case timing.OnDate, timing.Yesterday:
		return Vars{"Date": w.Date(m.Date)}
	case timing.Today, timing.Tomorrow, timing.DayAfter:
	}
	return Vars{}
}

func (w Words) partOfDay(m timing.Moment) string {
	return w.say("time."+dayKeys[m.Day]+"_"+m.Part.String(), w.day(m))
}

// dayKeys are the days as the ids of the phrases have them. What is past is told
// by its date.
var dayKeys = [...]string{
	timing.Today: "today", timing.Tomorrow: "tomorrow", timing.DayAfter: "after",
	timing.OnWeekday: "weekday", timing.OnDate: "date", timing.Yesterday: "date",
}

func (w Words) weekday(day time.Weekday) string {
	return w.say("weekday."+strings.ToLower(day.String()), nil)
}

// Clock returns a time of day inside a sentence: "14:30", and on the full hour
// what the language likes: "10:00", "10".
func (w Words) Clock(c timing.Clock) string {
	hour := strconv.Itoa(c.Hour())
	if c.Minute() == 0 {
		return w.say("time.oclock", Vars{"Hour": hour})
	}
	return w.say("time.clock", Vars{"Hour": hour, "Minute": twoDigits(c.Minute())})
}

// Date returns a date without the year: "2 марта", "2 martie".
func (w Words) Date(d timing.Date) string {
	if d.IsZero() {
		return ""
	}
	return w.say("date."+strings.ToLower(d.Month.String()), Vars{"Day": strconv.Itoa(d.Day)})
}

// Amount returns an amount with its currency, an ISO code: "350 лей",
// "1 250,50 lei".
func (w Words) Amount(m Money, currency string) string {
	return w.say("money."+strings.ToLower(currency), Vars{countVar: m.digits(), "Amount": m.String()})
}

// Hours returns a week's opening hours: "пн–пт 9:00–18:00, сб 10:00–14:00". It
// is empty for a business that never opens.
func (w Words) Hours(h timing.Hours) string {
	var parts []string
	for _, group := range h.Groups() {
		if len(group.Intervals) == 0 {
			continue
		}
		open := w.Intervals(group.Intervals)
		switch whole := len(group.Days) == 7; {
		case whole && isAllDay(group.Intervals):
			parts = append(parts, w.say("day.always", nil))
		case whole:
			parts = append(parts, w.say("day.daily", nil)+string(nbsp)+open)
		default:
			parts = append(parts, w.days(group.Days)+string(nbsp)+open)
		}
	}
	return strings.Join(parts, ", ")
}

// Exceptions returns the hours of single days, as they follow those of a week: "1
// января закрыто, 31 декабря 9:00–15:00".
func (w Words) Exceptions(days []timing.Day) string {
	parts := make([]string, len(days))
	for i, day := range days {
		open := w.say("day.closed", nil)
		if len(day.Open) > 0 {
			open = w.Intervals(day.Open)
		}
		parts[i] = w.Date(day.Date) + string(nbsp) + open
	}
	return strings.Join(parts, ", ")
}

// Intervals returns a day's opening hours: "9:00–13:00 и 14:00–18:00" is
// "9:00–13:00, 14:00–18:00".
func (w Words) Intervals(intervals []timing.Interval) string {
	parts := make([]string, len(intervals))
	for i, interval := range intervals {
		parts[i] = clockDigits(interval.From) + "–" + clockDigits(interval.To)
	}
	return strings.Join(parts, ", ")
}

func clockDigits(c timing.Clock) string { return strconv.Itoa(c.Hour()) + ":" + twoDigits(c.Minute()) }

func isAllDay(intervals []timing.Interval) bool {
	return len(intervals) == 1 && intervals[0] == timing.Interval{From: 0, To: timing.EndOfDay}
}

// days returns "пн–пт" or "пн, ср"; three days or more in a row are told as a
// range.
func (w Words) days(days []time.Weekday) string {
	var parts []string
	for i := 0; i < len(days); {
		last := i
		for last+1 < len(days) && days[last+1] == (days[last]+1)%7 {
			last++
		}
		if last-i < 2 {
			last = i
		}
		part := w.shortDay(days[i])
		if last > i {
			part += "–" + w.shortDay(days[last])
		}
		parts, i = append(parts, part), last+1
	}
	return strings.Join(parts, ", ")
}

func (w Words) shortDay(day time.Weekday) string {
	return w.say("day."+strings.ToLower(day.String()), nil)
}

// PaymentMethods returns ways to pay as a list: "наличными, картой на месте".
func (w Words) PaymentMethods(methods []string) string {
	parts := make([]string, 0, len(methods))
	for _, method := range methods {
		if said := w.say("payment."+method, nil); said != "" {
			parts = append(parts, said)
		}
	}
	return strings.Join(parts, ", ")
}
