package apitest

import "github.com/go-telegram/bot/models"

func canReply(r models.BusinessBotRights) bool { return r.CanReply }
func canRead(r models.BusinessBotRights) bool  { return r.CanReadMessages }

// connection finds a connection of the bot that is in force.
func (c *call) connection(id string) (*Connection, *Error) {
	conn := c.srv.connections[id]
	if conn == nil || conn.bot != c.bot || !conn.enabled {
		return nil, badRequest("BUSINESS_CONNECTION_INVALID")
	}
	c.business = id
	return conn, nil
}

// businessChat finds the chat of a connection that chat_id names, if the bot
// may act in it now.
func (c *call) businessChat(id string, may func(models.BusinessBotRights) bool) (*Connection, *chat, *Error) {
	text := c.p.get("chat_id")
	if text == "" {
		return nil, nil, badRequest("chat identifier is empty")
	}
	customer := leadingInt(text)
	if customer == 0 {
		return nil, nil, badRequest("chat identifier must be a valid Integer")
	}
	conn, err := c.connection(id)
	if err != nil {
		return nil, nil, err
	}
	c.chat = customer
	ch := conn.account.chats[customer]
	switch {
	case customer < 0:
		return nil, nil, badRequest("Chat must be a private chat")
	case customer == conn.account.id:
		return nil, nil, badRequest("Messages must not be sent to self")
	case ch == nil || ch.excluded:
		return nil, nil, badRequest("BUSINESS_PEER_INVALID")
	case !may(conn.rights):
		return nil, nil, badRequest("BOT_ACCESS_FORBIDDEN")
	case ch.lastFrom.IsZero() || c.now.Sub(ch.lastFrom) > replyWindow:
		return nil, nil, badRequest("BUSINESS_PEER_USAGE_MISSING")
	}
	return conn, ch, nil
}

// getBusinessConnection also shows one that was ended, but not one whose
// settings were changed.
func getBusinessConnection(c *call) (any, *Error) {
	conn := c.srv.connections[c.p.get("business_connection_id")]
	if conn == nil || conn.bot != c.bot {
		return nil, badRequest("business connection not found")
	}
	c.business = conn.id
	return conn.object(), nil
}

func readBusinessMessage(c *call) (any, *Error) {
	_, ch, err := c.businessChat(c.p.get("business_connection_id"), canRead)
	if err != nil {
		return nil, err
	}
	id := c.p.messageID("message_id")
	if id == 0 {
		return nil, badRequest("Invalid message identifier specified")
	}
	if ch.messages[id] == nil {
		return nil, badRequest("MESSAGE_ID_INVALID")
	}
	c.messageID = id
	return true, nil
}

// deleteBusinessMessages deletes messages of one chat: the bot's own with one
// right, any with the other.
func deleteBusinessMessages(c *call) (any, *Error) {
	ids, err := c.p.messageIDs("message_ids")
	if err != nil {
		return nil, err
	}
	conn, err := c.connection(c.p.get("business_connection_id"))
	if err != nil {
		return nil, err
	}
	r := conn.rights
	for _, ch := range conn.account.chats {
		for _, id := range ids {
			m := ch.messages[id]
			if m != nil && !r.CanDeleteAllMessages && (m.bot != c.bot || !r.CanDeleteOutgoingMessages) {
				return nil, badRequest("BOT_ACCESS_FORBIDDEN")
			}
		}
	}
	for _, ch := range conn.account.chats {
		for _, id := range ids {
			delete(ch.messages, id)
		}
	}
	return true, nil
}
