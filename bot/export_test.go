package bot_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/timing"
	"github.com/camerton/camerton/tone"
)

// oneChat is an export of one chat, as Telegram Desktop writes it.
const oneChat = `{
 "name": "Ana",
 "type": "personal_chat",
 "id": 777000111,
 "messages": [
  {"id": 1, "type": "service", "date": "2026-03-02T09:59:00", "action": "phone_call", "actor_id": "user777000111"},
  {"id": 2, "type": "message", "date": "2026-03-02T10:00:00", "date_unixtime": "1772438400", "from": "Ana", "from_id": "user777000111",
   "text": ["Где ", {"type": "bold", "text": "мой"}, " заказ?"], "text_entities": []},
  {"id": 3, "type": "message", "date": "2026-03-02T10:05:00", "from": "Shop", "from_id": "user5", "text": "В пути"},
  {"id": 4, "type": "message", "date": "2026-03-02T10:06:00", "from": "Ana", "from_id": "user777000111", "text": "", "media_type": "sticker",
   "file": "stickers/a.webp"},
  {"id": 5, "type": "message", "date": "2026-03-02T10:07:00", "from": "Ana", "from_id": "user777000111", "text": "вот", "photo": "photos/1.jpg"},
  {"id": 6, "type": "message", "date": "2026-03-02T10:08:00", "from": "Ana", "from_id": "user777000111", "text": "", "media_type": "voice_message", "file": "v.ogg"},
  {"id": 7, "type": "message", "date": "2026-03-02T10:09:00", "from": "Ana", "from_id": "user777000111", "text": "", "file": "a.pdf"},
  {"id": 8, "type": "message", "date": "2026-03-02T10:10:00", "from": "Ana", "from_id": "user777000111", "text": "", "location_information": {"latitude": 47}},
  {"id": 9, "type": "message", "date": "2026-03-02T10:11:00", "from": "Ana", "from_id": "user777000111", "text": "", "contact_information": {"phone_number": "0"}},
  {"id": 10, "type": "message", "date": "2026-03-02T10:12:00", "from": "Ana", "from_id": "user777000111", "text": "", "media_type": "video_file", "file": "v.mp4"}
 ]
}`

func chisinau(tb testing.TB) *time.Location {
	tb.Helper()
	zone, err := timing.LoadZone("Europe/Chisinau")
	require.NoError(tb, err)
	return zone
}

func readExport(t *testing.T, text string) ([]*bot.Dialogue, error) {
	t.Helper()
	var all []*bot.Dialogue
	err := bot.ReadExport(strings.NewReader(text), chisinau(t), func(d *bot.Dialogue) error {
		all = append(all, d)
		return nil
	})
	return all, err
}

func TestReadExportOfOneChat(t *testing.T) {
	t.Parallel()
	all, err := readExport(t, oneChat)
	require.NoError(t, err)
	require.Len(t, all, 1)
	d := all[0]
	require.Equal(t, "telegram-777000111", d.ID)
	require.Len(t, d.Turns, 9, "calls and other service messages are left out")
	require.Equal(t, "Где мой заказ?", d.Turns[0].Text)
	require.Equal(t, "2026-03-02T08:00:00Z", d.Turns[0].At.UTC().Format(time.RFC3339))
	require.Equal(t, bot.FromBusiness, d.Turns[1].From)
	require.Equal(t, "2026-03-02T08:05:00Z", d.Turns[1].At.UTC().Format(time.RFC3339), "a time without a zone is in the given one")
	for i, media := range []tone.Media{tone.Sticker, tone.Photo, tone.Voice, tone.Document, tone.Location, tone.Contact, tone.Video} {
		require.Equal(t, media, d.Turns[2+i].Media, i)
		require.Equal(t, bot.FromCustomer, d.Turns[2+i].From)
	}
	judgements, err := (&bot.Replayer{Catalog: catalog(t)}).Replay(d)
	require.NoError(t, err)
	require.Len(t, judgements, 8)
}

func TestReadExportOfAllChats(t *testing.T) {
	t.Parallel()
	group := strings.Replace(oneChat, "personal_chat", "private_group", 1)
	other := strings.ReplaceAll(oneChat, "777000111", "8")
	all, err := readExport(t, `{"about": "…", "personal_information": {"user_id": 5}, "contacts": {"list": [1]},
		"chats": {"about": "x", "list": [`+oneChat+","+group+","+other+`, {"type": "personal_chat", "id": 9, "messages": []}]},
		"left_chats": {"list": []}}`)
	require.NoError(t, err)
	require.Len(t, all, 2, "private chats with messages")
	require.Equal(t, "telegram-777000111", all[0].ID)
	require.Equal(t, "telegram-8", all[1].ID)
}

func TestReadExportErrors(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`[]`:                         "want {",
		`{"messages": {}}`:           "want [",
		`{"messages": [`:             "EOF",
		`{"messages": [{"text":5}`:   "message 1: a text is neither a string nor a list",
		`{"messages": [{"text":[5]}`: "message 1: a part of a text",
		strings.Replace(oneChat, `"1772438400"`, `"noon"`, 1):             `message 2: date_unixtime "noon"`,
		strings.Replace(oneChat, `"2026-03-02T10:05:00"`, `"2 March"`, 1): `message 3: date "2 March" is no time such as`,
	} {
		_, err := readExport(t, text)
		require.ErrorContains(t, err, want)
	}
	stop := errors.New("stop")
	require.ErrorIs(t, bot.ReadExport(strings.NewReader(oneChat), time.UTC, func(*bot.Dialogue) error { return stop }), stop)
}

func TestIsExport(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]bool{
		"{":                                   true,
		"\uFEFF{":                             true,
		`{"messages":[]}`:                     true,
		`{"chats":{"list":[]}}`:               true,
		`{"id":"c","turns":[]}`:               false,
		`{"id":"c","messages":[],"turns":[]}`: false,
		"":                                    false,
		"nonsense":                            false,
	} {
		require.Equal(t, want, bot.IsExport([]byte(line)), line)
	}
}

func FuzzReadExport(f *testing.F) {
	f.Add(oneChat)
	f.Add(`{"chats":{"list":[` + oneChat + `]}}`)
	zone := chisinau(f)
	f.Fuzz(func(t *testing.T, text string) {
		_ = bot.ReadExport(strings.NewReader(text), zone, func(d *bot.Dialogue) error {
			require.NotEmpty(t, d.Turns)
			require.NotEmpty(t, d.ID)
			for i := 1; i < len(d.Turns); i++ {
				require.False(t, d.Turns[i].At.Before(d.Turns[i-1].At), "turns are in order")
			}
			return nil
		})
	})
}
