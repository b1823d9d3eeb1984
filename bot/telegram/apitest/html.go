package apitest

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"
)

var htmlTags = map[string]models.MessageEntityType{
	"b": models.MessageEntityTypeBold, "strong": models.MessageEntityTypeBold,
	"i": models.MessageEntityTypeItalic, "em": models.MessageEntityTypeItalic,
	"u": models.MessageEntityTypeUnderline, "ins": models.MessageEntityTypeUnderline,
	"s": models.MessageEntityTypeStrikethrough, "strike": models.MessageEntityTypeStrikethrough,
	"del":        models.MessageEntityTypeStrikethrough,
	"tg-spoiler": models.MessageEntityTypeSpoiler, "span": models.MessageEntityTypeSpoiler,
	"tg-emoji": models.MessageEntityTypeCustomEmoji, "a": models.MessageEntityTypeTextLink,
	"pre": models.MessageEntityTypePre, "code": models.MessageEntityTypeCode,
	"blockquote": models.MessageEntityTypeBlockquote,
}

// parseHTML reads the parse mode HTML.
func parseHTML(text string) (formatted, error) {
	m := markup{in: text}
	for m.pos < len(m.in) {
		var err error
		switch c := m.at(0); {
		case c == '&':
			if r, size := htmlChar(m.in[m.pos:]); size > 0 {
				m.put(r)
				m.pos += size
				continue
			}
			m.copyRune()
		case c != '<':
			m.copyRune()
		case m.at(1) == '/':
			err = m.endTag()
		default:
			err = m.startTag()
		}
		if err != nil {
			return formatted{}, err
		}
	}
	if len(m.open) > 0 {
		return formatted{}, markupErrorf("Can't find end tag corresponding to start tag \"%s\"", m.open[len(m.open)-1].tag)
	}
	for i := range m.entities {
		if m.entities[i].Type == models.MessageEntityTypeCode {
			m.entities[i].Language = "" // only a pre around it keeps the language
		}
	}
	return m.result(), nil
}

// htmlChar decodes a character reference; size 0 means there is none.
func htmlChar(s string) (r rune, size int) {
	names := map[string]rune{"lt": '<', "gt": '>', "amp": '&', "quot": '"'}
	body := s[1:]
	if rest, ok := strings.CutPrefix(body, "#"); ok {
		base, digits := 10, "0123456789"
		if strings.HasPrefix(rest, "x") {
			base, digits, rest = 16, "0123456789abcdefABCDEF", rest[1:]
		}
		n := len(rest) - len(strings.TrimLeft(rest, digits))
		v, err := strconv.ParseUint(rest[:n], base, 21)
		if err != nil || v == 0 || !utf8.ValidRune(rune(v)) {
			return 0, 0
		}
		size = len(s) - len(rest) + n
		return rune(v), size + semicolon(s[size:])
	}
	n := 0
	for n < len(body) && (body[n] >= 'a' && body[n] <= 'z' || body[n] >= 'A' && body[n] <= 'Z') {
		n++
	}
	if r = names[body[:n]]; r == 0 {
		return 0, 0
	}
	return r, n + 1 + semicolon(s[n+1:])
}

func semicolon(s string) int {
	if strings.HasPrefix(s, ";") {
		return 1
	}
	return 0
}

func (m *markup) startTag() error {
	at := m.pos
	m.pos++
	from := m.pos
	for !isSpace(m.at(0)) && m.at(0) != '>' {
		m.pos++
	}
	if m.pos >= len(m.in) {
		return markupErrorf("Unclosed start tag at byte offset %d", at)
	}
	tag := strings.ToLower(m.in[from:m.pos])
	kind, ok := htmlTags[tag]
	if !ok {
		return markupErrorf("Unsupported start tag \"%s\" at byte offset %d", tag, at)
	}
	arg, err := m.attributes(tag, at)
	if err != nil {
		return err
	}
	if tag == "span" && arg != "tg-spoiler" {
		return markupErrorf("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", at)
	}
	m.push(kind, tag, arg, at)
	return nil
}

