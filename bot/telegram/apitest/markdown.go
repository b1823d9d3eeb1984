package apitest

import (
	"strings"

	"github.com/go-telegram/bot/models"
)

// reservedV2 are the characters that MarkdownV2 wants escaped.
const reservedV2 = "_*[]()~`>#+-=|{}.!"

// entityNames are the names that complaints call the kinds by.
var entityNames = map[models.MessageEntityType]string{
	models.MessageEntityTypeBold: "Bold", models.MessageEntityTypeItalic: "Italic",
	models.MessageEntityTypeUnderline: "Underline", models.MessageEntityTypeStrikethrough: "Strikethrough",
	models.MessageEntityTypeSpoiler: "Spoiler", models.MessageEntityTypeCode: "Code",
	models.MessageEntityTypePre: "Pre", models.MessageEntityTypeTextLink: "TextUrl",
	models.MessageEntityTypeCustomEmoji: "CustomEmoji", models.MessageEntityTypeBlockquote: "BlockQuote",
}

// markdownV2 reads the parse mode MarkdownV2.
type markdownV2 struct {
	markup
	canQuote bool // a line begins here
	quoting  bool
}

// parseMarkdownV2 also checks what must be escaped, as the server does.
func parseMarkdownV2(text string) (formatted, error) {
	m := markdownV2{markup: markup{in: text}, canQuote: true}
	for m.pos < len(m.in) {
		if err := m.step(); err != nil {
			return formatted{}, err
		}
	}
	m.closeQuoteAtEnd()
	if len(m.open) > 0 {
		return formatted{}, m.unclosed()
	}
	return m.result(), nil
}

func (m *markdownV2) unclosed() error {
	last := m.open[len(m.open)-1]
	name := entityNames[last.kind]
	if last.kind == models.MessageEntityTypePre && last.tag != "" {
		name = "PreCode"
	}
	return markupErrorf("Can't find end of %s entity at byte offset %d", name, last.at)
}

func (m *markdownV2) step() error {
	c := m.at(0)
	if c == '\\' && m.at(1) > 0 && m.at(1) <= 126 {
		m.pos++
		m.copyRune()
		return nil
	}
	reserved := reservedV2
	if m.quoting {
		reserved += "\n"
	}
	if k := m.inside(); k == models.MessageEntityTypeCode || k == models.MessageEntityTypePre {
		reserved = "`"
	}
	switch {
	case !strings.ContainsRune(reserved, rune(c)) || c >= 0x80:
		if c != '\r' {
			m.canQuote = c == '\n'
		}
		m.copyRune()
		return nil
	case m.ends(c):
		return m.end(c)
	default:
		return m.begin(c)
	}
}

// ends tells whether the mark here closes the innermost entity.
func (m *markdownV2) ends(c byte) bool {
	if len(m.open) == 0 {
		return false
	}
	if m.quoting && c == '\n' && m.at(1) != '>' {
		return true
	}
	switch m.inside() { //nolint:exhaustive // the kinds that Markdown can open
	case models.MessageEntityTypeBold:
		return c == '*'
	case models.MessageEntityTypeItalic:
		return c == '_' && m.at(1) != '_'
	case models.MessageEntityTypeUnderline:
		return c == '_' && m.at(1) == '_'
	case models.MessageEntityTypeStrikethrough:
		return c == '~'
	case models.MessageEntityTypeSpoiler:
		return c == '|' && m.at(1) == '|'
	case models.MessageEntityTypeCode:
		return c == '`'
	case models.MessageEntityTypePre:
		return c == '`' && m.at(1) == '`' && m.at(2) == '`'
	case models.MessageEntityTypeTextLink, models.MessageEntityTypeCustomEmoji:
		return c == ']'
	default:
		return false
	}
}

func (m *markdownV2) begin(c byte) error {
	at := m.pos
	two := m.at(1) == c
	switch {
	case c == '_' && two:
		m.enter(models.MessageEntityTypeUnderline, at, 2)
	case c == '_':
		m.enter(models.MessageEntityTypeItalic, at, 1)
	case c == '*':
		m.enter(models.MessageEntityTypeBold, at, 1)
	case c == '~':
		m.enter(models.MessageEntityTypeStrikethrough, at, 1)
	case c == '|' && two:
		m.enter(models.MessageEntityTypeSpoiler, at, 2)
	case c == '[':
		m.enter(models.MessageEntityTypeTextLink, at, 1)
	case c == '!' && m.at(1) == '[':
		m.enter(models.MessageEntityTypeCustomEmoji, at, 2)
	case c == '`' && two && m.at(2) == '`':
		m.pos += 3
		m.push(models.MessageEntityTypePre, m.language(), "", at)
	case c == '`':
		m.enter(models.MessageEntityTypeCode, at, 1)
	case c == '\n':
		m.canQuote = true
		m.copyRune()
	case c == '>' && m.canQuote:
		m.pos++
		if !m.quoting {
			m.quoting = true
			m.push(models.MessageEntityTypeBlockquote, "", "", at)
		}
	default:
		return markupErrorf("Character '%c' is reserved and must be escaped with the preceding '\\'", c)
	}
	return nil
}

