package apitest

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"
)

// markupError is what is wrong with a text's marks, in the server's words.
type markupError string

func (e markupError) Error() string { return string(e) }

func markupErrorf(format string, args ...any) error {
	return markupError(fmt.Sprintf(format, args...))
}

// markup is a text with marks being read: what has been read so far and the
// entities that are still open.
type markup struct {
	in       string
	pos      int
	out      []byte
	units    int // of out
	open     []openEntity
	entities []models.MessageEntity
}

type openEntity struct {
	kind   models.MessageEntityType
	tag    string // of HTML; the language of pre in Markdown
	arg    string
	at     int // byte of the mark in the input
	offset int // UTF-16 units
	begin  int // byte in out
}

// at is the byte n after the present one, 0 behind the end.
func (m *markup) at(n int) byte {
	if m.pos+n < len(m.in) {
		return m.in[m.pos+n]
	}
	return 0
}

// copyRune takes the next character over as it is.
func (m *markup) copyRune() {
	r, size := utf8.DecodeRuneInString(m.in[m.pos:])
	m.out = append(m.out, m.in[m.pos:m.pos+size]...)
	m.units += runeUnits(r)
	m.pos += size
}

func (m *markup) put(r rune) {
	m.out = utf8.AppendRune(m.out, r)
	m.units += runeUnits(r)
}

func (m *markup) push(kind models.MessageEntityType, tag, arg string, at int) {
	m.open = append(m.open, openEntity{kind, tag, arg, at, m.units, len(m.out)})
}

// pop closes the innermost entity and returns it.
func (m *markup) pop() openEntity {
	last := m.open[len(m.open)-1]
	m.open = m.open[:len(m.open)-1]
	return last
}

// inside is the kind of the innermost open entity, "" if there is none.
func (m *markup) inside() models.MessageEntityType {
	if len(m.open) == 0 {
		return ""
	}
	return m.open[len(m.open)-1].kind
}

// keep records an entity that reaches up to here, unless it is empty.
func (m *markup) keep(o openEntity, e models.MessageEntity) {
	e.Type = cmp.Or(e.Type, o.kind)
	e.Offset, e.Length = o.offset, m.units-o.offset
	if e.Length > 0 {
		m.entities = append(m.entities, e)
	}
}

// keepLink records a link to a page or to a user; a link that leads nowhere
// leaves only its text.
func (m *markup) keepLink(o openEntity, link string) {
	if id := linkedUser(link); id > 0 {
		m.keep(o, models.MessageEntity{Type: models.MessageEntityTypeTextMention, User: &models.User{ID: id}})
		return
	}
	if link = checkedLink(link); link != "" {
		m.keep(o, models.MessageEntity{Type: models.MessageEntityTypeTextLink, URL: link})
	}
}

func (m *markup) result() formatted {
	slices.SortStableFunc(m.entities, byPlace)
	return formatted{string(m.out), m.entities}
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0 || c == '\v'
}
