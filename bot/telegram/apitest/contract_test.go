package apitest_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// The JSON that other languages write for the control pages. A name that is
// here stays.
func TestControlJSON(t *testing.T) {
	t.Parallel()
	for want, v := range map[string]any{
		`{"do":"say","bot":7,"customer":5,"group":-10,"account":100,"text":"a","reply_to":1,"topic":2}`: apitest.Action{
			Do: "say", Bot: 7, Customer: 5, Group: -10, Account: 100, Text: "a", ReplyTo: 1, Topic: 2,
		},
		`{"do":"press","customer":5,"messages":[3],"button":"Да"}`: apitest.Action{Do: "press", Customer: 5, Messages: []int{3}, Button: "Да"},
		`{"do":"react","customer":5,"messages":[3],"emoji":["👍"]}`: apitest.Action{Do: "react", Customer: 5, Messages: []int{3}, Emoji: []string{"👍"}},
		`{"do":"album","customer":5,"captions":["a",""]}`:          apitest.Action{Do: "album", Customer: 5, Captions: []string{"a", ""}},
		`{"do":"document","customer":5,"name":"a.txt","data":"YQ=="}`: apitest.Action{
			Do: "document", Customer: 5, Name: "a.txt", Data: []byte("a"),
		},
		`{"do":"contact","customer":5,"name":"Ана","phone":"+37369000001"}`: apitest.Action{Do: "contact", Customer: 5, Name: "Ана", Phone: "+37369000001"},
		`{"do":"location","customer":5,"latitude":47.01,"longitude":28.86}`: apitest.Action{Do: "location", Customer: 5, Latitude: 47.01, Longitude: 28.86},
		`{"do":"voice","customer":5,"seconds":7}`:                           apitest.Action{Do: "voice", Customer: 5, Seconds: 7},
		`{"do":"connect","account":100,"rights":{"can_reply":true}}`:        apitest.Action{Do: "connect", Account: 100, Rights: &models.BusinessBotRights{CanReply: true}},
		`{"do":"as","customer":5,"user":{"id":0,"is_bot":false,"first_name":"Ана"}}`: apitest.Action{
			Do: "as", Customer: 5, User: &models.User{FirstName: "Ана"},
		},
		`{"messages":[1,2],"query":"q","connection":"c","topic":3}`: apitest.Done{Messages: []int{1, 2}, Query: "q", Connection: "c", Topic: 3},
		`{"method":"sendMessage","bot":7,"chat":5,"skip":1,"times":2,"chance":0.5,"kind":"error","after_effect":true,"status":503,"delay_ns":1000000}`: apitest.Fault{
			Method: "sendMessage", Bot: 7, Chat: 5, Skip: 1, Times: 2, Chance: 0.5, Kind: apitest.FaultError, AfterEffect: true,
			Status: 503, Delay: time.Millisecond,
		},
		`{"kind":"too_many","retry_after":10}`: apitest.Fault{Kind: apitest.FaultTooMany, RetryAfter: 10},
		`{"chat":{"n":1,"per_ns":1000000000},"group":{"n":20,"per_ns":60000000000},"global":{"n":30,"per_ns":1000000000}}`: apitest.TelegramFlood(),
		`{"token":"1:x","name":"n","username":"u","read_all":true,"no_business":true,"test_dc":true}`: apitest.BotConfig{
			Token: "1:x", Name: "n", Username: "u", ReadAll: true, NoBusiness: true, TestDC: true,
		},
	} {
		got, err := json.Marshal(v)
		require.NoError(t, err)
		require.JSONEq(t, want, string(got))
	}
}

// Every control page that the package's documentation names is there, and
// every method and action too.
func TestDocumentation(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	b := newBench(t, apitest.Options{})
	pages := regexp.MustCompile(`(GET|POST|DELETE) +/_control/(\w+)`).FindAllStringSubmatch(string(doc), -1)
	require.Len(t, pages, 9)
	for _, p := range pages {
		w := httptest.NewRecorder()
		b.srv.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), p[1], "/_control/"+p[2], strings.NewReader("")))
		require.NotEqual(t, http.StatusNotFound, w.Code, p[0])
	}

	source, err := os.ReadFile("action.go")
	require.NoError(t, err)
	listed := regexp.MustCompile(`(?s)Do is one of\n(.*?)\n\tDo string`).FindStringSubmatch(string(source))
	require.NotNil(t, listed)
	actions := strings.Fields(strings.ReplaceAll(listed[1], "//", ""))
	require.GreaterOrEqual(t, len(actions), 33)
	for _, name := range actions {
		_, err := b.srv.Do(apitest.Action{Do: name, Customer: 5, Group: -10, Account: 100, Text: "a"})
		if err != nil {
			require.NotContains(t, err.Error(), "no action", name)
		}
	}
}

func TestWebhookCertificate(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	r, _ := b.serve(uploadRequest(t, "setWebhook", "certificate", "cert.pem", []byte("-----BEGIN"), map[string]string{"url": "https://127.0.0.1:8443/"}))
	require.True(t, r.OK, r.Description)
	r = b.call("getWebhookInfo", nil)
	require.Contains(t, string(r.Result), `"has_custom_certificate":true`)
	b.clock.Advance(time.Second)
	r, _ = b.serve(uploadRequest(t, "setWebhook", "certificate", "cert.pem", make([]byte, 3<<20+1), map[string]string{"url": "https://127.0.0.1:8443/"}))
	require.Equal(t, "Bad Request: certificate size is too big (3145729 bytes)", r.Description)
}

func TestWebhookAddress(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	for _, c := range []struct{ url, ip, wantURL, wantIP string }{
		{"127.0.0.1:8443/hook", "", "https://127.0.0.1:8443/hook", "127.0.0.1"},
		{"https://example.com/hook", "", "https://example.com/hook", ""},
		{"https://example.com:8443/hook", "192.0.2.7", "https://example.com:8443/hook", "192.0.2.7"},
		{"http://localhost:1/hook", "", "http://localhost:1/hook", ""},
		{"http://[::1]:1/hook", "", "http://[::1]:1/hook", "::1"},
	} {
		b.clock.Advance(time.Second)
		b.good("setWebhook", params{"url": c.url, "ip_address": c.ip, "max_connections": 1000}, nil)
		var info models.WebhookInfo
		b.good("getWebhookInfo", nil, &info)
		require.Equal(t, c.wantURL, info.URL)
		require.Equal(t, c.wantIP, info.IPAddress)
		require.Equal(t, 100, info.MaxConnections)
	}
}
