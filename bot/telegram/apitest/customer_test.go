package apitest_test

import (
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/go-telegram/bot/models"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

const (
	secondToken = "7000000002:apitest-not-a-real-token-001"
	thirdToken  = "7000000003:apitest-not-a-real-token-002"
)

func TestNewRefusesBadTokens(t *testing.T) {
	t.Parallel()
	for _, token := range []string{
		"abc", "0123:aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "-1:aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "12", "12:short",
		"12:aaaaaaaaaaaaaaaaaaaaaaaaaaa!", "12:" + strings.Repeat("a", 80), "99999999999999999999:aaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	} {
		require.Panics(t, func() { apitest.New(apitest.Options{Bots: []apitest.BotConfig{{Token: token}}}) }, token)
	}
	require.PanicsWithError(t, "apitest: the bot 7000000001 is known already", func() {
		apitest.New(apitest.Options{Bots: []apitest.BotConfig{{}, {}}})
	})
}

func TestBots(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{Bots: []apitest.BotConfig{{Name: "Первый", Username: "first_bot"}, {Token: secondToken}}})
	first, second := b.srv.Bot(apitest.DefaultToken), b.srv.Bot(secondToken)
	require.Same(t, first, b.srv.DefaultBot())
	require.Equal(t, models.User{ID: 7000000001, IsBot: true, FirstName: "Первый", Username: "first_bot"}, first.User())
	require.Equal(t, "apitest7000000002_bot", second.User().Username)
	require.Equal(t, secondToken, second.Token())
	require.Equal(t, int64(7000000002), second.ID())
	require.Nil(t, b.srv.Bot("nobody"))

	// What one hears the other does not, and each counts its own messages.
	first.Customer(5).Say("первому")
	second.Customer(5).Say("второму")
	require.Equal(t, 1, first.Pending())
	require.Equal(t, 1, second.Pending())
	r := b.callAs(secondToken, "sendMessage", params{"chat_id": 5, "text": "от второго"})
	require.Contains(t, string(r.Result), `"message_id":2`)
	e, err := second.Customer(5).Next(soon(t), apitest.OfBot(second.ID()))
	require.NoError(t, err)
	require.Equal(t, "от второго", e.Text())
}

func TestCustomers(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	c := b.srv.Customer(5)
	require.Equal(t, int64(5), c.ID())
	m := c.Start("promo")
	require.Equal(t, "/start promo", m.Text)
	require.Equal(t, models.MessageEntityTypeBotCommand, m.Entities[0].Type)
	require.Equal(t, int(monday.Unix()), m.Date)

	c.As(models.User{ID: 77, IsBot: true, FirstName: "Ана", Username: "ana"})
	m = c.Say("a")
	require.Equal(t, models.User{ID: 5, FirstName: "Ана", Username: "ana"}, *m.From)
	require.Equal(t, "Ана", m.Chat.FirstName)

	edited := c.Edit(m.ID, "b")
	require.Equal(t, "b", edited.Text)
	require.Equal(t, "a", m.Text, "what was returned before stays as it was")

	photo := c.Photo("c")
	require.Equal(t, "d", c.Edit(photo.ID, "d").Caption)

	forwarded := c.Say("e", apitest.ForwardedFrom(models.User{ID: 9, FirstName: "Ион"}))
	require.Equal(t, "Ион", forwarded.ForwardOrigin.MessageOriginUser.SenderUser.FirstName)
	again := b.srv.Customer(6).Forward(forwarded)
	require.Equal(t, "e", again.Text)
	require.Equal(t, int64(5), again.ForwardOrigin.MessageOriginUser.SenderUser.ID)
	require.Equal(t, 3, c.VideoNote(3).VideoNote.Duration)
	c.Delete(m.ID)
	b.bad("forwardMessage", params{"chat_id": 5, "from_chat_id": 5, "message_id": m.ID}, 400, "Bad Request: message to forward not found")
}

