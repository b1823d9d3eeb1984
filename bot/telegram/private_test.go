package telegram_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/telegram/apitest"
	"github.com/camerton/camerton/tone"
)

// planted are words that nobody may find in a log.
var planted = []string{
	"ПлантТекст", "ПлантИмя", "PlantLast", "plant_user", "ПлантФайл", "37369123987", "ПлантОтвет", "ПлантКнопка", "plant-data", "ПлантГруппа",
	apitest.DefaultToken, secret,
}

// TestLogsHoldNothingPrivate goes through all that can be logged, faults above
// all, at the level at which most is.
func TestLogsHoldNothingPrivate(t *testing.T) {
	t.Parallel()
	w := newWorld(t).meet()
	handler, err := w.a.Webhook(secret)
	require.NoError(t, err)
	eve := w.srv.Customer(5).As(models.User{FirstName: "ПлантИмя", LastName: "PlantLast", Username: "plant_user"})
	w.srv.Group(-500, "ПлантГруппа").AddBot(w.srv.DefaultBot(), 77)
	stop := w.poll(w.a)
	defer w.advance(time.Second)() // for those who have to wait
	eve.Say("ПлантТекст")
	eve.Document("ПлантФайл.pdf", []byte("x"), "ПлантТекст")
	eve.Contact("37369123987", "ПлантИмя", 5)
	w.store.await(t, 3)

	for _, kind := range []apitest.FaultKind{
		apitest.FaultTooMany, apitest.FaultError, apitest.FaultHTML, apitest.FaultDrop, apitest.FaultGarble,
	} {
		for _, method := range []string{"sendMessage", "sendChatAction", "getUpdates"} {
			w.srv.Inject(apitest.Fault{Method: method, Kind: kind})
		}
		d := delivery("5", "ПлантОтвет")
		d.Send.Buttons = []bot.Button{{Label: "ПлантКнопка", Data: "plant-data"}}
		_, err := w.a.Send(soon(t), d)
		requireNothingPrivate(t, fmt.Sprint(err))
		requireNothingPrivate(t, fmt.Sprint(w.a.Typing(soon(t), d)))
		notice := noticeOf(bot.NoticeSilence)
		notice.Send.Notice.Quote, notice.Send.Notice.Customer = "ПлантТекст", "ПлантИмя"
		_, err = w.a.Send(soon(t), notice)
		requireNothingPrivate(t, fmt.Sprint(err))
	}
	w.store.fail(errDisk)
	eve.Say("ПлантТекст")
	w.log.await(t, "disk full")
	w.store.fail(nil)
	stop()

	for _, body := range []string{
		`{"update_id":7,"message":{"chat":"ПлантТекст","text":"ПлантТекст"}}`, `{"update_id":8,"message":"ПлантТекст"}`,
		`{"update_id":9,"callback_query":{"id":"1","data":"plant-data","from":{"id":5,"first_name":"ПлантИмя"},"message":{"message_id":1,"date":1,"chat":{"id":5,"type":"private"}}}}`,
		`{"update_id":10,"business_message":{"business_connection_id":"gone","message_id":1,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"text":"ПлантТекст"}}`,
		`{"update_id":"ПлантТекст"}`, `ПлантТекст`,
	} {
		rec := post(t, handler, body)
		requireNothingPrivate(t, rec.Body.String())
	}
	w.a.Close()
	require.Contains(t, w.log.String(), "level=ERROR")
	requireNothingPrivate(t, w.log.String())
}

func requireNothingPrivate(t *testing.T, text string) {
	t.Helper()
	for _, word := range planted {
		require.NotContains(t, text, word)
	}
}

// post brings the webhook an update.
func post(t *testing.T, h http.Handler, body string) *httptest.ResponseRecorder {
	t.Helper()
	req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", strings.NewReader(body))
	req.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	return rec
}

// FuzzUpdates brings anything to the webhook: it is stored in a good form or
// passed over, and Telegram is never made to bring it for ever.
func FuzzUpdates(f *testing.F) {
	for _, kind := range []string{
		`"message":{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"text":"/human@apitest_bot да","entities":[{"type":"bot_command","offset":0,"length":18}]}`,
		`"message":{"message_id":1,"date":-9,"chat":{"id":-5,"type":"group"},"from":{"id":5},"caption":"@apitest_bot 👍","caption_entities":[{"type":"mention","offset":0,"length":12}],"photo":[]}`,
		`"edited_message":{"message_id":1,"edit_date":99999999999999,"chat":{"id":5,"type":"private"},"from":{"id":5,"is_bot":true},"location":{}}`,
		`"business_message":{"business_connection_id":"c","message_id":1,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"text":"а"}`,
		`"deleted_business_messages":{"business_connection_id":"c","chat":{"id":5},"message_ids":[1]}`,
		`"business_connection":{"id":"c","user":{"id":4711},"user_chat_id":4711,"date":1,"rights":{},"is_enabled":true}`,
		`"callback_query":{"id":"1","from":{"id":5},"data":"forget:yes","message":{"message_id":1,"date":0,"chat":{"id":5,"type":"private"}}}`,
		`"my_chat_member":{"chat":{"id":5,"type":"private"},"date":1,"new_chat_member":{"status":"kicked"}}`,
		`"message_reaction":{"chat":{"id":5,"type":"private"},"message_id":1,"user":{"id":5},"date":1,"new_reaction":[{"type":"emoji","emoji":"❤"}]}`,
		`"poll":{}`,
	} {
		f.Add(`{"update_id":7,` + kind + `}`)
	}
	w := newWorld(f).meet()
	handler, err := w.a.Webhook(secret)
	require.NoError(f, err)
	f.Cleanup(w.a.Close)
	f.Fuzz(func(t *testing.T, body string) {
		w.store.clear()
		rec := post(t, handler, body)
		require.Contains(t, []int{http.StatusOK, http.StatusBadRequest, http.StatusRequestEntityTooLarge}, rec.Code)
		for _, in := range w.store.clear() {
			require.NoError(t, in.Validate())
			key, err := bot.ParseKey(in.Key.String())
			require.NoError(t, err)
			require.Equal(t, in.Key, key)
			_, err = json.Marshal(in.Event)
			require.NoError(t, err)
		}
	})
}

