package sqlstore

import (
	"fmt"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

// keyColumns are the columns of a conversation that hold its key, in the order
// in which keys compare.
const keyColumns = "c.channel, c.account, c.chat, c.thread"

// keyIs finds a conversation by the parameters that keyArgs returns.
const keyIs = "c.channel = $1 AND c.account = $2 AND c.chat = $3 AND c.thread = $4"

// gone is the channel of a conversation of which nothing is left but rows that
// are still to be deleted.
const gone = ""

// keyArgs returns a key as the parameters $1 to $4, and more after them.
func keyArgs(k bot.Key, more ...any) []any {
	w := newWrittenKey(k)
	return append([]any{w.channel, w.account, w.chat, w.thread}, more...)
}

// A writtenKey is a key as its columns have it.
type writtenKey struct{ channel, account, chat, thread string }

func newWrittenKey(k bot.Key) writtenKey {
	return writtenKey{k.Channel.String(), name(k.Account), name(k.Chat), name(k.Thread)}
}

// dest returns where keyColumns are scanned to, and more after them.
func (w *writtenKey) dest(more ...any) []any {
	return append([]any{&w.channel, &w.account, &w.chat, &w.thread}, more...)
}

// key reads what keyArgs wrote.
func (w *writtenKey) key() (k bot.Key, err error) {
	if k.Channel, err = tone.ParseChannel(w.channel); err != nil {
		return bot.Key{}, fmt.Errorf("conversation: %w", err)
	}
	for _, part := range []struct {
		to   *string
		from string
	}{{&k.Account, w.account}, {&k.Chat, w.chat}, {&k.Thread, w.thread}} {
		if *part.to, err = unname(part.from); err != nil {
			return bot.Key{}, fmt.Errorf("conversation: %w", err)
		}
	}
	return k, nil
}
