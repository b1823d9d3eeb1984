package telegram_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/telegram/apitest"
	"github.com/camerton/camerton/tone"
)

func formatInt(n int) string { return strconv.Itoa(n) }

var mayReply = models.BusinessBotRights{CanReply: true, CanReadMessages: true}

// toAna is a text to Ana in the shop's chat with her.
func toAna(text string) bot.Delivery {
	d := delivery("5", text)
	d.Key.Channel, d.Key.Account = tone.TelegramBusiness, "4711"
	return d
}

func TestBusinessChats(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.poll(w.a)
	account := w.srv.Account(shop)
	conn := account.Connect(mayReply)
	c := ana(w).To(account)
	c.Say("Здравствуйте!")
	events := w.store.await(t, 1)
	require.Equal(t, bot.Key{Channel: tone.TelegramBusiness, Account: "4711", Chat: "5"}, events[0].Key)
	require.Equal(t, conn.ID(), events[0].Event.Message.Connection)

	outcome, err := w.a.Send(soon(t), toAna("Добрый день"))
	require.NoError(t, err)
	require.Equal(t, bot.Delivered, outcome.Kind)
	hello := account.Say(5, "Это Мария, я здесь")
	account.Edit(5, hello.ID, "Это Мария, сейчас посмотрю")
	last := c.Say("жду")
	c.Edit(last.ID, "жду вас")
	c.Delete(last.ID)
	c.Say("/human")
	events = w.store.await(t, 7)
	require.Equal(t, []bot.EventKind{
		bot.Said, bot.Echoed, bot.PersonWrote, bot.Said, bot.Edited, bot.Deleted, bot.Commanded,
	}, kinds(events))
	require.Equal(t, outcome.Messages[0], events[1].Event.Message.ID)
	require.Equal(t, "Добрый день", events[1].Event.Message.Text)
	require.Equal(t, "4711", events[2].Event.Message.Author.ID)
	require.Equal(t, []string{formatInt(last.ID)}, events[5].Event.Messages)
	for _, in := range events {
		require.Equal(t, events[0].Key, in.Key)
	}
}

// TestAutomaticMessagesAreNoPersons: what Telegram sends for the owner does not
// mean that a person answers.
func TestAutomaticMessagesAreNoPersons(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.poll(w.a)
	conn := w.srv.Account(shop).Connect(mayReply)
	for _, extra := range []string{
		`"is_from_offline":true,`,
		`"sender_business_bot":{"id":7000000001,"is_bot":true},`,
		`"sender_business_bot":{"id":42,"is_bot":true},`,
		``,
	} {
		require.NoError(t, w.srv.DefaultBot().Update("business_message", json.RawMessage(
			`{"message_id":`+formatInt(len(extra)+1)+`,"date":1,`+extra+`"business_connection_id":"`+conn.ID()+
				`","chat":{"id":5,"type":"private"},"from":{"id":4711},"text":"Мы закрыты"}`)))
	}
	require.Equal(t, []bot.EventKind{bot.Echoed, bot.Echoed, bot.PersonWrote, bot.PersonWrote}, kinds(w.store.await(t, 4)))
}

func TestBusinessMessagesThatAreNotFromChatsWithCustomers(t *testing.T) {
	t.Parallel()
	nothingComesOf(t, func(w *world) {
		conn := w.srv.Account(shop).Connect(mayReply)
		for _, odd := range []string{
			`"chat":{"id":4711,"type":"private"},"from":{"id":4711},"text":"заметка себе"`,
			`"chat":{"id":-5,"type":"group"},"from":{"id":5},"text":"в группе"`,
			`"chat":{"id":5,"type":"private"},"text":"ничьё"`,
		} {
			require.NoError(t, w.srv.DefaultBot().Update("business_message", json.RawMessage(
				`{"message_id":1,"date":1,"business_connection_id":"`+conn.ID()+`",`+odd+`}`)))
		}
	})
}

// TestConversationOutlivesConnections: the id of a connection changes with every
// setting, the conversation stays the same.
func TestConversationOutlivesConnections(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	stop := w.poll(w.a)
	account := w.srv.Account(shop)
	conn := account.Connect(mayReply)
	c := ana(w).To(account)
	c.Say("раз")
	w.store.await(t, 1)
	stop()

	c.Say("два") // by the first connection, read by a bot that has started anew and can't ask about it
	conn = conn.ChangeRights(mayReply)
	c.Say("три")
	w.a = w.adapter()
	w.poll(w.a)
	events := w.store.await(t, 3)
	require.Equal(t, events[0].Key, events[1].Key)
	require.Equal(t, events[0].Key, events[2].Key)
	require.Equal(t, conn.ID(), events[2].Event.Message.Connection)

	d := toAna("Отвечаю")
	d.Connection = events[0].Event.Message.Connection // what the engine may still have
	outcome, err := w.a.Send(soon(t), d)
	require.NoError(t, err)
	require.Equal(t, bot.Delivered, outcome.Kind)
	sent, err := c.Next(soon(t))
	require.NoError(t, err)
	require.Equal(t, conn.ID(), sent.Business)
}

// TestConnectionIsAskedFor: a bot with an empty store learns whose chat it is.
func TestConnectionIsAskedFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	account := w.srv.Account(shop)
	account.Connect(mayReply)
	w.dropUpdates()
	ana(w).To(account).Say("раз")
	w.poll(w.a)
	require.Equal(t, "4711", w.store.await(t, 1)[0].Key.Account)
	_, err := w.srv.Wait(soon(t), apitest.Called("getBusinessConnection"))
	require.NoError(t, err)
}

