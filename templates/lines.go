package templates

import (
	"strconv"
	"strings"
)

// keyLines returns the line, from 1, on which each key of a TOML file stands.
// The decoder tells the line of a syntax error only, so faults in well-formed
// files need this. Keys are joined with dots, elements of arrays are counted:
// "delivery.zones[1].price"; a table's own line is that of its header.
//
// The text must be valid TOML; for anything else the lines are a guess.
func keyLines(src string) map[string]int { return scanKeys(src).lines }

// scanKeys finds the keys of a TOML file and where their texts stand.
func scanKeys(src string) *lineScanner {
	s := &lineScanner{src: src, line: 1, lines: map[string]int{}, count: map[string]int{}, texts: map[string]quotedText{}}
	prefix := ""
	for s.skipSpace(true); s.pos < len(s.src); s.skipSpace(true) {
		if s.src[s.pos] == '[' {
			prefix = s.header()
			continue
		}
		s.keyValue(prefix)
	}
	return s
}

type lineScanner struct {
	src   string
	pos   int
	line  int
	lines map[string]int
	count map[string]int // elements seen of each array of tables
	texts map[string]quotedText
}

// A quotedText is where a text stands in a file, between its quotes.
type quotedText struct {
	start, end int  // bytes
	quote      byte // ' or "
	lines      bool // three quotes
}

// peek returns the byte at the position, 0 at the end.
func (s *lineScanner) peek() byte {
	if s.pos < len(s.src) {
		return s.src[s.pos]
	}
	return 0
}

func (s *lineScanner) next() {
	if s.peek() == '\n' {
		s.line++
	}
	s.pos++
}

// skipSpace passes over blanks and, if lines is set, line ends and comments.
func (s *lineScanner) skipSpace(lines bool) {
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case c == ' ' || c == '\t':
		case lines && (c == '\n' || c == '\r'):
		case lines && c == '#':
			for s.pos < len(s.src) && s.src[s.pos] != '\n' {
				s.pos++
			}
			continue
		case lines && strings.HasPrefix(s.src[s.pos:], "\ufeff"):
			s.pos += 2
		default:
			return
		}
		s.next()
	}
}

// header reads "[a.b]" or "[[a.b]]" and returns the prefix of the keys below.
func (s *lineScanner) header() string {
	line, array := s.line, strings.HasPrefix(s.src[s.pos:], "[[")
	for s.peek() == '[' {
		s.next()
	}
	path := s.inArrays(s.key(']'))
	for s.peek() == ']' {
		s.next()
	}
	s.noteAll("", path, line)
	if array {
		path = s.element(path)
		s.note(path, line)
	}
	return path
}

// element starts the next element of the array of tables at path.
func (s *lineScanner) element(path string) string {
	n := s.count[path]
	s.count[path] = n + 1
	return path + "[" + strconv.Itoa(n) + "]"
}

// inArrays returns path with the current element of each array of tables that
// it passes through: "zones.places" inside [[zones]] is "zones[0].places".
func (s *lineScanner) inArrays(path string) string {
	parts, at := strings.Split(path, "."), ""
	for i, part := range parts {
		at = join(at, part)
		if n := s.count[at]; n > 0 && i < len(parts)-1 {
			at += "[" + strconv.Itoa(n-1) + "]"
		}
	}
	return at
}

// join returns the key below a key; either may be empty, and an element of a
// list follows without a dot.
func join(prefix, key string) string {
	if prefix == "" || key == "" || key[0] == '[' {
		return prefix + key
	}
	return prefix + "." + key
}

func (s *lineScanner) note(path string, line int) {
	if _, seen := s.lines[path]; !seen {
		s.lines[path] = line
	}
}

// noteAll notes path and the tables between prefix and it: "a.b.c = 1" makes the
// tables a and a.b where there are none.
func (s *lineScanner) noteAll(prefix, path string, line int) {
	for i := len(prefix) + 1; i < len(path); i++ {
		if path[i] == '.' {
			s.note(path[:i], line)
		}
	}
	s.note(path, line)
}

