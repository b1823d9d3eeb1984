package timing

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone"
)

func TestParseFollowUp(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]FollowUp{
		"1h":                    {Kind: FollowUpAfter, After: time.Hour},
		"90m":                   {Kind: FollowUpAfter, After: 90 * time.Minute},
		"next business morning": {Kind: NextBusinessMorning},
		"next business day":     {Kind: NextBusinessDay},
		"none":                  {After: None},
	} {
		got, err := ParseFollowUp(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
		back, err := got.MarshalText()
		require.NoError(t, err)
		var again FollowUp
		require.NoError(t, again.UnmarshalText(back))
		require.Equal(t, got, again)
	}
	for _, text := range []string{"", "0s", "-1h", "after", "4", "tomorrow", "Next business day"} {
		_, err := ParseFollowUp(text)
		require.ErrorContains(t, err, `write a time such as 4h, or "next business morning"`, text)
	}
	require.Equal(t, "none", FollowUp{}.String())
}

func TestFollowUpAt(t *testing.T) {
	t.Parallel()
	policy := DefaultPolicy()
	policy.Calendar = shop(t)
	for _, test := range []struct {
		state   tone.State
		channel tone.Channel
		asked   string
		want    string // empty for none
	}{
		{tone.Rushed, tone.Telegram, "2026-03-02 10:00", "2026-03-02 11:00"},
		{tone.Rushed, tone.Telegram, "2026-03-02 20:30", "2026-03-03 08:00"}, // quiet hours
		{tone.Rushed, tone.Telegram, "2026-03-02 20:00", "2026-03-03 08:00"},
		{tone.Rushed, tone.Telegram, "2026-03-02 19:59", "2026-03-02 20:59"},
		{tone.Confused, tone.Telegram, "2026-03-02 10:00", "2026-03-02 14:00"},
		{tone.Irritated, tone.Telegram, "2026-03-02 10:00", "2026-03-03 09:00"},
		{tone.Irritated, tone.Telegram, "2026-03-03 03:00", "2026-03-03 09:00"},
		{tone.Irritated, tone.Telegram, "2026-03-03 06:00", "2026-03-04 09:00"}, // the next morning is too near
		{tone.Irritated, tone.Telegram, "2026-03-06 20:00", "2026-03-07 10:00"},
		{tone.Irritated, tone.Telegram, "2026-04-11 20:00", "2026-04-14 09:00"}, // over Easter
		{tone.Neutral, tone.Telegram, "2026-03-02 10:15", "2026-03-03 10:15"},
		{tone.Neutral, tone.Telegram, "2026-03-07 11:15", "2026-03-09 11:15"},
		{tone.Tired, tone.Email, "2026-03-07 11:15", "2026-03-09 11:15"},
		// Where we may write for a day only, it comes before the day is over or not at all.
		{tone.Neutral, tone.TelegramBusiness, "2026-03-02 10:15", "2026-03-03 10:00"},
		{tone.Neutral, tone.WhatsApp, "2026-03-07 11:15", ""}, // that would be on Sunday
		{tone.Irritated, tone.Instagram, "2026-03-02 10:00", "2026-03-03 09:00"},
		{tone.Rushed, tone.WhatsApp, "2026-03-07 11:15", "2026-03-07 12:15"},
	} {
		asked := at(t, test.asked)
		got, ok := policy.FollowUpAt(test.state, test.channel, asked, asked)
		if test.want == "" {
			require.False(t, ok, "%v", test)
			require.Zero(t, got)
			continue
		}
		require.True(t, ok, "%v", test)
		require.Equal(t, at(t, test.want), got, "%v", test)
	}
}

// A follow-up that would be squeezed to within the gap from its question is left
// out.
func TestFollowUpTooNear(t *testing.T) {
	t.Parallel()
	policy := DefaultPolicy()
	policy.Calendar = shop(t)
	_, ok := policy.FollowUpAt(tone.Neutral, tone.WhatsApp, at(t, "2026-03-03 09:00"), at(t, "2026-03-02 12:00"))
	require.False(t, ok)
	_, ok = policy.FollowUpAt(tone.Neutral, tone.WhatsApp, at(t, "2026-03-03 09:00"), at(t, "2026-03-02 13:15"))
	require.True(t, ok)
}

func TestFollowUpNone(t *testing.T) {
	t.Parallel()
	policy := DefaultPolicy()
	now := at(t, "2026-03-02 10:00")
	policy.Neutral.FollowUp = FollowUp{After: None}
	_, ok := policy.FollowUpAt(tone.Neutral, tone.Telegram, now, now)
	require.False(t, ok)
	policy.Calendar = newCalendarOf(t, Config{Zone: chisinau(t)})
	_, ok = policy.FollowUpAt(tone.Tired, tone.Telegram, now, now)
	require.False(t, ok, "no business day comes")
	_, ok = policy.FollowUpAt(tone.Rushed, tone.Telegram, now, now)
	require.True(t, ok, "an hour passes all the same")
}

// For a channel every value is settled: a limit or none, typing or none.
func TestReplyWindow(t *testing.T) {
	t.Parallel()
	limited := 0
	for _, channel := range tone.Channels() {
		if window := ReplyWindow(channel); window > 0 {
			require.Equal(t, 24*time.Hour, window)
			limited++
		}
	}
	require.Equal(t, 3, limited)
	require.True(t, showsTyping(tone.Telegram))
	require.False(t, showsTyping(tone.Email))
}

func FuzzParseFollowUp(f *testing.F) {
	f.Add("4h")
	f.Add("next business day")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ParseFollowUp(text)
		if err != nil {
			require.Equal(t, FollowUp{}, got)
			return
		}
		again, err := ParseFollowUp(got.String())
		require.NoError(t, err)
		require.Equal(t, got, again)
	})
}
