package telegram_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/telegram/apitest"
	"github.com/camerton/camerton/tone"
)

// eventOf returns the only event that comes of what happens.
func eventOf(t *testing.T, happens func(w *world)) bot.Incoming {
	t.Helper()
	w := newWorld(t)
	w.poll(w.a)
	happens(w)
	w.srv.Customer(999).Say("конец")
	events := w.store.await(t, 2)
	require.Equal(t, "конец", events[1].Event.Message.Text)
	return events[0]
}

// nothingComesOf says that what happens is no event.
func nothingComesOf(t *testing.T, happens func(w *world)) {
	t.Helper()
	w := newWorld(t)
	w.poll(w.a)
	happens(w)
	w.srv.Customer(999).Say("конец")
	require.Equal(t, "конец", w.store.await(t, 1)[0].Event.Message.Text)
}

func ana(w *world) *apitest.Customer { return w.srv.Customer(5) }

func TestMedia(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		send func(c *apitest.Customer)
		want bot.Message
	}{
		"photo":             {func(c *apitest.Customer) { c.Photo("Пришла разбитая") }, bot.Message{Text: "Пришла разбитая", Media: tone.Photo}},
		"voice":             {func(c *apitest.Customer) { c.Voice(7) }, bot.Message{Media: tone.Voice}},
		"video":             {func(c *apitest.Customer) { c.Video(7, "смотрите") }, bot.Message{Text: "смотрите", Media: tone.Video}},
		"round video":       {func(c *apitest.Customer) { c.VideoNote(7) }, bot.Message{Media: tone.Video}},
		"sticker":           {func(c *apitest.Customer) { c.Sticker("👍") }, bot.Message{Media: tone.Sticker}},
		"place":             {func(c *apitest.Customer) { c.Location(47, 28.8) }, bot.Message{Media: tone.Location}},
		"own number":        {func(c *apitest.Customer) { c.Contact("+37369000001", "Ana", 5) }, bot.Message{Media: tone.Contact, Phone: true}},
		"another's number":  {func(c *apitest.Customer) { c.Contact("+37369000001", "Ion", 6) }, bot.Message{Media: tone.Contact}},
		"file, name unkept": {func(c *apitest.Customer) { c.Document("чек Ивановой.pdf", []byte("x"), "") }, bot.Message{Media: tone.Document}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := eventOf(t, func(w *world) { tc.send(ana(w)) })
			require.Equal(t, bot.Said, in.Event.Kind)
			tc.want.ID, tc.want.Author = "1", in.Event.Message.Author
			require.Equal(t, &tc.want, in.Event.Message)
		})
	}
}

func TestAlbumHasOneID(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.poll(w.a)
	ana(w).Album("вот", "", "")
	events := w.store.await(t, 3)
	require.NotEmpty(t, events[0].Event.Message.Album)
	for _, in := range events {
		require.Equal(t, events[0].Event.Message.Album, in.Event.Message.Album)
		require.Equal(t, tone.Photo, in.Event.Message.Media)
	}
}

func TestForwardsAndReplies(t *testing.T) {
	t.Parallel()
	in := eventOf(t, func(w *world) { ana(w).Say("см.", apitest.ForwardedFrom(models.User{ID: 77, FirstName: "Ион"})) })
	require.True(t, in.Event.Message.Forwarded)
	require.Equal(t, "5", in.Event.Message.Author.ID)

	w := newWorld(t)
	w.poll(w.a)
	first := ana(w).Say("вопрос")
	ana(w).Say("это", apitest.InReplyTo(first.ID))
	require.Equal(t, "1", w.store.await(t, 2)[1].Event.Message.ReplyTo)
}

func TestEdits(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.poll(w.a)
	said := ana(w).Say("заказ 48213")
	photo := ana(w).Photo("подпись")
	w.clock.Advance(time.Minute)
	ana(w).Edit(said.ID, "заказ 48214")
	w.clock.Advance(time.Minute)
	ana(w).Edit(photo.ID, "другая подпись")
	events := w.store.await(t, 4)
	require.Equal(t, bot.Edited, events[2].Event.Kind)
	require.Equal(t, "заказ 48214", events[2].Event.Message.Text)
	require.Equal(t, "1", events[2].Event.Message.ID)
	require.Equal(t, monday.Add(time.Minute), events[2].Event.At)
	require.Equal(t, events[2].Event.At, events[2].Event.Message.EditedAt)
	require.Equal(t, "другая подпись", events[3].Event.Message.Text, "an edit never loses the words of a photo")
	require.Equal(t, tone.Photo, events[3].Event.Message.Media)
}

func TestMovingPlacesSayNothing(t *testing.T) {
	t.Parallel()
	nothingComesOf(t, func(w *world) {
		require.NoError(t, w.srv.DefaultBot().Update("edited_message", json.RawMessage(
			`{"message_id":1,"date":1,"edit_date":2,"chat":{"id":5,"type":"private"},"from":{"id":5},"location":{"latitude":1,"longitude":2,"live_period":60}}`)))
	})
}

