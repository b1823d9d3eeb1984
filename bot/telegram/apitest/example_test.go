package apitest_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// A whole conversation: the bot under test polls the server, a customer
// writes, presses a button and reads.
func Example() {
	srv := apitest.New(apitest.Options{})
	if err := srv.Start(); err != nil {
		panic(err)
	}
	defer func() { _ = srv.Close() }()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()

	bot, err := tg.New(apitest.DefaultToken, tg.WithServerURL(srv.URL()), tg.WithDefaultHandler(
		func(ctx context.Context, b *tg.Bot, u *models.Update) {
			text := "Записали вас"
			if u.Message != nil {
				text = "Когда удобно?"
			}
			_, _ = b.SendMessage(ctx, &tg.SendMessageParams{
				ChatID: 5, Text: text,
				ReplyMarkup: models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "Утром", CallbackData: "am"}}}},
			})
		}))
	if err != nil {
		panic(err)
	}
	go bot.Start(ctx)

	ana := srv.Customer(5).As(models.User{FirstName: "Ана", LanguageCode: "ro"})
	ana.Say("Хочу записаться")
	question, _ := ana.Next(ctx)
	fmt.Println(question.Text())
	ana.Press(question.MessageID, "Утром")
	answer, _ := ana.Next(ctx)
	fmt.Println(answer.Text())
	// Output:
	// Когда удобно?
	// Записали вас
}

// The message is sent, and the bot is not told: what does it do next?
func ExampleServer_Inject() {
	srv := apitest.New(apitest.Options{})
	defer func() { _ = srv.Close() }()
	srv.Customer(5).Say("Где заказ?")
	srv.Inject(apitest.Fault{Method: "sendMessage", Kind: apitest.FaultError, Status: 504, AfterEffect: true})

	fmt.Println(post(srv, "sendMessage", url.Values{"chat_id": {"5"}, "text": {"Едет"}}))
	last := srv.Record()[1]
	fmt.Println(last.Effect, last.Fault, last.Text())
	// Output:
	// {"ok":false,"error_code":504,"description":"Gateway Timeout"}
	// true error Едет
}

// post calls a method without any library.
func post(srv http.Handler, method string, p url.Values) string {
	r := httptest.NewRequestWithContext(context.Background(), http.MethodGet, "/bot"+apitest.DefaultToken+"/"+method+"?"+p.Encode(), nil)
	w := httptest.NewRecorder()
	srv.ServeHTTP(w, r)
	return w.Body.String()
}

// A day passes at once.
func ExampleNewManualClock() {
	clock := apitest.NewManualClock(time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC))
	srv := apitest.New(apitest.Options{Clock: clock})
	defer func() { _ = srv.Close() }()

	owner := srv.Account(100)
	conn := owner.Connect(models.BusinessBotRights{CanReply: true})
	srv.Customer(5).To(owner).Say("Есть в наличии?")
	clock.Advance(25 * time.Hour)

	fmt.Println(post(srv, "sendMessage", url.Values{"business_connection_id": {conn.ID()}, "chat_id": {"5"}, "text": {"Да"}}))
	// Output:
	// {"ok":false,"error_code":400,"description":"Bad Request: BUSINESS_PEER_USAGE_MISSING"}
}

// Two processes: the second one plays the customers.
func ExampleControl() {
	srv := apitest.New(apitest.Options{})
	if err := srv.Start(); err != nil {
		panic(err)
	}
	defer func() { _ = srv.Close() }()
	ctx := context.Background()

	ctl := apitest.Control{URL: srv.URL()}
	done, err := ctl.Do(ctx, apitest.Action{Do: "say", Customer: 5, Text: "Здравствуйте"})
	fmt.Println(done[0].Messages, err)
	record, err := ctl.Record(ctx, 0, time.Second)
	fmt.Println(record[0].UpdateType, err)
	// Output:
	// [1] <nil>
	// message <nil>
}

// Wait for anything the bot does.
func ExampleServer_Wait() {
	srv := apitest.New(apitest.Options{})
	defer func() { _ = srv.Close() }()
	srv.Customer(5).Say("a")
	post(srv, "sendChatAction", url.Values{"chat_id": {"5"}, "action": {"typing"}})

	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	e, err := srv.Wait(ctx, apitest.Called("sendChatAction"), apitest.InChat(5))
	fmt.Println(e.Params["action"], err)
	// Output:
	// typing <nil>
}