// TestConnectionsWait: while Telegram can't be asked whose chat it is, the
// message stays there.
func TestConnectionsWait(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	account := w.srv.Account(shop)
	account.Connect(mayReply)
	w.dropUpdates()
	in := w.srv.Inject(apitest.Fault{Method: "getBusinessConnection", Kind: apitest.FaultError, Status: 500, Times: 2})
	ana(w).To(account).Say("раз")
	w.poll(w.a)
	defer w.advance(time.Second)()
	w.store.await(t, 1)
	require.Equal(t, 2, in.Hits())
}

// TestUnknownEndedConnection: nobody can say any more whose chat it was, and the
// rest must not wait for it. What the owner writes tells by itself.
func TestUnknownEndedConnection(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.srv.DefaultBot()
	for _, from := range []string{"5", "4711"} {
		require.NoError(t, b.Update("business_message", json.RawMessage(
			`{"message_id":1,"date":1,"business_connection_id":"gone","chat":{"id":5,"type":"private"},"from":{"id":`+from+`},"text":"секрет"}`)))
	}
	w.poll(w.a)
	events := w.store.await(t, 1)
	require.Equal(t, bot.PersonWrote, events[0].Event.Kind)
	require.Equal(t, "4711", events[0].Key.Account)
	w.log.await(t, "an update was passed over", "was never known")
	require.NotContains(t, w.log.String(), "секрет")
}

// TestConnectionThatIsNotTold: however Telegram refuses to tell whose a connection
// is, what comes after is not held up.
func TestConnectionThatIsNotTold(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusBadRequest, http.StatusForbidden} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.srv.Inject(apitest.Fault{Method: "getBusinessConnection", Kind: apitest.FaultError, Status: status, Times: -1})
			require.NoError(t, w.srv.DefaultBot().Update("business_message", json.RawMessage(
				`{"message_id":1,"date":1,"business_connection_id":"gone","chat":{"id":5,"type":"private"},"from":{"id":5},"text":"раз"}`)))
			ana(w).Say("два")
			w.poll(w.a)
			events := w.store.await(t, 1)
			require.Equal(t, "два", events[0].Event.Message.Text)
		})
	}
}

func TestBusinessRefusals(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		spoil func(w *world, a *apitest.Account, c *apitest.Connection)
		calls bool // Telegram has to be asked to know it
	}{
		"window of 24 hours is over": {func(w *world, _ *apitest.Account, _ *apitest.Connection) { w.clock.Advance(25 * time.Hour) }, true},
		"right taken away": {func(w *world, _ *apitest.Account, c *apitest.Connection) {
			c.ChangeRights(models.BusinessBotRights{CanReadMessages: true})
			w.log.await(w.tb, "changed its settings", "may_reply=false")
		}, false},
		"disconnected": {func(w *world, _ *apitest.Account, c *apitest.Connection) {
			c.Disconnect()
			w.log.await(w.tb, "changed its settings", "enabled=false")
		}, false},
		"chat excluded": {func(_ *world, a *apitest.Account, _ *apitest.Connection) { a.Exclude(5, true) }, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.poll(w.a)
			account := w.srv.Account(shop)
			conn := account.Connect(mayReply)
			ana(w).To(account).Say("раз")
			w.store.await(t, 1)
			tc.spoil(w, account, conn)
			outcome, err := w.a.Send(soon(t), toAna("поздно"))
			require.Error(t, err)
			require.Equal(t, bot.Refused, outcome.Kind, err)
			require.Equal(t, tc.calls, w.srv.Stats().Methods["sendMessage"] == 1)
		})
	}
}

// TestConnectionIsLookedUpAgain: the store knows of a new connection, because
// another replica was told, and this adapter sends by the old one.
func TestConnectionIsLookedUpAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	stop := w.poll(w.a)
	account := w.srv.Account(shop)
	old := account.Connect(mayReply)
	c := ana(w).To(account)
	c.Say("раз")
	w.store.await(t, 1)
	stop()
	fresh := old.ChangeRights(mayReply)

	// Between the look into the store and the call the news arrives.
	w.store.mu.Lock()
	saved := w.store.connections["telegram:7000000001 4711"]
	require.Equal(t, old.ID(), saved.ID)
	w.store.mu.Unlock()
	w.store.onLookup = func() {
		saved.ID, saved.At = fresh.ID(), monday.Add(time.Second)
		w.store.connections["telegram:7000000001 4711"] = saved
	}
	outcome, err := w.a.Send(soon(t), toAna("всё-таки"))
	require.NoError(t, err)
	require.Equal(t, bot.Delivered, outcome.Kind)

	fresh.ChangeRights(mayReply) // and now nobody has been told
	outcome, err = w.a.Send(soon(t), toAna("нет"))
	require.ErrorContains(t, err, "BUSINESS_CONNECTION_INVALID")
	require.Equal(t, bot.Refused, outcome.Kind)
}

func TestBusinessAccountThatNobodyKnows(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	outcome, err := w.a.Send(soon(t), toAna("куда?"))
	require.Error(t, err)
	require.Equal(t, bot.Refused, outcome.Kind)
	w.store.fail(errDisk)
	outcome, err = w.a.Send(soon(t), toAna("куда?"))
	require.ErrorIs(t, err, errDisk)
	require.Equal(t, bot.Failed, outcome.Kind, "nothing was sent")
}
