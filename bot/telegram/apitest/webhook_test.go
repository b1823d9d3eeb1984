package apitest_test

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/bot/telegram/apitest"
)

// hook is a bot's webhook in a test. What it answers is decided update by
// update, and it holds still until the test lets it go on.
type hook struct {
	*httptest.Server
	came   chan delivery
	answer chan answer
}

type delivery struct {
	secret string
	id     int64
	text   string
}

type answer struct {
	status int
	header http.Header
	body   string
}

func newHook(t *testing.T) *hook {
	t.Helper()
	h := &hook{came: make(chan delivery, 100), answer: make(chan answer, 100)}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var u struct {
			ID      int64 `json:"update_id"`
			Message struct {
				Text string `json:"text"`
			} `json:"message"`
		}
		data, err := io.ReadAll(r.Body)
		if err != nil || json.Unmarshal(data, &u) != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		h.came <- delivery{r.Header.Get("X-Telegram-Bot-Api-Secret-Token"), u.ID, u.Message.Text}
		select {
		case a := <-h.answer:
			maps.Copy(w.Header(), a.header)
			w.WriteHeader(a.status)
			_, _ = io.WriteString(w, a.body)
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(func() {
		h.CloseClientConnections() // some may hang
		h.Close()
	})
	return h
}

func (h *hook) say(status int) { h.answer <- answer{status: status} }

// next is the next delivery, which must come.
func (h *hook) next(t *testing.T) delivery {
	t.Helper()
	select {
	case d := <-h.came:
		return d
	case <-soon(t).Done():
		require.FailNow(t, "no delivery came")
		return delivery{}
	}
}

// settled waits for the record of the nth delivery.
func (b *bench) settled(n int) apitest.Entry {
	b.t.Helper()
	for range n - 1 {
		_, err := b.srv.Wait(soon(b.t), apitest.OfKind(apitest.EntryDelivery))
		require.NoError(b.t, err)
	}
	e, err := b.srv.Wait(soon(b.t), apitest.OfKind(apitest.EntryDelivery))
	require.NoError(b.t, err)
	return e
}

func TestWebhookDelivers(t *testing.T) {
	t.Parallel()
	b, h := newBench(t, apitest.Options{}), newHook(t)
	b.srv.Customer(5).Say("до вебхука")
	r := b.call("setWebhook", params{"url": h.URL + "/hook", "secret_token": "s3cret_-"})
	require.Equal(t, "Webhook was set", r.Description)
	h.say(http.StatusOK)
	d := h.next(t)
	require.Equal(t, "s3cret_-", d.secret)
	require.Equal(t, "до вебхука", d.text)
	e := b.settled(1)
	require.Equal(t, http.StatusOK, e.Status)
	require.Equal(t, 1, e.Attempt)
	require.Equal(t, d.id, e.UpdateID)

	h.say(http.StatusNoContent) // any 2xx will do
	b.srv.Customer(5).Say("после")
	require.Equal(t, "после", h.next(t).text)
	b.settled(1)
	require.Zero(t, b.srv.DefaultBot().Pending())
}

func TestWebhookAndPollingExclude(t *testing.T) {
	t.Parallel()
	b, h := newBench(t, apitest.Options{}), newHook(t)
	waiting := b.inBackground("getUpdates", params{"timeout": 30})
	b.untilWaiting(1)
	b.good("setWebhook", params{"url": h.URL}, nil)
	got := <-waiting
	require.Equal(t, http.StatusConflict, got.Status)
	require.Equal(t, "Conflict: terminated by setWebhook request", got.Description)

	// The next conflict within three seconds is told late.
	late := b.inBackground("getUpdates", nil)
	b.untilWaiting(1)
	b.clock.Advance(3 * time.Second)
	require.Equal(t, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
		(<-late).Description)

	r := b.call("deleteWebhook", nil)
	require.Equal(t, "Webhook was deleted", r.Description)
	require.Equal(t, "Webhook is already deleted", b.call("deleteWebhook", nil).Description)
	require.Equal(t, "Webhook is already deleted", b.call("setWebhook", params{"url": ""}).Description)
	b.good("getUpdates", nil, nil)
}

func TestSetWebhookChecks(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		p    params
		want string
	}{
		"no host":     {params{"url": "https://"}, "invalid webhook URL specified"},
		"scheme":      {params{"url": "ftp://127.0.0.1"}, "invalid webhook URL specified"},
		"nonsense":    {params{"url": "https://%zz"}, "invalid webhook URL specified"},
		"http":        {params{"url": "http://example.com"}, "bad webhook: An HTTPS URL must be provided for webhook"},
		"port":        {params{"url": "https://example.com:444"}, "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"},
		"secret":      {params{"url": "https://example.com", "secret_token": "sec ret"}, "secret token contains unallowed characters"},
		"long secret": {params{"url": "https://example.com", "secret_token": string(make([]byte, 257))}, "secret token is too long"},
		"russian":     {params{"url": "https://example.com", "secret_token": "тайна"}, "secret token contains unallowed characters"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			newBench(t, apitest.Options{}).bad("setWebhook", c.p, http.StatusBadRequest, "Bad Request: "+c.want)
		})
	}
}

