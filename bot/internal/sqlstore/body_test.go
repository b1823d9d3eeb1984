package sqlstore

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
)

func TestEncodeRoundsTimesDown(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("EET", 7200)
	at := time.Date(2026, 3, 2, 10, 0, 0, 1_999_999, zone)
	body, err := encode(bot.Send{No: 1, At: at, Notice: &bot.Notice{By: at}})
	require.NoError(t, err)
	require.Contains(t, body, `"at":"2026-03-02T08:00:00.001Z"`)
	require.Contains(t, body, `"by":"2026-03-02T08:00:00.001Z"`)
}

func TestEncodeChangesNothingOfItsArgument(t *testing.T) {
	t.Parallel()
	odd := "caf\xe9"
	send := bot.Send{No: 1, Text: odd, Buttons: []bot.Button{{Label: odd}}, Notice: &bot.Notice{Quote: odd}, Answers: []string{odd}}
	body, err := encode(send)
	require.NoError(t, err)
	require.Equal(t, odd, send.Text)
	require.Equal(t, odd, send.Buttons[0].Label)
	require.Equal(t, odd, send.Notice.Quote)
	require.Equal(t, odd, send.Answers[0])
	var again bot.Send
	require.NoError(t, decode(body, &again))
	require.Equal(t, send, again)
}

func TestDecodeRefusesWhatIsNoJSON(t *testing.T) {
	t.Parallel()
	var send bot.Send
	require.Error(t, decode(`{"no":`, &send))
	_, err := decodeEvent(`[]`)
	require.Error(t, err)
}

func FuzzEncode(f *testing.F) {
	f.Add("text", "name", int64(0))
	f.Add("a\x00b\xff", "\U0010FF41", int64(1_772_438_400_123))
	f.Fuzz(func(t *testing.T, text, author string, ms int64) {
		at := time.UnixMilli(ms % 200_000_000_000_000).UTC()
		e := bot.Event{Kind: bot.Said, At: at, Message: &bot.Message{Text: text, Author: bot.Author{Name: author}}}
		if _, err := json.Marshal(e); err != nil {
			t.Skip("a year that JSON does not take")
		}
		body, err := encode(e)
		require.NoError(t, err)
		again, err := decodeEvent(body)
		require.NoError(t, err)
		require.Equal(t, e, again)
	})
}