// attributes reads up to the tag's end and returns the value that counts.
func (m *markup) attributes(tag string, at int) (string, error) {
	arg := ""
	for {
		m.skipSpace()
		if m.at(0) == '>' {
			m.pos++
			return arg, nil
		}
		from := m.pos
		for !isSpace(m.at(0)) && !strings.ContainsRune("=>/\"'", rune(m.at(0))) {
			m.pos++
		}
		name := strings.ToLower(m.in[from:m.pos])
		m.skipSpace()
		switch {
		case m.pos >= len(m.in):
			return "", markupErrorf("Unclosed start tag \"%s\" at byte offset %d", tag, at)
		case name == "":
			return "", markupErrorf("Empty attribute name in the tag \"%s\" at byte offset %d", tag, at)
		}
		value := "1"
		if m.at(0) == '=' {
			m.pos++
			m.skipSpace()
			var err error
			if value, err = m.attributeValue(at); err != nil {
				return "", err
			}
		}
		if wanted(tag, name, value) {
			arg = value
		}
	}
}

// wanted tells the attributes that mean something.
func wanted(tag, name, value string) bool {
	switch tag + " " + name {
	case "a href", "tg-emoji emoji-id", "blockquote expandable", "span class":
		return true
	case "code class":
		return strings.HasPrefix(value, "language-")
	default:
		return false
	}
}

func (m *markup) skipSpace() {
	for m.pos < len(m.in) && isSpace(m.at(0)) {
		m.pos++
	}
}

func (m *markup) attributeValue(at int) (string, error) {
	quote := m.at(0)
	if quote != '"' && quote != '\'' {
		from := m.pos
		for c := m.at(0); c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-'; c = m.at(0) {
			m.pos++
		}
		if !isSpace(m.at(0)) && m.at(0) != '>' {
			return "", markupErrorf("Unexpected end of name token at byte offset %d", from)
		}
		return strings.ToLower(m.in[from:m.pos]), nil
	}
	m.pos++
	var value strings.Builder
	for m.pos < len(m.in) && m.at(0) != quote {
		if m.at(0) == '&' {
			if r, size := htmlChar(m.in[m.pos:]); size > 0 {
				value.WriteRune(r)
				m.pos += size
				continue
			}
		}
		value.WriteByte(m.at(0))
		m.pos++
	}
	if m.pos >= len(m.in) {
		return "", markupErrorf("Unclosed start tag at byte offset %d", at)
	}
	m.pos++
	return value.String(), nil
}

func (m *markup) endTag() error {
	at := m.pos
	if len(m.open) == 0 {
		return markupErrorf("Unexpected end tag at byte offset %d", at)
	}
	m.pos += 2
	from := m.pos
	for !isSpace(m.at(0)) && m.at(0) != '>' {
		m.pos++
	}
	tag := strings.ToLower(m.in[from:min(m.pos, len(m.in))])
	m.skipSpace()
	if m.at(0) != '>' {
		return markupErrorf("Unclosed end tag at byte offset %d", at)
	}
	m.pos++
	if want := m.open[len(m.open)-1].tag; tag != "" && tag != want {
		return markupErrorf("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", at, want, tag)
	}
	return m.closeTag(m.pop())
}

func (m *markup) closeTag(o openEntity) error {
	if m.units == o.offset {
		return nil
	}
	last := len(m.entities) - 1
	same := last >= 0 && m.entities[last].Offset == o.offset && m.entities[last].Length == m.units-o.offset
	switch o.tag {
	case "a":
		link := o.arg
		if link == "" {
			link = string(m.out[o.begin:])
		}
		m.keepLink(o, link)
	case "tg-emoji":
		if leadingInt(o.arg) == 0 {
			return markupErrorf("Invalid custom emoji identifier specified")
		}
		m.keep(o, models.MessageEntity{CustomEmojiID: o.arg})
	case "blockquote":
		if o.arg != "" {
			o.kind = models.MessageEntityTypeExpandableBlockquote
		}
		m.keep(o, models.MessageEntity{})
	case "code":
		m.keep(o, models.MessageEntity{Language: strings.TrimPrefix(o.arg, "language-")})
	case "pre":
		if same && m.entities[last].Type == models.MessageEntityTypeCode && m.entities[last].Language != "" {
			m.entities[last].Type = models.MessageEntityTypePre
			return nil
		}
		m.keep(o, models.MessageEntity{})
	default:
		m.keep(o, models.MessageEntity{})
	}
	return nil
}
