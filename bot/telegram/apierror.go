package telegram

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/camerton/camerton/bot"
)

// A callError says how a call of the Bot API failed. Its text holds neither the
// token nor anything of what was sent.
type callError struct {
	method string

	// written says that the call has left us, in whole or in part, so that it
	// may have taken effect if there is no answer.
	written bool

	// status is the answer's; 0 if there was none that could be read. spoken
	// says that it is the Bot API's own answer and not that of something
	// between us and it.
	status      int
	spoken      bool
	description string
	retryAfter  time.Duration
	migrateTo   int64 // the supergroup that the chat has become; 0 if it has not

	cause error // nil if there was an answer
}

// Error returns "telegram: sendMessage: 400 Bad Request: chat not found".
func (e *callError) Error() string {
	var b strings.Builder
	b.WriteString("telegram: " + e.method)
	if e.status != 0 {
		fmt.Fprintf(&b, ": %d %s", e.status, cmp.Or(e.description, http.StatusText(e.status)))
	}
	if e.retryAfter > 0 {
		fmt.Fprintf(&b, " (again after %v)", e.retryAfter)
	}
	if e.cause != nil {
		b.WriteString(": " + e.cause.Error())
	}
	return b.String()
}

func (e *callError) Unwrap() error { return e.cause }

// says reports whether the Bot API refused the call with one of the sentences
// or codes, which are written in small letters.
func (e *callError) says(sentences ...string) bool {
	description := strings.ToLower(e.description)
	for _, what := range sentences {
		if e.spoken && strings.Contains(description, what) {
			return true
		}
	}
	return false
}

// What the Bot API says about a business connection that was replaced or ended,
// and about one that it does not know.
const (
	connectionGone    = "business_connection_invalid"
	connectionUnknown = "business connection not found"
)

// unreachable are the refusals with the status 400 that mean that the customer
// can't be written to, now or at all, and not that something is wrong with the
// message.
var unreachable = []string{
	"chat not found", "user not found", "peer_id_invalid", "input_user_deactivated", "user_is_blocked", "user_is_bot",
	"group is deactivated", "have no rights to send", "not enough rights", "chat_write_forbidden", "chat_restricted",
	"chat_send_plain_forbidden", "chat_admin_required", "need administrator rights",
	"message thread not found", "topic_closed", "topic_deleted",
	connectionGone, connectionUnknown,
	"business_peer_invalid",       // the owner took the chat from the bot
	"business_peer_usage_missing", // the customer wrote more than 24 hours ago
	"bot_access_forbidden",        // the right to answer was taken away
}

// outcome says what a failed call means for the send that it was for.
func (e *callError) outcome() bot.OutcomeKind {
	switch {
	case !e.written:
		return bot.Failed
	case e.status == 0 || e.status >= http.StatusInternalServerError || e.status < http.StatusMultipleChoices:
		return bot.Unknown
	case e.status == http.StatusTooManyRequests:
		return bot.Throttled
	case !e.spoken, e.status == http.StatusUnauthorized, e.status == http.StatusNotFound, e.status == http.StatusConflict:
		return bot.Failed // no answer about the message: a wrong token, a wrong address, a proxy that refuses
	case e.status == http.StatusForbidden, e.says(unreachable...):
		return bot.Refused
	}
	return bot.Rejected
}

// final reports whether the Bot API has refused the call itself, so that to make
// it again is of no use.
func (e *callError) final() bool {
	kind := e.outcome()
	return kind == bot.Refused || kind == bot.Rejected
}

// asCallError finds the callError in what the library returns. An error that is
// none was made before anything was sent.
func asCallError(method string, err error) *callError {
	if e, ok := errors.AsType[*callError](err); ok {
		return e
	}
	return &callError{method: method, cause: errors.New("the call could not be put together")}
}
