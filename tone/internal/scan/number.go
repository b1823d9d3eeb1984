package scan

// number reads the token that starts with the digit at i: a clock time, a
// number with a decimal part, plain digits, or a word in which a digit stands
// for a letter ("4to", "6to").
func (t *Text) number(s string, i, limit int) int {
	if t.digitWord(s, i) {
		return t.word(s, i, limit)
	}
	start := i
	i = t.digits(s, i, limit)
	kind := Number
	if i+1 < len(s) && t.Runes+1 < limit && isASCIIDigit(s[i+1]) {
		switch s[i] {
		case ':', '.', ',':
			tail := digitRun(s, i+1)
			if isClock(s[start:i], s[i], s[i+1:tail], s[tail:]) {
				kind = Clock
			}
			t.Runes++
			i = t.digits(s, i+1, limit)
		}
	}
	fold := len(t.Folded)
	t.Folded = append(t.Folded, s[start:min(i, start+12)]...)
	t.Tokens = append(t.Tokens, Token{
		Start: int32(start), End: int32(i), Fold: int32(fold), Stop: int32(len(t.Folded)), Kind: kind,
	})
	return i
}

// digits reads ASCII digits, and full-width ones one at a time.
func (t *Text) digits(s string, i, limit int) int {
	for i < len(s) && t.Runes < limit {
		r, size := decode(s, i)
		if classOf(r)&isDigit == 0 {
			break
		}
		t.Runes++
		i += size
	}
	return i
}

// isClock reports whether hour, separator and minutes are a time of day. With a
// point, "9.30" is one and "12.05.2026" and "3.5" are not; a comma never is.
func isClock(hour string, sep byte, minutes, rest string) bool {
	if len(hour) > 2 || len(minutes) != 2 || sep == ',' || minutes[0] > '5' {
		return false
	}
	h := int(hour[len(hour)-1] - '0')
	if len(hour) == 2 {
		h += 10 * int(hour[0]-'0')
	}
	if h > 24 {
		return false
	}
	if sep == '.' {
		date := len(rest) > 1 && rest[0] == '.' && isASCIIDigit(rest[1])
		return !date && minutes[1] != '1' && (minutes[1] == '0' || minutes[1] == '5') && h >= 6
	}
	return true
}

func isASCIIDigit(b byte) bool { return b >= '0' && b <= '9' }

func digitRun(s string, i int) int {
	for i < len(s) && isASCIIDigit(s[i]) {
		i++
	}
	return i
}

// digitWord reports whether a 4 or 6 at i stands for ч or ш before Latin
// letters: "4to", "4erez", "6tuka". Units after a number ("4kg", "6lei") are
// told apart by a list of what can follow.
func (t *Text) digitWord(s string, i int) bool {
	if s[i] != '4' && s[i] != '6' {
		return false
	}
	rest := s[i+1:]
	if len(rest) >= 2 && rest[:2] == "as" && !letterAt(rest, 2) {
		return true // "4as", but not "4 asta"
	}
	for _, after := range [...]string{"to", "eg", "ere", "asov", "asa", "asu", "em", "ast", "uj", "et ", "est", "elo", "iha", "tu", "es", "ital", "ini"} {
		if len(rest) >= len(after) && rest[:len(after)] == after {
			return true
		}
	}
	return false
}

// leadsToNumber reports whether a word is one behind which people forget the
// space before a number: "до18", "в10", "la5".
func leadsToNumber(folded []byte) bool {
	switch string(folded) {
	case "\x82", "\x84\x8e", "\x8f\x8e", "la", "ora", "pana": // в, до, по
		return true
	}
	return false
}
