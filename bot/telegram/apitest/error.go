package apitest

import (
	"fmt"
	"net/http"
	"strings"
)

// Error is a refusal as the Bot API words it.
type Error struct {
	// Code is the HTTP status and the error_code of the answer.
	Code int
	// Description is the whole sentence, its prefix ("Bad Request: ") included.
	Description string
	// RetryAfter is in seconds; 0 means the answer has none.
	RetryAfter int
	// MigrateTo is the supergroup that a group has become; 0 means none.
	MigrateTo int64
}

// Error implements error.
func (e *Error) Error() string { return fmt.Sprintf("%d %s", e.Code, e.Description) }

// body is the JSON the Bot API answers with.
func (e *Error) body() []byte {
	type parameters struct {
		RetryAfter int   `json:"retry_after,omitempty"`
		MigrateTo  int64 `json:"migrate_to_chat_id,omitempty"`
	}
	out := struct {
		OK          bool        `json:"ok"`
		Code        int         `json:"error_code"`
		Description string      `json:"description"`
		Parameters  *parameters `json:"parameters,omitempty"`
	}{Code: e.Code, Description: e.Description}
	if e.RetryAfter > 0 || e.MigrateTo != 0 {
		out.Parameters = &parameters{e.RetryAfter, e.MigrateTo}
	}
	return encode(out)
}

// badRequest words a 400 as the Bot API does: its own sentences begin with a
// small letter, the codes of the servers behind it stay in capitals.
func badRequest(format string, args ...any) *Error {
	text := fmt.Sprintf(format, args...)
	isCode := len(text) > 1 && (text[1] == '_' || text[1] >= 'A' && text[1] <= 'Z')
	if text != "" && !isCode {
		text = strings.ToLower(text[:1]) + text[1:]
	}
	return &Error{Code: http.StatusBadRequest, Description: "Bad Request: " + text}
}

func forbidden(text string) *Error {
	return &Error{Code: http.StatusForbidden, Description: "Forbidden: " + text}
}

func conflict(text string) *Error {
	return &Error{Code: http.StatusConflict, Description: "Conflict: " + text}
}

func tooMany(seconds int) *Error {
	return &Error{
		Code: http.StatusTooManyRequests, RetryAfter: seconds,
		Description: fmt.Sprintf("Too Many Requests: retry after %d", seconds),
	}
}

func unauthorized() *Error {
	return &Error{Code: http.StatusUnauthorized, Description: "Unauthorized"}
}

func notFound(what string) *Error {
	text := "Not Found"
	if what != "" {
		text += ": " + what
	}
	return &Error{Code: http.StatusNotFound, Description: text}
}
