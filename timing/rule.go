package timing

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Rule says what happens on one day of every year: a public holiday, a day on
// which the business always closes early, or a holiday on which it works.
type Rule struct {
	// Month and Day are the date, for a day that has a fixed one. February 29
	// comes in leap years only.
	Month time.Month
	Day   int

	// Easter says that the day is counted from Orthodox Easter instead, and
	// Offset how many days after the Sunday it is, below zero for before; from
	// -90 to 200.
	Easter bool
	Offset int

	// First and Last are the years in which the rule holds; 0 is no bound.
	First, Last int

	// Open is the open time on that day; nil if the business is closed. If
	// Ordinary is set, the day has its weekly hours, whatever an earlier rule
	// says, and Open means nothing.
	Open     []Interval
	Ordinary bool

	// Label is what the day is called.
	Label Label
}

// In returns the date of the rule in a year, and whether it has one then.
func (r Rule) In(year int) (Date, bool) {
	if !r.holds(year) {
		return Date{}, false
	}
	if r.Easter {
		return dateOf(easter(year) + int64(r.Offset)), true
	}
	date := Date{year, r.Month, r.Day}
	return date, dateOf(date.number()) == date
}

func (r Rule) holds(year int) bool {
	return (r.First == 0 || year >= r.First) && (r.Last == 0 || year <= r.Last)
}

// String returns the rule as a line that ParseRules reads back.
func (r Rule) String() string {
	b := []byte{}
	if r.Easter {
		b = append(b, easterWord...)
		if r.Offset != 0 {
			b = fmt.Appendf(b, "%+d", r.Offset)
		}
	} else {
		b = fmt.Appendf(b, "%02d-%02d", r.Month, r.Day)
	}
	switch {
	case r.First != 0 && r.First == r.Last:
		b = fmt.Appendf(b, " %04d", r.First)
	case r.First != 0 || r.Last != 0:
		b = fmt.Appendf(b, " %s-%s", yearText(r.First), yearText(r.Last))
	}
	switch {
	case r.Ordinary:
		b = append(b, " "+ordinaryWord...)
	case len(r.Open) > 0:
		b = append(b, " "+joinIntervals(r.Open)...)
	}
	return string(fmt.Appendf(b, " | %s | %s", r.Label.RU, r.Label.RO))
}

func yearText(year int) string {
	if year == 0 {
		return ""
	}
	return fmt.Sprintf("%04d", year)
}

// The words of the rule grammar.
const (
	easterWord   = "easter"
	ordinaryWord = "open"
	commentSign  = "#"
	columnSign   = "|"
)

// The days from Easter that can be counted without leaving the year.
const (
	firstEasterOffset = -90
	lastEasterOffset  = 200
)

func (r Rule) validate() error {
	switch {
	case r.Easter && (r.Offset < firstEasterOffset || r.Offset > lastEasterOffset):
		return fmt.Errorf("easter%+d is too far from Easter; from %d to +%d", r.Offset, firstEasterOffset, lastEasterOffset)
	case !r.Easter && dateOf(Date{2000, r.Month, r.Day}.number()) != Date{2000, r.Month, r.Day}:
		return fmt.Errorf("there is no day %02d-%02d; write the month first, as in 08-27", r.Month, r.Day)
	case r.First < 0 || r.Last < 0 || r.Last != 0 && r.First > r.Last:
		return fmt.Errorf("the years %d-%d end before they begin", r.First, r.Last)
	}
	_, err := tidy(r.Open)
	return err
}

// parseRule reads one line of rules without its comment.
func parseRule(line string) (Rule, error) {
	columns := strings.Split(line, columnSign)
	words := strings.Fields(columns[0])
	if len(columns) != 3 || len(words) == 0 {
		return Rule{}, fmt.Errorf("%q is not a rule; write DAY | NAME IN RUSSIAN | NAME IN ROMANIAN, the day as 08-27 or easter+8", strings.TrimSpace(line))
	}
	r := Rule{Label: Label{RU: strings.TrimSpace(columns[1]), RO: strings.TrimSpace(columns[2])}}
	if r.Label.RU == "" || r.Label.RO == "" {
		return Rule{}, errors.New("a name is empty; give the day a name in Russian and in Romanian")
	}
	if err := parseDay(&r, words[0]); err != nil {
		return Rule{}, err
	}
	words = words[1:]
	if len(words) > 0 && parseYears(&r, words[0]) {
		words = words[1:]
	}
	if err := parseOpen(&r, strings.Join(words, " ")); err != nil {
		return Rule{}, err
	}
	return r, r.validate()
}

func parseDay(r *Rule, word string) error {
	if offset, ok := strings.CutPrefix(word, easterWord); ok {
		r.Easter = true
		if offset == "" {
			return nil
		}
		var err error
		if r.Offset, err = strconv.Atoi(offset); err == nil && (offset[0] == '+' || offset[0] == '-') {
			return nil
		}
	} else if day, err := time.Parse(time.DateOnly, "2000-"+word); err == nil {
		r.Month, r.Day = day.Month(), day.Day()
		return nil
	}
	return fmt.Errorf("%q is not a day; write the month and the day as 08-27, or easter, easter+8, easter-2", word)
}

// parseYears reads "2024", "2024-", "-2016" or "2017-2023", and says whether it
// is any of these.
func parseYears(r *Rule, word string) bool {
	first, last, several := strings.Cut(word, "-")
	if !several {
		last = first
	}
	var ok, also bool
	r.First, ok = parseYear(first)
	r.Last, also = parseYear(last)
	if !ok || !also || word == "-" {
		r.First, r.Last = 0, 0
		return false
	}
	return true
}

// parseYear reads a year in which Easter can be reckoned; empty is none.
func parseYear(text string) (year int, ok bool) {
	if text == "" {
		return 0, true
	}
	rest, ok := digits(text, 4, 4, &year)
	return year, ok && rest == "" && year >= firstEasterYear && year <= lastEasterYear
}

func parseOpen(r *Rule, text string) (err error) {
	switch text {
	case "":
	case ordinaryWord:
		r.Ordinary = true
	default:
		r.Open, err = parseIntervals(text)
	}
	return err
}
