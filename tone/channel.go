package tone

// A Channel is where the conversation takes place. The zero value is Telegram,
// the channel of the bundled bot.
type Channel uint8

// The channels.
const (
	Telegram Channel = iota
	TelegramBusiness
	Web
	Instagram
	WhatsApp
	Viber
	Email
	SMS
	Phone
)

// NumChannels is how many channels there are.
const NumChannels = 9

var channelNames = [NumChannels]string{
	"telegram", "telegram_business", "web", "instagram", "whatsapp", "viber", "email", "sms", "phone",
}

// Channels lists all channels in the order of their values.
func Channels() [NumChannels]Channel {
	var all [NumChannels]Channel
	for i := range all {
		all[i] = Channel(i)
	}
	return all
}

// ParseChannel returns the channel of that name ("telegram"), or an error that
// lists the names there are.
func ParseChannel(name string) (Channel, error) {
	return parseName[Channel]("channel", channelNames[:], name)
}

// String returns the channel's name.
func (c Channel) String() string { return nameOf("Channel", channelNames[:], c) }

// MarshalText returns the name; a value outside the list is an error.
func (c Channel) MarshalText() ([]byte, error) { return marshalName("channel", channelNames[:], c) }

// UnmarshalText accepts what MarshalText returns.
func (c *Channel) UnmarshalText(text []byte) (err error) {
	*c, err = ParseChannel(string(text))
	return err
}
