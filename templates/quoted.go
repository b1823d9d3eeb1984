package templates

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// A decodedText is a text of a TOML file as it is meant, without carriage
// returns, and where in the file each of its bytes comes from.
type decodedText struct {
	text string
	at   []int // a file's byte for each byte of text, and for its end
}

// decode reads the text that stands in a valid TOML file.
func (q quotedText) decode(src string) decodedText {
	d := textDecoder{src: src, pos: q.start, end: q.end}
	if q.lines {
		d.skipFirstLineEnd()
	}
	for d.pos < d.end {
		switch c := src[d.pos]; {
		case c == '\r' && d.pos+1 < d.end && src[d.pos+1] == '\n':
			d.pos++
		case c == '\\' && q.quote == '"':
			d.escape()
		default:
			d.add(src[d.pos:d.pos+1], 1)
		}
	}
	return decodedText{d.text.String(), append(d.at, d.end)}
}

type textDecoder struct {
	src      string
	pos, end int
	text     strings.Builder
	at       []int
}

func (d *textDecoder) skipFirstLineEnd() {
	rest := d.src[d.pos:d.end]
	switch {
	case strings.HasPrefix(rest, "\r\n"):
		d.pos += 2
	case strings.HasPrefix(rest, "\n"):
		d.pos++
	}
}

// add adds what the next size bytes of the file stand for.
func (d *textDecoder) add(s string, size int) {
	d.text.WriteString(s)
	for range len(s) {
		d.at = append(d.at, d.pos)
	}
	d.pos += size
}

// plainEscapes are the escapes of one letter.
var plainEscapes = map[byte]string{
	'b': "\b", 't': "\t", 'n': "\n", 'f': "\f", 'r': "\r", 'e': "\x1b", '"': `"`, '\\': `\`,
}

// hexEscapes are those followed by as many hexadecimal digits.
var hexEscapes = map[byte]int{'x': 2, 'u': 4, 'U': 8}

func (d *textDecoder) escape() {
	if d.pos+1 >= d.end {
		d.pos = d.end
		return
	}
	c := d.src[d.pos+1]
	if s, ok := plainEscapes[c]; ok {
		d.add(s, 2)
		return
	}
	if digits := hexEscapes[c]; digits > 0 && d.pos+2+digits <= d.end {
		if n, err := strconv.ParseUint(d.src[d.pos+2:d.pos+2+digits], 16, 32); err == nil {
			d.add(string(utf8.AppendRune(nil, rune(n))), 2+digits) //nolint:gosec // 32 bits at most
			return
		}
	}
	d.pos++ // the end of a line: it and the blanks after it are left out
	for d.pos < d.end && strings.IndexByte(" \t\r\n", d.src[d.pos]) >= 0 {
		d.pos++
	}
}
