package apitest

import (
	"encoding/json"
	"reflect"
	"strings"

	"github.com/go-telegram/bot/models"
)

// reactions are the emoji that anybody may react with.
const reactions = "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 " +
	"😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡"

func isReaction(emoji string) bool {
	for known := range strings.FieldsSeq(reactions) {
		if known == strings.TrimSuffix(emoji, "\ufe0f") {
			return true
		}
	}
	return false
}

func emojiReaction(emoji string) models.ReactionType {
	return models.ReactionType{
		Type:              models.ReactionTypeTypeEmoji,
		ReactionTypeEmoji: &models.ReactionTypeEmoji{Type: models.ReactionTypeTypeEmoji, Emoji: emoji},
	}
}

func setMessageReaction(c *call) (any, *Error) {
	list, err := parseReactions(c.p.get("reaction"))
	if err != nil {
		return nil, err
	}
	ch, err := c.findChat("chat_id", toRead)
	if err != nil {
		return nil, err
	}
	m, err := ch.findMessage(c.p.messageID("message_id"), "message to react")
	if err != nil {
		return nil, err
	}
	if len(list) > 1 {
		return nil, badRequest("REACTIONS_TOO_MANY") // bots may set one
	}
	for _, r := range list {
		if r.ReactionTypeEmoji == nil || !isReaction(r.ReactionTypeEmoji.Emoji) {
			return nil, badRequest("REACTION_INVALID")
		}
	}
	m.react(c.bot.id, list)
	c.messageID = m.msg.ID
	return true, nil
}

func parseReactions(text string) ([]models.ReactionType, *Error) {
	if text == "" {
		return nil, nil
	}
	if !json.Valid([]byte(text)) {
		return nil, badRequest("Can't parse reaction types JSON object")
	}
	var raw []json.RawMessage
	if json.Unmarshal([]byte(text), &raw) != nil {
		return nil, badRequest("Expected an Array of ReactionType")
	}
	var out []models.ReactionType
	for _, item := range raw {
		var r models.ReactionType
		if json.Unmarshal(item, &r) != nil {
			return nil, badRequest("Can't parse ReactionType: invalid reaction type specified")
		}
		out = append(out, r)
	}
	return out, nil
}

// react sets what one user reacts with and returns what it was before.
func (m *message) react(user int64, list []models.ReactionType) (before []models.ReactionType) {
	if m.reactions == nil {
		m.reactions = map[int64][]models.ReactionType{}
	}
	before = m.reactions[user]
	m.reactions[user] = list
	return before
}

// tellReaction makes the update for a user's reaction to a message.
func (b *Bot) tellReaction(m *message, from *models.User, list []models.ReactionType) {
	before := m.react(from.ID, list)
	if reflect.DeepEqual(before, list) {
		return
	}
	if before == nil {
		before = []models.ReactionType{}
	}
	if list == nil {
		list = []models.ReactionType{}
	}
	now := b.srv.clock.Now()
	b.tell("message_reaction", &models.MessageReactionUpdated{
		Chat: m.chat.info, MessageID: m.msg.ID, User: from, Date: int(now.Unix()), OldReaction: before, NewReaction: list,
	}, about{
		chat: m.chat.info.ID, message: m.msg.ID, life: messageLife, lane: lane(m.chat.info.ID, laneReaction),
	})
}
