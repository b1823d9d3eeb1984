package main

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/camerton/camerton/bot/telegram"
)

// A failFunc gets what is wrong with a key and what would be right.
type failFunc func(key, problem, fix string)

// check reports everything in a config that is out of its bounds or does not go
// together.
func (c *config) check(fail failFunc) {
	c.checkTelegram(fail)
	c.checkRun(fail)
	c.told(fail, "timing: policy: ", "timing.", c.decisions.Policy.Validate())
	settings := c.decisions
	settings.Policy = defaultConfig().decisions.Policy // told already
	c.told(fail, "bot: ", "decisions.", settings.Validate())
	c.checkZeros(fail)
	for name, most := range map[string]int{"limits.chat": c.limits.chat, "limits.group": c.limits.group, "limits.global": c.limits.global} {
		if most == 0 {
			fail(name, "0 lets nothing through", "give 1 or more, or -1 for no limit")
		}
	}
}

// checkZeros reports figures of the decisions that are 0, which the engine would
// take for not given.
func (c *config) checkZeros(fail failFunc) {
	for _, s := range c.decisionSections() {
		for _, k := range s.keys {
			if n, ok := k.field.(*int); ok && *n == 0 {
				fail(s.name+"."+k.name, "0 is out of bounds", "give 1 or more, or -1 for never")
			}
			if d, ok := k.field.(*span); ok && *d == 0 {
				fail(s.name+"."+k.name, "0s is out of bounds", "give a longer time")
			}
		}
	}
}

func (c *config) checkTelegram(fail failFunc) {
	if u, err := url.Parse(c.telegram.api); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		fail("telegram.api", "this is no address", "write it as "+telegram.DefaultAPI)
	}
	between(fail, "telegram.timeout", c.telegram.timeout, time.Second, 5*time.Minute)
	if c.telegram.updates != webhook {
		return
	}
	u, err := url.Parse(c.webhook.url)
	if c.webhook.url == "" || err != nil || telegram.Hook.Validate(telegram.Hook{URL: c.webhook.url, Secret: "s"}) != nil {
		fail("webhook.url", "Telegram can't call this", "write it as https://bot.example.com/telegram")
	} else if u.Path == "" || u.Path == "/" {
		fail("webhook.url", "the address has no path", "add one: "+strings.TrimSuffix(c.webhook.url, "/")+"/telegram")
	}
	if _, _, err := net.SplitHostPort(c.webhook.listen); err != nil {
		fail("webhook.listen", "this is no address to listen on", `write it as "127.0.0.1:8080"`)
	}
	between(fail, "webhook.connections", c.webhook.connections, 1, 100)
}

func (c *config) checkRun(fail failFunc) {
	if c.run.health != "" && !loopback(c.run.health) {
		fail("run.health", "this is no address of this machine alone", `write it as "127.0.0.1:8181", or "" for none`)
	}
	if c.store.kind == "sqlite" && c.store.path == "" {
		fail("store.path", "the path is empty", `write it as "camerton.db"`)
	}
	if keep := time.Duration(c.store.keep); keep != 0 && keep < 2*day {
		fail("store.keep", c.store.keep.String()+" is too short", `give "2d" or more, or "0s" for good`)
	}
	between(fail, "store.connections", c.store.connections, 2, 1000)
	between(fail, "run.workers", c.run.workers, 1, 1000)
	between(fail, "run.lease", c.run.lease, 2*time.Second, time.Hour)
	between(fail, "run.send_timeout", c.run.send, time.Second, 5*time.Minute)
	between(fail, "run.stop_timeout", c.run.stopping, time.Second, time.Hour)
}

// loopback reports whether an address with a port is one of this machine alone.
func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// between reports a figure that is out of its bounds.
func between[T int | time.Duration](fail failFunc, key string, value, least, most T) {
	if value < least || value > most {
		fail(key, plain(value)+" is out of bounds", fmt.Sprintf("give %s to %s", plain(least), plain(most)))
	}
}

// plain returns a figure as the config has it.
func plain[T int | time.Duration](value T) string {
	if d, ok := any(value).(time.Duration); ok {
		return span(d).String()
	}
	return fmt.Sprint(value)
}

// told reports what a package has against the figures of a section. Its errors
// name the field first.
func (c *config) told(fail failFunc, prefix, within string, err error) {
	if err == nil {
		return
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range joined.Unwrap() {
			c.told(fail, prefix, within, one)
		}
		return
	}
	message := strings.TrimPrefix(err.Error(), prefix)
	name, rest, _ := strings.Cut(message, " ")
	problem, fix, _ := strings.Cut(rest, "; ")
	problem = strings.TrimPrefix(problem, "= ")
	if value, found := strings.CutPrefix(problem, "is "); found {
		problem = value + " is out of bounds"
	}
	fail(c.keyOf(within, name), problem, fix)
}

// keyOf returns the key that a package's error is about.
func (c *config) keyOf(within, name string) string {
	for _, s := range c.sections() {
		for _, k := range s.keys {
			if k.errors == name {
				return s.name + "." + k.name
			}
		}
	}
	return within + name
}
