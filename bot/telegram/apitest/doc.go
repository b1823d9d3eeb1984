// Package apitest is a Bot API server for the tests of Telegram bots: an
// http.Handler, or a server on a port of its own, that behaves as
// api.telegram.org does towards a bot, and as people do at the other end.
package apitest
