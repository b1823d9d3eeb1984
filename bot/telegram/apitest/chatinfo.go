package apitest

import "github.com/go-telegram/bot/models"

func getChat(c *call) (any, *Error) {
	ch, err := c.findChat("chat_id", toRead)
	if err != nil {
		return nil, err
	}
	i := ch.info
	return models.ChatFullInfo{
		ID: i.ID, Type: i.Type, Title: i.Title, Username: i.Username, FirstName: i.FirstName, LastName: i.LastName,
		IsForum: i.IsForum, MaxReactionCount: 11,
	}, nil
}

func getChatMember(c *call) (any, *Error) {
	user := c.p.integer("user_id", 0, 0, 1<<53)
	if user == 0 {
		return nil, badRequest("Invalid user_id specified")
	}
	ch, err := c.findChat("chat_id", toRead)
	if err != nil {
		return nil, err
	}
	u := c.srv.users[user]
	if u == nil {
		return nil, badRequest("PARTICIPANT_ID_INVALID")
	}
	kind := models.ChatMemberTypeMember
	if ch.group != nil {
		if kind = ch.group.statusOf(user); kind == "" {
			kind = models.ChatMemberTypeLeft
		}
	} else if user != ch.info.ID && user != c.bot.id {
		return nil, badRequest("PARTICIPANT_ID_INVALID")
	}
	m := chatMember(kind, *u)
	return &m, nil
}

func getChatMemberCount(c *call) (any, *Error) {
	ch, err := c.findChat("chat_id", toRead)
	if err != nil {
		return nil, err
	}
	if ch.group == nil {
		return 2, nil
	}
	n := 0
	for user := range ch.group.members {
		if ch.group.isIn(user) {
			n++
		}
	}
	return n, nil
}

func getChatAdministrators(c *call) (any, *Error) {
	ch, err := c.findChat("chat_id", toRead)
	if err != nil {
		return nil, err
	}
	if ch.group == nil {
		return nil, badRequest("there are no administrators in the private chat")
	}
	out := []models.ChatMember{}
	for user, kind := range ch.group.members {
		if ch.group.isAdmin(user) {
			out = append(out, chatMember(kind, *c.srv.user(user)))
		}
	}
	return out, nil
}

func leaveChat(c *call) (any, *Error) {
	ch, err := c.findChat("chat_id", toRead)
	if err != nil {
		return nil, err
	}
	if ch.group == nil {
		return nil, badRequest("chat member status can't be changed in private chats")
	}
	ch.group.change(c.bot.id, c.bot.id, models.ChatMemberTypeLeft)
	return true, nil
}