func TestCustomersMisuse(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{Bots: []apitest.BotConfig{{NoBusiness: true}}})
	c := b.srv.Customer(5)
	m := c.Say("a")
	sent := b.call("sendMessage", params{"chat_id": 5, "text": "?", "reply_markup": params{
		"inline_keyboard": [][]params{{{"text": "сайт", "url": "https://example.com"}}},
	}})
	require.True(t, sent.OK)
	for name, misuse := range map[string]func(){
		"no person":           func() { b.srv.Customer(0) },
		"no group":            func() { b.srv.Group(10, "a") },
		"empty text":          func() { c.Say(" ") },
		"somebody else's":     func() { b.srv.Customer(6).Edit(m.ID, "b") },
		"no keyboard":         func() { c.Press(m.ID, "a") },
		"no such button":      func() { c.Press(m.ID+1, "нет") },
		"a link":              func() { c.Press(m.ID+1, "сайт") },
		"no message":          func() { c.React(99, "👍") },
		"no reaction":         func() { c.React(m.ID, "🥕") },
		"album of eleven":     func() { c.Album(make([]string, 11)...) },
		"no business mode":    func() { b.srv.Account(100).Connect(models.BusinessBotRights{}) },
		"supergroup migrates": func() { b.srv.Group(-1000000000777, "a").Migrate(-1000000000778, 5) },
		"to a small group":    func() { b.srv.Group(-10, "a").Migrate(-11, 5) },
		"blocked":             func() { c.Block(); c.Say("a") },
	} {
		require.Panics(t, misuse, name)
		b.good("getMe", nil, nil) // nothing is left locked
	}
}

func TestKeepMessages(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{KeepMessages: 2})
	c := b.srv.Customer(5)
	for _, text := range []string{"1", "2", "3"} {
		c.Say(text)
	}
	b.bad("sendMessage", params{"chat_id": 5, "text": "a", "reply_to_message_id": 1}, 400, "Bad Request: message to be replied not found")
	b.good("sendMessage", params{"chat_id": 5, "text": "a", "reply_to_message_id": 3}, nil)
}

func TestMigration(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	g := b.srv.Group(-10, "Магазин")
	g.AddBot(b.srv.DefaultBot(), 5)
	super := g.Migrate(-1000000000777, 5)
	require.Equal(t, int64(-1000000000777), super.ID())
	r := b.bad("sendMessage", params{"chat_id": -10, "text": "a"}, 400, "Bad Request: group chat was upgraded to a supergroup chat")
	require.Equal(t, int64(-1000000000777), r.Parameters.MigrateTo)
	b.good("sendMessage", params{"chat_id": -1000000000777, "text": "a"}, nil)
	got := b.updates()
	require.Equal(t, []string{"my_chat_member", "message", "message", "message"}, kinds(got))
	require.InDelta(t, -1000000000777, at(got[2].Body, "migrate_to_chat_id"), 0)
	require.InDelta(t, -10, at(got[3].Body, "migrate_from_chat_id"), 0)
}

func TestPublicGroup(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	g := b.srv.Group(-1000000000777, "Магазин")
	g.AddBot(b.srv.DefaultBot(), 5)
	b.bad("sendMessage", params{"chat_id": "@magazin", "text": "a"}, 400, "Bad Request: chat not found")
	g.Publish("magazin")
	b.good("sendMessage", params{"chat_id": "@magazin", "text": "a"}, nil)
	require.Equal(t, int64(-1000000000777), b.lastCall().Chat)
}

func TestCustomersReadTheirOwnBot(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{Bots: []apitest.BotConfig{{}, {Token: secondToken}}})
	first, second := b.srv.Customer(5), b.srv.Bot(secondToken).Customer(5)
	first.Say("a")
	second.Say("a")
	require.True(t, b.callAs(secondToken, "sendMessage", params{"chat_id": 5, "text": "второй"}).OK)
	b.good("sendMessage", params{"chat_id": 5, "text": "первый"}, nil)
	e, err := first.Next(soon(t))
	require.NoError(t, err)
	require.Equal(t, "первый", e.Text())
	e, err = second.Next(soon(t))
	require.NoError(t, err)
	require.Equal(t, "второй", e.Text())
}

func TestPrivacyModeOff(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{Bots: []apitest.BotConfig{{ReadAll: true}, {Token: secondToken}}})
	g := b.srv.Group(-10, "Магазин")
	g.AddBot(b.srv.DefaultBot(), 5)
	g.AddBot(b.srv.Bot(secondToken), 5)
	second := b.srv.Bot(secondToken).Pending()
	b.updates()
	b.srv.Customer(5).In(g).Say("между собой")
	require.Equal(t, []string{"message"}, kinds(b.updates()))
	require.Equal(t, second, b.srv.Bot(secondToken).Pending())
	e, err := b.srv.Wait(soon(t), apitest.OfKind(apitest.EntryUpdate), apitest.InChat(-10))
	require.NoError(t, err)
	require.Equal(t, "my_chat_member", e.UpdateType)

	b.good("sendMessage", params{"chat_id": -10, "text": "ответ группе"}, nil)
	e, err = b.srv.Customer(5).In(g).Next(soon(t))
	require.NoError(t, err)
	require.Equal(t, "ответ группе", e.Text())
}

