package timing

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// A symbol is what a few tokens of the text of some opening hours mean.
type symbol struct {
	kind       symbolKind
	days       daySet
	at         Clock
	bare       bool // the clock was a plain hour, "9"
	start, end int  // its place in the text
}

type symbolKind uint8

const (
	symEnd symbolKind = iota // nothing more
	symDay
	symClock
	symAllDay
	symClosed
	symEither   // closed beside a day, the weekend elsewhere
	symNoDayOff // every day, if no other day is named
	symExcept
	symBreak
	symDash
	symComma
	symSeparator
	symFrom
	symNoise
	symAM
	symPM
)

// A daySet is a set of weekdays; bit n is the nth day of week.
type daySet uint8

const everyDay daySet = 1<<7 - 1

func (s daySet) has(n int) bool { return s>>n&1 == 1 }

// through returns the days from the one of s to the one of last, over the end
// of the week if need be.
func (s daySet) through(last daySet) daySet {
	all := s
	for day := s; day != last; {
		day <<= 1
		if day > everyDay {
			day = 1
		}
		all |= day
	}
	return all
}

func (s daySet) single() bool { return s != 0 && s&(s-1) == 0 }

func (s daySet) String() string {
	var days []time.Weekday
	for n, day := range week {
		if s.has(n) {
			days = append(days, day)
		}
	}
	return joinDays(days)
}

// symbolOf returns the symbol that a kind of words in the lexicon stands for.
func symbolOf(kind string) symbol {
	for n, day := range week {
		if strings.EqualFold(kind, shortName(day)) {
			return symbol{kind: symDay, days: 1 << n}
		}
	}
	return map[string]symbol{
		"daily":             {kind: symDay, days: everyDay},
		"weekdays":          {kind: symDay, days: 1<<5 - 1},
		"weekend":           {kind: symDay, days: everyDay &^ (1<<5 - 1)},
		"always":            {kind: symAllDay},
		"allday":            {kind: symAllDay},
		"closed":            {kind: symClosed},
		"closed-or-weekend": {kind: symEither},
		"no-day-off":        {kind: symNoDayOff},
		"except":            {kind: symExcept},
		"break":             {kind: symBreak},
		"to":                {kind: symDash},
		"from":              {kind: symFrom},
		"and":               {kind: symComma},
		"noise":             {kind: symNoise},
		"am":                {kind: symAM},
		"pm":                {kind: symPM},
	}[kind]
}

// readSymbols reads the whole text, leaves out what changes nothing and settles
// what depends on its neighbours. The last symbol is symEnd.
func readSymbols(text string) ([]symbol, error) {
	var out []symbol
	for tokens := tokenize(text); len(tokens) > 0; {
		s, n, err := nextSymbol(tokens)
		if err != nil {
			return nil, err
		}
		s.start, s.end = tokens[0].start, tokens[n-1].end
		tokens = tokens[n:]
		if s.kind == symNoise || s.kind == symFrom {
			continue
		}
		if s.kind != symAM && s.kind != symPM {
			out = append(out, s)
			continue
		}
		if len(out) == 0 || out[len(out)-1].kind != symClock {
			return nil, fmt.Errorf("%q follows no hour", text[s.start:s.end])
		}
		out[len(out)-1].halve(s.kind)
	}
	out = append(out, symbol{start: len(text), end: len(text)})
	settle(out)
	return settleNoDayOff(out), nil
}

// nextSymbol reads one symbol and says how many tokens it took.
func nextSymbol(tokens []token) (symbol, int, error) {
	if s, n := lookup(tokens); n > 0 {
		return s, n, nil
	}
	if tokens[0].number {
		return clockSymbol(tokens)
	}
	switch tokens[0].text {
	case "-", "–", "—", "−", "‐", "‑", "‒", "~", "…":
		return symbol{kind: symDash}, 1, nil
	case ",", "&", "+":
		return symbol{kind: symComma}, 1, nil
	case ";", "\n", "|", "/":
		return symbol{kind: symSeparator}, 1, nil
	case ".", ":", "(", ")":
		return symbol{kind: symNoise}, 1, nil
	}
	return symbol{}, 0, fmt.Errorf("%q is neither a day nor a time", tokens[0].text)
}

// clockSymbol reads 9, 09:00, 9.00, 9h30 or 0900.
func clockSymbol(tokens []token) (symbol, int, error) {
	var hour, minute int
	used, bare := 1, true
	number := tokens[0].text
	rest, ok := digits(number, 1, 2, &hour)
	switch {
	case ok && len(number) == 4:
		_, ok = digits(rest, 2, 2, &minute)
		bare = false
	case len(rest) > 0:
		ok = false
	case len(tokens) > 2 && isMinuteSign(tokens[1]) && tokens[2].number && tokens[2].glued:
		rest, ok = digits(tokens[2].text, 2, 2, &minute)
		ok = ok && rest == ""
		used, bare = 3, false
	}
	if !ok || !validClock(hour, minute) {
		var text strings.Builder
		for _, t := range tokens[:used] {
			text.WriteString(t.text)
		}
		return symbol{}, 0, fmt.Errorf("%q is not a time; write it as 09:00, up to 24:00", text.String())
	}
	return symbol{kind: symClock, at: NewClock(hour, minute), bare: bare}, used, nil
}

func isMinuteSign(t token) bool {
	return t.glued && (t.text == ":" || t.text == "." || t.text == "h")
}

// halve puts a clock into the half of the day that was said after it.
func (s *symbol) halve(half symbolKind) {
	s.bare = false
	switch noon := NewClock(12, 0); {
	case half == symPM && s.at < noon:
		s.at += noon
	case half == symAM && s.at >= noon && s.at < NewClock(13, 0):
		s.at -= noon
	}
}

// settle decides for each symEither whether it closes the day beside it or is a
// day itself.
func settle(all []symbol) {
	for n := range all {
		if all[n].kind != symEither {
			continue
		}
		before, after := n-1, n+1
		if before >= 0 && all[before].kind == symDash {
			before--
		}
		if all[after].kind == symDash {
			after++
		}
		if before >= 0 && all[before].kind == symDay || all[after].kind == symDay {
			all[n].kind = symClosed
			continue
		}
		all[n] = symbol{kind: symDay, days: symbolOf("weekend").days, start: all[n].start, end: all[n].end}
	}
}

// settleNoDayOff makes every symNoDayOff a day if no day is named, and leaves it
// out otherwise.
func settleNoDayOff(all []symbol) []symbol {
	if slices.ContainsFunc(all, func(s symbol) bool { return s.kind == symDay }) {
		return slices.DeleteFunc(all, func(s symbol) bool { return s.kind == symNoDayOff })
	}
	for n := range all {
		if all[n].kind == symNoDayOff {
			all[n].kind, all[n].days = symDay, everyDay
		}
	}
	return all
}
