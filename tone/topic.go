package tone

// A Topic is what a message is about, as far as it decides who or what can
// answer it. The zero value is TopicOther.
type Topic uint8

// The sixteen topics.
const (
	TopicOther        Topic = iota // none of the others
	TopicGreeting                  // a greeting and nothing else
	TopicPrice                     // what does it cost
	TopicAvailability              // what do you have, product questions
	TopicOrder                     // wants to buy or order now
	TopicOrderStatus               // where is my order
	TopicDelivery                  // how, how much, where to
	TopicPayment                   // how to pay, a payment went wrong
	TopicRefund                    // money back, exchange, return
	TopicQuality                   // defect, wrong item, bad work
	TopicCancel                    // cancel an order or a contract
	TopicBooking                   // appointment, reservation, a change of it
	TopicHours                     // opening times, address, how to find
	TopicTechnical                 // site, app, device, login; how to use
	TopicHuman                     // wants a person or a call
	TopicThanks                    // thanks, praise, feedback
)

// NumTopics is how many topics there are.
const NumTopics = 16

var topicNames = [NumTopics]string{
	"other", "greeting", "price", "availability", "order", "order_status", "delivery", "payment",
	"refund", "quality", "cancel", "booking", "hours", "technical", "human", "thanks",
}

// Topics lists all topics in the order of their values.
func Topics() [NumTopics]Topic {
	var all [NumTopics]Topic
	for i := range all {
		all[i] = Topic(i)
	}
	return all
}

// ParseTopic returns the topic of that name ("order_status"), or an error that
// lists the names there are.
func ParseTopic(name string) (Topic, error) {
	return parseName[Topic]("topic", topicNames[:], name)
}

// String returns the topic's name, as used in locale files and in JSON.
func (t Topic) String() string { return nameOf("Topic", topicNames[:], t) }

// MarshalText returns the name; a value outside the sixteen is an error.
func (t Topic) MarshalText() ([]byte, error) { return marshalName("topic", topicNames[:], t) }

// UnmarshalText accepts what MarshalText returns.
func (t *Topic) UnmarshalText(text []byte) (err error) {
	*t, err = ParseTopic(string(text))
	return err
}
