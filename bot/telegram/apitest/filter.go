package apitest

import (
	"slices"
	"strings"
)

// Filter accepts some entries of the record. It must not keep or change the
// entry, and must not call the server.
type Filter func(*Entry) bool

func accepts(filters []Filter, e *Entry) bool {
	for _, f := range filters {
		if !f(e) {
			return false
		}
	}
	return true
}

func isSent(e *Entry) bool { return e.Kind == EntryCall && e.Effect && e.Message != nil }

// Called accepts calls of any of the methods, spelled as documented
// ("sendMessage"); of any method if none is named.
func Called(methods ...string) Filter {
	return func(e *Entry) bool {
		return e.Kind == EntryCall && (len(methods) == 0 || slices.Contains(methods, e.Method))
	}
}

// InChat accepts entries of one chat. In a business chat it is the customer's id.
func InChat(id int64) Filter {
	return func(e *Entry) bool { return e.Chat == id }
}

// OfBot accepts entries of the bot with this id.
func OfBot(id int64) Filter {
	return func(e *Entry) bool { return e.Bot == id }
}

// OfKind accepts entries of one kind.
func OfKind(kind EntryKind) Filter {
	return func(e *Entry) bool { return e.Kind == kind }
}

// TextHas accepts messages whose text or caption contains part.
func TextHas(part string) Filter {
	return func(e *Entry) bool { return strings.Contains(e.Text(), part) }
}

// Refused accepts calls that were answered with an error of this code.
func Refused(code int) Filter {
	return func(e *Entry) bool { return e.Kind == EntryCall && e.Status == code && e.Error != "" }
}

// ByBusiness accepts entries of business chats only.
func ByBusiness() Filter {
	return func(e *Entry) bool { return e.Business != "" }
}
