package apitest

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/go-telegram/bot/models"
)

// textKey names one of the bot's texts in one language.
type textKey struct{ name, language string }

func getMe(c *call) (any, *Error) {
	u := c.srv.users[c.bot.id]
	return struct { // the flags that are there even when they are false
		*models.User
		CanJoinGroups           bool `json:"can_join_groups"`
		CanReadAllGroupMessages bool `json:"can_read_all_group_messages"`
		SupportsInlineQueries   bool `json:"supports_inline_queries"`
		CanConnectToBusiness    bool `json:"can_connect_to_business"`
		HasMainWebApp           bool `json:"has_main_web_app"`
	}{User: u, CanJoinGroups: true, CanReadAllGroupMessages: c.bot.config.ReadAll, CanConnectToBusiness: !c.bot.config.NoBusiness}, nil
}

// tooLongText is what a text over its limit is refused with.
var tooLongText = map[string]string{
	"name": "BOT_TITLE_INVALID", "description": "BOT_INFO_TOO_LONG", "short_description": "BOT_SHORT_INFO_TOO_LONG",
}

// setText makes the method that stores the bot's name or one of its
// descriptions; an empty text takes it away.
func setText(name string, limit int) func(*call) (any, *Error) {
	return func(c *call) (any, *Error) {
		language := c.p.get("language_code")
		if !languageCode.MatchString(language) {
			return nil, badRequest("LANG_CODE_INVALID")
		}
		text := c.p.get(name)
		if utf16Len(text) > limit {
			return nil, badRequest("%s", tooLongText[name])
		}
		c.bot.texts[textKey{name, language}] = text
		if name == "name" && language == "" && text != "" {
			u := *c.srv.users[c.bot.id]
			u.FirstName = text
			c.srv.users[c.bot.id] = &u
		}
		return true, nil
	}
}

// getText makes the method that reads it: in the language asked for, or else
// in none.
func getText(name string) func(*call) (any, *Error) {
	return func(c *call) (any, *Error) {
		text := c.bot.texts[textKey{name, c.p.get("language_code")}]
		if text == "" {
			text = c.bot.texts[textKey{name, ""}]
		}
		if text == "" && name == "name" {
			text = c.srv.users[c.bot.id].FirstName
		}
		return map[string]string{name: text}, nil
	}
}

func setChatMenuButton(c *call) (any, *Error) {
	text := c.p.get("menu_button")
	if text == "" {
		text = `{"type":"default"}`
	}
	o, err := parseObject(text, "menu button")
	if err != nil {
		return nil, err
	}
	switch kind, err := o.requiredText("type"); {
	case err != nil:
		return nil, badRequest("Can't parse menu button: %s", sentence(err))
	case kind != "default" && kind != "commands" && kind != "web_app":
		return nil, badRequest("Can't parse menu button: Unsupported type specified")
	}
	id, err := c.menuOwner()
	if err != nil {
		return nil, err
	}
	c.bot.menus[id] = text
	return true, nil
}

func getChatMenuButton(c *call) (any, *Error) {
	id, err := c.menuOwner()
	if err != nil {
		return nil, err
	}
	for _, owner := range []int64{id, 0} {
		if text := c.bot.menus[owner]; text != "" {
			return json.RawMessage(text), nil
		}
	}
	return map[string]string{"type": "commands"}, nil
}

// menuOwner is the user the menu is of, 0 for the one that all get.
func (c *call) menuOwner() (int64, *Error) {
	if c.p.get("chat_id") == "" {
		return 0, nil
	}
	ch, err := c.findChat("chat_id", toRead)
	if err != nil {
		return 0, err
	}
	if ch.group != nil {
		return 0, badRequest("Invalid chat_id specified")
	}
	return ch.info.ID, nil
}

const loggedOutFor = 10 * time.Minute

func loggedOutError() *Error { return &Error{Code: http.StatusBadRequest, Description: "Logged out"} }

// refuses is the answer to any call of a bot that has logged out or been closed.
func (b *Bot) refuses(c *call) *Error {
	if b.loggedOut(c.now) {
		return loggedOutError()
	}
	if b.closed && c.m.name == "close" {
		return badRequest("the bot has already been closed")
	}
	b.closed = false
	return nil
}

func (b *Bot) loggedOut(now time.Time) bool {
	return !b.loggedAt.IsZero() && now.Sub(b.loggedAt) < loggedOutFor
}

// logOut forgets the webhook and the updates; for ten minutes the bot cannot
// come back.
func logOut(c *call) (any, *Error) {
	c.bot.dropHook()
	c.bot.endPoll(loggedOutError())
	c.bot.clear(0, "dropped by logOut")
	c.bot.loggedAt = c.now
	return true, nil
}

// closeBot ends the bot's session; the next call of anything else begins one.
func closeBot(c *call) (any, *Error) {
	c.bot.endPoll(&Error{Code: http.StatusInternalServerError, Description: "Internal Server Error: restart"})
	c.bot.poll = pollState{}
	c.bot.closed = true
	return true, nil
}

// chatMember is a member as the Bot API shows one.
func chatMember(kind models.ChatMemberType, u models.User) models.ChatMember {
	m := models.ChatMember{Type: kind}
	switch kind {
	case models.ChatMemberTypeOwner:
		m.Owner = &models.ChatMemberOwner{User: &u}
	case models.ChatMemberTypeAdministrator:
		m.Administrator = &models.ChatMemberAdministrator{
			User: u, CanManageChat: true, CanDeleteMessages: true, CanInviteUsers: true, CanRestrictMembers: true,
		}
	case models.ChatMemberTypeMember:
		m.Member = &models.ChatMemberMember{User: &u}
	case models.ChatMemberTypeRestricted:
		m.Restricted = &models.ChatMemberRestricted{User: &u, IsMember: true}
	case models.ChatMemberTypeLeft:
		m.Left = &models.ChatMemberLeft{User: &u}
	case models.ChatMemberTypeBanned:
		m.Banned = &models.ChatMemberBanned{User: &u}
	}
	return m
}
