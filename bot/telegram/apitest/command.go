package apitest

import (
	"encoding/json"
	"regexp"
	"strconv"

	"github.com/go-telegram/bot/models"
)

const maxCommands = 100

// commandList is what setMyCommands stored.
type commandList []models.BotCommand

var (
	commandName  = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
	languageCode = regexp.MustCompile(`^([a-z]{2})?$`)
)

func setMyCommands(c *call) (any, *Error) {
	list, err := parseCommands(c.p.get("commands"))
	if err != nil {
		return nil, err
	}
	key, err := c.commandKey()
	if err != nil {
		return nil, err
	}
	if len(list) > maxCommands {
		return nil, badRequest("BOT_COMMANDS_TOO_MUCH")
	}
	for i := range list {
		if list[i].Command != "" && list[i].Command[0] == '/' {
			list[i].Command = list[i].Command[1:]
		}
		if !commandName.MatchString(list[i].Command) {
			return nil, badRequest("BOT_COMMAND_INVALID")
		}
		if n := utf16Len(list[i].Description); n < 1 || n > 256 {
			return nil, badRequest("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	c.bot.lists[key] = list
	return true, nil
}

func getMyCommands(c *call) (any, *Error) {
	key, err := c.commandKey()
	if err != nil {
		return nil, err
	}
	if list := c.bot.lists[key]; list != nil {
		return list, nil
	}
	return commandList{}, nil
}

func deleteMyCommands(c *call) (any, *Error) {
	key, err := c.commandKey()
	if err != nil {
		return nil, err
	}
	delete(c.bot.lists, key)
	return true, nil
}

func parseCommands(text string) (commandList, *Error) {
	if text == "" {
		return commandList{}, nil
	}
	if !json.Valid([]byte(text)) {
		return nil, badRequest("Can't parse commands JSON object")
	}
	var raw []json.RawMessage
	if json.Unmarshal([]byte(text), &raw) != nil {
		return nil, badRequest("Expected an Array of BotCommand")
	}
	list := commandList{}
	for _, item := range raw {
		var o object
		if json.Unmarshal(item, &o) != nil || o == nil {
			return nil, badRequest("Can't parse BotCommand: expected an Object")
		}
		name, err := o.requiredText("command")
		if err != nil {
			return nil, badRequest("Can't parse BotCommand: %s", sentence(err))
		}
		about, err := o.requiredText("description")
		if err != nil {
			return nil, badRequest("Can't parse BotCommand: %s", sentence(err))
		}
		list = append(list, models.BotCommand{Command: name, Description: about})
	}
	return list, nil
}

// commandKey names the scope and the language that the call is about.
func (c *call) commandKey() (string, *Error) {
	language := c.p.get("language_code")
	if !languageCode.MatchString(language) {
		return "", badRequest("LANG_CODE_INVALID")
	}
	text := c.p.get("scope")
	if text == "" {
		return "default|" + language, nil
	}
	if !json.Valid([]byte(text)) {
		return "", badRequest("Can't parse BotCommandScope JSON object")
	}
	scope, err := c.commandScope(text)
	if err != nil {
		return "", err
	}
	return scope + "|" + language, nil
}

func (c *call) commandScope(text string) (string, *Error) {
	wrong := func(why string) *Error { return badRequest("Can't parse BotCommandScope: %s", why) }
	var o object
	if json.Unmarshal([]byte(text), &o) != nil || o == nil {
		return "", wrong("BotCommandScope must be an Object")
	}
	kind, err := o.requiredText("type")
	if err != nil {
		return "", wrong(sentence(err))
	}
	switch kind {
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
		return kind, nil
	case "chat", "chat_administrators", "chat_member":
	default:
		return "", wrong("Unsupported type specified")
	}
	chatID, err := o.requiredText("chat_id")
	if err != nil {
		return "", wrong(sentence(err))
	}
	if chatID == "" {
		return "", wrong("Empty chat_id specified")
	}
	user := int64(0)
	if kind == "chat_member" {
		if user, err = o.requiredInteger("user_id"); err != nil || user <= 0 {
			return "", wrong("Invalid user_id specified")
		}
	}
	where := call{srv: c.srv, bot: c.bot, now: c.now, p: params{values: map[string]string{"chat_id": chatID}}}
	ch, err := where.findChat("chat_id", toRead)
	if err != nil {
		return "", err
	}
	if ch.group == nil && kind != "chat" {
		return "", badRequest("Can't use specified scope in private chats")
	}
	return kind + " " + strconv.FormatInt(ch.info.ID, 10) + " " + strconv.FormatInt(user, 10), nil
}

// CommandsFor are the commands that a user sees in the private chat with the
// bot, found as Telegram's apps find them: first for the chat, then for all
// private chats, then by default; in the user's language first, then in none.
func (b *Bot) CommandsFor(user int64, language string) []models.BotCommand {
	b.srv.mu.Lock()
	defer b.srv.mu.Unlock()
	for _, scope := range []string{"chat " + strconv.FormatInt(user, 10) + " 0", "all_private_chats", "default"} {
		for _, key := range []string{scope + "|" + language, scope + "|"} {
			if list := b.lists[key]; len(list) > 0 {
				return list
			}
		}
	}
	return nil
}
