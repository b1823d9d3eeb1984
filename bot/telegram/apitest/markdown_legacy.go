package apitest

import (
	"strings"

	"github.com/go-telegram/bot/models"
)

// parseMarkdown reads the old parse mode Markdown: * _ ` ``` and links, none
// inside another.
func parseMarkdown(text string) (formatted, error) {
	m := markup{in: text}
	for m.pos < len(m.in) {
		c := m.at(0)
		switch {
		case c == '\\' && m.at(1) != 0 && strings.ContainsRune("_*`[", rune(m.at(1))):
			m.pos++
			m.copyRune()
		case c != '_' && c != '*' && c != '`' && c != '[':
			m.copyRune()
		default:
			if err := m.legacyEntity(c); err != nil {
				return formatted{}, err
			}
		}
	}
	return m.result(), nil
}

func (m *markup) legacyEntity(c byte) error {
	at := m.pos
	m.pos++
	end, kind := string(c), models.MessageEntityTypeItalic
	language := ""
	switch {
	case c == '*':
		kind = models.MessageEntityTypeBold
	case c == '[':
		end, kind = "]", models.MessageEntityTypeTextLink
	case c == '`' && m.at(0) == '`' && m.at(1) == '`':
		end, kind = "```", models.MessageEntityTypePre
		m.pos += 2
		language = m.language()
	case c == '`':
		kind = models.MessageEntityTypeCode
	}
	m.push(kind, language, "", at)
	for m.pos < len(m.in) && !strings.HasPrefix(m.in[m.pos:], end) {
		m.copyRune()
	}
	if m.pos == len(m.in) {
		return markupErrorf("Can't find end of the entity starting at byte offset %d", at)
	}
	m.pos += len(end)
	o := m.pop()
	if kind != models.MessageEntityTypeTextLink {
		m.keep(o, models.MessageEntity{Language: language})
		return nil
	}
	link := string(m.out[o.begin:])
	if to := strings.IndexByte(m.in[m.pos:], ')'); m.at(0) == '(' && to > 0 {
		link = m.in[m.pos+1 : m.pos+to]
		m.pos += to + 1
	}
	m.keepLink(o, link)
	return nil
}
