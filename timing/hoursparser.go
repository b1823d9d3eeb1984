package timing

import (
	"fmt"
	"slices"
	"strings"
)

// maxHoursText is how many bytes of opening hours are read; no week needs more.
const maxHoursText = 1000

// hoursSample is what the errors show as right.
const hoursSample = "Mon-Fri 09:00-18:00; Sat 10:00-14:00; Sun closed"

// ParseHours reads opening hours as people write them, in English, Russian or
// Romanian:
//
//	Mon-Fri 09:00-18:00; Sat 10:00-14:00
//	пн–пт с 9 до 18, обед 13–14, сб 10.00–14.00, вс выходной
//	luni-vineri: 9-18; duminică închis
//	9:00–18:00 Mon-Fri
//	daily 22:00-06:00
//	24/7
//
// Parts are set apart by ";", a line break, "|" or "/", and where the sense is
// clear by a comma. A part names days, before or after its times; times without
// days are for every day, and days in no part are closed. A day may have several
// intervals; one that ends no later than it began runs past midnight, and 23:59 is
// taken for 24:00. A break ("lunch 13-14") is taken out of the hours that it
// follows, or out of all if it stands alone. When several parts name one day, the
// part with fewer days wins ("daily 9-18; Sat 10-14"), parts that name the same
// days add up, and anything else is an error. So is whatever could be read in two
// ways, such as "9-6" or "9-18 Mon-Fri, Sat 10-14".
//
// Errors name the part and say what would be right.
func ParseHours(text string) (Hours, error) {
	hours, _, err := parseHours(text)
	if err != nil {
		return Hours{}, fmt.Errorf("timing: %w", err)
	}
	return hours, nil
}

// parseHours reads opening hours and says whether the text named any days.
func parseHours(text string) (hours Hours, namesDays bool, err error) {
	if len(text) > maxHoursText {
		return Hours{}, false, fmt.Errorf("hours of %d bytes; at most %d are read, as in %q", len(text), maxHoursText, hoursSample)
	}
	all, err := readSymbols(text)
	if err != nil {
		return Hours{}, false, fmt.Errorf("hours %q: %w; write them as %q", text, err, hoursSample)
	}
	p := hoursParser{text: text, symbols: all}
	for p.peek().kind != symEnd {
		if err := p.segment(); err != nil {
			return Hours{}, false, err
		}
	}
	if len(p.parts) == 0 {
		return Hours{}, false, fmt.Errorf("empty hours; write %q, or %q", hoursSample, closedWord)
	}
	hours, err = resolve(p.parts)
	return hours, p.namesDays, err
}

type hoursParser struct {
	text      string
	symbols   []symbol
	number    int
	parts     []hoursPart
	namesDays bool
}

func (p *hoursParser) peek() symbol { return p.symbols[0] }

func (p *hoursParser) next() symbol {
	s := p.symbols[0]
	p.symbols = p.symbols[1:]
	return s
}

func (p *hoursParser) skip(kinds ...symbolKind) (skipped bool) {
	for ; slices.Contains(kinds, p.peek().kind); skipped = true {
		p.next()
	}
	return skipped
}

// segment reads what stands between two separators.
func (p *hoursParser) segment() error {
	if p.skip(symSeparator, symComma, symDash) {
		return nil
	}
	p.number++
	first := p.peek().start
	var runs []run
	for p.peek().kind != symSeparator && p.peek().kind != symEnd {
		comma := p.skip(symComma)
		p.skip(symDash)
		if k := p.peek().kind; k == symSeparator || k == symEnd {
			break
		}
		r := run{comma: comma, hoursPart: hoursPart{number: p.number, text: p.segmentText(first)}}
		if err := p.run(&r); err != nil {
			return r.errorf("%w", err)
		}
		runs = append(runs, r)
	}
	parts, err := pair(runs)
	p.parts = append(p.parts, parts...)
	return err
}

