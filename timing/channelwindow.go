package timing

import (
	"time"

	"github.com/camerton/camerton/tone"
)

// ReplyWindow returns how long after the customer's last line a channel lets a
// business write; 0 if there is no limit. Telegram business accounts, WhatsApp
// and Instagram allow 24 hours.
func ReplyWindow(channel tone.Channel) time.Duration {
	switch channel {
	case tone.TelegramBusiness, tone.WhatsApp, tone.Instagram:
		return 24 * time.Hour
	case tone.Telegram, tone.Web, tone.Viber, tone.Email, tone.SMS, tone.Phone:
	}
	return 0
}

// showsTyping reports whether the customer can see on the channel that an answer
// is being typed.
func showsTyping(channel tone.Channel) bool {
	switch channel {
	case tone.Email, tone.SMS, tone.Phone:
		return false
	case tone.Telegram, tone.TelegramBusiness, tone.Web, tone.Instagram, tone.WhatsApp, tone.Viber:
	}
	return true
}
