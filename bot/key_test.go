package bot_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/tone"
)

func TestKeyString(t *testing.T) {
	t.Parallel()
	for want, key := range map[string]bot.Key{
		"telegram//42/":                      {Channel: tone.Telegram, Chat: "42"},
		"telegram_business/4711/-100200/7":   {Channel: tone.TelegramBusiness, Account: "4711", Chat: "-100200", Thread: "7"},
		"email//ana@example.md/a%2Fb%20c%25": {Channel: tone.Email, Chat: "ana@example.md", Thread: "a/b c%"},
	} {
		require.Equal(t, want, key.String())
		back, err := bot.ParseKey(want)
		require.NoError(t, err)
		require.Equal(t, key, back)
		data, err := json.Marshal(map[bot.Key]int{key: 1})
		require.NoError(t, err)
		var read map[bot.Key]int
		require.NoError(t, json.Unmarshal(data, &read))
		require.Equal(t, 1, read[key])
	}
}

func TestParseKeyErrors(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                "write channel/account/chat/thread",
		"telegram/42":     "write channel/account/chat/thread",
		"pigeon//42/":     "pigeon",
		"telegram///":     "the chat is missing",
		"telegram//%zz/":  "%zz",
		"telegram//4/2/9": "write channel/account/chat/thread",
	} {
		_, err := bot.ParseKey(text)
		require.ErrorContains(t, err, want, text)
	}
}

func TestKeyCompare(t *testing.T) {
	t.Parallel()
	ordered := []bot.Key{
		{Channel: tone.Telegram, Chat: "1"},
		{Channel: tone.Telegram, Chat: "1", Thread: "a"},
		{Channel: tone.Telegram, Chat: "2"},
		{Channel: tone.Telegram, Account: "5", Chat: "1"},
		{Channel: tone.TelegramBusiness, Chat: "1"},
	}
	shuffled := slices.Clone(ordered)
	slices.Reverse(shuffled)
	slices.SortFunc(shuffled, bot.Key.Compare)
	require.Equal(t, ordered, shuffled)
	require.Zero(t, ordered[0].Compare(shuffled[0]))
}

func FuzzParseKey(f *testing.F) {
	f.Add("telegram//42/")
	f.Add("telegram_business/4711/-100%2F200/7")
	f.Fuzz(func(t *testing.T, text string) {
		key, err := bot.ParseKey(text)
		if err != nil {
			return
		}
		back, err := bot.ParseKey(key.String())
		require.NoError(t, err)
		require.Equal(t, key, back)
		require.NotContains(t, key.String(), " ")
	})
}
