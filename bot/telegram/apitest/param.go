package apitest

import (
	"encoding/json"
	"strconv"
	"strings"
)

// integer is the parameter as the Bot API reads it: leading digits, anything
// else is 0, absent is def, and the result is forced into the bounds.
func (p params) integer(key string, def, low, high int64) int64 {
	v := def
	if s := p.get(key); s != "" {
		v = leadingInt(s)
	}
	return min(max(v, low), high)
}

func leadingInt(s string) int64 {
	end := 0
	if strings.HasPrefix(s, "-") {
		end = 1
	}
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	v, err := strconv.ParseInt(s[:end], 10, 64)
	if err != nil {
		return 0
	}
	return v
}

// yes is a Boolean parameter: "true", "yes" or "1" in any case.
func (p params) yes(key string) bool {
	switch strings.ToLower(strings.TrimSpace(p.get(key))) {
	case "true", "yes", "1":
		return true
	default:
		return false
	}
}

// messageID is a message's number, 0 if there is none.
func (p params) messageID(key string) int {
	return int(p.integer(key, 0, 0, 1<<31-1))
}

func (p params) required(key string) (string, *Error) {
	if v := p.get(key); v != "" {
		return v, nil
	}
	return "", badRequest("Parameter \"%s\" is required", key)
}

// messageIDs is a JSON list of 1 to 100 message numbers.
func (p params) messageIDs(key string) ([]int, *Error) {
	text := p.get(key)
	if text == "" {
		return nil, badRequest("Message identifiers are not specified")
	}
	if !json.Valid([]byte(text)) {
		return nil, badRequest("Can't parse %s JSON object", key)
	}
	var list []json.RawMessage
	if json.Unmarshal([]byte(text), &list) != nil {
		return nil, badRequest("Expected an Array of message identifiers")
	}
	if len(list) > 100 {
		return nil, badRequest("Too many message identifiers specified")
	}
	ids := make([]int, 0, len(list))
	for _, raw := range list {
		id, err := strconv.Atoi(strings.Trim(string(raw), `"`))
		if err != nil {
			return nil, badRequest("Can't parse message identifier as a Number")
		}
		if id <= 0 {
			return nil, badRequest("Invalid message identifier specified")
		}
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		return nil, badRequest("Message identifiers are not specified")
	}
	return ids, nil
}

// object is one JSON object whose fields are asked for with the Bot API's
// complaints.
type object map[string]json.RawMessage

// parseObject reads JSON text; what names it in complaints.
func parseObject(text, what string) (object, *Error) {
	if !json.Valid([]byte(text)) {
		return nil, badRequest("Can't parse %s JSON object", what)
	}
	var o object
	if json.Unmarshal([]byte(text), &o) != nil || o == nil {
		return nil, badRequest("Object expected as %s", what)
	}
	return o, nil
}

func (o object) has(name string) bool {
	_, ok := o[name]
	return ok
}

// text is an optional string; numbers are taken as they are written.
func (o object) text(name string) (string, *Error) {
	raw, ok := o[name]
	if !ok || string(raw) == "null" {
		return "", nil
	}
	switch raw[0] {
	case '"':
		return unquote(raw), nil
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return string(raw), nil
	default:
		return "", badRequest("Field \"%s\" must be of type String", name)
	}
}

func (o object) requiredText(name string) (string, *Error) {
	if !o.has(name) || string(o[name]) == "null" {
		return "", badRequest("Can't find field \"%s\"", name)
	}
	return o.text(name)
}

// integer is an optional whole number, as a number or as a string.
func (o object) integer(name string) (int64, *Error) {
	raw, ok := o[name]
	if !ok || string(raw) == "null" {
		return 0, nil
	}
	v, err := strconv.ParseInt(strings.Trim(string(raw), `"`), 10, 64)
	if err != nil {
		return 0, badRequest("Field \"%s\" must be a valid Number", name)
	}
	return v, nil
}

func (o object) requiredInteger(name string) (int64, *Error) {
	if !o.has(name) || string(o[name]) == "null" {
		return 0, badRequest("Can't find field \"%s\"", name)
	}
	return o.integer(name)
}

func (o object) yes(name string) (bool, *Error) {
	switch string(o[name]) {
	case "true":
		return true, nil
	case "false", "null", "":
		return false, nil
	default:
		return false, badRequest("Field \"%s\" must be of type Boolean", name)
	}
}
