package apitest_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// started is a server on a port of its own, on the machine's clock.
func started(t *testing.T, o apitest.Options) *apitest.Server {
	t.Helper()
	srv := apitest.New(o)
	require.NoError(t, srv.Start())
	t.Cleanup(func() { require.NoError(t, srv.Close()) })
	return srv
}

// running runs a go-telegram/bot until the test ends.
func running(t *testing.T, srv *apitest.Server, handle tg.HandlerFunc, more ...tg.Option) {
	t.Helper()
	b, err := tg.New(apitest.DefaultToken, append([]tg.Option{
		tg.WithServerURL(srv.URL()), tg.WithDefaultHandler(handle), tg.WithNotAsyncHandlers(), tg.WithErrorsHandler(func(error) {}),
	}, more...)...)
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		b.Start(ctx)
	}()
	t.Cleanup(func() { cancel(); <-done })
}

func echo(ctx context.Context, b *tg.Bot, u *models.Update) {
	if u.Message == nil {
		return
	}
	_, _ = b.SendMessage(ctx, &tg.SendMessageParams{ChatID: u.Message.Chat.ID, Text: "эхо: " + u.Message.Text})
}

func TestGoTelegramPolls(t *testing.T) {
	t.Parallel()
	srv := started(t, apitest.Options{})
	running(t, srv, echo)
	var customers sync.WaitGroup
	for id := range int64(20) {
		customers.Go(func() {
			c := srv.Customer(id + 1)
			for n := range 5 {
				text := fmt.Sprintf("%d-%d", id, n)
				c.Say(text)
				e, err := c.Next(soon(t))
				if err != nil || e.Text() != "эхо: "+text {
					t.Errorf("got %q, %v", e.Text(), err)
				}
			}
		})
	}
	customers.Wait()
}

func TestGoTelegramWebhook(t *testing.T) {
	t.Parallel()
	srv := started(t, apitest.Options{})
	b, err := tg.New(apitest.DefaultToken, tg.WithServerURL(srv.URL()), tg.WithDefaultHandler(echo), tg.WithWebhookSecretToken("s3cret"))
	require.NoError(t, err)
	hook := httptest.NewServer(b.WebhookHandler())
	defer hook.Close()
	ctx, cancel := context.WithCancel(t.Context())
	var done sync.WaitGroup
	done.Go(func() { b.StartWebhook(ctx) })
	defer func() { cancel(); done.Wait() }()

	ok, err := b.SetWebhook(ctx, &tg.SetWebhookParams{URL: hook.URL, SecretToken: "s3cret", AllowedUpdates: []string{"message"}})
	require.NoError(t, err)
	require.True(t, ok)
	c := srv.Customer(5)
	c.Say("привет")
	e, err := c.Next(soon(t))
	require.NoError(t, err)
	require.Equal(t, "эхо: привет", e.Text())
	info, err := b.GetWebhookInfo(ctx)
	require.NoError(t, err)
	require.Equal(t, hook.URL, info.URL)
	require.Equal(t, []string{"message"}, info.AllowedUpdates)
}

