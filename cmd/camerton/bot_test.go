package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/bot/storetest/pgtest"
	"github.com/camerton/camerton/bot/telegram/apitest"
)

func TestBotAnswers(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	r := s.run()
	health := "http://" + r.log.at(t, "health is told")
	r.log.await(t, "updates come in")
	status, body := get(t, health+"/healthz")
	require.Equal(t, http.StatusOK, status, body)
	status, body = get(t, health+"/readyz")
	require.Equal(t, http.StatusOK, status, body)
	ana := s.srv.Customer(5).As(models.User{FirstName: "Ана", LanguageCode: "ru"})
	ana.Say("Здравствуйте! Сколько стоит доставка?")
	require.NotEmpty(t, s.answer(ana))
	r.stop()
	require.Len(t, s.texts(5), 1)
}

// TestKilledBotAnswersEachOnce kills the process again and again while
// customers write, and looks at what they got.
func TestKilledBotAnswersEachOnce(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	const customers, kills = 40, 4
	answered := s.srv.Sent(t.Context())
	for kill := range kills + 1 {
		for n := range customers {
			if n%(kills+1) == kill {
				s.srv.Customer(int64(n + 1)).Say("Сколько стоит доставка?")
			}
		}
		c := s.spawn("bot", "--config", s.path(configFile))
		if kill < kills {
			for range 1 + 2*kill {
				<-answered
			}
			c.end(syscall.SIGKILL)
			continue
		}
		for n := range customers {
			for len(s.texts(int64(n+1))) == 0 {
				select {
				case <-answered:
				case <-soon(t).Done():
					require.FailNow(t, "a customer got no answer", c.log.String())
				}
			}
		}
		require.Zero(t, c.end(syscall.SIGTERM).ExitCode(), c.log.String())
	}
	unknown := s.unknown()
	for n := range customers {
		texts := s.texts(int64(n + 1))
		require.LessOrEqual(t, len(texts), 1+unknown[int64(n+1)], "a text comes twice only if nobody could know that it had come")
	}
	require.LessOrEqual(t, len(unknown), kills*16)
}

// unknown counts, by chat, the calls whose end is not known.
func (s *shop) unknown() map[int64]int {
	s.t.Helper()
	store := s.open()
	defer func() { require.NoError(s.t, store.Close()) }()
	sends, err := store.Outbox(s.t.Context(), bot.Key{}, bot.SendUnknown)
	require.NoError(s.t, err)
	counts := map[int64]int{}
	for _, o := range sends {
		var chat int64
		_, err := fmt.Sscan(o.Key.Chat, &chat)
		require.NoError(s.t, err)
		counts[chat] += o.Unknown
	}
	return counts
}

// TestStoppedBotFinishesItsCalls: a call that is under way when the bot is told
// to stop is waited for, and nothing is sent twice at the next start.
func TestStoppedBotFinishesItsCalls(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	held := s.srv.Inject(apitest.Fault{Method: "sendMessage", Kind: apitest.FaultNone, Delay: 500e6, AfterEffect: true})
	require.NotNil(t, held)
	r := s.run()
	ana := s.srv.Customer(5)
	ana.Say("Сколько стоит доставка?")
	require.NotEmpty(t, s.answer(ana)) // it has come, and the bot does not know yet
	r.stop()
	require.Empty(t, s.unknown())
	again := s.run()
	s.srv.Customer(6).Say("Сколько стоит доставка?")
	require.NotEmpty(t, s.answer(s.srv.Customer(6)))
	again.stop()
	require.Len(t, s.texts(5), 1)
}

// TestWebhookBot is told updates through a proxy, as in front of a real one.
func TestWebhookBot(t *testing.T) {
	t.Parallel()
	behind := make(chan *url.URL, 1)
	var to *httputil.ReverseProxy
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if to == nil {
			to = httputil.NewSingleHostReverseProxy(<-behind)
		}
		to.ServeHTTP(w, req)
	}))
	defer proxy.Close()
	s := newShop(t, `[webhook]`, `url = "`+proxy.URL+`/hook"`, `listen = "127.0.0.1:0"`, `connections = 1`)
	s.edit("[telegram]\n", "[telegram]\nupdates = \"webhook\"\n")
	r := s.run()
	at := r.log.at(t, "the webhook listens")
	behind <- &url.URL{Scheme: "http", Host: at}
	ana := s.srv.Customer(5)
	ana.Say("Сколько стоит доставка?")
	require.NotEmpty(t, s.answer(ana))

	for path, want := range map[string]int{"/hook": http.StatusUnauthorized, "/": http.StatusNotFound, "/hook/x": http.StatusNotFound} {
		status, _ := get(t, "http://"+at+path)
		require.Equal(t, want, status, path)
	}
	r.stop()
}

