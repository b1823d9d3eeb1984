package apitest

import (
	"encoding/json"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"
)

const (
	maxButtons     = 100
	maxButtonBytes = 64
)

// keyboard is the inline keyboard of a message: as Go sees it, and the JSON
// that is sent back with the message. The zero value is no keyboard.
type keyboard struct {
	markup *models.InlineKeyboardMarkup
	raw    json.RawMessage
}

// parseKeyboard reads a reply_markup parameter. Keyboards under the input
// field, their removal and forced replies are checked and not stored: they do
// not come back with a message.
func parseKeyboard(text string, onlyInline bool) (keyboard, *Error) {
	if text == "" {
		return keyboard{}, nil
	}
	if !json.Valid([]byte(text)) {
		return keyboard{}, badRequest("Can't parse reply keyboard markup JSON object")
	}
	var o object
	if json.Unmarshal([]byte(text), &o) != nil || o == nil {
		return keyboard{}, badRequest("Object expected as reply markup")
	}
	plain, err := plainRows(o)
	if err != nil {
		return keyboard{}, err
	}
	rows, err := inlineRows(o)
	if err != nil {
		return keyboard{}, err
	}
	if plain || len(rows) == 0 {
		if onlyInline && (plain || o.has("remove_keyboard") || o.has("force_reply")) {
			return keyboard{}, badRequest("Inline keyboard expected")
		}
		return keyboard{}, nil
	}
	return newKeyboard(rows)
}

// plainRows checks a keyboard under the input field; it tells whether there is one.
func plainRows(o object) (bool, *Error) {
	raw, ok := o["keyboard"]
	if !ok {
		return false, nil
	}
	var rows [][]json.RawMessage
	if json.Unmarshal(raw, &rows) != nil {
		return false, badRequest("Field \"keyboard\" must be an Array of Arrays")
	}
	for _, row := range rows {
		for _, b := range row {
			var button object
			if b[0] == '"' {
				continue
			}
			if json.Unmarshal(b, &button) != nil {
				return false, badRequest("Can't parse keyboard button: KeyboardButton must be a String or an Object")
			}
			if _, err := button.requiredText("text"); err != nil {
				return false, badRequest("Can't parse keyboard button: %s", sentence(err))
			}
		}
	}
	return len(rows) > 0, nil
}

func sentence(err *Error) string {
	s := strings.TrimPrefix(err.Description, "Bad Request: ")
	return strings.ToUpper(s[:1]) + s[1:]
}

// inlineRows checks each button and keeps of it what the server keeps.
func inlineRows(o object) ([][]object, *Error) {
	raw, ok := o["inline_keyboard"]
	if !ok {
		return nil, nil
	}
	var in [][]json.RawMessage
	if json.Unmarshal(raw, &in) != nil {
		return nil, badRequest("Field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays")
	}
	var out [][]object
	for _, row := range in {
		var kept []object
		for _, b := range row {
			button, err := inlineButton(b)
			if err != nil {
				return nil, badRequest("Can't parse inline keyboard button: %s", sentence(err))
			}
			kept = append(kept, button)
		}
		if len(kept) > 0 {
			out = append(out, kept)
		}
	}
	return out, nil
}

// actions are what a button may do, in the order in which they win.
var actions = []string{
	"url", "callback_data", "callback_game", "pay", "switch_inline_query", "switch_inline_query_chosen_chat",
	"switch_inline_query_current_chat", "login_url", "web_app", "copy_text",
}

func inlineButton(raw json.RawMessage) (object, *Error) {
	var in object
	if json.Unmarshal(raw, &in) != nil || in == nil {
		return nil, badRequest("InlineKeyboardButton must be an Object")
	}
	text, err := in.requiredText("text")
	if err != nil {
		return nil, err
	}
	out := object{"text": encode(text)}
	for _, action := range actions {
		if !in.has(action) {
			continue
		}
		if action == "url" || action == "callback_data" {
			v, err := in.text(action)
			if err != nil {
				return nil, err
			}
			if v == "" {
				continue
			}
			out[action] = encode(v)
			return out, nil
		}
		out[action] = in[action]
		return out, nil
	}
	return nil, badRequest("Text buttons are unallowed in the inline keyboard")
}

// newKeyboard makes the checks of the servers behind the Bot API.
func newKeyboard(rows [][]object) (keyboard, *Error) {
	n := 0
	for _, row := range rows {
		for _, b := range row {
			n++
			if err := checkButton(b); err != nil {
				return keyboard{}, err
			}
		}
	}
	if n > maxButtons {
		return keyboard{}, badRequest("reply markup is too long")
	}
	k := keyboard{markup: &models.InlineKeyboardMarkup{}}
	k.raw = encode(map[string]any{"inline_keyboard": rows})
	if err := json.Unmarshal(k.raw, k.markup); err != nil {
		return keyboard{}, badRequest("Can't parse inline keyboard button: %v", err)
	}
	return k, nil
}

func checkButton(b object) *Error {
	text, err := b.text("text")
	if err != nil {
		return err
	}
	if strings.TrimSpace(text) == "" {
		return badRequest("Inline keyboard button text must be non-empty")
	}
	if !utf8.ValidString(text) {
		return badRequest("Inline keyboard button text must be encoded in UTF-8")
	}
	if data, _ := b.text("callback_data"); len(data) > maxButtonBytes {
		return badRequest("BUTTON_DATA_INVALID")
	}
	if link, _ := b.text("url"); link != "" {
		return checkButtonURL(link)
	}
	if b.has("copy_text") {
		return checkCopyText(b["copy_text"])
	}
	return nil
}

func checkButtonURL(link string) *Error {
	u, err := url.Parse(link)
	if err != nil || checkedLink(link) == "" || u.Host == "" && u.Scheme != "tg" && u.Scheme != "" {
		return badRequest("Inline keyboard button URL '%s' is invalid: Wrong HTTP URL", link)
	}
	return nil
}

func checkCopyText(raw json.RawMessage) *Error {
	var o object
	if json.Unmarshal(raw, &o) != nil {
		return badRequest("Field \"copy_text\" must be of type Object")
	}
	text, err := o.requiredText("text")
	if err != nil {
		return err
	}
	if n := utf16Len(text); n < 1 || n > 256 {
		return badRequest("BUTTON_COPY_TEXT_INVALID")
	}
	return nil
}

// find returns the button with this callback data, or else with this text.
func (k keyboard) find(what string) (models.InlineKeyboardButton, bool) {
	if k.markup == nil {
		return models.InlineKeyboardButton{}, false
	}
	var byText *models.InlineKeyboardButton
	for _, row := range k.markup.InlineKeyboard {
		for i := range row {
			if row[i].CallbackData == what {
				return row[i], true
			}
			if row[i].Text == what && byText == nil {
				byText = &row[i]
			}
		}
	}
	if byText == nil {
		return models.InlineKeyboardButton{}, false
	}
	return *byText, true
}
