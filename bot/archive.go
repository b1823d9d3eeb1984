package bot

import (
	"context"
	"time"
)

// An Archive is what the people who run a bot need of a store. The stores that
// come with Camerton are both Store and Archive. What is said at [Store] about
// concurrency, durability and time holds here too.
type Archive interface {
	// Stats counts what is in the store.
	Stats(ctx context.Context, now time.Time) (Stats, error)

	// Conversations returns keys in their order, from the one after the given
	// key (the zero key is from the start), at most limit.
	Conversations(ctx context.Context, after Key, limit int) ([]Key, error)

	// Outbox returns the sends of a conversation in the order of their
	// numbers; those of all conversations with the zero key, ordered by key.
	// With statuses given only those that have one of them, or, if
	// SendUnknown is among them, whose Unknown is not zero.
	Outbox(ctx context.Context, key Key, statuses ...SendStatus) ([]Outgoing, error)

	// Inbox returns what has come in a conversation and is not in its log: the
	// unread events and those that were put aside, in the order of their numbers.
	// Of one that can't be read in the store there is no Event.
	Inbox(ctx context.Context, key Key) ([]Received, error)

	// DeadLetters returns what was put aside, the oldest first, at most limit.
	DeadLetters(ctx context.Context, limit int) ([]DeadLetter, error)

	// Revive has a dead letter tried again from now on: an incoming event is
	// unread again, after those that are unread already; a send is planned
	// again. It returns ErrNoLetter if there is none with that id.
	Revive(ctx context.Context, id string, now time.Time) error

	// Drop deletes a dead letter for good. It returns ErrNoLetter if there is
	// none with that id.
	Drop(ctx context.Context, id string) error

	// SaveConnection stores by which connection an account is answered now,
	// unless a newer one is stored. Connection returns it; the zero Connection
	// if there is none.
	SaveConnection(ctx context.Context, c Connection) error
	Connection(ctx context.Context, source, account string) (Connection, error)

	// Forget deletes everything that is stored about a conversation, as
	// Commit.Forget does, whoever holds it: the holder's lease is lost.
	Forget(ctx context.Context, key Key) error

	// Prune deletes what is older than the limits and returns how many rows
	// that were. It takes away at most p.Limit rows a table, so that nobody
	// waits for it long; call it again while it returns any.
	Prune(ctx context.Context, p Prune) (rows int64, err error)
}

// ErrNoLetter says that there is no dead letter with the given id.
const ErrNoLetter = letterError("bot: there is no such dead letter")

type letterError string

func (e letterError) Error() string { return string(e) }

// Stats says how much is in a store.
type Stats struct {
	Conversations int64
	Unread        int64     // incoming events that have not been worked on
	Oldest        time.Time // when the oldest of them was received; zero if there is none
	Planned       int64     // sends that are open
	Overdue       int64     // conversations that are due and that nobody holds
	Leased        int64     // conversations that somebody holds
	Unknown       int64     // sends of which nobody knows whether they arrived, or arrived once
	Dead          int64     // dead letters
}

// An Outgoing is a send with the conversation that it belongs to.
type Outgoing struct {
	Key Key
	Send
}

// A DeadLetter is something that was put aside because it could not be worked
// on or sent: exactly one of Incoming and Send is set. Of one that can't be read
// in the store there is only what is known besides, without an Event or a Text.
type DeadLetter struct {
	ID       string // for Revive and Drop; without spaces
	Key      Key
	At       time.Time
	Reason   string
	Incoming *Incoming
	Send     *Send
}

// A Connection is the right to answer in the name of an account, as the channel
// gave it last.
type Connection struct {
	Source  string // the stream that it belongs to: the bot's id
	Account string // the user id of the business's owner
	ID      string // what the channel wants to see in every call
	Chat    string // the owner's own chat with the bot; may be empty

	// Enabled says that the account lets us in; Reply that we may write.
	Enabled, Reply bool

	At time.Time // when it came to be so
}

// A Prune says how long things are kept. A zero time keeps all.
type Prune struct {
	Updates       time.Time // update numbers received before; keep at least a day, and no more than a week
	Conversations time.Time // whole conversations in which nothing has happened since, as Forget does; not those that are due again
	Limit         int       // rows a table at most; 0 is 10,000
}
