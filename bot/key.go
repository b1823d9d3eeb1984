package bot

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/camerton/camerton/tone"
)

// A Key names a conversation. It stays the same for as long as the chat does:
// what may change during a conversation, such as the id of a business
// connection, is no part of it. Keys are comparable.
type Key struct {
	// Channel is where the conversation takes place.
	Channel tone.Channel

	// Account is whose chats these are, where one bot answers for several
	// accounts: the user id of the business's owner. It is empty for the bot's
	// own chats.
	Account string

	// Chat is the channel's id of the chat; never empty.
	Chat string

	// Thread is a topic within the chat; empty if the chat has none.
	Thread string
}

// String returns the key as one line without spaces, for logs and as a key in a
// store: "telegram_business/4711/-100200/". ParseKey reads it.
func (k Key) String() string {
	return strings.Join([]string{
		k.Channel.String(), url.PathEscape(k.Account), url.PathEscape(k.Chat), url.PathEscape(k.Thread),
	}, "/")
}

// ParseKey reads what [Key.String] returns.
func ParseKey(text string) (Key, error) {
	parts := strings.Split(text, "/")
	if len(parts) != 4 {
		return Key{}, fmt.Errorf("bot: %q is no conversation; write channel/account/chat/thread", text)
	}
	channel, err := tone.ParseChannel(parts[0])
	if err != nil {
		return Key{}, fmt.Errorf("bot: conversation %q: %w", text, err)
	}
	k := Key{Channel: channel}
	for i, field := range []*string{&k.Account, &k.Chat, &k.Thread} {
		if *field, err = url.PathUnescape(parts[i+1]); err != nil {
			return Key{}, fmt.Errorf("bot: conversation %q: %w", text, err)
		}
	}
	if k.Chat == "" {
		return Key{}, fmt.Errorf("bot: conversation %q: %w", text, errNoChat)
	}
	return k, nil
}

var errNoChat = errors.New("the chat is missing")

// MarshalText returns what String does.
func (k Key) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText accepts what ParseKey does.
func (k *Key) UnmarshalText(text []byte) (err error) {
	*k, err = ParseKey(string(text))
	return err
}

// Compare orders keys by channel, account, chat and thread.
func (k Key) Compare(other Key) int {
	return cmp.Or(
		cmp.Compare(k.Channel, other.Channel),
		cmp.Compare(k.Account, other.Account),
		cmp.Compare(k.Chat, other.Chat),
		cmp.Compare(k.Thread, other.Thread),
	)
}