// TestGoTelegramMethods calls every method that a business's bot needs, in
// the library's own multipart.
func TestGoTelegramMethods(t *testing.T) {
	t.Parallel()
	srv := started(t, apitest.Options{})
	b, err := tg.New(apitest.DefaultToken, tg.WithServerURL(srv.URL()))
	require.NoError(t, err)
	require.Equal(t, int64(7000000001), b.ID())
	ctx := soon(t)
	c := srv.Customer(5)
	c.Say("a")

	sent, err := b.SendMessage(ctx, &tg.SendMessageParams{
		ChatID: 5, Text: "Выберите",
		Entities:        []models.MessageEntity{{Type: models.MessageEntityTypeBold, Offset: 0, Length: 8}},
		ReplyParameters: &models.ReplyParameters{MessageID: 1},
		ReplyMarkup:     models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "Да", CallbackData: "y"}}}},
	})
	require.NoError(t, err)
	require.Equal(t, "Выберите", sent.Text)
	require.Equal(t, models.MessageEntityTypeBold, sent.Entities[0].Type)
	require.Equal(t, 1, sent.ReplyToMessage.ID)
	require.Equal(t, "y", sent.ReplyMarkup.InlineKeyboard[0][0].CallbackData)

	edited, err := b.EditMessageText(ctx, &tg.EditMessageTextParams{ChatID: 5, MessageID: sent.ID, Text: "Спасибо"})
	require.NoError(t, err)
	require.NotZero(t, edited.EditDate)
	_, err = b.EditMessageText(ctx, &tg.EditMessageTextParams{ChatID: 5, MessageID: sent.ID, Text: "Спасибо"})
	require.ErrorIs(t, err, tg.ErrorBadRequest)
	require.ErrorContains(t, err, "message is not modified")

	ok, err := b.SendChatAction(ctx, &tg.SendChatActionParams{ChatID: 5, Action: models.ChatActionTyping})
	require.NoError(t, err)
	require.True(t, ok)
	ok, err = b.SetMessageReaction(ctx, &tg.SetMessageReactionParams{
		ChatID: 5, MessageID: 1,
		Reaction: []models.ReactionType{{Type: models.ReactionTypeTypeEmoji, ReactionTypeEmoji: &models.ReactionTypeEmoji{Emoji: "👍"}}},
	})
	require.NoError(t, err)
	require.True(t, ok)
	_, err = b.SetMyCommands(ctx, &tg.SetMyCommandsParams{
		Commands: []models.BotCommand{{Command: "human", Description: "Позвать человека"}},
		Scope:    &models.BotCommandScopeAllPrivateChats{}, LanguageCode: "ru",
	})
	require.NoError(t, err)
	require.Equal(t, []models.BotCommand{{Command: "human", Description: "Позвать человека"}}, srv.DefaultBot().CommandsFor(5, "ru"))
	require.Empty(t, srv.DefaultBot().CommandsFor(5, "ro"))

	doc, err := b.SendDocument(ctx, &tg.SendDocumentParams{
		ChatID: 5, Document: &models.InputFileUpload{Filename: "цены.txt", Data: strings.NewReader("50 лей")}, Caption: "Цены",
	})
	require.NoError(t, err)
	file, err := b.GetFile(ctx, &tg.GetFileParams{FileID: doc.Document.FileID})
	require.NoError(t, err)
	require.Equal(t, "50 лей", string(fetch(t, b.FileDownloadLink(file))))
	photo := c.Photo("моё фото").Photo
	file, err = b.GetFile(ctx, &tg.GetFileParams{FileID: photo[1].FileID})
	require.NoError(t, err)
	require.True(t, bytes.HasPrefix(fetch(t, b.FileDownloadLink(file)), []byte{0xff, 0xd8}))

	album, err := b.SendMediaGroup(ctx, &tg.SendMediaGroupParams{ChatID: 5, Media: []models.InputMedia{
		&models.InputMediaPhoto{Media: "attach://a.jpg", MediaAttachment: strings.NewReader("jpeg"), Caption: "раз"},
		&models.InputMediaPhoto{Media: "https://example.com/b.jpg"},
	}})
	require.NoError(t, err)
	require.Len(t, album, 2)
	require.Equal(t, album[0].MediaGroupID, album[1].MediaGroupID)

	member, err := b.GetChatMember(ctx, &tg.GetChatMemberParams{ChatID: 5, UserID: 5})
	require.NoError(t, err)
	require.Equal(t, models.ChatMemberTypeMember, member.Type)
	chat, err := b.GetChat(ctx, &tg.GetChatParams{ChatID: 5})
	require.NoError(t, err)
	require.Equal(t, "Customer 5", chat.FirstName)

	ok, err = b.DeleteMessage(ctx, &tg.DeleteMessageParams{ChatID: 5, MessageID: sent.ID})
	require.NoError(t, err)
	require.True(t, ok)
}

func fetch(t *testing.T, link string) []byte {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, link, nil)
	require.NoError(t, err)
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer func() { require.NoError(t, resp.Body.Close()) }()
	require.Equal(t, http.StatusOK, resp.StatusCode)
	data, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return data
}

func TestGoTelegramErrors(t *testing.T) {
	t.Parallel()
	srv := started(t, apitest.Options{})
	b, err := tg.New(apitest.DefaultToken, tg.WithServerURL(srv.URL()))
	require.NoError(t, err)
	ctx := soon(t)
	send := func() error {
		_, err := b.SendMessage(ctx, &tg.SendMessageParams{ChatID: 5, Text: "a"})
		return err
	}
	require.ErrorIs(t, send(), tg.ErrorBadRequest)
	srv.Customer(5).Say("a")
	srv.Customer(5).Block()
	require.ErrorIs(t, send(), tg.ErrorForbidden)
	srv.Customer(5).Unblock()

	srv.Inject(apitest.Fault{Kind: apitest.FaultTooMany, RetryAfter: 7})
	var tooMany *tg.TooManyRequestsError
	require.ErrorAs(t, send(), &tooMany)
	require.Equal(t, 7, tooMany.RetryAfter)
	srv.Inject(apitest.Fault{Kind: apitest.FaultHTML})
	require.ErrorContains(t, send(), "Bad Gateway")
	srv.Inject(apitest.Fault{Kind: apitest.FaultGarble, AfterEffect: true})
	require.ErrorContains(t, send(), "decode")
	before := srv.Stats().Methods["sendMessage"]
	srv.Inject(apitest.Fault{Kind: apitest.FaultDrop, AfterEffect: true})
	require.ErrorContains(t, send(), "EOF")
	require.Equal(t, before+1, srv.Stats().Methods["sendMessage"], "the client does not repeat it by itself")

	_, err = tg.New("7000000009:apitest-not-a-real-token-009", tg.WithServerURL(srv.URL()))
	require.ErrorIs(t, err, tg.ErrorUnauthorized)

	group := srv.Group(-10, "Магазин")
	group.AddBot(srv.DefaultBot(), 5)
	group.Migrate(-1000000000010, 5)
	_, err = b.SendMessage(ctx, &tg.SendMessageParams{ChatID: -10, Text: "a"})
	var moved *tg.MigrateError
	require.ErrorAs(t, err, &moved)
	require.Equal(t, -1000000000010, moved.MigrateToChatID)
	_, err = b.SendMessage(ctx, &tg.SendMessageParams{ChatID: -1000000000010, Text: "a"})
	require.NoError(t, err)
}

