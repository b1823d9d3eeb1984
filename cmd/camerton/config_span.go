package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

const day = 24 * time.Hour

// A span is a length of time as it is written in the config: "8s", "1h30m" or,
// where it is whole days, "90d".
type span time.Duration

// parseSpan reads a span; the error says how one is written.
func parseSpan(text string) (span, error) {
	if days, found := strings.CutSuffix(text, "d"); found {
		if n, err := strconv.Atoi(days); err == nil && n >= 0 && n <= 36500 {
			return span(time.Duration(n) * day), nil
		}
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0, fmt.Errorf(`%q is no length of time; write it as "8s", "15m", "1h30m" or "90d"`, text)
	}
	return span(d), nil
}

// String returns the span as parseSpan reads it.
func (s span) String() string {
	d := time.Duration(s)
	if d > 0 && d%day == 0 {
		return strconv.Itoa(int(d/day)) + "d"
	}
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

// UnmarshalText accepts what parseSpan does.
func (s *span) UnmarshalText(text []byte) (err error) {
	*s, err = parseSpan(string(text))
	return err
}
