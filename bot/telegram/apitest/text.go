package apitest

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"
)

// formatted is a text with its entities, offsets and lengths in UTF-16 units.
type formatted struct {
	text     string
	entities []models.MessageEntity
}

// utf16Len is the length of s as Telegram counts it: characters outside the
// basic plane (most emoji) are two.
func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n += runeUnits(r)
	}
	return n
}

func runeUnits(r rune) int {
	if r >= 0x10000 {
		return 2
	}
	return 1
}

// formattedText reads a text with its parse mode or with its JSON list of
// entities, and leaves it as it was typed.
func formattedText(text, mode, entities string) (formatted, *Error) {
	if len(text) > maxTextBytes {
		return formatted{}, badRequest("Text is too long")
	}
	mode = strings.ToLower(mode)
	if text != "" && mode != "" && mode != "none" {
		return parseMarkup(text, mode)
	}
	list, err := parseEntities(entities)
	return formatted{text, list}, err
}

func parseMarkup(text, mode string) (formatted, *Error) {
	var out formatted
	var err error
	switch mode {
	case "markdown":
		out, err = parseMarkdown(text)
	case "markdownv2":
		out, err = parseMarkdownV2(text)
	case "html":
		out, err = parseHTML(text)
	default:
		return formatted{}, badRequest("Unsupported parse_mode")
	}
	if err != nil {
		return formatted{}, badRequest("Can't parse entities: %v", err)
	}
	return out, nil
}

// tidy cleans a text as the server does before it stores it: control
// characters become spaces, carriage returns and vertical marks go, both ends
// are trimmed, the entities move along, and links, mentions and commands are
// found. An entity that does not lie in the text is refused. The result is
// empty if nothing visible is left.
func (f formatted) tidy() (formatted, *Error) {
	if !utf8.ValidString(f.text) {
		return formatted{}, badRequest("Strings must be encoded in UTF-8")
	}
	entities, err := sortedEntities(f.entities)
	if err != nil {
		return formatted{}, err
	}
	clean, moved := cleanRunes(f.text)
	for i := range entities {
		if err := relocate(&entities[i], moved); err != nil {
			return formatted{}, err
		}
	}
	entities = slices.DeleteFunc(entities, func(e models.MessageEntity) bool { return e.Length == 0 })
	out := trim(clean, entities)
	if strings.TrimFunc(out.text, isInvisible) == "" {
		return formatted{}, nil
	}
	out.entities = withoutClashes(out.entities)
	out = out.withFound()
	if len(out.entities) > 100 {
		out.entities = out.entities[:100]
	}
	return out, nil
}

// isInvisible tells what Telegram does not take for a text on its own.
func isInvisible(r rune) bool {
	return r == ' ' || r == '\n' || r == 0x200b || r >= 0x2028 && r <= 0x202e || r == 0x2060 || r == 0xfeff || r == 0xa0
}

// place is where a UTF-16 unit of the typed text went: unit is its offset in
// the clean text, -1 in the middle of a pair; at is the byte it stood at.
type place struct{ unit, at int }

// cleanRunes also returns the place of each UTF-16 unit, that of the end last.
func cleanRunes(text string) (string, []place) {
	var b strings.Builder
	moved := make([]place, 0, len(text)+1)
	unit := 0
	for at, r := range text {
		moved = append(moved, place{unit, at})
		if runeUnits(r) == 2 {
			moved = append(moved, place{-1, at})
		}
		switch {
		case r == '\r' || r >= 0x2028 && r <= 0x202e || r == 0x333 || r == 0x33f || r == 0x30a:
			continue
		case r < ' ' && r != '\n':
			r = ' '
		}
		b.WriteRune(r)
		unit += runeUnits(r)
	}
	return b.String(), append(moved, place{unit, len(text)})
}

// relocate moves an entity from the typed to the clean text.
func relocate(e *models.MessageEntity, moved []place) *Error {
	end := e.Offset + e.Length
	switch last := len(moved) - 1; {
	case e.Offset > last:
		return badRequest("Entity begins after the end of the text at UTF-16 offset %d", e.Offset)
	case moved[e.Offset].unit < 0:
		return badRequest("Entity begins in a middle of a UTF-16 symbol at byte offset %d", moved[e.Offset].at)
	case end > last:
		return badRequest("Entity beginning at UTF-16 offset %d ends after the end of the text at UTF-16 offset %d", e.Offset, end)
	case moved[end].unit < 0:
		return badRequest("Entity beginning at UTF-16 offset %d ends in a middle of a UTF-16 symbol at byte offset %d", e.Offset, moved[end].at)
	}
	e.Offset, e.Length = moved[e.Offset].unit, moved[end].unit-moved[e.Offset].unit
	return nil
}

// trim cuts blanks off both ends; blanks in front that an entity covers stay.
func trim(text string, entities []models.MessageEntity) formatted {
	text = strings.TrimRight(text, " \n")
	end := utf16Len(text)
	cut := len(text) - len(strings.TrimLeft(text, " \n"))
	if len(entities) > 0 {
		cut = min(cut, entities[0].Offset)
	}
	out := formatted{text: text[cut:]}
	for _, e := range entities {
		e.Length = min(e.Offset+e.Length, end) - e.Offset
		e.Offset -= cut
		if e.Length > 0 {
			out.entities = append(out.entities, e)
		}
	}
	return out
}

// byPlace orders entities as Telegram lists them: by offset, the longer first,
// then by kind.
func byPlace(a, b models.MessageEntity) int {
	return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Length, a.Length), cmp.Compare(rank(a.Type), rank(b.Type)))
}

// ranks put quotations outside, then code and links, then styles.
var ranks = map[models.MessageEntityType]int{
	models.MessageEntityTypeBlockquote: 1, models.MessageEntityTypeExpandableBlockquote: 1,
	models.MessageEntityTypePre: 2, models.MessageEntityTypeCode: 3,
	models.MessageEntityTypeTextLink: 4, models.MessageEntityTypeTextMention: 4,
	models.MessageEntityTypeBold: 6, models.MessageEntityTypeItalic: 7, models.MessageEntityTypeUnderline: 8,
	models.MessageEntityTypeStrikethrough: 9, models.MessageEntityTypeSpoiler: 10, models.MessageEntityTypeCustomEmoji: 11,
}

// rank of those that the server finds by itself lies between links and styles.
func rank(t models.MessageEntityType) int { return cmp.Or(ranks[t], 5) }

// withFound adds the entities that the server finds by itself where the bot
// has set none that could not hold them.
func (f formatted) withFound() formatted {
	for _, found := range findEntities(f.text) {
		clash := slices.ContainsFunc(f.entities, func(e models.MessageEntity) bool {
			return !isStyle(e.Type) && overlap(e, found)
		})
		if !clash {
			f.entities = append(f.entities, found)
		}
	}
	slices.SortStableFunc(f.entities, byPlace)
	return f
}

// indexUTF16 is where part begins in s, in UTF-16 units; -1 if nowhere.
func indexUTF16(s, part string) int {
	before, _, ok := strings.Cut(s, part)
	if !ok {
		return -1
	}
	return utf16Len(before)
}
