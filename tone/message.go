package tone

import "time"

// MaxRunes is how many runes of a message are read. Telegram allows 4,096
// UTF-16 units a message, so nothing a customer can type there is cut.
const MaxRunes = 4096

// A Message is what the customer sent: one message, or a short burst of them
// joined by newlines.
type Message struct {
	Text  string // as received; any bytes
	Media Media  // what came with it or instead of it
}

// Media is a set of the things other than text that a message carried. The zero
// value is the empty set.
type Media uint16

// The kinds of media.
const (
	Photo Media = 1 << iota
	Voice
	Video
	Document
	Sticker
	Location
	Contact
)

// Has reports whether m holds all of the given kinds.
func (m Media) Has(kinds Media) bool { return m&kinds == kinds }

// A Context is what is known about the moment at which a message came. The zero
// value says nothing, and then the text alone decides.
type Context struct {
	// Channel is where the message came in.
	Channel Channel

	// At is when it came, in the local time of the business; zero if unknown.
	// Deadlines and dates in the text are resolved against it.
	At time.Time

	// Waiting is how long the customer has been waiting for an answer to an
	// earlier message; zero if nothing is unanswered.
	Waiting time.Duration

	// Unanswered is how many earlier messages of the customer in this
	// conversation have no answer yet, lines of one burst counted as one.
	Unanswered int

	// FailedSolutions is how many times an answer was given in this
	// conversation and the customer said that it did not help.
	FailedSolutions int

	// Previous holds the readings of the customer's earlier messages in this
	// conversation, oldest first. State, Intensity, Topic, Language and
	// Abstained are used; the rest may be zero.
	Previous []Reading
}
