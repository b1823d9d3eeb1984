package telegram_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/telegram"
	"github.com/camerton/camerton/bot/telegram/apitest"
	"github.com/camerton/camerton/tone"
)

func TestNotices(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	g := w.srv.Group(operatorsChat, "Смена")
	g.AddBot(w.srv.DefaultBot(), 77)
	d := noticeOf(bot.NoticeEscalated)
	outcome, err := w.a.Send(soon(t), d)
	require.NoError(t, err)
	sent, err := w.srv.WaitSent(soon(t), apitest.InChat(operatorsChat))
	require.NoError(t, err)
	require.Equal(t, outcome.Messages, []string{formatInt(sent.MessageID)})
	require.Equal(t, "E nevoie de un om\n<b>Ана</b>👍\niritat (2/3) · livrare\nScrie în rusă\nDe ce: cere un om sau un apel\n"+
		"Promis: azi, până la 12:30\nГде мой заказ?!\nТретий день жду", sent.Text())
	marked := map[string]string{}
	units := []rune(strings.ReplaceAll(sent.Text(), "👍", "👍\x00")) // two units of UTF-16
	for _, e := range sent.Message.Entities {
		marked[string(e.Type)] = string(units[e.Offset : e.Offset+e.Length])
	}
	require.Equal(t, map[string]string{
		"bold": "E nevoie de un om", "text_link": "<b>Ана</b>👍\x00", "blockquote": "Где мой заказ?!\nТретий день жду",
	}, marked)
	require.NotContains(t, sent.Params, "parse_mode")
}

// noticeOf is a notice about Ana.
func noticeOf(kind bot.NoticeKind) bot.Delivery {
	d := delivery("5", "")
	var r bot.Reading
	if err := json.Unmarshal([]byte(`{"state":"irritated","topic":"delivery","intensity":2,"language":"ru"}`), &r); err != nil {
		panic(err)
	}
	d.Send = bot.Send{Kind: bot.SendNotice, Notice: &bot.Notice{
		Kind: kind, Reasons: []bot.Reason{bot.AsksPerson, bot.AsksPerson}, Reading: &r,
		Quote: "Где мой заказ?!\nТретий день жду", Customer: "<b>Ана</b>👍", By: monday.Add(150 * time.Minute),
	}}
	return d
}

func TestNoticesOfManyKinds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.srv.Group(operatorsChat, "Смена").AddBot(w.srv.DefaultBot(), 77)
	text := func(d bot.Delivery) string {
		outcome, err := w.a.Send(soon(t), d)
		require.NoError(t, err)
		require.Equal(t, bot.Delivered, outcome.Kind)
		sent, err := w.srv.WaitSent(soon(t), apitest.InChat(operatorsChat))
		require.NoError(t, err)
		return sent.Text()
	}
	require.Contains(t, text(noticeOf(bot.NoticeBroken)), "Trebuia: azi, până la 12:30")

	bare := noticeOf(bot.NoticeGuard) // no words for it, nothing known
	bare.Send.Notice = &bot.Notice{Kind: bot.NoticeGuard}
	require.Equal(t, "guard\n5", text(bare))

	long := noticeOf(bot.NoticeEscalated)
	long.Send.Notice.Quote = strings.Repeat("👍 очень долго. ", 1000)
	long.Send.Notice.Customer = "А\nна\u202e " + strings.Repeat("я", 500)
	got := text(long)
	require.Less(t, len([]rune(got)), 4096)
	require.True(t, strings.HasSuffix(got, "…"))
	require.NotContains(t, got, "\u202e")
	require.Contains(t, got, "А на ")

	own := noticeOf(bot.NoticeEscalated)
	own.Send.Notice.Reading.Language = tone.Romanian
	require.NotContains(t, text(own), "Scrie", "the operators' own language")

	group := noticeOf(bot.NoticeEscalated)
	group.Key.Chat = "-500"
	require.Contains(t, text(group), "Ана")
}

// TestNoticesWithoutAChat: the owner of a business account is told where no chat
// is named, and nobody else is written to.
func TestNoticesWithoutAChat(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(o *telegram.Options) { o.Operators.Chat = 0 })
	outcome, err := w.a.Send(soon(t), noticeOf(bot.NoticeEscalated))
	require.ErrorContains(t, err, "operators.chat")
	require.Equal(t, bot.Rejected, outcome.Kind)

	w.poll(w.a)
	account := w.srv.Account(shop)
	account.Connect(mayReply)
	w.srv.Customer(shop).Say("/start")
	w.store.await(t, 1)
	d := noticeOf(bot.NoticeEscalated)
	d.Key = toAna("").Key
	outcome, err = w.a.Send(soon(t), d)
	require.NoError(t, err)
	require.Equal(t, bot.Delivered, outcome.Kind)
	sent, err := w.srv.Customer(shop).Next(soon(t))
	require.NoError(t, err)
	require.Empty(t, sent.Business, "in the owner's own chat with the bot, and not in a customer's")

	w.srv.Customer(shop).Block()
	outcome, err = w.a.Send(soon(t), d)
	require.Error(t, err)
	require.Equal(t, bot.Rejected, outcome.Kind, "it is not the customer who can't be reached")
	outcome, err = w.a.Send(soon(t), bot.Delivery{Key: d.Key, Send: bot.Send{Kind: bot.SendNotice}})
	require.Error(t, err)
	require.Equal(t, bot.Rejected, outcome.Kind)
}

func TestMenu(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.srv.Inject(apitest.Fault{Method: "setMyCommands", Kind: apitest.FaultTooMany, RetryAfter: 5})
	stop := w.advance(time.Second)
	require.NoError(t, w.a.SetMenu(soon(t)))
	stop()
	b := w.srv.DefaultBot()
	names := func(language string) (out []string) {
		for _, c := range b.CommandsFor(5, language) {
			out = append(out, c.Command+" "+c.Description)
		}
		return out
	}
	require.Equal(t, []string{"start начать сначала", "lang выбрать язык"}, names("ru"))
	require.Equal(t, []string{"start de la început", "forget șterge datele mele"}, names("ro"))
	require.Equal(t, names("ru"), names("en"))

	texts := words()
	texts.First = tone.Romanian
	w.a.SetTexts(texts)
	require.NoError(t, w.a.SetMenu(soon(t)))
	require.Equal(t, names("ro"), names("en"))

	w.a.SetTexts(telegram.Texts{})
	before := w.srv.Stats().Methods["setMyCommands"]
	require.NoError(t, w.a.SetMenu(soon(t)))
	require.Equal(t, before, w.srv.Stats().Methods["setMyCommands"], "without words there is no menu")
}