func TestOneBotAtATimePerAccount(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{Bots: []apitest.BotConfig{{}, {Token: secondToken}}})
	acc := b.srv.Account(100)
	require.Same(t, acc, b.srv.Account(100))
	first := acc.Connect(models.BusinessBotRights{CanReply: true})
	acc.ConnectTo(b.srv.Bot(secondToken), models.BusinessBotRights{CanReply: true})
	got := b.updates()
	require.Equal(t, []string{"business_connection", "business_connection"}, kinds(got))
	require.Equal(t, false, at(got[1].Body, "is_enabled"))
	require.Equal(t, first.ID(), at(got[1].Body, "id"))
	first.Disconnect() // it is off already
	require.Empty(t, b.updates())

	second := acc.Connection()
	third := second.ChangeRights(models.BusinessBotRights{CanReply: true})
	second.Disconnect() // it has been replaced
	require.Same(t, third, acc.Connection())

	// A connection is good for its bot only.
	id := acc.Connection().ID()
	b.srv.Customer(5).To(acc).Say("a")
	b.bad("sendMessage", params{"business_connection_id": id, "chat_id": 5, "text": "a"}, 400, "Bad Request: BUSINESS_CONNECTION_INVALID")
	require.True(t, b.callAs(secondToken, "sendMessage", params{"business_connection_id": id, "chat_id": 5, "text": "a"}).OK)
}

func TestCommandsFor(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	b.srv.Customer(5).Say("a")
	set := func(name, language, scope string) {
		p := params{"commands": []params{{"command": name, "description": "d"}}, "language_code": language}
		if scope != "" {
			p["scope"] = scope
		}
		b.good("setMyCommands", p, nil)
	}
	see := func(user int64, language string) string {
		list := b.srv.DefaultBot().CommandsFor(user, language)
		if len(list) == 0 {
			return ""
		}
		return list[0].Command
	}
	require.Empty(t, see(5, "ru"))
	set("any", "", "")
	require.Equal(t, "any", see(5, "ru"))
	set("russian", "ru", "")
	require.Equal(t, "russian", see(5, "ru"))
	require.Equal(t, "any", see(5, "ro"))
	set("private", "", `{"type":"all_private_chats"}`)
	require.Equal(t, "private", see(5, "ru"))
	set("own", "", `{"type":"chat","chat_id":5}`)
	require.Equal(t, "own", see(5, "ru"))
	require.Equal(t, "private", see(6, "ru"))
}

func TestMethodsAreListed(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	require.GreaterOrEqual(t, len(apitest.Methods()), 40)
	for _, m := range apitest.Methods() {
		if m == "logOut" {
			continue
		}
		r := b.call(m, params{"timeout": 0})
		require.NotEqual(t, 404, r.Code, m)
		require.NotEqual(t, 500, r.Code, m)
	}
}

// TestManyAtOnce is for the race detector: customers, bots, webhooks, faults
// and readers of the record all at the same time.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{KeepRecord: 500, KeepMessages: 20, KeepFiles: 20, Clock: apitest.SystemClock{}})
	h := newHook(t)
	for range 2000 {
		h.answer <- answer{status: 200}
		if len(h.answer) == cap(h.answer) {
			break
		}
	}
	acc := b.srv.Account(100)
	acc.Connect(models.BusinessBotRights{CanReply: true})
	g := b.srv.Group(-10, "Магазин")
	g.AddBot(b.srv.DefaultBot(), 5)
	watch := b.srv.Watch(t.Context())
	var all sync.WaitGroup
	for id := range int64(8) {
		all.Go(func() {
			c := b.srv.Customer(id + 1)
			for n := range 30 {
				m := c.Say(strconv.Itoa(n))
				c.Edit(m.ID, "e")
				c.React(m.ID, "👍")
				c.Photo("p")
				c.In(g).Say("/g")
				c.To(acc).Say("b")
				c.As(models.User{FirstName: strconv.Itoa(n)})
				acc.Say(c.ID(), "o")
				b.call("sendMessage", params{"chat_id": id + 1, "text": "x"})
				b.call("sendMessage", params{"chat_id": id + 1, "text": "y", "business_connection_id": acc.Connection().ID()})
				b.call("getUpdates", params{"limit": 5, "offset": -50})
				if n%10 == 5 {
					b.srv.Inject(apitest.Fault{Kind: apitest.FaultError, Chat: id + 1}).Hits()
					g.Rename(strconv.Itoa(n), 5)
					b.srv.Record()
					b.srv.Stats()
				}
			}
		})
	}
	seen := int64(0)
	for range 200 {
		e := <-watch
		require.Greater(t, e.Seq, seen)
		seen = e.Seq
	}
	all.Wait()
	require.LessOrEqual(t, len(b.srv.Record()), 500)
}
