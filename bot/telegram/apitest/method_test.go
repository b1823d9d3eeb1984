package apitest_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// complete are the parameters with which each method does what it is for, in
// the situation that situate makes.
func complete(conn string) map[string]params {
	media := []params{{"type": "photo", "media": "https://example.com/a.jpg"}, {"type": "photo", "media": "https://example.com/b.jpg"}}
	return map[string]params{
		"sendMessage":            {"chat_id": 5, "text": "a"},
		"sendPhoto":              {"chat_id": 5, "photo": "https://example.com/a.jpg"},
		"sendDocument":           {"chat_id": 5, "document": "https://example.com/a.pdf"},
		"sendAudio":              {"chat_id": 5, "audio": "https://example.com/a.mp3"},
		"sendVideo":              {"chat_id": 5, "video": "https://example.com/a.mp4"},
		"sendVoice":              {"chat_id": 5, "voice": "https://example.com/a.oga"},
		"sendAnimation":          {"chat_id": 5, "animation": "https://example.com/a.gif"},
		"sendVideoNote":          {"chat_id": 5, "video_note": "https://example.com/a.mp4"},
		"sendSticker":            {"chat_id": 5, "sticker": "https://example.com/a.webp"},
		"sendMediaGroup":         {"chat_id": 5, "media": media},
		"sendContact":            {"chat_id": 5, "phone_number": "+37369000001", "first_name": "Ана"},
		"sendLocation":           {"chat_id": 5, "latitude": 47, "longitude": 28},
		"sendChatAction":         {"chat_id": 5, "action": "typing"},
		"copyMessage":            {"chat_id": 5, "from_chat_id": 5, "message_id": 1},
		"forwardMessage":         {"chat_id": 5, "from_chat_id": 5, "message_id": 1},
		"editMessageText":        {"chat_id": 5, "message_id": 2, "text": "b"},
		"editMessageReplyMarkup": {"chat_id": 5, "message_id": 2, "reply_markup": params{"inline_keyboard": [][]params{{{"text": "a", "callback_data": "b"}}}}},
		"editMessageCaption":     {"chat_id": 5, "message_id": 3, "caption": "b"},
		"deleteMessage":          {"chat_id": 5, "message_id": 2},
		"deleteMessages":         {"chat_id": 5, "message_ids": []int{2}},
		"setMessageReaction":     {"chat_id": 5, "message_id": 1, "reaction": []params{{"type": "emoji", "emoji": "👍"}}},
		"getChat":                {"chat_id": 5},
		"getChatMember":          {"chat_id": 5, "user_id": 5},
		"getChatMemberCount":     {"chat_id": 5},
		"readBusinessMessage":    {"business_connection_id": conn, "chat_id": 5, "message_id": 1},
		"deleteBusinessMessages": {"business_connection_id": conn, "message_ids": []int{1}},
		"getBusinessConnection":  {"business_connection_id": conn},
		"setChatMenuButton":      {"chat_id": 5, "menu_button": params{"type": "commands"}},
		"getChatMenuButton":      {"chat_id": 5},
	}
}

// situate makes a customer 5 who has written, two messages of the bot to him,
// and a business account that he has written to.
func situate(t *testing.T) (*bench, map[string]params) {
	t.Helper()
	b := newBench(t, apitest.Options{})
	acc := b.srv.Account(100)
	conn := acc.Connect(models.BusinessBotRights{CanReply: true, CanReadMessages: true, CanDeleteAllMessages: true})
	c := b.srv.Customer(5)
	c.Say("a")
	c.To(acc).Say("a")
	b.good("sendMessage", params{"chat_id": 5, "text": "x"}, nil)
	b.good("sendPhoto", params{"chat_id": 5, "photo": "https://example.com/a.jpg"}, nil)
	return b, complete(conn.ID())
}

func TestEveryMethodWorks(t *testing.T) {
	t.Parallel()
	_, all := situate(t)
	for method := range all {
		t.Run(method, func(t *testing.T) {
			t.Parallel()
			b, all := situate(t)
			b.good(method, all[method], nil)
			e := b.lastCall()
			if e.Kind != apitest.EntryCall {
				e, _ = b.srv.Wait(soon(t), apitest.Called(method))
			}
			require.True(t, e.Effect)
			require.Equal(t, method, e.Method)
		})
	}
}

// inChat are the methods that look for the chat first.
func inChat(all map[string]params) []string {
	var out []string
	for method, p := range all {
		if _, ok := p["chat_id"]; ok && p["business_connection_id"] == nil {
			out = append(out, method)
		}
	}
	slices.Sort(out)
	return out
}

