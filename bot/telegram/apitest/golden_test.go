package apitest_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

var rewrite = flag.Bool("update", false, "write testdata/record.jsonl anew")

// TestGolden holds the record of a small day at a shop against
// testdata/record.jsonl: the wire format of every kind of update and the
// format of the record, which other programs read. After a change that is
// meant, run go test -run Golden -update and read the difference.
func TestGolden(t *testing.T) {
	t.Parallel()
	var got bytes.Buffer
	b := newBench(t, apitest.Options{Record: &got, Seed: 11})
	b.smallDay()
	const file = "testdata/record.jsonl"
	if *rewrite {
		require.NoError(t, os.WriteFile(file, got.Bytes(), 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got.String())
}

// smallDay has something of everything in it.
func (b *bench) smallDay() {
	all := []string{
		"message", "edited_message", "callback_query", "my_chat_member", "message_reaction", "business_connection",
		"business_message", "edited_business_message", "deleted_business_messages",
	}
	b.poll(params{"allowed_updates": all})
	c := b.srv.Customer(5).As(models.User{FirstName: "Ана", LastName: "Русу", Username: "ana_rusu", LanguageCode: "ro"})
	first := c.Start("promo")
	c.Say("см. https://example.com", apitest.InReplyTo(first.ID))
	c.Photo("вот")
	c.Voice(3)
	c.Contact("+37369000001", "Ана", 5)
	c.Album("раз", "")
	c.Edit(first.ID, "/start")
	c.React(first.ID, "👍")
	b.clock.Advance(time.Second)
	b.good("sendMessage", params{
		"chat_id": 5, "text": "Когда удобно?", "reply_parameters": params{"message_id": first.ID},
		"reply_markup": params{"inline_keyboard": [][]params{{{"text": "Утром", "callback_data": "am"}}}},
	}, nil)
	asked := b.lastCall().MessageID
	query := c.Press(asked, "am")
	b.good("answerCallbackQuery", params{"callback_query_id": query}, nil)
	b.good("editMessageText", params{"chat_id": 5, "message_id": asked, "text": "Ждём утром"}, nil)
	b.call("sendMessage", params{"chat_id": 6, "text": "никому"})
	b.srv.Inject(apitest.Fault{Kind: apitest.FaultDrop, AfterEffect: true})
	b.raw("потерялось по дороге")
	c.Block()
	b.good("getMyName", nil, nil)

	acc := b.srv.Account(100)
	conn := acc.Connect(models.BusinessBotRights{CanReply: true})
	there := c.To(acc)
	m := there.Say("Есть?")
	b.good("sendMessage", params{"business_connection_id": conn.ID(), "chat_id": 5, "text": "Есть"}, nil)
	acc.Say(5, "И ещё есть")
	there.Edit(m.ID, "Есть ли?")
	there.Delete(m.ID)
	conn.Disconnect()

	g := b.srv.Group(-1000000000777, "Магазин")
	g.AddBot(b.srv.DefaultBot(), 5)
	c.In(g).Say("/price@apitest_bot")
	b.clock.Advance(25 * time.Hour)
	b.poll(params{"offset": 1})
}

// TestGoldenReadsBack checks that every line of the record is what it was.
func TestGoldenReadsBack(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/record.jsonl")
	require.NoError(t, err)
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	sent := 0
	for seq := int64(1); dec.More(); seq++ {
		var e apitest.Entry
		require.NoError(t, dec.Decode(&e))
		require.Equal(t, seq, e.Seq)
		if len(e.Update) > 0 {
			var u models.Update
			require.NoError(t, json.Unmarshal(e.Update, &u))
			require.Equal(t, e.UpdateID, u.ID)
		}
		if e.Message != nil {
			sent++
			require.NotEmpty(t, e.Text())
		}
	}
	require.Equal(t, 4, sent)
}