// segmentText returns the text from a place to the end of its segment.
func (p *hoursParser) segmentText(first int) string {
	last := first
	for _, s := range p.symbols {
		if s.kind == symSeparator || s.kind == symEnd {
			break
		}
		last = s.end
	}
	return strings.TrimSpace(p.text[first:last])
}

func (p *hoursParser) run(r *run) error {
	if p.peek().kind == symDay {
		r.isDays, p.namesDays = true, true
		return p.daysRun(r)
	}
	return p.timesRun(r)
}

// daysRun reads "Mon-Fri, Sun" and "daily except Sun".
func (p *hoursParser) daysRun(r *run) (err error) {
	if r.days, r.list, err = p.days(); err != nil {
		return err
	}
	n := 0
	if p.peek().kind == symComma {
		n = 1
	}
	if p.symbols[n].kind != symExcept || p.symbols[n+1].kind != symDay {
		return nil
	}
	p.symbols = p.symbols[n+1:]
	except, list, err := p.days()
	r.list = r.list || list
	if err == nil && r.days&^except == 0 {
		err = fmt.Errorf("no day is left of %s", r.days)
	}
	r.days &^= except
	return err
}

// days reads "Mon-Fri, Sun" and says whether there are commas in it.
func (p *hoursParser) days() (all daySet, list bool, err error) {
	for {
		days := p.next()
		if p.peek().kind == symDash && p.symbols[1].kind == symDay {
			p.next()
			last := p.next()
			if !days.days.single() || !last.days.single() {
				return 0, false, fmt.Errorf("%q is no range of days", p.text[days.start:last.end])
			}
			days.days = days.days.through(last.days)
		}
		all |= days.days
		if p.peek().kind == symComma && p.symbols[1].kind == symDay {
			p.next()
			list = true
		}
		if p.peek().kind != symDay {
			return all, list, nil
		}
	}
}

// timesRun reads "09:00-13:00, 14:00-18:00", or "closed", which goes with no
// other times.
func (p *hoursParser) timesRun(r *run) error {
	for {
		if err := p.time(r); err != nil || r.closed {
			return err
		}
		if p.peek().kind == symComma && isOpenTime(p.symbols[1].kind) {
			p.next()
			r.pauseLast = p.peek().kind == symBreak
		}
		if !isOpenTime(p.peek().kind) {
			return nil
		}
	}
}

func isOpenTime(k symbolKind) bool { return k == symClock || k == symAllDay || k == symBreak }

// time reads one interval, closing or break.
func (p *hoursParser) time(r *run) (err error) {
	s := p.next()
	if s.kind == symAllDay {
		r.open = append(r.open, allDay...)
		return nil
	}
	if s.kind == symClosed || s.kind == symExcept {
		r.closed = true
		return nil
	}
	into, from := &r.open, s
	if s.kind == symBreak {
		p.skip(symDash)
		into, from = &r.pauses, p.next()
	}
	if from.kind != symClock {
		return fmt.Errorf("%q has no time", p.text[s.start:s.end])
	}
	i, err := p.interval(from)
	*into = append(*into, i)
	return err
}

// interval reads the rest of an interval that begins with a clock.
func (p *hoursParser) interval(from symbol) (Interval, error) {
	if p.peek().kind != symDash || p.symbols[1].kind != symClock {
		return Interval{}, fmt.Errorf("%q has no closing time", p.text[from.start:from.end])
	}
	p.next()
	to := p.next()
	if from.bare && to.bare && to.at < from.at && from.at <= NewClock(12, 0) && to.at > 0 {
		return Interval{}, fmt.Errorf("%q can be read in two ways; write %s-%s or %s-%s",
			p.text[from.start:to.end], from.at, to.at+NewClock(12, 0), from.at, to.at)
	}
	if to.at == EndOfDay-1 {
		to.at = EndOfDay
	}
	return Interval{from.at, to.at}, nil
}