// key reads a dotted key up to the byte end, which it leaves or, for '=',
// passes.
func (s *lineScanner) key(end byte) string {
	var parts []string
	for s.pos < len(s.src) && s.peek() != end && s.peek() != '\n' {
		switch c := s.peek(); c {
		case ' ', '\t', '.', '\r':
			s.next()
		case '"', '\'':
			parts = append(parts, s.quoted(c))
		default:
			start := s.pos
			for s.pos < len(s.src) && !strings.ContainsRune(" \t.\r\n\"'=]", rune(s.src[s.pos])) {
				s.pos++
			}
			if s.pos == start {
				s.next()
			}
			parts = append(parts, s.src[start:s.pos])
		}
	}
	if end == '=' && s.peek() == '=' {
		s.next()
	}
	return strings.Join(parts, ".")
}

// quoted passes over a one-line string and returns what is in it.
func (s *lineScanner) quoted(quote byte) string {
	start := s.pos
	s.next()
	for s.pos < len(s.src) && s.peek() != quote && s.peek() != '\n' {
		if s.peek() == '\\' && quote == '"' {
			s.next()
		}
		s.next()
	}
	if s.peek() == quote {
		s.next()
	}
	text := s.src[start:min(s.pos, len(s.src))]
	if unquoted, err := strconv.Unquote(text); err == nil && quote == '"' {
		return unquoted
	}
	return strings.Trim(text, string(quote))
}

// multiline passes over a string in three quotes.
func (s *lineScanner) multiline(quote byte) {
	for range 3 {
		s.next()
	}
	closing := strings.Repeat(string(quote), 3)
	for s.pos < len(s.src) && !strings.HasPrefix(s.src[s.pos:], closing) {
		if s.peek() == '\\' && quote == '"' {
			s.next()
		}
		s.next()
	}
	for s.peek() == quote {
		s.next()
	}
}

func (s *lineScanner) keyValue(prefix string) {
	line, start := s.line, s.pos
	path := join(prefix, s.key('='))
	s.noteAll(prefix, path, line)
	s.skipSpace(false)
	s.value(path)
	if s.pos == start {
		s.next()
	}
}

// value passes over a value and notes the keys inside it.
func (s *lineScanner) value(path string) {
	switch c := s.peek(); c {
	case '"', '\'':
		start := s.pos
		if strings.HasPrefix(s.src[start:], strings.Repeat(string(c), 3)) {
			s.multiline(c)
			s.texts[path] = quotedText{min(start+3, s.pos), max(s.pos-3, min(start+3, s.pos)), c, true}
			return
		}
		s.quoted(c)
		s.texts[path] = quotedText{start + 1, max(s.pos-1, start+1), c, false}
	case '[':
		s.array(path)
	case '{':
		s.inlineTable(path)
	default:
		for s.pos < len(s.src) && !strings.ContainsRune(",]}#\n", rune(s.src[s.pos])) {
			s.pos++
		}
	}
}

func (s *lineScanner) array(path string) {
	s.next()
	for n := 0; ; n++ {
		s.skipCommas()
		if s.pos >= len(s.src) || s.peek() == ']' {
			s.next()
			return
		}
		start := s.pos
		element := path + "[" + strconv.Itoa(n) + "]"
		s.note(element, s.line)
		s.value(element)
		if s.pos == start {
			s.next()
		}
	}
}

func (s *lineScanner) inlineTable(path string) {
	s.next()
	for {
		s.skipCommas()
		if s.pos >= len(s.src) || s.peek() == '}' {
			s.next()
			return
		}
		s.keyValue(path)
	}
}

func (s *lineScanner) skipCommas() {
	for s.skipSpace(true); s.peek() == ','; s.skipSpace(true) {
		s.next()
	}
}