func TestEveryMethodMissesAChat(t *testing.T) {
	t.Parallel()
	b, all := situate(t)
	for _, method := range inChat(all) {
		p := all[method]
		p["chat_id"] = 404
		b.bad(method, p, 400, "Bad Request: chat not found")
		require.False(t, b.lastCall().Effect)
		p["chat_id"] = ""
		r := b.call(method, p)
		if strings.Contains(method, "MenuButton") {
			require.True(t, r.OK, "without a chat it is everybody's")
			continue
		}
		require.Equal(t, 400, r.Code, method)
		require.Contains(t, []string{"Bad Request: chat_id is empty", "Bad Request: chat identifier is not specified"}, r.Description, method)
	}
}

// TestEveryMethodAndABlock knows which methods a customer's block stops.
func TestEveryMethodAndABlock(t *testing.T) {
	t.Parallel()
	free := []string{
		"getChat", "getChatMember", "getChatMemberCount", "setMessageReaction", "setChatMenuButton", "getChatMenuButton",
		"editMessageText", "editMessageReplyMarkup", "editMessageCaption",
	}
	b, all := situate(t)
	b.srv.Customer(5).Block()
	for _, method := range inChat(all) {
		if slices.Contains(free, method) {
			b.good(method, all[method], nil)
			continue
		}
		b.bad(method, all[method], 403, "Forbidden: bot was blocked by the user")
	}
}

func TestEveryMethodAndADeletedAccount(t *testing.T) {
	t.Parallel()
	reading := []string{"getChat", "getChatMember", "getChatMemberCount", "setMessageReaction", "setChatMenuButton", "getChatMenuButton"}
	b, all := situate(t)
	b.srv.Customer(5).DeleteAccount()
	for _, method := range inChat(all) {
		if slices.Contains(reading, method) {
			b.good(method, all[method], nil)
			continue
		}
		b.bad(method, all[method], 403, "Forbidden: user is deactivated")
	}
}

// TestEverySendingMethodGoesToABusinessChat sends each kind of message on
// behalf of the owner.
func TestEverySendingMethodGoesToABusinessChat(t *testing.T) {
	t.Parallel()
	b, all := situate(t)
	conn := b.srv.Account(100).Connection().ID()
	for _, method := range inChat(all) {
		if !strings.HasPrefix(method, "send") || method == "sendChatAction" {
			continue
		}
		p := all[method]
		p["business_connection_id"] = conn
		r := b.call(method, p)
		require.True(t, r.OK, "%s: %s", method, r.Description)
		require.Contains(t, string(r.Result), `"sender_business_bot"`, method)
		require.Contains(t, string(r.Result), conn, method)
		e, err := b.srv.WaitSent(soon(t), apitest.ByBusiness())
		require.NoError(t, err)
		require.Equal(t, conn, e.Business, method)
		require.Equal(t, int64(100), e.Message.From.ID, method)
	}
}

// TestEverySendingMethodCounts holds each kind of message against the limit.
func TestEverySendingMethodCounts(t *testing.T) {
	t.Parallel()
	b, all := situate(t)
	b.srv.SetFlood(apitest.Flood{Chat: apitest.Limit{N: 1, Per: time.Minute}})
	for _, method := range inChat(all) {
		counted := strings.HasPrefix(method, "send") && method != "sendChatAction" ||
			slices.Contains([]string{"copyMessage", "forwardMessage", "editMessageText", "editMessageCaption", "editMessageReplyMarkup"}, method)
		b.clock.Advance(time.Hour)
		b.srv.Customer(5).Say("снова")
		b.good("sendMessage", params{"chat_id": 5, "text": "a"}, nil)
		r := b.call(method, all[method])
		if counted {
			require.Equal(t, 429, r.Code, method)
			require.Equal(t, 60, r.Parameters.RetryAfter, method)
			continue
		}
		require.True(t, r.OK, "%s: %s", method, r.Description)
	}
}

// TestEveryMethodAfterLogOut refuses everything for ten minutes.
func TestEveryMethodAfterLogOut(t *testing.T) {
	t.Parallel()
	b, _ := situate(t)
	h := newHook(t)
	b.good("setWebhook", params{"url": h.URL}, nil)
	h.next(t)
	b.good("logOut", nil, nil)
	require.Zero(t, b.srv.DefaultBot().Pending())
	for _, method := range apitest.Methods() {
		r := b.call(method, nil)
		require.Equal(t, 400, r.Code, method)
		require.Equal(t, "Logged out", r.Description, method)
	}
	b.srv.Customer(5).Say("в пустоту")
	b.clock.Advance(10 * time.Minute)
	require.Empty(t, b.updates())
	var info struct {
		URL string `json:"url"`
	}
	b.good("getWebhookInfo", nil, &info)
	require.Empty(t, info.URL)
}

func TestLogOutAndCloseEndLongPolls(t *testing.T) {
	t.Parallel()
	for method, want := range map[string]string{"logOut": "Logged out", "close": "Internal Server Error: restart"} {
		b := newBench(t, apitest.Options{})
		waiting := b.inBackground("getUpdates", params{"timeout": 30})
		b.untilWaiting(1)
		b.good(method, nil, nil)
		require.Equal(t, want, (<-waiting).Description)
	}
}