func TestCommands(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]*bot.Command{
		"/start":                      {Name: "start"},
		"/start promo-7":              {Name: "start", Args: "promo-7"},
		"/LANG ro":                    {Name: "lang", Args: "ro"},
		"/human":                      {Name: "human"},
		"/stop":                       {Name: "stop"},
		"/forget@apitest_bot":         {Name: "forget"},
		"/privacy@Apitest_Bot  сразу": {Name: "privacy", Args: "сразу"},
		"/privacy@other_bot":          nil,
		"/price":                      nil, // no command of ours: the words are read
		"привет /stop":                nil,
		"/ stop":                      nil,
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			in := eventOf(t, func(w *world) { ana(w).Say(text) })
			require.Equal(t, want, in.Event.Command)
			require.NotNil(t, in.Event.Message)
			if want == nil {
				require.Equal(t, bot.Said, in.Event.Kind)
				require.Equal(t, text, in.Event.Message.Text)
			} else {
				require.Equal(t, bot.Commanded, in.Event.Kind)
			}
		})
	}
}

func TestGroupsBringOnlyWhatIsAddressed(t *testing.T) {
	t.Parallel()
	const group = -1000000000123
	in := func(w *world) (*apitest.Customer, *apitest.Group) {
		g := w.srv.Group(group, "Жильцы")
		g.AddBot(w.srv.DefaultBot(), 77)
		g.Promote(w.srv.DefaultBot().ID(), 77) // so that it is told everything
		return ana(w).In(g), g
	}
	for text, want := range map[string]string{
		"@apitest_bot, где заказ?":    "где заказ?",
		"эй @Apitest_Bot где заказ":   "эй  где заказ",
		"где заказ, @apitest_bot":     "где заказ,",
		"@apitest_bot":                "@apitest_bot",
		"/price@apitest_bot чехол":    "/price@apitest_bot чехол",
		"@apitest_bot @ion гляньте 👍": "@ion гляньте 👍",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			got := eventOf(t, func(w *world) { c, _ := in(w); c.Say(text) })
			require.Equal(t, want, got.Event.Message.Text)
			require.Equal(t, bot.Key{Chat: "-1000000000123"}, got.Key)
			require.True(t, got.Event.Message.Group)
		})
	}
	for name, say := range map[string]func(w *world){
		"talk of others":        func(w *world) { c, _ := in(w); c.Say("Кто видел посылку?") },
		"another bot":           func(w *world) { c, _ := in(w); c.Say("@other_bot привет") },
		"a bare command":        func(w *world) { c, _ := in(w); c.Say("/human") },
		"a name like the bot's": func(w *world) { c, _ := in(w); c.Say("@apitest_bot2 привет") },
		"somebody joins":        func(w *world) { _, g := in(w); g.Join(77) },
		"a new title":           func(w *world) { _, g := in(w); g.Rename("Соседи", 77) },
		"the operators' chat": func(w *world) {
			g := w.srv.Group(operatorsChat, "Смена")
			g.AddBot(w.srv.DefaultBot(), 77)
			ana(w).In(g).Say("@apitest_bot привет")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			nothingComesOf(t, say)
		})
	}
}

func TestGroupReplies(t *testing.T) {
	t.Parallel()
	w := newWorld(t).meet()
	w.poll(w.a)
	g := w.srv.Group(-1000000000123, "Жильцы")
	g.AddBot(w.srv.DefaultBot(), 77)
	thread := g.OpenTopic("Доставка", 77)
	c := ana(w).In(g)
	c.Say("@apitest_bot когда?", apitest.InTopic(thread))
	asked := w.store.await(t, 1)[0]
	require.Equal(t, formatInt(thread), asked.Key.Thread)

	outcome, err := w.a.Send(soon(t), bot.Delivery{
		Key: asked.Key, Group: true, Send: bot.Send{Kind: bot.SendAnswer, Text: "Сегодня", Answers: []string{asked.Event.Message.ID}},
	})
	require.NoError(t, err)
	answer, err := c.Next(soon(t))
	require.NoError(t, err)
	require.Equal(t, thread, answer.Message.MessageThreadID)
	require.Equal(t, asked.Event.Message.ID, formatInt(answer.Message.ReplyToMessage.ID))

	c.Say("а точнее?", apitest.InTopic(thread), apitest.InReplyTo(answer.MessageID))
	followUp := w.store.await(t, 2)[1]
	require.Equal(t, outcome.Messages, []string{followUp.Event.Message.ReplyTo})
	require.Equal(t, asked.Key, followUp.Key)
}

