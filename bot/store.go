package bot

import (
	"context"
	"errors"
	"time"
)

// ErrLost is returned when a lease no longer holds: it ran out and another
// holder has the conversation, or the conversation was forgotten. The holder
// must stop at once; nothing of what it tried was stored.
var ErrLost = errors.New("bot: the lease on the conversation is lost")

// ErrIncoming is returned by [Store.Begin] when the conversation has incoming
// events that have not been worked on: they may change what is to be sent.
var ErrIncoming = errors.New("bot: the conversation has unread events")

// A Store keeps conversations. An [Engine] needs it; bot/storetest holds the
// suite that every implementation passes.
//
// Every method is safe for concurrent use, by any number of processes where the
// store allows several. When a method returns nil, what it stored survives a
// kill of the process and, as far as the medium can promise it, a loss of
// power; when it returns an error, it has stored nothing, except that after a
// broken connection to the database a commit may have taken place: its holder
// then finds its lease used up (ErrLost) or its work done. Concurrent calls may
// be made durable together, but none returns before its own part is.
//
// All times are whole milliseconds in UTC; stores round finer ones down. No
// method reads a clock.
type Store interface {
	// Receive stores a batch of events in its order, all or none, and makes
	// their conversations due at once (at Received). A conversation that is
	// new is created. It returns for each event whether it was new; a
	// duplicate, by (Source, Update) or by a non-empty Identity, within the
	// batch or of an earlier one, is not stored. An adapter acknowledges the
	// batch to its channel only after Receive has returned nil.
	Receive(ctx context.Context, batch []Incoming) (fresh []bool, err error)

	// Claim leases conversations that are due and that nobody holds, those
	// first that have been due longest, and loads what is to be done. A
	// conversation is due when its due time (see Commit.Due) is not after
	// c.Now, or when it has unread events; nobody holds it when its lease has
	// ended or ran out at or before c.Now. Each claim gives the conversation
	// a new, greater fence. It returns nil when there is nothing. An event or a
	// send that can't be read, because somebody else had a hand in the store,
	// is made a dead letter; it keeps nothing else from being worked on. If a
	// conversation itself can't be read, it is set aside for a while, and Claim
	// returns an error that says so beside the work.
	Claim(ctx context.Context, c Claim) ([]Work, error)

	// Load loads the work of a leased conversation again, with the events that
	// have come in the meantime.
	Load(ctx context.Context, l Lease) (Work, error)

	// Renew makes a lease run until the given time. A commit of the same lease whose
	// caller was told of a broken connection, and that is still under way, ends
	// before Renew does: a Load after it sees whether that commit was stored.
	Renew(ctx context.Context, l Lease, until time.Time) error

	// Begin stores that a send is about to be made: its Status becomes
	// SendStarted, Attempts grows by one and Started becomes now. It stores
	// nothing and returns ErrIncoming if the conversation has unread events,
	// and an error if the send is not planned.
	Begin(ctx context.Context, l Lease, no int64, now time.Time) error

	// Commit stores what a holder has done, all or nothing, and ends the lease
	// or, with c.Until, moves its end. It sets the count of failures back to
	// zero and lifts the time that Fail set. It reports whether the send was
	// begun that c.Begin asks for: without it the rest is stored all the same.
	Commit(ctx context.Context, l Lease, c Commit) (begun bool, err error)

	// Fail ends the lease of a conversation that could not be worked on,
	// counts the failure, and makes the conversation due at f.Retry, not
	// earlier whatever else would make it due.
	Fail(ctx context.Context, l Lease, f Failure) error

	// NextDue returns the earliest time at which Claim would find something,
	// which may lie in the past: the least, over all conversations, of the
	// time at which each is due and free. It returns the zero time if there is
	// nothing.
	NextDue(ctx context.Context) (time.Time, error)

	// Events returns events of a conversation in their order, from the one
	// after number after (0 is from the start), at most limit.
	Events(ctx context.Context, key Key, after int64, limit int) ([]Logged, error)
}

// A Claim asks for work.
type Claim struct {
	Now   time.Time
	Until time.Time // when the leases run out
	Limit int       // how many conversations at most; at least 1
	Owner string    // who claims, for people to read; never empty
}

// A Lease is the right to work on a conversation.
type Lease struct {
	Key   Key
	Fence int64 // greater at every claim of the conversation; a lease with an old one is lost
}

// A Work is a conversation as its holder gets it.
type Work struct {
	Lease Lease

	// Failures is how often in a row the work could not be done.
	Failures int

	// Snapshot is the History as it was last committed, in the form that the
	// engine gave it; nil for a new conversation. Events is the number of the
	// last event that it holds.
	Snapshot []byte
	Events   int64

	// Incoming are the unread events, in the order in which they were stored.
	Incoming []Received

	// Sends are those that are open, in the order of their numbers. One that
	// is SendStarted was begun by an earlier holder who did not say how it
	// ended. Timers are all that are set, the earliest first.
	Sends  []Send
	Timers []Timer
}

// A Received is an incoming event that is stored.
type Received struct {
	ID int64 // greater for what was stored later in the conversation
	Incoming
}

// A Logged is an event in the log of a conversation.
type Logged struct {
	No int64 // in the conversation, from 1 without a gap
	Event
}

// A Commit is what a holder has done.
type Commit struct {
	Now time.Time

	// Done are incoming events that have been worked on: they are unread no
	// more. Buried are those that could not be and that an operator must see,
	// with the reason; they are unread no more either.
	Done   []int64
	Buried []Burial

	// Events are appended to the log, Snapshot takes the place of the last one.
	Events   []Event
	Snapshot []byte

	// Sends are new rows of the outbox, or take the place of the rows with
	// their numbers. Timers are set, or moved; Cancelled are taken away, those
	// that are not set being passed over.
	Sends     []Send
	Timers    []Timer
	Cancelled []TimerID

	// Due is when the conversation is to be claimed next; zero for not before
	// something comes in. Unread events make it due at once whatever Due says.
	Due time.Time

	// Until leaves the lease with its holder until then; zero ends it.
	Until time.Time

	// Begin is the number of a send that is about to be made, and for which the
	// lease is kept: it is begun with the commit, at Now, as Store.Begin does it
	// after the commit. It is not begun if there are unread events that are not
	// among those of this commit, or if it is not planned. Zero is none.
	Begin int64

	// Forget deletes everything that is stored about the conversation, its log
	// and dead letters too; nothing else in the commit is looked at then, and
	// unread events that came after the Done ones start the conversation anew.
	// Update numbers are kept, so that nothing comes twice.
	Forget bool
}

// A Burial is an incoming event that is put aside.
type Burial struct {
	ID     int64
	Reason string // in English, without the customer's words
}

// A Failure is why a conversation could not be worked on.
type Failure struct {
	Now    time.Time
	Retry  time.Time // when to try again
	Reason string    // in English, without the customer's words
}
