package telegram

import (
	"encoding/json"
	"fmt"
)

// The structs here are the parts of updates that this package reads, and no
// more: what Telegram adds elsewhere can't keep an update from being read.

// An update is what happened, exactly one of the pointers being set in those
// that we asked for.
type update struct {
	ID                    int64       `json:"update_id"`
	Message               *message    `json:"message"`
	EditedMessage         *message    `json:"edited_message"`
	BusinessMessage       *message    `json:"business_message"`
	EditedBusinessMessage *message    `json:"edited_business_message"`
	BusinessConnection    *connection `json:"business_connection"`
	DeletedMessages       *deletion   `json:"deleted_business_messages"`
	CallbackQuery         *press      `json:"callback_query"`
	MyChatMember          *membership `json:"my_chat_member"`
	MessageReaction       *reaction   `json:"message_reaction"`
}

// allowedUpdates are the kinds that Telegram is asked for. They must be named:
// what is not would come as it was set at some time before.
func allowedUpdates() []string {
	return []string{
		"message", "edited_message", "business_connection", "business_message", "edited_business_message",
		"deleted_business_messages", "callback_query", "my_chat_member", "message_reaction",
	}
}

type user struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	Language  string `json:"language_code"`
}

type chat struct {
	ID   int64  `json:"id"`
	Type string `json:"type"`
}

func (c *chat) private() bool { return c.Type == "private" }

func (c *chat) group() bool { return c.Type == "group" || c.Type == "supergroup" }

type message struct {
	ID          int64   `json:"message_id"`
	Thread      int64   `json:"message_thread_id"`
	InTopic     bool    `json:"is_topic_message"`
	From        *user   `json:"from"`
	SenderBot   *user   `json:"sender_business_bot"`
	Connection  string  `json:"business_connection_id"`
	Date        int64   `json:"date"`
	EditDate    int64   `json:"edit_date"`
	Chat        chat    `json:"chat"`
	ForwardedBy present `json:"forward_origin"`
	OfChannel   bool    `json:"is_automatic_forward"`
	Offline     bool    `json:"is_from_offline"`
	ReplyTo     *quoted `json:"reply_to_message"`
	Album       string  `json:"media_group_id"`

	Text            string   `json:"text"`
	Entities        []entity `json:"entities"`
	Caption         string   `json:"caption"`
	CaptionEntities []entity `json:"caption_entities"`

	Photo     present  `json:"photo"`
	Voice     present  `json:"voice"`
	VideoNote present  `json:"video_note"`
	Video     present  `json:"video"`
	Animation present  `json:"animation"`
	Audio     present  `json:"audio"`
	Document  present  `json:"document"`
	Sticker   present  `json:"sticker"`
	Location  present  `json:"location"`
	Venue     present  `json:"venue"`
	Contact   *contact `json:"contact"`
	Dice      present  `json:"dice"`
	Game      present  `json:"game"`
	Story     present  `json:"story"`
	PaidMedia present  `json:"paid_media"`
	Poll      *titled  `json:"poll"`
	Checklist *titled  `json:"checklist"`

	MigratedTo int64 `json:"migrate_to_chat_id"`
}

// present notes that a field is there, whatever is in it.
type present bool

// UnmarshalJSON reads any value; null is none.
func (p *present) UnmarshalJSON(data []byte) error {
	*p = string(data) != "null"
	return nil
}

// quoted is the message that another one answers.
type quoted struct {
	ID           int64   `json:"message_id"`
	From         *user   `json:"from"`
	TopicCreated present `json:"forum_topic_created"`
}

type entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"` // in UTF-16 units, as the length is
	Length int    `json:"length"`
	User   *user  `json:"user"`
}

type contact struct {
	User int64 `json:"user_id"`
}

// titled is something that has words of its own.
type titled struct {
	Question string `json:"question"`
	Title    string `json:"title"`
}

type connection struct {
	ID       string `json:"id"`
	User     user   `json:"user"`
	UserChat int64  `json:"user_chat_id"`
	Date     int64  `json:"date"`
	Rights   *struct {
		CanReply bool `json:"can_reply"`
	} `json:"rights"`
	CanReply bool `json:"can_reply"` // where rights is not there, as before Bot API 9.0
	Enabled  bool `json:"is_enabled"`
}

// mayReply reports whether the bot may answer in the account's chats.
func (c *connection) mayReply() bool {
	if c.Rights != nil {
		return c.Rights.CanReply
	}
	return c.CanReply
}

type deletion struct {
	Connection string  `json:"business_connection_id"`
	Chat       chat    `json:"chat"`
	Messages   []int64 `json:"message_ids"`
}

type press struct {
	ID      string   `json:"id"`
	From    user     `json:"from"`
	Message *message `json:"message"`
	Data    string   `json:"data"`
}

type membership struct {
	Chat chat   `json:"chat"`
	Date int64  `json:"date"`
	New  member `json:"new_chat_member"`
}

type member struct {
	Status   string `json:"status"`
	IsMember bool   `json:"is_member"`
	CanSend  bool   `json:"can_send_messages"`
}

type reaction struct {
	Chat    chat  `json:"chat"`
	Message int64 `json:"message_id"`
	User    *user `json:"user"`
	Date    int64 `json:"date"`
	New     []struct {
		Type        string `json:"type"`
		Emoji       string `json:"emoji"`
		CustomEmoji string `json:"custom_emoji_id"`
	} `json:"new_reaction"`
}

// readUpdate reads an update. With an error, the number is that of the update
// as far as that could be read, and 0 otherwise; the error holds nothing of what
// the update says.
func readUpdate(data []byte) (*update, error) {
	u := &update{}
	err := json.Unmarshal(data, u)
	if err == nil {
		return u, nil
	}
	var head struct {
		ID int64 `json:"update_id"`
	}
	if json.Unmarshal(data, &head) != nil {
		head.ID = 0
	}
	return &update{ID: head.ID}, fmt.Errorf("telegram: update %d is not in a form that is known: %T", head.ID, err)
}

// connectionID returns the id of the business connection that the update came
// by; empty if by none.
func (u *update) connectionID() string {
	switch {
	case u.BusinessMessage != nil:
		return u.BusinessMessage.Connection
	case u.EditedBusinessMessage != nil:
		return u.EditedBusinessMessage.Connection
	case u.DeletedMessages != nil:
		return u.DeletedMessages.Connection
	case u.CallbackQuery != nil && u.CallbackQuery.Message != nil:
		return u.CallbackQuery.Message.Connection
	}
	return ""
}