func TestBlockedAndUnblocked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.poll(w.a)
	ana(w).Say("а")
	ana(w).Block()
	ana(w).Unblock()
	g := w.srv.Group(-500, "Жильцы")
	g.AddBot(w.srv.DefaultBot(), 77)
	g.Kick(w.srv.DefaultBot().ID(), 77)
	events := w.store.await(t, 4)
	require.Equal(t, []bot.EventKind{bot.Said, bot.Blocked, bot.Unblocked, bot.Blocked}, kinds(events))
	require.Equal(t, "-500", events[3].Key.Chat)
	w.log.await(t, "the bot is in a group", "chat=-500")
}

func TestReactions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.poll(w.a)
	said := ana(w).Say("а")
	w.store.await(t, 1) // reactions come only to those who have asked for them
	ana(w).React(said.ID, "👍")
	ana(w).React(said.ID)
	require.NoError(t, w.srv.DefaultBot().Update("message_reaction", json.RawMessage(
		`{"chat":{"id":5,"type":"private"},"message_id":1,"date":9,"user":{"id":5},"old_reaction":[],"new_reaction":[{"type":"custom_emoji","custom_emoji_id":"71"}]}`)))
	events := w.store.await(t, 4)
	require.Equal(t, &bot.Reaction{Message: "1", Emoji: "👍"}, events[1].Event.Reaction)
	require.Equal(t, &bot.Reaction{Message: "1"}, events[2].Event.Reaction)
	require.Equal(t, &bot.Reaction{Message: "1", Emoji: "custom_emoji:71"}, events[3].Event.Reaction)
}

func TestPressesAreAnsweredAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t).meet()
	ana(w).Say("/forget")
	d := delivery("5", "Удалить?")
	d.Send.Buttons = []bot.Button{{Label: "Да, удалить", Data: bot.PressForget}, {Label: "Оставить", Data: bot.PressKeep}}
	outcome, err := w.a.Send(soon(t), d)
	require.NoError(t, err)
	w.poll(w.a)
	asked, err := ana(w).Next(soon(t))
	require.NoError(t, err)
	query := ana(w).Press(asked.MessageID, "Да, удалить")
	events := w.store.await(t, 2)
	require.Equal(t, bot.Pressed, events[1].Event.Kind)
	require.Equal(t, &bot.Press{Message: outcome.Messages[0], Data: bot.PressForget, Query: query}, events[1].Event.Press)
	require.Equal(t, "5", events[1].Key.Chat)
	call, err := w.srv.Wait(soon(t), apitest.Called("answerCallbackQuery"))
	require.NoError(t, err)
	require.Equal(t, query, call.Params["callback_query_id"])
	require.Equal(t, 200, call.Status)
}

func TestBotsAreMarked(t *testing.T) {
	t.Parallel()
	in := eventOf(t, func(w *world) {
		require.NoError(t, w.srv.DefaultBot().Update("message", json.RawMessage(
			`{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":8,"is_bot":true,"first_name":"Робот"},"text":"Ваш заказ принят"}`)))
	})
	require.True(t, in.Event.Message.Author.Bot)
}

func TestServiceMessagesAreNoEvents(t *testing.T) {
	t.Parallel()
	for _, what := range []string{
		`"pinned_message":{"message_id":1,"date":0,"chat":{"id":5,"type":"private"}}`,
		`"message_auto_delete_timer_changed":{"message_auto_delete_time":86400}`,
		`"users_shared":{"request_id":1,"users":[]}`,
		`"text":""`,
	} {
		nothingComesOf(t, func(w *world) {
			require.NoError(t, w.srv.DefaultBot().Update("message", json.RawMessage(
				`{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5,"first_name":"Ana"},`+what+`}`)))
		})
	}
}

func TestOtherContentIsKept(t *testing.T) {
	t.Parallel()
	for what, want := range map[string]bot.Message{
		`"dice":{"emoji":"🎲","value":3}`:                               {Media: tone.Sticker},
		`"animation":{"file_id":"x"},"document":{"file_id":"x"}`:       {Media: tone.Sticker},
		`"audio":{"file_id":"x"},"caption":"послушайте"`:               {Media: tone.Document, Text: "послушайте"},
		`"venue":{"title":"Склад"},"location":{"latitude":1}`:          {Media: tone.Location},
		`"poll":{"id":"1","question":"Когда привезёте?","options":[]}`: {Media: tone.Document, Text: "Когда привезёте?"},
		`"checklist":{"title":"Список","tasks":[]}`:                    {Media: tone.Document, Text: "Список"},
		`"story":{"id":1}`: {Media: tone.Photo},
		`"photo":null,"text":"просто слова"`:     {Text: "просто слова"},
		`"text":"через бота","via_bot":{"id":9}`: {Text: "через бота"}, // a person chose to send it
	} {
		in := eventOf(t, func(w *world) {
			require.NoError(t, w.srv.DefaultBot().Update("message", json.RawMessage(
				`{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5,"first_name":"Ana"},`+what+`}`)))
		})
		want.ID, want.Author = "1", bot.Author{ID: "5", Name: "Ana"}
		require.Equal(t, &want, in.Event.Message, what)
	}
}
