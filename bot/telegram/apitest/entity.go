package apitest

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/go-telegram/bot/models"
)

// parseEntities reads the JSON of an entities parameter. What is no list
// counts as an empty one, as with the Bot API.
func parseEntities(text string) ([]models.MessageEntity, *Error) {
	var raw []json.RawMessage
	if text == "" || !isList(text, &raw) {
		return nil, nil
	}
	out := make([]models.MessageEntity, 0, len(raw))
	for _, item := range raw {
		e, found, err := parseEntity(item)
		if err != nil {
			why := strings.TrimPrefix(err.Description, "Bad Request: ")
			return nil, badRequest("Can't parse MessageEntity: %s", why)
		}
		if !found {
			out = append(out, e)
		}
	}
	return out, nil
}

// isList reads a JSON list into out.
func isList(text string, out *[]json.RawMessage) bool {
	return json.Unmarshal([]byte(text), out) == nil
}

// parseEntity also tells whether it is of a kind that the server finds by
// itself, so that the bot's word for it is ignored.
func parseEntity(raw json.RawMessage) (e models.MessageEntity, found bool, err *Error) {
	var o object
	if json.Unmarshal(raw, &o) != nil || o == nil {
		return e, false, badRequest("expected an Object")
	}
	offset, err := o.requiredInteger("offset")
	if err != nil {
		return e, false, err
	}
	length, err := o.requiredInteger("length")
	if err != nil {
		return e, false, err
	}
	kind, err := o.requiredText("type")
	if err != nil {
		return e, false, err
	}
	e = models.MessageEntity{Type: models.MessageEntityType(kind), Offset: int(offset), Length: int(length)}
	switch e.Type {
	case models.MessageEntityTypeBold, models.MessageEntityTypeItalic, models.MessageEntityTypeUnderline,
		models.MessageEntityTypeStrikethrough, models.MessageEntityTypeSpoiler, models.MessageEntityTypeCode,
		models.MessageEntityTypeBlockquote, models.MessageEntityTypeExpandableBlockquote:
	case models.MessageEntityTypePre:
		e.Language, err = o.text("language")
	case models.MessageEntityTypeTextLink:
		e.URL, err = o.requiredText("url")
	case models.MessageEntityTypeCustomEmoji:
		e.CustomEmojiID, err = customEmoji(o)
	case models.MessageEntityTypeTextMention:
		e.User, err = mentioned(o)
	case models.MessageEntityTypeMention, models.MessageEntityTypeHashtag, models.MessageEntityTypeCashtag,
		models.MessageEntityTypeBotCommand, models.MessageEntityTypeURL, models.MessageEntityTypeEmail,
		models.MessageEntityTypePhoneNumber, "bank_card_number":
		return e, true, nil
	default:
		return e, false, badRequest("Unsupported type specified")
	}
	return e, false, err
}

func customEmoji(o object) (string, *Error) {
	id, err := o.requiredInteger("custom_emoji_id")
	return strconv.FormatInt(id, 10), err
}

func mentioned(o object) (*models.User, *Error) {
	var user object
	if json.Unmarshal(o["user"], &user) != nil || user == nil {
		return nil, badRequest("Can't find field \"user\"")
	}
	id, err := user.requiredInteger("id")
	return &models.User{ID: id}, err
}

// sortedEntities refuses nonsense, drops the empty ones and puts the rest in
// order: by offset, the longer first.
func sortedEntities(list []models.MessageEntity) ([]models.MessageEntity, *Error) {
	var out []models.MessageEntity
	for _, e := range list {
		if e.Offset < 0 || e.Offset > 1_000_000 {
			return nil, badRequest("Receive an entity with incorrect offset %d", e.Offset)
		}
		if e.Length < 0 || e.Length > 1_000_000 {
			return nil, badRequest("Receive an entity with incorrect length %d", e.Length)
		}
		if e.Length > 0 {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, byPlace)
	return out, nil
}

// isStyle tells the kinds that may overlap any other.
func isStyle(t models.MessageEntityType) bool {
	switch t { //nolint:exhaustive // everything else is whole and cannot be cut
	case models.MessageEntityTypeBold, models.MessageEntityTypeItalic, models.MessageEntityTypeUnderline,
		models.MessageEntityTypeStrikethrough, models.MessageEntityTypeSpoiler,
		models.MessageEntityTypeBlockquote, models.MessageEntityTypeExpandableBlockquote:
		return true
	default:
		return false
	}
}

func overlap(a, b models.MessageEntity) bool {
	return a.Offset < b.Offset+b.Length && b.Offset < a.Offset+a.Length
}

// withoutClashes drops links, code and mentions that begin inside another one.
func withoutClashes(list []models.MessageEntity) []models.MessageEntity {
	end := 0
	return slices.DeleteFunc(list, func(e models.MessageEntity) bool {
		if isStyle(e.Type) {
			return false
		}
		if e.Offset < end {
			return true
		}
		end = e.Offset + e.Length
		return false
	})
}