// edit changes the config.
func (s *shop) edit(old, text string) {
	s.t.Helper()
	data := s.config()
	require.Contains(s.t, data, old)
	s.write(configFile, strings.Replace(data, old, text, 1))
}

// config returns the content of the config.
func (s *shop) config() string {
	s.t.Helper()
	data, err := os.ReadFile(s.path(configFile))
	require.NoError(s.t, err)
	return string(data)
}

// TestReplicasShareTheWork: two bots behind one webhook, on one PostgreSQL,
// answer each customer once.
func TestReplicasShareTheWork(t *testing.T) {
	t.Parallel()
	var turn atomic.Int64
	behind := [2]chan http.Handler{make(chan http.Handler, 1), make(chan http.Handler, 1)}
	proxies := [2]func() http.Handler{}
	for i := range proxies {
		proxies[i] = sync.OnceValue(func() http.Handler { return <-behind[i] })
	}
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		proxies[turn.Add(1)%2]().ServeHTTP(w, req)
	}))
	defer proxy.Close()
	s := newShop(t, "[webhook]", `url = "`+proxy.URL+`/hook"`, `listen = "127.0.0.1:0"`, "[store]", `kind = "postgres"`)
	s.edit("[telegram]\n", "[telegram]\nupdates = \"webhook\"\n")
	s.database = pgtest.Start(t, pgtest.Options{}).NewSchema(t)
	var bots []*running
	for i := range proxies {
		r := s.run()
		behind[i] <- httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: r.log.at(t, "the webhook listens")})
		r.log.await(t, "the webhook is set")
		bots = append(bots, r)
	}
	const customers = 30
	for id := range int64(customers) {
		s.srv.Customer(id + 1).Say("Сколько стоит доставка?")
	}
	for id := range int64(customers) {
		require.NotEmpty(t, s.answer(s.srv.Customer(id+1)))
	}
	for _, r := range bots {
		r.stop()
	}
	for id := range int64(customers) {
		require.Len(t, s.texts(id+1), 1)
	}
	status, said := s.command("", "health", "--format", "json")
	require.Equal(t, exitWrong, status, "no bot runs")
	require.Contains(t, said, `"conversations":30,"unread":0`)
}

// TestTextsAreReadAgain while the bot runs, and only if they are good.
func TestTextsAreReadAgain(t *testing.T) {
	t.Parallel()
	s := newShop(t, `[texts]`, `business = "business.toml"`)
	business := "name = %q\nlanguages = [\"ro\", \"ru\"]\nphones = [\"+373 22 123 456\"]\n[hours]\nweek = \"Mon-Sun 00:00-24:00\"\n"
	s.write("business.toml", fmt.Sprintf(business, "Ромашка"))
	r := s.run()
	r.log.await(t, "the bot runs")
	s.write("business.toml", "nam = 3\n")
	line := r.log.await(t, "the old ones go on")
	require.Contains(t, line, "business.toml:1")
	require.NotEmpty(t, s.answer(said(s.srv.Customer(5), "Сколько стоит доставка?")))
	s.write("business.toml", fmt.Sprintf(business, "Мушецел"))
	r.log.await(t, "the texts were read again")
	require.NotEmpty(t, s.answer(said(s.srv.Customer(6), "Сколько стоит доставка?")))
	r.stop()
}

