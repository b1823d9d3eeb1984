package bot

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"github.com/camerton/camerton/timing"
)

// Settings are the figures by which a Brain decides, apart from the policy's.
// The zero value of a field is its default; what must not be there at all is set
// below zero.
type Settings struct {
	// Policy is when customers are answered. A zero Policy is the default one.
	// A nil Calendar is the one of the business.
	Policy timing.Policy

	// TakeOver is how long after a person's last line we keep out of a
	// conversation. Defaults to 8 h.
	TakeOver time.Duration

	// Sitting is the silence after which a customer's line begins a new sitting:
	// another episode, and not the same exchange any more. Defaults to 4 h.
	Sitting time.Duration

	// Conversation is the silence after which a customer is thanked again and
	// starts afresh. Defaults to 48 h.
	Conversation time.Duration

	// Memory is how long failed solutions and bad experiences count. Defaults to
	// 90 days.
	Memory time.Duration

	// Disclose is how long it holds that the customer was told that an assistant
	// writes. Defaults to 30 days.
	Disclose time.Duration

	// FloodLines is how many lines in a minute are too many. After that the
	// customer is not answered for FloodPause. Default to 20 and 10 min; FloodLines
	// below zero for never.
	FloodLines int
	FloodPause time.Duration

	// Repeats is how many times in a row the same text may come before it is
	// taken for a machine's. Defaults to 5; below zero for never.
	Repeats int

	// QuickReplies is how many times in a row a line may come within QuickWithin
	// of our text before its author is taken for a machine. Default to 4 and
	// 2 s; QuickReplies below zero for never.
	QuickReplies int
	QuickWithin  time.Duration

	// LateSend is how much after its time a send is looked at again, because
	// what it says may not hold any more. Defaults to 1 min.
	LateSend time.Duration

	// NoNames leaves out what customers are called.
	NoNames bool

	// NoFollowUps leaves out messages after a silence, NoReactions the emoji
	// under a customer's thanks.
	NoFollowUps, NoReactions bool
}

// DefaultSettings returns the settings with the default policy.
func DefaultSettings() Settings { return Settings{}.withDefaults() }

func (s Settings) withDefaults() Settings {
	if s.Policy == (timing.Policy{Calendar: s.Policy.Calendar}) {
		calendar := s.Policy.Calendar
		s.Policy = timing.DefaultPolicy()
		s.Policy.Calendar = calendar
	}
	s.TakeOver = cmp.Or(s.TakeOver, 8*time.Hour)
	s.Sitting = cmp.Or(s.Sitting, 4*time.Hour)
	s.Conversation = cmp.Or(s.Conversation, 48*time.Hour)
	s.Memory = cmp.Or(s.Memory, 90*24*time.Hour)
	s.Disclose = cmp.Or(s.Disclose, 30*24*time.Hour)
	s.FloodLines = cmp.Or(s.FloodLines, 20)
	s.FloodPause = cmp.Or(s.FloodPause, 10*time.Minute)
	s.Repeats = cmp.Or(s.Repeats, 5)
	s.QuickReplies = cmp.Or(s.QuickReplies, 4)
	s.QuickWithin = cmp.Or(s.QuickWithin, 2*time.Second)
	s.LateSend = cmp.Or(s.LateSend, time.Minute)
	return s
}

// Validate returns an error that names every field whose value is out of its
// bounds, and the bounds; nil if the settings are good.
func (s Settings) Validate() error {
	s = s.withDefaults()
	var faults []error
	span := func(name string, d, least, most time.Duration) {
		if d < least || d > most {
			faults = append(faults, fmt.Errorf("bot: %s is %v; it must be from %v to %v", name, d, least, most))
		}
	}
	count := func(name string, n, least, most int) {
		if n >= 0 && (n < least || n > most) {
			faults = append(faults, fmt.Errorf("bot: %s is %d; it must be from %d to %d, or below zero for never", name, n, least, most))
		}
	}
	day := 24 * time.Hour
	span("TakeOver", s.TakeOver, time.Minute, 30*day)
	span("Sitting", s.Sitting, 10*time.Minute, 7*day)
	span("Conversation", s.Conversation, s.Sitting, 365*day)
	span("Memory", s.Memory, s.Sitting, 3650*day)
	span("Disclose", s.Disclose, s.Sitting, 3650*day)
	span("FloodPause", s.FloodPause, time.Minute, day)
	span("QuickWithin", s.QuickWithin, 100*time.Millisecond, time.Minute)
	span("LateSend", s.LateSend, time.Second, time.Hour)
	count("FloodLines", s.FloodLines, 3, maxRecentLines)
	count("Repeats", s.Repeats, 2, 100)
	count("QuickReplies", s.QuickReplies, 2, 100)
	if err := s.Policy.Validate(); err != nil {
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}