func TestSetWebhookTwice(t *testing.T) {
	t.Parallel()
	b, h := newBench(t, apitest.Options{}), newHook(t)
	p := params{"url": h.URL, "allowed_updates": []string{"message"}}
	b.good("setWebhook", p, nil)
	b.bad("setWebhook", p, http.StatusTooManyRequests, "Too Many Requests: retry after 1")
	b.clock.Advance(time.Second)
	require.Equal(t, "Webhook is already set", b.call("setWebhook", p).Description)
	b.clock.Advance(time.Second)
	p["max_connections"] = 7
	require.Equal(t, "Webhook was set", b.call("setWebhook", p).Description)
}

func TestWebhookInfo(t *testing.T) {
	t.Parallel()
	b, h := newBench(t, apitest.Options{}), newHook(t)
	r := b.call("getWebhookInfo", nil)
	require.JSONEq(t, `{"url":"","has_custom_certificate":false,"pending_update_count":0}`, string(r.Result))

	b.good("setWebhook", params{"url": h.URL, "max_connections": 1000}, nil)
	h.say(http.StatusInternalServerError)
	b.srv.Customer(5).Say("a")
	h.next(t)
	require.Equal(t, "Wrong response from the webhook: 500 Internal Server Error", b.settled(1).Error)
	h.next(t) // the second try comes at once, and hangs
	r = b.call("getWebhookInfo", nil)
	require.JSONEq(t, fmt.Sprintf(`{"url":%q,"has_custom_certificate":false,"pending_update_count":1,"ip_address":"127.0.0.1",
		"max_connections":100,"last_error_date":%d,"last_error_message":"Wrong response from the webhook: 500 Internal Server Error"}`,
		h.URL, monday.Unix()), string(r.Result))
}

func TestRedelivery(t *testing.T) {
	t.Parallel()
	b, h := newBench(t, apitest.Options{}), newHook(t)
	b.good("setWebhook", params{"url": h.URL}, nil)
	b.srv.Customer(5).Say("a")
	// At once, then after 2, 4, 8, 16, 32 s, then 60 to 120.
	first := h.next(t)
	start := b.clock.Now()
	var waits []time.Duration
	for attempt := 1; attempt <= 9; attempt++ {
		h.say(http.StatusBadGateway)
		require.Equal(t, attempt, b.settled(1).Attempt)
		began := b.clock.Now()
		for b.srv.DefaultBot().Idle() { // what waits on the clock is the next try
			b.clock.Advance(time.Second)
		}
		require.Equal(t, first.id, h.next(t).id)
		waits = append(waits, b.clock.Now().Sub(began))
	}
	require.Equal(t, time.Duration(0), waits[0])
	for i, want := range []float64{2, 4, 8, 16, 32} {
		require.InDelta(t, want, waits[i+1].Seconds(), 0)
	}
	for _, w := range waits[6:] {
		require.GreaterOrEqual(t, w, time.Minute)
		require.LessOrEqual(t, w, 2*time.Minute)
	}
	require.Greater(t, b.clock.Now().Sub(start), 4*time.Minute)
	h.say(http.StatusOK)
	require.Equal(t, 10, b.settled(1).Attempt)
	require.Zero(t, b.srv.DefaultBot().Pending())
}

func TestRetryAfterIsObeyed(t *testing.T) {
	t.Parallel()
	b, h := newBench(t, apitest.Options{}), newHook(t)
	b.good("setWebhook", params{"url": h.URL}, nil)
	b.srv.Customer(5).Say("a")
	h.next(t)
	h.answer <- answer{status: http.StatusServiceUnavailable, header: http.Header{"Retry-After": {"300"}}}
	b.settled(1)
	b.untilWaiting(1)
	b.clock.Advance(299 * time.Second)
	require.Empty(t, h.came)
	b.clock.Advance(time.Second)
	h.next(t)
	h.answer <- answer{status: http.StatusServiceUnavailable, header: http.Header{"Retry-After": {"99999"}}}
	b.settled(1)
	b.untilWaiting(1)
	b.clock.Advance(time.Hour) // the longest that is obeyed
	h.next(t)
	h.say(http.StatusOK)
	b.settled(1)
}

