package apitest

import (
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"
)

// webhook is where a bot's updates are delivered to. The server's lock guards
// everything but url, secret and gone.
type webhook struct {
	url      string
	secret   string
	max      int // connections
	ip       string
	hasCert  bool
	gone     chan struct{} // closed when it is replaced or deleted
	errAt    time.Time
	errText  string
	first410 time.Time // of the failures since the last other answer

	lanes    map[int64]*laneState
	loaded   int // updates in the lanes
	inFlight int
	stopWake func()
}

const (
	defaultConnections = 40
	maxSecret          = 256
	maxCertificate     = 3 << 20
)

func setWebhook(c *call) (any, *Error) {
	b := c.bot
	if c.p.get("url") == "" {
		return deleteWebhook(c)
	}
	if c.now.Before(b.hookSetAt.Add(time.Second)) {
		return nil, tooMany(1)
	}
	b.hookSetAt = c.now
	h, err := c.newWebhook()
	if err != nil {
		return nil, err
	}
	old := b.hook
	drop := c.p.yes("drop_pending_updates")
	if old != nil && !drop && old.url == h.url && old.secret == h.secret && old.max == h.max && old.ip == h.ip &&
		!old.hasCert && !h.hasCert {
		b.setAllowed(c.p.get("allowed_updates"))
		c.description = "Webhook is already set"
		return true, nil
	}
	b.endPoll(conflict("terminated by setWebhook request"))
	b.dropHook()
	if drop {
		b.clear(0, "dropped by setWebhook")
	}
	b.setAllowed(c.p.get("allowed_updates"))
	b.hook = h
	b.pump()
	c.description = "Webhook was set"
	return true, nil
}

func deleteWebhook(c *call) (any, *Error) {
	c.description = "Webhook is already deleted"
	if c.bot.hook != nil {
		c.description = "Webhook was deleted"
	}
	c.bot.dropHook()
	if c.p.yes("drop_pending_updates") {
		c.bot.clear(0, "dropped by deleteWebhook")
	}
	return true, nil
}

// newWebhook checks the parameters of setWebhook.
func (c *call) newWebhook() (*webhook, *Error) {
	h := &webhook{
		url: c.p.get("url"), secret: c.p.get("secret_token"), ip: c.p.get("ip_address"),
		max:  int(c.p.integer("max_connections", defaultConnections, 1, 100)),
		gone: make(chan struct{}), lanes: map[int64]*laneState{},
	}
	if !strings.Contains(h.url, "://") {
		h.url = "https://" + h.url
	}
	if err := checkWebhookURL(h.url); err != nil {
		return nil, err
	}
	if len(h.secret) > maxSecret {
		return nil, badRequest("secret token is too long")
	}
	if strings.Trim(h.secret, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") != "" {
		return nil, badRequest("secret token contains unallowed characters")
	}
	if cert := c.p.fileOf("certificate"); cert != nil {
		if cert.size > maxCertificate {
			return nil, badRequest("certificate size is too big (%d bytes)", cert.size)
		}
		h.hasCert = true
	}
	return h, nil
}

// checkWebhookURL wants HTTPS on one of four ports, except on the loopback
// interface, where tests live.
func checkWebhookURL(link string) *Error {
	u, err := url.Parse(link)
	if err != nil || u.Hostname() == "" || u.Scheme != "https" && u.Scheme != "http" {
		return badRequest("invalid webhook URL specified")
	}
	if isLoopback(u.Hostname()) {
		return nil
	}
	if u.Scheme == "http" {
		return badRequest("bad webhook: An HTTPS URL must be provided for webhook")
	}
	switch u.Port() {
	case "", "443", "80", "88", "8443":
		return nil
	default:
		return badRequest("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
	}
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// dropHook ends the deliveries; what has not arrived stays in the queue.
func (b *Bot) dropHook() {
	if b.hook == nil {
		return
	}
	close(b.hook.gone)
	if b.hook.stopWake != nil {
		b.hook.stopWake()
	}
	b.hook = nil
	for _, u := range b.queue.events {
		u.loaded = false
	}
}

func getWebhookInfo(c *call) (any, *Error) {
	c.bot.expire(c.now)
	info := models.WebhookInfo{PendingUpdateCount: c.bot.queue.size(), AllowedUpdates: c.bot.allowedList()}
	if h := c.bot.hook; h != nil {
		info.URL, info.HasCustomCertificate, info.MaxConnections = h.url, h.hasCert, h.max
		info.IPAddress = h.ip
		if u, err := url.Parse(h.url); err == nil && h.ip == "" && net.ParseIP(u.Hostname()) != nil {
			info.IPAddress = u.Hostname()
		}
		if !h.errAt.IsZero() {
			info.LastErrorDate, info.LastErrorMessage = int(h.errAt.Unix()), h.errText
		}
	}
	return info, nil
}

// retryAfter is what a webhook's answer asks for, forced into 0 to 3600 s.
func retryAfter(h http.Header) time.Duration {
	seconds, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil {
		return 0
	}
	return time.Duration(min(max(seconds, 0), 3600)) * time.Second
}
