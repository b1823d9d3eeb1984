package tone

import "time"

// An EntityKind is the kind of thing an Entity is.
type EntityKind uint8

// The kinds of entities.
const (
	OrderNumber  EntityKind = iota // "заказ 48213", "comanda nr. 7"
	Amount                         // "350 лей", "20 euro"
	Moment                         // a date or a time: "завтра в 10", "pe 5 mai"
	Deadline                       // a moment by which something is needed: "до 18:00", "pana maine"
	PhoneNumber                    // only that there is one, and where
	EmailAddress                   // only that there is one, and where
	ContactCount                   // how many times they have written or called: "третий раз пишу"
	WaitingSpan                    // how long they say they have waited: "третий день жду"
)

var entityNames = [...]string{
	"order_number", "amount", "moment", "deadline", "phone", "email", "contact_count", "waiting",
}

// String returns the kind's name.
func (k EntityKind) String() string { return nameOf("EntityKind", entityNames[:], k) }

// MarshalText returns the name.
func (k EntityKind) MarshalText() ([]byte, error) {
	return marshalName("entity kind", entityNames[:], k)
}

// UnmarshalText accepts what MarshalText returns.
func (k *EntityKind) UnmarshalText(text []byte) (err error) {
	*k, err = parseName[EntityKind]("entity kind", entityNames[:], string(text))
	return err
}

// An Entity is something in a message that a reply or an operator can use.
type Entity struct {
	Kind EntityKind

	// Start and End are the byte offsets of its span in the text as given, End
	// exclusive.
	Start, End int

	// Number is the order number or contact count, or the amount in hundredths
	// of Currency; 0 for the other kinds and where the number does not fit.
	Number int64

	// Currency is the amount's ISO code: MDL, RON, EUR, USD, RUB, UAH; empty if
	// the text does not say.
	Currency string

	// At is the moment or deadline, resolved against Context.At and in its
	// location; zero if the context has no time. HasClock says that the text
	// named an hour and not only a day.
	At       time.Time
	HasClock bool

	// Span is how long the customer says they have waited.
	Span time.Duration
}