func (m *markdownV2) enter(kind models.MessageEntityType, at, size int) {
	m.canQuote = false
	m.pos += size
	m.push(kind, "", "", at)
}

// language reads what follows ``` on its line, and the line's end.
func (m *markup) language() string {
	end := m.pos
	for end < len(m.in) && !isSpace(m.in[end]) && m.in[end] != '`' {
		end++
	}
	name := ""
	if end > m.pos && end < len(m.in) && m.in[end] != '`' {
		name = m.in[m.pos:end]
		m.pos = end
	}
	if c := m.at(0); c == '\n' || c == '\r' {
		if next := m.at(1); next != c && (next == '\n' || next == '\r') {
			m.pos++
		}
		m.pos++
	}
	return name
}

func (m *markdownV2) end(c byte) error {
	if c == '\n' {
		return m.endQuote()
	}
	o := m.pop()
	switch o.kind { //nolint:exhaustive // the rest end with one mark
	case models.MessageEntityTypeUnderline, models.MessageEntityTypeSpoiler:
		m.pos += 2
	case models.MessageEntityTypePre:
		m.pos += 3
		m.keep(o, models.MessageEntity{Language: o.tag})
		return nil
	case models.MessageEntityTypeTextLink, models.MessageEntityTypeCustomEmoji:
		m.pos++
		return m.endLink(o)
	default:
		m.pos++
	}
	m.keep(o, models.MessageEntity{})
	return nil
}

func (m *markdownV2) endLink(o openEntity) error {
	link := string(m.out[o.begin:])
	if m.at(0) == '(' {
		m.pos++
		from := m.pos
		var ok bool
		if link, ok = m.target(); !ok {
			return markupErrorf("Can't find end of a URL at byte offset %d", from)
		}
	} else if o.kind == models.MessageEntityTypeCustomEmoji {
		return markupErrorf("The entity must contain a tg://emoji or tg://time URL")
	}
	if o.kind == models.MessageEntityTypeTextLink {
		m.keepLink(o, link)
		return nil
	}
	id, ok := strings.CutPrefix(link, "tg://emoji?id=")
	if !ok || leadingInt(id) == 0 {
		return markupErrorf("Invalid tg://emoji or tg://time URL specified")
	}
	m.keep(o, models.MessageEntity{CustomEmojiID: id})
	return nil
}

// target reads a link up to its bracket, undoing escapes.
func (m *markup) target() (string, bool) {
	var link strings.Builder
	for m.pos < len(m.in) && m.in[m.pos] != ')' {
		if m.in[m.pos] == '\\' && m.at(1) > 0 && m.at(1) <= 126 {
			m.pos++
		}
		link.WriteByte(m.in[m.pos])
		m.pos++
	}
	if m.pos == len(m.in) {
		return "", false
	}
	m.pos++
	return link.String(), true
}

// endQuote ends a quotation at the end of its last line; "||" there makes it
// expandable.
func (m *markdownV2) endQuote() error {
	kind := models.MessageEntityTypeBlockquote
	if m.inside() == models.MessageEntityTypeSpoiler && m.open[len(m.open)-1].at == m.pos-2 {
		m.pop()
		kind = models.MessageEntityTypeExpandableBlockquote
	}
	if m.inside() != models.MessageEntityTypeBlockquote {
		return m.unclosed()
	}
	m.quoting = false
	m.canQuote = true
	m.copyRune()
	o := m.pop()
	m.keep(o, models.MessageEntity{Type: kind})
	return nil
}

func (m *markdownV2) closeQuoteAtEnd() {
	if !m.quoting {
		return
	}
	kind := models.MessageEntityTypeBlockquote
	if m.inside() == models.MessageEntityTypeSpoiler && m.open[len(m.open)-1].at == len(m.in)-2 {
		m.pop()
		kind = models.MessageEntityTypeExpandableBlockquote
	}
	if m.inside() == models.MessageEntityTypeBlockquote {
		m.keep(m.pop(), models.MessageEntity{Type: kind})
	}
}