// FuzzInjection puts anything into names, texts, file names and the data of
// buttons. It is kept and sent as it is, and none of it is logged.
func FuzzInjection(f *testing.F) {
	for _, evil := range []string{
		"'; DROP TABLE conversation; --", "{{.Name}}{{printf \"%s\"}}", "<b>Ion</b><a href='tg://user?id=1'>x</a>", "*bold* _x_ `y` [z](http://a)",
		"line\r\nlevel=ERROR msg=forged", "\x00\u202e\u2066👨‍👩‍👧", "%s%n%!d(MISSING)", "../../etc/passwd", strings.Repeat("й👍", 100),
	} {
		f.Add(evil, evil, evil, evil)
	}
	w := newWorld(f).meet()
	handler, err := w.a.Webhook(secret)
	require.NoError(f, err)
	f.Cleanup(w.a.Close)
	w.srv.Customer(5).Say("а")
	w.srv.Group(operatorsChat, "Смена").AddBot(w.srv.DefaultBot(), 77)
	f.Fuzz(func(t *testing.T, name, text, file, data string) {
		for _, s := range []string{name, text, file, data} {
			if !utf8.ValidString(s) || strings.TrimSpace(s) == "" || len(s) > 1000 {
				t.Skip("Telegram brings no such thing")
			}
		}
		w.store.clear()
		w.log.lines.reset()
		from := map[string]any{"id": 5, "first_name": name, "last_name": name, "username": name}
		chat := map[string]any{"id": 5, "type": "private", "first_name": name}
		for i, u := range []map[string]any{
			{"message": map[string]any{
				"message_id": 1, "date": 1, "chat": chat, "from": from, "caption": text,
				"document": map[string]any{"file_id": file, "file_name": file, "mime_type": file},
				"contact":  map[string]any{"phone_number": data, "first_name": name, "user_id": 5},
			}},
			{"callback_query": map[string]any{
				"id": "1", "data": data, "from": from, "message": map[string]any{"message_id": 1, "date": 1, "chat": chat, "text": text},
			}},
		} {
			u["update_id"] = i + 1
			body, err := json.Marshal(u)
			require.NoError(t, err)
			require.Equal(t, http.StatusOK, post(t, handler, string(body)).Code)
		}
		events := w.store.clear()
		require.Len(t, events, 2)
		require.Equal(t, bot.Key{Chat: "5"}, events[0].Key)
		m := events[0].Event.Message
		require.Equal(t, text, m.Text)
		require.Equal(t, name, m.Author.Name)
		require.Equal(t, tone.Document|tone.Contact, m.Media)
		require.Equal(t, data, events[1].Event.Press.Data)
		stored, err := json.Marshal(events[0].Event)
		require.NoError(t, err)
		if !strings.Contains(name+text, file) {
			require.NotContains(t, string(stored), file, "of a file nothing but its kind is kept")
		}
		requireSentAsItIs(t, w, text, name)
		for _, s := range []string{name, text, file, data} {
			if len(s) > 8 { // shorter ones are part of any word
				require.NotContains(t, w.log.String(), s)
			}
		}
	})
}

// requireSentAsItIs sends a text, and a notice with it, and looks at what comes.
func requireSentAsItIs(t *testing.T, w *world, text, name string) {
	t.Helper()
	ctx := soon(t)
	outcome, err := w.a.Send(ctx, delivery("5", text))
	if outcome.Kind == bot.Rejected { // such as a text of nothing that can be seen
		require.ErrorContains(t, err, "empty")
		return
	}
	require.NoError(t, err)
	sent, err := w.srv.Customer(5).Next(ctx)
	require.NoError(t, err)
	require.NotContains(t, sent.Params, "parse_mode")
	require.NotContains(t, sent.Params, "entities")
	require.Equal(t, strings.TrimSpace(text), strings.TrimSpace(sent.Params["text"]))

	notice := noticeOf(bot.NoticeEscalated)
	notice.Send.Notice.Quote, notice.Send.Notice.Customer = text, name
	_, err = w.a.Send(ctx, notice)
	require.NoError(t, err)
	told, err := w.srv.WaitSent(ctx, apitest.InChat(operatorsChat))
	require.NoError(t, err)
	require.NotContains(t, told.Params, "parse_mode")
	var marks []models.MessageEntity
	require.NoError(t, json.Unmarshal([]byte(told.Params["entities"]), &marks))
	units := len(utf16.Encode([]rune(told.Params["text"])))
	for _, m := range marks {
		require.Positive(t, m.Length)
		require.LessOrEqual(t, m.Offset+m.Length, units)
		if m.URL != "" {
			require.Equal(t, "tg://user?id=5", m.URL, "a link leads to the customer alone")
		}
	}
	require.LessOrEqual(t, len(marks), 3)
}