func TestGoTelegramBusiness(t *testing.T) {
	t.Parallel()
	srv := started(t, apitest.Options{})
	running(t, srv, func(ctx context.Context, b *tg.Bot, u *models.Update) {
		m := u.BusinessMessage
		if m == nil || m.SenderBusinessBot != nil || m.From.ID == 100 {
			return
		}
		_, _ = b.SendMessage(ctx, &tg.SendMessageParams{BusinessConnectionID: m.BusinessConnectionID, ChatID: m.Chat.ID, Text: "да"})
	}, tg.WithAllowedUpdates(tg.AllowedUpdates{"business_message", "business_connection"}))
	acc := srv.Account(100)
	conn := acc.Connect(models.BusinessBotRights{CanReply: true})
	c := srv.Customer(5).To(acc)
	c.Say("Есть в наличии?")
	e, err := c.Next(soon(t))
	require.NoError(t, err)
	require.Equal(t, "да", e.Text())
	require.Equal(t, conn.ID(), e.Business)
	require.Equal(t, int64(100), acc.OwnerID())
}

func TestAClientThatGoesIsNoticed(t *testing.T) {
	t.Parallel()
	srv := started(t, apitest.Options{})
	b, err := tg.New(apitest.DefaultToken, tg.WithServerURL(srv.URL()), tg.WithErrorsHandler(func(error) {}))
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	var done sync.WaitGroup
	done.Go(func() { b.Start(ctx) })
	idle := srv.DefaultBot().Idle
	require.Eventually(t, func() bool { return !idle() }, 10*time.Second, time.Millisecond)
	cancel()
	done.Wait()
	require.Eventually(t, idle, 10*time.Second, time.Millisecond)
}

func TestRestartKeepsEverything(t *testing.T) {
	t.Parallel()
	srv := started(t, apitest.Options{})
	running(t, srv, echo)
	c := srv.Customer(5)
	c.Say("до")
	_, err := c.Next(soon(t))
	require.NoError(t, err)
	url := srv.URL()

	require.NoError(t, srv.Stop())
	require.NoError(t, srv.Stop(), "twice is once")
	c.Say("во время")
	require.NoError(t, srv.Start())
	require.Error(t, srv.Start(), "it is listening already")
	require.Equal(t, url, srv.URL())
	e, err := c.Next(soon(t))
	require.NoError(t, err)
	require.Equal(t, "эхо: во время", e.Text())

	require.NoError(t, srv.Restart())
	c.Say("после")
	e, err = c.Next(soon(t))
	require.NoError(t, err)
	require.Equal(t, "эхо: после", e.Text())
}

func TestRestartDropsLongPolls(t *testing.T) {
	t.Parallel()
	srv := started(t, apitest.Options{})
	failed := make(chan error, 1)
	go func() { failed <- longPoll(t.Context(), srv.URL()) }()
	require.Eventually(t, func() bool { return !srv.DefaultBot().Idle() }, 10*time.Second, time.Millisecond)
	require.NoError(t, srv.Restart())
	require.Error(t, <-failed)
}

func TestStartErrors(t *testing.T) {
	t.Parallel()
	srv := apitest.New(apitest.Options{Addr: "256.0.0.1:1"})
	require.Error(t, srv.Start())
	require.Empty(t, srv.URL())
	require.NoError(t, srv.Close())
	require.NoError(t, srv.Close(), "twice is once")
	require.ErrorIs(t, srv.Start(), apitest.ErrClosed)
}

func TestClosedServerAnswersNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	require.NoError(t, b.srv.Close())
	_, dropped := b.serve(encodings["query"](t.Context(), api+"getMe", nil))
	require.True(t, dropped)
}