func TestLanes(t *testing.T) {
	t.Parallel()
	b, h := newBench(t, apitest.Options{}), newHook(t)
	b.good("setWebhook", params{"url": h.URL, "max_connections": 3}, nil)
	for _, text := range []string{"a", "b"} {
		for id := range int64(4) {
			b.srv.Customer(id + 1).Say(fmt.Sprintf("%d%s", id+1, text))
		}
	}
	// Three at a time, and of each chat one.
	got := map[string]bool{}
	for range 3 {
		got[h.next(t).text] = true
	}
	require.Equal(t, map[string]bool{"1a": true, "2a": true, "3a": true}, got)
	require.Empty(t, h.came)
	order := map[byte]string{}
	var mu sync.Mutex
	for range 8 {
		h.say(http.StatusOK)
	}
	for range 5 {
		d := h.next(t)
		mu.Lock()
		order[d.text[0]] += d.text[1:]
		mu.Unlock()
	}
	require.Equal(t, map[byte]string{'1': "b", '2': "b", '3': "b", '4': "ab"}, order)
	b.settled(8)
	require.Zero(t, b.srv.DefaultBot().Pending())
}

func TestPoisonBlocksItsChatOnly(t *testing.T) {
	t.Parallel()
	b, h := newBench(t, apitest.Options{}), newHook(t)
	b.good("setWebhook", params{"url": h.URL}, nil)
	b.srv.Customer(1).Say("poison")
	require.Equal(t, "poison", h.next(t).text)
	h.say(http.StatusInternalServerError)
	b.settled(1)
	require.Equal(t, "poison", h.next(t).text)
	h.say(http.StatusInternalServerError)
	b.settled(1)
	b.srv.Customer(1).Say("behind it")
	b.srv.Customer(2).Say("elsewhere")
	require.Equal(t, "elsewhere", h.next(t).text)
	h.say(http.StatusOK)
	b.settled(1)
	require.Empty(t, h.came)
	require.Equal(t, 2, b.srv.DefaultBot().Pending())

	// Until it expires.
	b.clock.Advance(25 * time.Hour)
	require.Equal(t, "poison", h.next(t).text)
	h.say(http.StatusInternalServerError)
	e, err := b.srv.Wait(soon(t), apitest.OfKind(apitest.EntryDrop))
	require.NoError(t, err)
	require.Equal(t, "expired: Wrong response from the webhook: 500 Internal Server Error", e.Error)
}

func TestGoneRemovesTheWebhookAfter23Hours(t *testing.T) {
	t.Parallel()
	b, h := newBench(t, apitest.Options{}), newHook(t)
	b.good("setWebhook", params{"url": h.URL}, nil)
	gone := func(id int64) {
		b.srv.Customer(id).Say("a")
		h.next(t)
		h.say(http.StatusGone)
		b.settled(1)
		h.next(t) // at once again
		h.say(http.StatusGone)
		b.settled(1)
	}
	url := func() any {
		var info map[string]any
		b.good("getWebhookInfo", nil, &info)
		return info["url"]
	}
	gone(1)
	require.Equal(t, h.URL, url())
	for range 3 {
		h.say(http.StatusGone)
	}
	b.clock.Advance(23*time.Hour + time.Second)
	h.next(t)
	b.settled(1)
	require.Empty(t, url())
}

func TestWebhookThatHangs(t *testing.T) {
	t.Parallel()
	b, h := newBench(t, apitest.Options{}), newHook(t)
	b.good("setWebhook", params{"url": h.URL}, nil)
	b.srv.Customer(5).Say("a")
	h.next(t)
	b.untilWaiting(1)
	b.clock.Advance(time.Minute)
	require.Equal(t, "Read timeout expired", b.settled(1).Error)
	h.next(t)
}

func TestWebhookThatIsNotThere(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	down := httptest.NewServer(http.NotFoundHandler())
	down.Close()
	b.good("setWebhook", params{"url": down.URL}, nil)
	b.srv.Customer(5).Say("a")
	require.Equal(t, "Connection refused", b.settled(1).Error)
}

func TestWebhookRedirectsAreFailures(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	h := httptest.NewServer(http.RedirectHandler("/elsewhere", http.StatusFound))
	defer h.Close()
	b.good("setWebhook", params{"url": h.URL}, nil)
	b.srv.Customer(5).Say("a")
	require.Equal(t, "Wrong response from the webhook: 302 Found", b.settled(1).Error)
}

func TestWebhookOverTLS(t *testing.T) {
	t.Parallel()
	h := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	h.Config.ErrorLog = log.New(io.Discard, "", 0)
	h.StartTLS()
	defer h.Close()
	strange := newBench(t, apitest.Options{})
	strange.good("setWebhook", params{"url": h.URL}, nil)
	strange.srv.Customer(5).Say("a")
	require.Contains(t, strange.settled(1).Error, "SSL error")

	trusting := newBench(t, apitest.Options{WebhookClient: h.Client()})
	trusting.good("setWebhook", params{"url": h.URL}, nil)
	trusting.srv.Customer(5).Say("a")
	require.Empty(t, trusting.settled(1).Error)
}

func TestDeliveriesStayOnTheMachine(t *testing.T) {
	t.Parallel()
	b := newBench(t, apitest.Options{})
	b.good("setWebhook", params{"url": "https://192.0.2.1/hook"}, nil)
	b.srv.Customer(5).Say("a")
	require.Contains(t, b.settled(1).Error, "loopback")
}