// TestBusinessAccount: the bot answers in the owner's name, is silent where the
// owner has written, and tells the owner who needs a person.
func TestBusinessAccount(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	const owner = 4711
	account := s.srv.Account(owner)
	account.Connect(models.BusinessBotRights{CanReply: true})
	s.srv.Customer(owner).Say("/start")
	r := s.run()
	require.NotEmpty(t, s.answer(s.srv.Customer(owner)))
	ana, ion := s.srv.Customer(5).To(account), s.srv.Customer(6).To(account)
	ana.Say("Сколько стоит доставка?")
	e, err := s.srv.WaitSent(soon(t), apitest.InChat(5), apitest.ByBusiness())
	require.NoError(t, err)
	require.NotEmpty(t, e.Text())

	account.Say(5, "Это Мария, я сама отвечу")
	ana.Say("А когда привезёте?")
	ion.Say("Позовите человека")
	_, err = s.srv.WaitSent(soon(t), apitest.InChat(6), apitest.ByBusiness())
	require.NoError(t, err)
	told, err := s.srv.WaitSent(soon(t), apitest.InChat(owner), apitest.TextHas("Позовите человека"))
	require.NoError(t, err)
	require.Empty(t, told.Business)
	r.stop()
	require.Len(t, s.texts(5), 1, "the owner answers")
}

// TestSignals: SIGHUP has the texts read again, SIGTERM ends the bot.
func TestSignals(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	c := s.spawn("bot", "--config", s.path(configFile))
	c.log.await(t, "updates come in")
	require.NoError(t, c.Process.Signal(syscall.SIGHUP))
	c.log.await(t, "the texts were read again")
	require.Zero(t, c.end(syscall.SIGTERM).ExitCode(), c.log.String())
	require.Contains(t, c.log.String(), "the bot has stopped")
}

// TestOldIsDeleted: conversations are kept as long as the config says, and for
// good if it says so.
func TestOldIsDeleted(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	r := s.run()
	require.NotEmpty(t, s.answer(said(s.srv.Customer(5), "/privacy")))
	r.stop()
	store := s.open()
	defer func() { require.NoError(t, store.Close()) }()
	left := func(keep time.Duration, after time.Duration) int {
		_, err := prune(t.Context(), store, keep, time.Now().Add(after))
		require.NoError(t, err)
		keys, err := store.Conversations(t.Context(), bot.Key{}, 10)
		require.NoError(t, err)
		return len(keys)
	}
	require.Equal(t, 1, left(30*day, 20*day))
	require.Equal(t, 1, left(0, 3650*day))
	require.Zero(t, left(30*day, 40*day))
}

func said(c *apitest.Customer, text string) *apitest.Customer {
	c.Say(text)
	return c
}

func TestBotRefusesToStart(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for want, change := range map[string]struct {
		config  string
		environ []string
		status  int
	}{
		"camerton.toml:1: stor":     {"[stor]\n", s.environ(), exitWrong},
		"CAMERTON_TOKEN is not set": {"", nil, exitUsage},
		"CAMERTON_WEBHOOK_SECRET":   {"[telegram]\nupdates='webhook'\n[webhook]\nurl='https://a.example/x'\n", s.environ()[:1], exitUsage},
		"secret has 1 to 256 of":    {"[telegram]\nupdates='webhook'\n[webhook]\nurl='https://a.example/x'\n", []string{"CAMERTON_TOKEN=1:x", "CAMERTON_WEBHOOK_SECRET=secret token"}, exitUsage},
		"the token has the wrong":   {"", []string{"CAMERTON_TOKEN=secret-token"}, exitUsage},
		"does not know this token":  {"[run]\nhealth=''\n[telegram]\napi='" + s.srv.URL() + "'\n", []string{"CAMERTON_TOKEN=123:not-a-token-of-anybody"}, exitFailed},
		"listen on 127.0.0.1:":      {"[run]\nhealth='" + strings.TrimPrefix(s.srv.URL(), "http://") + "'\n", s.environ(), exitFailed},
		"it is a folder":            {"[store]\npath='.'\n", s.environ(), exitFailed},
	} {
		s.write(configFile, change.config)
		log := newJournal()
		p := &program{in: strings.NewReader(""), out: log, err: log, environ: change.environ}
		require.Equal(t, change.status, p.run(t.Context(), []string{"bot", "--config", s.path(configFile)}), log.String())
		require.Contains(t, log.String(), want)
		require.NotContains(t, log.String(), "secret-token")
		require.NotContains(t, log.String(), "not-a-token")
	}
	log := newJournal()
	p := &program{in: strings.NewReader(""), out: log, err: log}
	require.Equal(t, exitUsage, p.run(context.Background(), []string{"bot", "--config", s.path("no.toml")}))
	require.Contains(t, log.String(), "camerton config sample")
}
